"""Notes are written, edited and deleted. Each of these belongs in a transaction, or opens one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import orjson

from domain.agents.models import Actor, Role
from domain.conversations.actions import Talk
from domain.database import Row
from domain.errors import BadInput, NotAllowed, NotFound
from domain.live import Event, EventKind
from domain.notes.models import Note
from domain.search import entries as search
from domain.search.entries import Entry, SearchKind
from domain.transaction import announce, transaction

LONGEST_NOTE = 4000  # characters
MOST_MENTIONS = 50


async def create_note(talk: Talk, agent_id: UUID, text: str, mentions: Sequence[UUID], now: datetime) -> UUID:
    """A note by this agent, calling those agents of the workspace by name. Raises BadInput."""
    text = _checked(text)
    async with transaction():
        note = await Note.create(
            workspace_id=talk.workspace_id,
            conversation_id=talk.id,
            agent_id=agent_id,
            text=text,
            mentions=_as_json(mentions),
            created_at=now,
        )
        await search.keep([Entry(note.id, talk.workspace_id, talk.account_id, talk.id, SearchKind.NOTE, text)])
        announce(Event(EventKind.NOTE_CHANGED, talk.workspace_id, talk.account_id, note.id))
    return note.id


async def edit_note(note: Row, actor: Actor, text: str, mentions: Sequence[UUID] | None, now: datetime) -> None:
    """Other words; mentions stay unless given. Raises NotAllowed, BadInput or NotFound."""
    _must_be_theirs(note, actor)
    text = _checked(text)
    called = {} if mentions is None else {"mentions": _as_json(mentions)}
    await _change(note, text=text, edited_at=now, **called)


async def delete_note(note: Row, actor: Actor, now: datetime) -> None:
    """Its words are gone for good; that it was there stays. Raises NotAllowed or NotFound."""
    _must_be_theirs(note, actor)
    await _change(note, text="", mentions="[]", deleted_at=now)


def check_mentions(mentions: Sequence[str]) -> None:
    """Raises BadInput for more than a note takes."""
    if len(mentions) > MOST_MENTIONS:
        raise BadInput(f"A note mentions at most {MOST_MENTIONS} agents.", "mentions")


async def _change(note: Row, **changes: object) -> None:
    async with transaction():
        # Of two who edit and delete at once, the deletion is the last word.
        if not await Note.filter(id=note["id"], deleted_at=None).update(**changes):
            raise NotFound("note", "noteId")
        home = (note["workspace_id"], note["account_id"], note["conversation_id"])
        await search.replace([Entry(note["id"], *home, SearchKind.NOTE, str(changes["text"]))])
        announce(Event(EventKind.NOTE_CHANGED, note["workspace_id"], note["account_id"], note["id"]))


def _must_be_theirs(note: Row, actor: Actor) -> None:
    if note["agent_id"] != actor.agent_id and actor.role is Role.AGENT:
        raise NotAllowed("its author, an owner or an admin")


def _checked(text: str) -> str:
    if not text.strip() or len(text) > LONGEST_NOTE or "\0" in text:
        raise BadInput(f"A note takes 1 to {LONGEST_NOTE} characters.", "text")
    return text


def _as_json(mentions: Sequence[UUID]) -> str:
    return orjson.dumps([str(id) for id in dict.fromkeys(mentions)]).decode()
