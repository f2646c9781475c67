"""Workers claim what is due, call WeChat outside any transaction, and write down what became of it."""

import asyncio
import random
from datetime import datetime, timedelta

import structlog

import wechat
from domain import database, jobs
from domain.accounts.errors import AccountDisconnected, AccountPaused
from domain.accounts.evidence import note_dead_authorization
from domain.accounts.models import OfficialAccount
from domain.accounts.refresh_tokens import DEAD
from domain.accounts.speaking import check_speaks
from domain.assets import vault
from domain.clock import Clock
from domain.conversations import actions as conversations
from domain.conversations.actions import Talk
from domain.conversations.models import MessageStatus
from domain.database import Row
from domain.fans.blocked import check_not_blocked
from domain.fans.errors import FanBlocked
from domain.ids import new_id
from domain.sends.checking import assets_of
from domain.sends.contents import kept
from domain.sends.models import LEASE, SendState
from domain.sends.spelling import spelled
from domain.transaction import transaction
from domain.windows import actions as windows

log = structlog.get_logger(__name__)

AT_ONCE = 50  # calls to WeChat under way in one run
ROUND = timedelta(seconds=3)  # a run stops claiming then: what is left, and what is slow, is the next run's
PATIENCE = 25.0  # seconds for a token and files, and again for the call; each is shorter than the lease
GRACE = 3.0  # seconds
OVERDUE = timedelta(seconds=1)
TRIES, GIVE_UP_AFTER = 6, timedelta(minutes=10)
INVALID_MEDIA_ID = 40007

_AGAIN = "It was not sent; send it again when you like."
_LATE = "It could not be sent within ten minutes."
_LOST = "Fandesk was stopped while it asked WeChat: the message may have arrived. Send it again if it has not."


# One send a fan at a time, the oldest first: messages of one talk arrive in order, and talks do not wait for each
# other. A send that is being retried holds back the ones behind it; one that is planned for later does not.
_DUE = (
    "s.state = 'SCHEDULED' AND s.due_at <= $1 AND NOT EXISTS (SELECT 1 FROM send o WHERE o.fan_id = s.fan_id"
    " AND o.id < s.id AND (o.state = 'CLAIMED' OR (o.state = 'SCHEDULED' AND (o.due_at <= $1 OR o.attempts > 0))))"
)


async def deliver_due(clock: Clock) -> None:
    """Send what is due until nothing is left. Any number of workers may run this at the same time."""
    under_way: set[asyncio.Task[None]] = set()
    stop_at = clock() + ROUND
    try:
        while clock() < stop_at:
            claimed = await _claim(AT_ONCE - len(under_way), clock()) if len(under_way) < AT_ONCE else []
            under_way |= {asyncio.create_task(_deliver(send, clock)) for send in claimed}
            if not under_way:
                return
            _, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        await jobs.nudge("deliver_sends")
        await _settled(under_way)
    except BaseException:
        # The worker stops, or the database is away: what WeChat is being asked now may still get its answer.
        await _settled(under_way, within=GRACE)
        raise


async def is_overdue(now: datetime) -> bool:
    """Does a send wait longer than a nudge takes?"""
    sql = f"SELECT 1 AS one FROM send s WHERE {_DUE} LIMIT 1"
    return bool(await database.rows(sql, now - OVERDUE))


async def recover_abandoned(now: datetime) -> None:
    """Sends whose worker died: back in the queue if WeChat was not called yet, else UNCERTAIN and never repeated."""
    sql = (
        "UPDATE send SET state = 'SCHEDULED', lease_token = NULL, lease_until = NULL"
        " WHERE state = 'CLAIMED' AND lease_until < $1 AND called_at IS NULL RETURNING id"
    )
    await database.rows(sql, now)
    lost = "SELECT * FROM send WHERE state = 'CLAIMED' AND lease_until < $1 AND called_at IS NOT NULL LIMIT 100"
    for send in await database.rows(lost, now):
        await _finish(send, SendState.UNCERTAIN, now, sentence=_LOST)


async def _settled(under_way: set[asyncio.Task[None]], within: float | None = None) -> None:
    if under_way:
        await asyncio.wait(under_way, timeout=within)


async def _claim(how_many: int, now: datetime) -> list[Row]:
    lock = "FOR UPDATE SKIP LOCKED" if database.is_postgres() else ""
    sql = (
        f"WITH picked AS (SELECT s.id AS picked_id FROM send s WHERE {_DUE}"
        f" ORDER BY s.priority, s.due_at, s.id LIMIT $2 {lock})"
        " UPDATE send SET state = 'CLAIMED', lease_token = $3, lease_until = $4, attempts = attempts + 1,"
        " called_at = NULL FROM picked WHERE send.id = picked.picked_id AND send.state = 'SCHEDULED' RETURNING *"
    )
    return await database.rows(sql, now, how_many, new_id(), now + LEASE)


async def _deliver(send: Row, clock: Clock) -> None:
    try:
        await _settle(send, clock)
    except Exception:
        # Our bug, or the database went away: the lease runs out, and what is certain by then decides.
        log.exception("a send was interrupted", send=str(send["id"]))


