"""Notes: what agents tell each other."""

import asyncio

import pytest

from domain.agents.models import Actor, Role
from domain.clock import now
from domain.errors import BadInput, NotAllowed, NotFound
from domain.live import EventKind, StoredEvent
from domain.notes.actions import create_note, delete_note, edit_note
from domain.notes.models import Note
from domain.notes.reading import note_to_change
from domain.sight import Sight
from tests.factories import a_talk, an_agent


async def a_note(talk, agent, text="look at the order"):
    id = await create_note(talk, agent.id, text, [agent.id, agent.id], now())
    return await note_to_change(Sight(talk.workspace_id), id)


def actor(agent, role=Role.AGENT):
    return Actor(agent.workspace_id, agent.id, role)


async def test_a_deleted_note_keeps_nothing_of_what_it_said():
    talk, author = await a_talk(), await an_agent()
    note = await a_note(talk, author)

    await delete_note(note, actor(author), now())

    kept = await Note.get(id=note["id"])
    assert (kept.text, kept.mentions, kept.deleted_at is not None) == ("", "[]", True)
    assert await StoredEvent.filter(kind=EventKind.NOTE_CHANGED).count() == 2


async def test_a_note_is_its_authors_and_those_who_manage():
    talk, author, colleague = await a_talk(), await an_agent(), await an_agent()
    note = await a_note(talk, author)

    for change in (edit_note(note, actor(colleague), "no", None, now()), delete_note(note, actor(colleague), now())):
        with pytest.raises(NotAllowed):
            await change
    await edit_note(note, actor(colleague, Role.ADMIN), "yes", None, now())

    kept = await Note.get(id=note["id"])
    assert (kept.text, str(author.id) in kept.mentions, kept.edited_at is not None) == ("yes", True, True)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 4001, "a\0b"])
async def test_a_note_says_something_and_not_too_much(text):
    with pytest.raises(BadInput):
        await create_note(await a_talk(), (await an_agent()).id, text, [], now())


async def test_a_deletion_is_the_last_word():
    talk, author = await a_talk(), await an_agent()
    note = await a_note(talk, author)

    edited = edit_note(note, actor(author), "edited", [], now())
    await asyncio.gather(delete_note(note, actor(author), now()), edited, return_exceptions=True)

    assert (await Note.get(id=note["id"])).text == ""
    with pytest.raises(NotFound):
        await edit_note(note, actor(author), "again", None, now())
    assert await note_to_change(Sight(talk.workspace_id), note["id"]) is None
