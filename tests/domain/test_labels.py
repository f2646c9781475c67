"""Labels: a short list of a workspace, put on its talks."""

import asyncio

import pytest

from domain.clock import now
from domain.errors import BadInput, NotFound
from domain.ids import new_id
from domain.labels.actions import create_label, delete_label, label_talk, unlabel_talk, update_label
from domain.labels.errors import LabelNameTaken, TooManyLabels, TooManyLabelsOfATalk
from domain.labels.models import ConversationLabel, Label
from domain.live import EventKind, StoredEvent
from tests.factories import a_talk, a_workspace

GREEN = "#07C160"


async def told(kind: EventKind) -> int:
    return await StoredEvent.filter(kind=kind).count()


async def test_a_name_is_one_labels():
    workspace, another = await a_workspace(), await a_workspace()
    first = await create_label(workspace.id, " VIP ", "#07c160", now())
    second = await create_label(workspace.id, "new", GREEN, now())
    await create_label(another.id, "VIP", GREEN, now())

    with pytest.raises(LabelNameTaken):
        await create_label(workspace.id, "VIP", GREEN, now())
    with pytest.raises(LabelNameTaken):
        await update_label(workspace.id, second, "VIP", None)
    await update_label(workspace.id, first, "VIP", None)  # its own name

    label = await Label.get(id=first)
    assert (label.name, label.color) == ("VIP", GREEN)


@pytest.mark.parametrize(
    ("name", "color"), [("", GREEN), ("x" * 33, GREEN), ("a\0b", GREEN), ("a", "green"), ("a", "#FFF")]
)
async def test_a_label_has_a_short_name_and_a_colour(name, color):
    with pytest.raises(BadInput):
        await create_label((await a_workspace()).id, name, color, now())


async def test_a_hundred_labels_are_enough_also_for_two_at_once():
    workspace = await a_workspace()
    rows = [Label(workspace=workspace, name=f"{n}", color=GREEN, created_at=now()) for n in range(99)]
    await Label.bulk_create(rows)

    made = [create_label(workspace.id, name, GREEN, now()) for name in ("a", "b", "c")]
    came = await asyncio.gather(*made, return_exceptions=True)

    assert sum(isinstance(one, TooManyLabels) for one in came) == 2
    assert await Label.all().count() == 100


async def test_labelling_is_told_once_however_often_it_is_asked():
    talk = await a_talk()
    label = await create_label(talk.workspace_id, "VIP", GREEN, now())
    before = await told(EventKind.CONVERSATION_CHANGED)

    for _ in range(2):
        await label_talk(talk, label)
    for _ in range(2):
        await unlabel_talk(talk, label)

    assert await told(EventKind.CONVERSATION_CHANGED) == before + 2
    assert not await ConversationLabel.all().exists()


async def test_a_talk_has_at_most_twenty():
    talk = await a_talk()
    for n in range(20):
        await label_talk(talk, await create_label(talk.workspace_id, f"{n}", GREEN, now()))
    more = await create_label(talk.workspace_id, "more", GREEN, now())

    with pytest.raises(TooManyLabelsOfATalk):
        await label_talk(talk, more)

    assert await ConversationLabel.filter(conversation_id=talk.id).count() == 20


async def test_a_deleted_label_is_gone_from_every_talk_with_one_event():
    talk = await a_talk()
    label = await create_label(talk.workspace_id, "VIP", GREEN, now())
    await label_talk(talk, label)
    before = await told(EventKind.CONVERSATION_CHANGED)

    await delete_label(talk.workspace_id, label)

    assert not await ConversationLabel.all().exists()
    assert await told(EventKind.LABEL_DELETED) == 1
    assert await told(EventKind.CONVERSATION_CHANGED) == before
    for gone in (label, new_id()):
        with pytest.raises(NotFound):
            await label_talk(talk, gone)