async def _settle(send: Row, clock: Clock) -> None:
    if send["attempts"] > TRIES or clock() > _give_up_at(send):
        await _finish(send, SendState.EXPIRED, clock(), send["wechat_code"], f"{send['outcome'] or _LATE} {_AGAIN}")
        return
    try:
        await _attempt(send, clock)
    except wechat.TryLater as busy:
        await _try_later(send, busy, clock())
    except (AccountPaused, AccountDisconnected, FanBlocked) as silent:
        await _finish(send, SendState.CANCELLED, clock(), sentence=str(silent))
    except wechat.Refused as refusal:
        if refusal.code == DEAD:
            await note_dead_authorization(send["account_id"], refusal, clock())
        await _finish(send, SendState.REFUSED, clock(), refusal.code, refusal.sentence)
    except wechat.Uncertain as unknown:
        await _finish(send, SendState.UNCERTAIN, clock(), unknown.code, unknown.sentence)
    except _LeaseLost:
        log.warning("a worker came back after its lease had ended", send=str(send["id"]))
    else:
        await _finish(send, SendState.SENT, clock())


async def _attempt(send: Row, clock: Clock) -> None:
    account = await OfficialAccount.get(id=send["account_id"])
    check_speaks(account.state)  # it may have been paused since this was written, and the fan blocked
    await check_not_blocked(send["fan_id"])
    way = account.wechat()
    content = await _ready(send, way, clock)
    try:
        await _call(send, way, content, clock)
    except wechat.Refused as refusal:
        if refusal.code != INVALID_MEDIA_ID or not _media_of(content):
            raise
        # WeChat forgot a file before its time, and sent nothing: once more, with files that are uploaded anew.
        await _mark(send, None, clock())
        await _call(send, way, await _ready(send, way, clock, but=_media_of(content)), clock)


async def _ready(send: Row, way: wechat.WeChat, clock: Clock, *, but: frozenset[str] = frozenset()) -> wechat.Content:
    """The message in WeChat's words; what it needs is at hand there."""
    content = kept(send["content"], send["text"])
    try:
        async with asyncio.timeout(PATIENCE):
            await way.ready()
            needed = [id for id, _, _ in assets_of(content)]
            return spelled(content, await vault.media_ids(way, send["account_id"], needed, clock, but=but))
    except TimeoutError:
        raise wechat.TryLater("WeChat gave no access token, or took no file, in time.") from None


async def _call(send: Row, way: wechat.WeChat, content: wechat.Content, clock: Clock) -> None:
    await _mark(send, clock(), clock())
    try:
        async with asyncio.timeout(PATIENCE):
            await way.send(send["openid"], content)
    except TimeoutError:
        raise wechat.Uncertain(wechat.UNCONFIRMED) from None


async def _mark(send: Row, called_at: datetime | None, now: datetime) -> None:
    # The lease begins anew: finding a token may have taken its time, and the call may take as long again.
    sql = (
        "UPDATE send SET called_at = $1, lease_until = $2"
        " WHERE id = $3 AND lease_token = $4 AND lease_until > $5 RETURNING id"
    )
    if not await database.rows(sql, called_at, now + LEASE, send["id"], send["lease_token"], now):
        raise _LeaseLost


def _media_of(content: wechat.Content) -> frozenset[str]:
    named = (getattr(content, name, "") for name in ("media_id", "thumb_media_id"))
    return frozenset(media_id for media_id in named if media_id)


def _give_up_at(send: Row) -> datetime:
    # What was planned for later has its ten minutes then.
    since: datetime = send["send_at"] or send["created_at"]
    return since + GIVE_UP_AFTER


async def _try_later(send: Row, busy: wechat.TryLater, now: datetime) -> None:
    wait = max(busy.after or timedelta(0), _jitter(send["attempts"]))
    # Our own pace is no failure of WeChat's: it uses up time, and none of the tries.
    tries = send["attempts"] - isinstance(busy, wechat.NotYet)
    if tries >= TRIES or now + wait > _give_up_at(send):
        await _finish(
            send,
            SendState.EXPIRED,
            now,
            busy.code,
            f"{busy.sentence} {_AGAIN}",
        )
        return
    sql = (
        "UPDATE send SET state = 'SCHEDULED', due_at = $1, wechat_code = $2, outcome = $3, attempts = $4,"
        " lease_token = NULL, lease_until = NULL, called_at = NULL WHERE id = $5 AND lease_token = $6"
    )
    await database.rows(sql, now + wait, busy.code, busy.sentence, tries, send["id"], send["lease_token"])


async def _finish(
    send: Row, state: SendState, now: datetime, code: int | None = None, sentence: str | None = None
) -> None:
    sql = (
        "UPDATE send SET state = $1, wechat_code = $2, outcome = $3, finished_at = $4, lease_until = NULL"
        " WHERE id = $5 AND lease_token = $6 AND state = 'CLAIMED' RETURNING called_at"
    )
    async with transaction():
        for finished in await database.rows(sql, state.value, code, sentence, now, send["id"], send["lease_token"]):
            talk = Talk(send["conversation_id"], send["workspace_id"], send["account_id"], send["fan_id"])
            await conversations.settle(talk, send["message_id"], MessageStatus(state.value), code, sentence)
            await _count_in_windows(send, state, code, finished["called_at"] or now)


async def _count_in_windows(send: Row, state: SendState, code: int | None, called_at: datetime) -> None:
    """What may have arrived is used up; what certainly did not is free again because it no longer waits."""
    if state is SendState.SENT:
        await windows.count_sent(send["account_id"], send["fan_id"], called_at)
    if state is SendState.UNCERTAIN:
        await windows.count_uncertain(send["fan_id"], called_at)
    if state is SendState.REFUSED:
        await windows.note_refusal(send["account_id"], send["fan_id"], code, called_at)


def _jitter(attempts: int) -> timedelta:
    """Full jitter: a random part of 1, 2, 4, 8 … seconds, so that what failed together does not come back together."""
    return timedelta(seconds=random.uniform(0, 2 ** (attempts - 1)))  # noqa: S311 (spread, not secrecy)


class _LeaseLost(Exception):
    """Another worker may have this send by now: do nothing more."""
