"""What became of changes that WeChat was told of. Only who still holds their lease may write it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain import database
from domain.database import Row, Where
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.tags.models import LEASE
from domain.transaction import announce, transaction

DONE_KEPT_FOR, REFUSED_KEPT_FOR = timedelta(days=1), timedelta(days=30)


class LeaseLost(Exception):
    """Another worker may have these changes by now: do nothing more."""


async def renew(changes: Sequence[Row], now: datetime) -> None:
    """Hold these a while longer. Raises LeaseLost."""
    where = _held(changes)
    where.add("lease_until > {}", now)
    sql = f"UPDATE tag_change SET lease_until = ${len(where.values) + 1} WHERE {where} RETURNING id"
    if len(await database.rows(sql, *where.values, now + LEASE)) < len(changes):
        raise LeaseLost


async def done(changes: Sequence[Row], now: datetime) -> None:
    """WeChat knows."""
    where = _held(changes)
    sql = (
        f"UPDATE tag_change SET state = 'DONE', done_at = ${len(where.values) + 1}, lease_until = NULL,"
        f" refusal_code = NULL, refusal_text = NULL WHERE {where}"
    )
    await database.rows(sql, *where.values, now)


async def put_off(changes: Sequence[Row], due_at: datetime, code: int | None, sentence: str) -> None:
    """They wait until then, and say why."""
    where = _held(changes)
    n = len(where.values)
    sql = (
        f"UPDATE tag_change SET state = 'WAITING', due_at = ${n + 1}, refusal_code = ${n + 2}, refusal_text = ${n + 3},"
        f" lease_token = NULL, lease_until = NULL WHERE {where}"
    )
    await database.rows(sql, *where.values, due_at, code, sentence)


async def refused(changes: Sequence[Row], code: int | None, sentence: str, now: datetime) -> None:
    """WeChat said no: the change is undone here too, unless another one of the same fan and tag came after it."""
    where = _held(changes)
    n = len(where.values)
    sql = (
        f"UPDATE tag_change SET state = 'REFUSED', done_at = ${n + 1}, refusal_code = ${n + 2},"
        f" refusal_text = ${n + 3}, lease_until = NULL WHERE {where} RETURNING *"
    )
    async with transaction():
        for change in await database.rows(sql, *where.values, now, code, sentence):
            await _undo(change)
            announce(Event(EventKind.FAN_CHANGED, change["workspace_id"], change["account_id"], change["fan_id"]))


async def forget_old(now: datetime) -> None:
    """Delete what WeChat was told a day ago, and what it refused a month ago."""
    sql = "DELETE FROM tag_change WHERE state = $1 AND done_at < $2"
    await database.rows(sql, "DONE", now - DONE_KEPT_FOR)
    await database.rows(sql, "REFUSED", now - REFUSED_KEPT_FOR)


async def _undo(change: Row) -> None:
    later = (
        "SELECT 1 AS one FROM tag_change WHERE fan_id = $1 AND tag_id = $2 AND id > $3"
        " AND state IN ('WAITING', 'CLAIMED') LIMIT 1"
    )
    who = (change["fan_id"], change["tag_id"])
    if await database.rows(later, *who, change["id"]):
        return
    if change["is_adding"]:
        await database.rows("DELETE FROM fan_tag WHERE fan_id = $1 AND tag_id = $2", *who)
        return
    sql = (
        "INSERT INTO fan_tag (id, fan_id, tag_id, place) SELECT $1, $2, $3, COALESCE(MAX(place), -1) + 1"
        " FROM fan_tag WHERE fan_id = $2 ON CONFLICT (fan_id, tag_id) DO NOTHING"
    )
    await database.rows(sql, new_id(), *who)


def _held(changes: Sequence[Row]) -> Where:
    where = Where("state = 'CLAIMED' AND lease_token = {}", changes[0]["lease_token"])
    where.among("id", [change["id"] for change in changes])
    return where
