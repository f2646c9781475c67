"""Whom WeChat's blacklist (黑名单) names, and whom it does not: fans are also blocked in WeChat's console."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import wechat
from domain import database
from domain.accounts.models import OfficialAccount
from domain.clock import Clock
from domain.database import Where
from domain.followers.passes import Pass, answer_to
from domain.live import Event, EventKind
from domain.transaction import announce, transaction

MOST_PAGES = 100  # of 10,000 fans
CHUNK = 1000  # fans a transaction


async def read_blacklist(one: Pass, account: OfficialAccount, clock: Clock) -> None:
    """Who is on it is blocked here, too, and nobody else is. Raises TryLater or Uncertain.

    Our own wishes that WeChat does not know yet, or got to know after the question, stay. An account that may not ask
    keeps what it has.
    """
    asked_at = clock()
    try:
        listed = await _listed(account)
    except wechat.Refused:
        return
    for start in range(0, len(listed), CHUNK):
        where = Where("blocked_at IS NULL")
        where.among("openid", listed[start : start + CHUNK])
        await _change(one, where, asked_at, clock(), asked_at)
    known = "SELECT openid FROM fan WHERE account_id = $1 AND blocked_at IS NOT NULL"
    off = sorted({row["openid"] for row in await database.rows(known, one.account_id)} - set(listed))
    for start in range(0, len(off), CHUNK):
        where = Where("blocked_at IS NOT NULL")
        where.among("openid", off[start : start + CHUNK])
        await _change(one, where, None, clock(), asked_at)


async def _listed(account: OfficialAccount) -> Sequence[str]:
    listed: dict[str, None] = {}
    after = ""
    for _ in range(MOST_PAGES):
        page = await answer_to(account.wechat().blacklist(after))
        listed |= dict.fromkeys(page.openids)
        after = page.next
        if not after:
            return list(listed)
    raise wechat.TryLater("WeChat's blacklist does not end.", "微信黑名单列表未正常结束。")


async def _change(one: Pass, where: Where, blocked_at: datetime | None, now: datetime, asked_at: datetime) -> None:
    where.add("account_id = {}", one.account_id)
    where.add("(block_changed_at IS NULL OR block_changed_at < {})", asked_at)
    where.add("NOT EXISTS (SELECT 1 FROM fan_change c WHERE c.fan_id = fan.id AND c.kind = 'BLOCK')")
    sql = f"UPDATE fan SET blocked_at = ${len(where.values) + 1} WHERE {where} RETURNING id"
    async with transaction():
        await one.write(now)
        for row in await database.rows(sql, *where.values, blocked_at):
            fan_id: UUID = row["id"]
            announce(Event(EventKind.FAN_CHANGED, one.workspace_id, one.account_id, fan_id))
