"""What WeChat is still to be told of a fan: one row a fan and kind, gone once it is settled.

The row says that WeChat is to be told, the fan's own row says what: of several wishes only the last is told.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import orjson

from domain import database
from domain.database import Row, Where
from domain.fans.models import FanChangeKind
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.transaction import announce, later, transaction

BLOCKED, UNBLOCKED, REMARK = "BLOCKED", "UNBLOCKED", "REMARK"  # what WeChat may refuse


class LeaseLost(Exception):
    """Another worker may have these changes by now: do nothing more."""


async def have_wechat_told(
    workspace_id: UUID,
    account_id: UUID,
    fan_id: UUID,
    kind: FanChangeKind,
    now: datetime,
    blocked_before: datetime | None = None,
) -> None:
    """A worker tells WeChat what the fan's row says when it is their turn. Belongs in a transaction.

    `blocked_before` is what WeChat knew before this wish. Who is just being told keeps their lease: the wish is told
    after theirs, and never beside it.
    """
    columns = "id, workspace_id, account_id, fan_id, kind, version, told_blocked_at, due_at, attempts, created_at"
    sql = (
        f"INSERT INTO fan_change ({columns}) VALUES {database.places(1, 10)} ON CONFLICT (fan_id, kind) DO UPDATE SET"
        " version = fan_change.version + 1, due_at = excluded.due_at, attempts = 0, created_at = excluded.created_at"
    )
    who = (new_id(), workspace_id, account_id, fan_id)
    await database.rows(sql, *who, kind.value, 1, blocked_before, now, 0, now)
    await database.rows("UPDATE fan SET wechat_refusal = NULL WHERE id = $1", fan_id)
    later("tell_fans")


async def told(changes: Sequence[Row], now: datetime) -> None:
    """WeChat knows. Where there is a newer wish by now, that one waits."""
    async with transaction():
        await _lock_fans(changes)
        for change in changes:
            if await _is_settled(change, change["blocked_at"]) and change["kind"] == FanChangeKind.BLOCK.value:
                sql = "UPDATE fan SET block_changed_at = $1 WHERE id = $2"
                await database.rows(sql, now, change["fan_id"])


async def put_off(changes: Sequence[Row], due_at: datetime) -> None:
    """They wait until then."""
    where = _held(changes)
    sql = f"UPDATE fan_change SET due_at = ${len(where.values) + 1}, {_FREE} WHERE {where}"
    await database.rows(sql, *where.values, due_at)


async def refused(changes: Sequence[Row], code: int | None, sentence: str, now: datetime) -> None:
    """WeChat said no. A block is undone here, too; a remark stays ours. Where there is a newer wish, that one waits."""
    async with transaction():
        await _lock_fans(changes)
        for change in changes:
            if not await _is_settled(change, change["told_blocked_at"]):
                continue
            why = {"what": _what(change), "code": code, "sentence": sentence, "at": now.isoformat()}
            sql = "UPDATE fan SET wechat_refusal = $1 WHERE id = $2"
            await database.rows(sql, orjson.dumps(why).decode(), change["fan_id"])
            if change["kind"] == FanChangeKind.BLOCK.value:
                undo = "UPDATE fan SET blocked_at = $1, block_changed_at = $2 WHERE id = $3"
                await database.rows(undo, change["told_blocked_at"], now, change["fan_id"])
            announce(Event(EventKind.FAN_CHANGED, change["workspace_id"], change["account_id"], change["fan_id"]))


async def renew(changes: Sequence[Row], now: datetime, until: datetime) -> None:
    """Hold these a while longer. Raises LeaseLost."""
    where = _held(changes)
    where.add("lease_until > {}", now)
    sql = f"UPDATE fan_change SET lease_until = ${len(where.values) + 1} WHERE {where} RETURNING id"
    if len(await database.rows(sql, *where.values, until)) < len(changes):
        raise LeaseLost


async def _lock_fans(changes: Sequence[Row]) -> None:
    # Whoever wishes locks the fan before its change: in another order they would wait for us, and we for them.
    where = Where("1 = 1")
    where.among("id", [change["fan_id"] for change in changes])
    await database.rows(f"SELECT id FROM fan WHERE {where} ORDER BY id {database.for_update()}", *where.values)


async def _is_settled(change: Row, blocked_at: datetime | None) -> bool:
    """Whether that was the last wish: then its row is gone. Else it waits again, and WeChat knows `blocked_at`."""
    held = "id = $1 AND lease_token = $2"
    mine = (change["id"], change["lease_token"])
    gone = await database.rows(
        f"DELETE FROM fan_change WHERE {held} AND version = $3 RETURNING id", *mine, change["version"]
    )
    if not gone:
        await database.rows(f"UPDATE fan_change SET told_blocked_at = $3, {_FREE} WHERE {held}", *mine, blocked_at)
        later("tell_fans")
    return bool(gone)


def _what(change: Row) -> str:
    if change["kind"] == FanChangeKind.REMARK.value:
        return REMARK
    return BLOCKED if change["blocked_at"] else UNBLOCKED


def _held(changes: Sequence[Row]) -> Where:
    where = Where("lease_token = {}", changes[0]["lease_token"])
    where.among("id", [change["id"] for change in changes])
    return where


_FREE = "lease_token = NULL, lease_until = NULL"
