"""Workers tell WeChat who got and who lost a tag, fifty fans in a sentence, and write down what it said.

Telling it twice changes nothing: who is killed, or hears no answer, tells it again.
"""

import asyncio
import random
from datetime import datetime, timedelta
from uuid import UUID

import structlog

import wechat
from domain import database, jobs
from domain.accounts.models import OfficialAccount
from domain.clock import Clock
from domain.database import Row, Where
from domain.ids import new_id
from domain.tags import outcomes
from domain.tags.errors import MOST_IN_A_SENTENCE
from domain.tags.models import LEASE, Tag
from domain.tags.outcomes import LeaseLost

log = structlog.get_logger(__name__)

ROUND = timedelta(seconds=8)
PATIENCE = 20.0  # seconds for one sentence, shorter than the lease
OVERDUE = timedelta(seconds=1)
LONGEST_PAUSE, GIVE_UP_AFTER = timedelta(minutes=10), timedelta(days=2)
# Refusals that may be about one fan of fifty (WeChat docs, 全局返回码): OpenIDs, and a fan with 20 tags.
OF_ONE_FAN = frozenset({40003, 40031, 40032, 45059, 46004, 49003})

# $1 is now. Of one fan and tag the changes are told in their order. Accounts that are paused or gone wait.
_DUE = (
    "(t.state = 'WAITING' OR (t.state = 'CLAIMED' AND t.lease_until <= $1)) AND t.due_at <= $1 AND NOT EXISTS"
    " (SELECT 1 FROM tag_change o WHERE o.fan_id = t.fan_id AND o.tag_id = t.tag_id AND o.id < t.id"
    " AND o.state IN ('WAITING', 'CLAIMED')) AND EXISTS"
    " (SELECT 1 FROM official_account a WHERE a.id = t.account_id AND a.state = 'CONNECTED')"
)


async def tell_due(clock: Clock) -> None:
    """Tell what is due until nothing is left. Any number of workers may run this at the same time."""
    stop_at = clock() + ROUND
    while changes := await _claim(clock()):
        await _tell_claimed(changes, clock)
        if clock() >= stop_at:
            await jobs.nudge("tell_tags")
            return


async def is_overdue(now: datetime) -> bool:
    """Does a change wait longer than a nudge takes?"""
    return bool(await database.rows(f"SELECT 1 AS one FROM tag_change t WHERE {_DUE} LIMIT 1", now - OVERDUE))


async def _claim(now: datetime) -> list[Row]:
    """Changes that fit into one sentence: of one tag, and all in one direction."""
    first = await database.rows(
        f"SELECT t.account_id, t.tag_id, t.is_adding FROM tag_change t WHERE {_DUE} ORDER BY t.due_at, t.id LIMIT 1",
        now,
    )
    if not first:
        return []
    lock = "FOR UPDATE SKIP LOCKED" if database.is_postgres() else ""
    sql = (
        f"WITH picked AS (SELECT t.id AS picked_id FROM tag_change t WHERE {_DUE} AND t.account_id = $2"
        f" AND t.tag_id = $3 AND t.is_adding = $4 ORDER BY t.id LIMIT {MOST_IN_A_SENTENCE} {lock})"
        " UPDATE tag_change SET state = 'CLAIMED', lease_token = $5, lease_until = $6, attempts = attempts + 1"
        " FROM picked WHERE tag_change.id = picked.picked_id"
        " AND (tag_change.state = 'WAITING' OR tag_change.lease_until <= $1) RETURNING *"
    )
    alike = (first[0]["account_id"], first[0]["tag_id"], first[0]["is_adding"])
    return await database.rows(sql, now, *alike, new_id(), now + LEASE)


async def _tell_claimed(changes: list[Row], clock: Clock) -> None:
    try:
        account = await OfficialAccount.get(id=changes[0]["account_id"])
        tag = await Tag.get(id=changes[0]["tag_id"])
        openids = await _openids(changes)
        await _tell(account, tag, changes, openids, clock)
    except LeaseLost:
        log.warning("a worker came back after its lease had ended", tag=str(changes[0]["tag_id"]))
    except Exception:
        # Our bug, or the database went away: the lease runs out, and another run tells it again.
        log.exception("telling tags was interrupted", tag=str(changes[0]["tag_id"]))


async def _tell(account: OfficialAccount, tag: Tag, changes: list[Row], openids: dict[UUID, str], clock: Clock) -> None:
    """Tell WeChat, which takes all of them or none: where one fan may be the reason, each half by itself."""
    try:
        await outcomes.renew(changes, clock())
        await _say(account, tag, changes, openids)
    except (wechat.TryLater, wechat.Uncertain) as busy:
        await _tell_later(changes, busy, clock())
    except wechat.Refused as refusal:
        if refusal.code in OF_ONE_FAN and len(changes) > 1:
            middle = len(changes) // 2
            for half in (changes[:middle], changes[middle:]):
                await _tell(account, tag, half, openids, clock)
        else:
            await outcomes.refused(changes, refusal.code, refusal.sentence, clock())
    else:
        await outcomes.done(changes, clock())


async def _say(account: OfficialAccount, tag: Tag, changes: list[Row], openids: dict[UUID, str]) -> None:
    way = account.wechat()
    say = way.tag_fans if changes[0]["is_adding"] else way.untag_fans
    try:
        async with asyncio.timeout(PATIENCE):
            await say(tag.number, [openids[change["fan_id"]] for change in changes])
    except TimeoutError:
        raise wechat.TryLater("WeChat took too long to answer.") from None


async def _tell_later(changes: list[Row], busy: wechat.WeChatError, now: datetime) -> None:
    after = getattr(busy, "after", None) or timedelta(0)  # a daily quota: until midnight in Beijing
    due_at = now + max(after, _pause(max(change["attempts"] for change in changes)))
    late = [change for change in changes if due_at > change["created_at"] + GIVE_UP_AFTER]
    if late:
        await outcomes.refused(late, busy.code, busy.sentence, now)
    in_time = [change for change in changes if change not in late]
    if in_time:
        await outcomes.put_off(in_time, due_at, busy.code, busy.sentence)


async def _openids(changes: list[Row]) -> dict[UUID, str]:
    where = Where("1 = 1")
    where.among("id", [change["fan_id"] for change in changes])
    return {
        row["id"]: row["openid"]
        for row in await database.rows(f"SELECT id, openid FROM fan WHERE {where}", *where.values)
    }


def _pause(attempts: int) -> timedelta:
    """Full jitter: a random part of 2, 4, 8 … seconds, and never more than ten minutes."""
    longest = min(LONGEST_PAUSE, timedelta(seconds=2.0 ** min(attempts, 10)))
    return random.random() * longest  # noqa: S311 (spread, not secrecy)
