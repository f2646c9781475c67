"""What fans have in the workspace's own fields: checked by the field's kind, and written as text."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import orjson

from domain import database
from domain.database import Row, Where
from domain.errors import BadInput
from domain.fans.fields import FIELD_COLUMNS
from domain.fans.models import FanFieldKind
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.sight import Sight
from domain.transaction import announce, transaction

LONGEST_TEXT = 256
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,6})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


async def set_values(workspace_id: UUID, account_id: UUID, fan_id: UUID, texts: Mapping[UUID, str | None]) -> None:
    """The fan has this in these fields, already checked; None takes it away. Fields that are not named stay."""
    emptied = [id for id, text in texts.items() if text is None]
    filled = {id: text for id, text in texts.items() if text is not None}
    async with transaction():
        # In one order: two who fill the fields of one fan wait for each other, and never in a circle.
        await database.rows(f"SELECT id FROM fan WHERE id = $1 {database.for_update()}", fan_id)
        if emptied:
            where = Where("fan_id = {}", fan_id)
            where.among("field_id", emptied)
            await database.rows(f"DELETE FROM fan_field_value WHERE {where}", *where.values)
        if filled:
            sql = (
                f"INSERT INTO fan_field_value (id, fan_id, field_id, text) VALUES {database.places(len(filled), 4)}"
                " ON CONFLICT (fan_id, field_id) DO UPDATE SET text = excluded.text"
            )
            rows = ((new_id(), fan_id, id, text) for id, text in filled.items())
            await database.rows(sql, *(value for row in rows for value in row))
        announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, fan_id))


async def values_of_fans(sight: Sight, fan_ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
    """What each fan has in the fields, in the order of the fields; `text`, and the field's with the prefix `d_`."""
    where = Where("d.workspace_id = {}", sight.workspace_id)
    where.among("v.fan_id", fan_ids)
    sight.through_fans(where, "v.fan_id")
    sql = (
        f"SELECT v.fan_id, v.text, {FIELD_COLUMNS} FROM fan_field_value v JOIN fan_field d ON d.id = v.field_id"
        f" WHERE {where} ORDER BY d.id"
    )
    found: dict[UUID, list[Row]] = {id: [] for id in fan_ids}
    for row in await database.rows(sql, *where.values):
        found[row["fan_id"]].append(row)
    return found


def checked(field: Row, text: str | None, *path: str) -> str | None:
    """The text as this field keeps it; None for nothing. Raises BadInput with the path of the input."""
    text = (text or "").strip()
    return _CHECKS[FanFieldKind(field["d_kind"])](field, text, path) if text else None


def _text(field: Row, text: str, path: tuple[str, ...]) -> str:
    if len(text) > LONGEST_TEXT or "\0" in text:
        raise BadInput(f"“{field['d_name']}” takes at most {LONGEST_TEXT} characters.", *path)
    return text


def _number(field: Row, text: str, path: tuple[str, ...]) -> str:
    if not _NUMBER.fullmatch(text):
        raise BadInput(f"“{field['d_name']}” takes a number, written like 1980 or -0.5.", *path)
    whole, _, part = f"{Decimal(text):f}".partition(".")
    plain = f"{whole}.{part}".rstrip("0").rstrip(".") if part else whole
    return "0" if plain in ("-0", "") else plain


def _date(field: Row, text: str, path: tuple[str, ...]) -> str:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise BadInput(f"“{field['d_name']}” takes a date, written like 2026-01-31.", *path)


def _choice(field: Row, text: str, path: tuple[str, ...]) -> str:
    choices = orjson.loads(field["d_choices"])
    if text not in choices:
        some = ", ".join(choices[:5]) + (" …" if len(choices) > 5 else "")
        raise BadInput(f"“{field['d_name']}” takes one of its choices: {some}.", *path)
    return text


_CHECKS = {
    FanFieldKind.TEXT: _text,
    FanFieldKind.NUMBER: _number,
    FanFieldKind.DATE: _date,
    FanFieldKind.CHOICE: _choice,
}
