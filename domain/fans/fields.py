"""A workspace keeps fields of its own of its fans (自定义字段): made, changed and deleted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import orjson

from domain import audit, database
from domain.agents.models import Actor
from domain.database import Row, Where
from domain.errors import BadInput
from domain.fans.errors import MOST_FIELDS, FieldNameTaken, TooManyFields
from domain.fans.models import FanFieldKind
from domain.ids import FAN_FIELD, new_id, public_id
from domain.live import ALL_ACCOUNTS, Event, EventKind
from domain.transaction import announce, transaction

LONGEST_NAME, MOST_CHOICES, LONGEST_CHOICE = 32, 50, 64
CHUNK = 5000
FIELD_COLUMNS = "d.id AS d_id, d.name AS d_name, d.kind AS d_kind, d.choices AS d_choices, d.created_at AS d_created_at"


async def create_field(actor: Actor, name: str, kind: FanFieldKind, choices: Sequence[str], now: datetime) -> UUID:
    """A field that all fans of the workspace have from now on, empty. Belongs in a transaction.

    Raises BadInput, TooManyFields or FieldNameTaken.
    """
    name, choices = _checked_name(name), _checked_choices(kind, choices)
    names = await _locked_names(actor.workspace_id)
    if len(names) >= MOST_FIELDS:
        raise TooManyFields
    if name in names.values():
        raise FieldNameTaken
    sql = f"INSERT INTO fan_field (id, workspace_id, name, kind, choices, created_at) VALUES {database.places(1, 6)}"
    id = new_id()
    await database.rows(sql, id, actor.workspace_id, name, kind.value, orjson.dumps(choices).decode(), now)
    await _done(actor, "fan_field.created", id, EventKind.FAN_FIELD_CHANGED, now, name=name)
    return id


async def update_field(actor: Actor, id: UUID, name: str | None, choices: Sequence[str] | None, now: datetime) -> None:
    """Another name, other choices; None leaves them. A choice that is taken out stays with the fans who have it.

    Raises BadInput or FieldNameTaken.
    """
    async with transaction():
        names = await _locked_names(actor.workspace_id)
        (field,) = await database.rows("SELECT name, kind, choices FROM fan_field WHERE id = $1", id)
        name = field["name"] if name is None else _checked_name(name)
        kind = FanFieldKind(field["kind"])
        choices = orjson.loads(field["choices"]) if choices is None else _checked_choices(kind, choices)
        if name in [other for other_id, other in names.items() if other_id != id]:
            raise FieldNameTaken
        sql = "UPDATE fan_field SET name = $1, choices = $2 WHERE id = $3"
        await database.rows(sql, name, orjson.dumps(choices).decode(), id)
        await _done(actor, "fan_field.updated", id, EventKind.FAN_FIELD_CHANGED, now, name=name)


async def delete_field(actor: Actor, id: UUID, now: datetime) -> None:
    """The field is gone, and with it what fans have in it."""
    some = f"SELECT id FROM fan_field_value WHERE field_id = $1 LIMIT {CHUNK}"
    # In short transactions. Who is killed in between leaves a field of which fewer fans have something.
    while await database.rows(f"DELETE FROM fan_field_value WHERE id IN ({some}) RETURNING id", id):
        pass
    async with transaction():
        gone = await database.rows("DELETE FROM fan_field WHERE id = $1 RETURNING name", id)
        if gone:
            await _done(actor, "fan_field.deleted", id, EventKind.FAN_FIELD_DELETED, now, name=gone[0]["name"])


async def fields(workspace_id: UUID) -> list[Row]:
    """The workspace's fields, the oldest first; columns are prefixed with `d_`."""
    sql = f"SELECT {FIELD_COLUMNS} FROM fan_field d WHERE d.workspace_id = $1 ORDER BY d.id"
    return await database.rows(sql, workspace_id)


async def fields_by_id(workspace_id: UUID, ids: Sequence[UUID | None]) -> list[Row]:
    """These fields of the workspace, without those that are not there."""
    where = Where("d.workspace_id = {}", workspace_id)
    where.among("d.id", ids)
    return await database.rows(f"SELECT {FIELD_COLUMNS} FROM fan_field d WHERE {where}", *where.values)


async def _locked_names(workspace_id: UUID) -> dict[UUID, str]:
    # One at a time in a workspace: of two who press at once, neither passes the limit nor takes the other's name.
    await database.rows(f"SELECT id FROM workspace WHERE id = $1 {database.for_update()}", workspace_id)
    found = await database.rows("SELECT id, name FROM fan_field WHERE workspace_id = $1", workspace_id)
    return {row["id"]: row["name"] for row in found}


async def _done(actor: Actor, action: str, id: UUID, event: EventKind, now: datetime, *, name: str) -> None:
    await audit.note(actor.workspace_id, actor.agent_id, action, public_id(FAN_FIELD, id), now, name=name)
    announce(Event(event, actor.workspace_id, ALL_ACCOUNTS, id))


def _checked_name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadInput(f"A field's name takes 1 to {LONGEST_NAME} characters.", "name")
    return name


def _checked_choices(kind: FanFieldKind, choices: Sequence[str]) -> list[str]:
    once = list(dict.fromkeys(choice.strip() for choice in choices))
    if kind is not FanFieldKind.CHOICE:
        if once:
            raise BadInput("Only a field of the kind CHOICE has choices.", "choices")
        return []
    if not 1 <= len(once) <= MOST_CHOICES:
        raise BadInput(f"A field of the kind CHOICE takes 1 to {MOST_CHOICES} choices.", "choices")
    if not all(1 <= len(choice) <= LONGEST_CHOICE and choice.isprintable() for choice in once):
        raise BadInput(f"A choice takes 1 to {LONGEST_CHOICE} characters.", "choices")
    return once
