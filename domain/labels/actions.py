"""Labels are made, changed and deleted, and put on talks."""

import re
from datetime import datetime
from uuid import UUID

from domain import database
from domain.conversations.actions import Talk, announce_change
from domain.errors import BadInput, NotFound
from domain.ids import new_id
from domain.labels.errors import (
    LONGEST_NAME,
    MOST_LABELS,
    MOST_LABELS_OF_A_TALK,
    LabelNameTaken,
    TooManyLabels,
    TooManyLabelsOfATalk,
)
from domain.labels.models import ConversationLabel, Label
from domain.live import ALL_ACCOUNTS, Event, EventKind
from domain.transaction import announce, transaction


async def create_label(workspace_id: UUID, name: str, color: str, now: datetime) -> UUID:
    """A new label of the workspace. Raises BadInput, TooManyLabels or LabelNameTaken."""
    name, color = _checked_name(name), _checked_color(color)
    async with transaction():
        await _lock_labels(workspace_id)
        await _must_be_free(workspace_id, name)
        if await Label.filter(workspace_id=workspace_id).count() >= MOST_LABELS:
            raise TooManyLabels
        made = await Label.create(workspace_id=workspace_id, name=name, color=color, created_at=now)
        _tell(EventKind.LABEL_CHANGED, workspace_id, made.id)
    return made.id


async def update_label(workspace_id: UUID, label_id: UUID, name: str | None, color: str | None) -> None:
    """Another name, another colour; None keeps what there is. Raises BadInput, NotFound or LabelNameTaken."""
    changes = {} if name is None else {"name": _checked_name(name)}
    changes |= {} if color is None else {"color": _checked_color(color)}
    async with transaction():
        await _lock_labels(workspace_id)
        if "name" in changes:
            await _must_be_free(workspace_id, changes["name"], but=label_id)
        if changes and not await Label.filter(id=label_id).update(**changes):
            raise NotFound("label", "labelId")
        _tell(EventKind.LABEL_CHANGED, workspace_id, label_id)


async def delete_label(workspace_id: UUID, label_id: UUID) -> None:
    """Gone, from every talk that had it: one event says so for all of them."""
    async with transaction():
        await database.rows(f"SELECT id FROM label WHERE id = $1 {database.for_update()}", label_id)
        await ConversationLabel.filter(label_id=label_id).delete()
        await Label.filter(id=label_id).delete()
        _tell(EventKind.LABEL_DELETED, workspace_id, label_id)


async def label_talk(talk: Talk, label_id: UUID) -> None:
    """The talk has the label; that it had it already is fine. Raises TooManyLabelsOfATalk or NotFound."""
    sql = (
        "INSERT INTO conversation_label (id, conversation_id, label_id) VALUES ($1, $2, $3)"
        " ON CONFLICT (conversation_id, label_id) DO NOTHING RETURNING id"
    )
    async with transaction():
        # Both locked: of two who label at once neither goes past the limit, and nobody deletes the label meanwhile.
        await database.rows(f"SELECT id FROM conversation WHERE id = $1 {database.for_update()}", talk.id)
        if not await database.rows(f"SELECT id FROM label WHERE id = $1 {database.for_update()}", label_id):
            raise NotFound("label", "labelId")
        if not await database.rows(sql, new_id(), talk.id, label_id):
            return
        if await ConversationLabel.filter(conversation_id=talk.id).count() > MOST_LABELS_OF_A_TALK:
            raise TooManyLabelsOfATalk
        announce_change(talk)


async def unlabel_talk(talk: Talk, label_id: UUID) -> None:
    """The talk does not have the label; that it never had it is fine."""
    async with transaction():
        if await ConversationLabel.filter(conversation_id=talk.id, label_id=label_id).delete():
            announce_change(talk)


async def _lock_labels(workspace_id: UUID) -> None:
    # Whoever makes or renames labels waits for the other: names stay unique, and there are never too many.
    await database.rows(f"SELECT id FROM workspace WHERE id = $1 {database.for_update()}", workspace_id)


async def _must_be_free(workspace_id: UUID, name: str, but: UUID | None = None) -> None:
    same = await Label.filter(workspace_id=workspace_id, name=name).first()
    if same is not None and same.id != but:
        raise LabelNameTaken


def _checked_name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadInput(f"A label's name takes 1 to {LONGEST_NAME} characters.", "name")
    return name


def _checked_color(color: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", color):
        raise BadInput("A colour is written as #RRGGBB, such as #07C160.", "color")
    return color.upper()


def _tell(kind: EventKind, workspace_id: UUID, label_id: UUID) -> None:
    announce(Event(kind, workspace_id, ALL_ACCOUNTS, label_id))
