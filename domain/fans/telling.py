"""Workers tell WeChat whom an account blocks, twenty fans in a sentence, and what agents call them.

Telling it twice changes nothing: who is killed, or hears no answer, tells it again.
"""

import asyncio
import random
from datetime import datetime, timedelta

import structlog

import wechat
from domain import database, jobs
from domain.accounts.models import OfficialAccount
from domain.clock import Clock
from domain.database import Row, Where
from domain.fans import changes
from domain.fans.changes import LeaseLost
from domain.fans.models import FanChangeKind
from domain.ids import new_id

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
ROUND = timedelta(seconds=8)
PATIENCE = 20.0  # seconds for one sentence, shorter than the lease
OVERDUE = timedelta(seconds=1)
LONGEST_PAUSE, GIVE_UP_AFTER = timedelta(minutes=10), timedelta(days=2)
MOST_BLOCKED = 20  # fans in a sentence; WeChat docs, 黑名单管理
# Refusals that may be about one fan of twenty (WeChat docs, 全局返回码).
OF_ONE_FAN = frozenset({40003, 40031, 40032, 46004, 49003})

# $1 is now. Accounts that are paused or gone wait.
_DUE = (
    "c.due_at <= $1 AND (c.lease_until IS NULL OR c.lease_until <= $1) AND EXISTS"
    " (SELECT 1 FROM official_account a WHERE a.id = c.account_id AND a.state = 'CONNECTED')"
)


async def tell_due(clock: Clock) -> None:
    """Tell what is due until nothing is left. Any number of workers may run this at the same time."""
    stop_at = clock() + ROUND
    while claimed := await _claim(clock()):
        for alike in _alike(claimed):
            await _tell_claimed(alike, clock)
        if clock() >= stop_at:
            await jobs.nudge("tell_fans")
            return


async def is_overdue(now: datetime) -> bool:
    """Does a change wait longer than a nudge takes?"""
    return bool(await database.rows(f"SELECT 1 AS one FROM fan_change c WHERE {_DUE} LIMIT 1", now - OVERDUE))


async def _claim(now: datetime) -> list[Row]:
    """Changes of one account and kind, with the fans as they are now: blocks for one sentence, or one remark."""
    first = await database.rows(
        f"SELECT c.account_id, c.kind FROM fan_change c WHERE {_DUE} ORDER BY c.due_at, c.id LIMIT 1", now
    )
    if not first:
        return []
    at_once = MOST_BLOCKED if first[0]["kind"] == FanChangeKind.BLOCK.value else 1
    lock = "FOR UPDATE SKIP LOCKED" if database.is_postgres() else ""
    sql = (
        f"WITH picked AS (SELECT c.id AS picked_id FROM fan_change c WHERE {_DUE} AND c.account_id = $2"
        f" AND c.kind = $3 ORDER BY c.due_at, c.id LIMIT {at_once} {lock})"
        " UPDATE fan_change SET lease_token = $4, lease_until = $5, attempts = attempts + 1 FROM picked"
        " WHERE fan_change.id = picked.picked_id AND (lease_until IS NULL OR lease_until <= $1) RETURNING *"
    )
    alike = (first[0]["account_id"], first[0]["kind"])
    claimed = await database.rows(sql, now, *alike, new_id(), now + LEASE)
    fans = await _fans(claimed)
    return [change | fans[change["fan_id"]] for change in claimed]


async def _fans(claimed: list[Row]) -> dict[object, Row]:
    # Read behind the claim: a wish that came before it is seen, and one that comes later changes the version.
    where = Where("1 = 1")
    where.among("id", [change["fan_id"] for change in claimed])
    sql = f"SELECT id AS fan_id, openid, remark, blocked_at FROM fan WHERE {where}"
    return {row["fan_id"]: row for row in await database.rows(sql, *where.values)}


def _alike(claimed: list[Row]) -> list[list[Row]]:
    blocked = [change for change in claimed if change["blocked_at"] or change["kind"] == FanChangeKind.REMARK.value]
    freed = [change for change in claimed if change not in blocked]
    return [some for some in (blocked, freed) if some]


async def _tell_claimed(some: list[Row], clock: Clock) -> None:
    try:
        await _tell(await OfficialAccount.get(id=some[0]["account_id"]), some, clock)
    except LeaseLost:
        log.warning("a worker came back after its lease had ended", account=str(some[0]["account_id"]))
    except Exception:
        # Our bug, or the database went away: the lease runs out, and another run tells it again.
        log.exception("telling of fans was interrupted", account=str(some[0]["account_id"]))


async def _tell(account: OfficialAccount, some: list[Row], clock: Clock) -> None:
    """Tell WeChat, which takes all of them or none: where one fan may be the reason, each half by itself."""
    try:
        await changes.renew(some, clock(), clock() + LEASE)
        await _say(account, some)
    except (wechat.TryLater, wechat.Uncertain) as busy:
        await _tell_later(some, busy, clock())
    except wechat.Refused as refusal:
        if refusal.code in OF_ONE_FAN and len(some) > 1:
            middle = len(some) // 2
            for half in (some[:middle], some[middle:]):
                await _tell(account, half, clock)
        else:
            await changes.refused(some, refusal.code, refusal.sentence, clock())
    else:
        await changes.told(some, clock())


async def _say(account: OfficialAccount, some: list[Row]) -> None:
    way, openids = account.wechat(), [change["openid"] for change in some]
    try:
        async with asyncio.timeout(PATIENCE):
            if some[0]["kind"] == FanChangeKind.REMARK.value:
                await way.set_remark(openids[0], some[0]["remark"] or "")
            elif some[0]["blocked_at"]:
                await way.block(openids)
            else:
                await way.unblock(openids)
    except TimeoutError:
        raise wechat.TryLater("WeChat took too long to answer.") from None


async def _tell_later(some: list[Row], busy: wechat.WeChatError, now: datetime) -> None:
    after = getattr(busy, "after", None) or timedelta(0)  # a daily quota: until midnight in Beijing
    due_at = now + max(after, _pause(max(change["attempts"] for change in some)))
    late = [change for change in some if due_at > change["created_at"] + GIVE_UP_AFTER]
    if late:
        await changes.refused(late, busy.code, busy.sentence, now)
    in_time = [change for change in some if change not in late]
    if in_time:
        await changes.put_off(in_time, due_at)


def _pause(attempts: int) -> timedelta:
    """Full jitter: a random part of 2, 4, 8 … seconds, and never more than ten minutes."""
    longest = min(LONGEST_PAUSE, timedelta(seconds=2.0 ** min(attempts, 10)))
    return random.random() * longest  # noqa: S311 (spread, not secrecy)
