"""Workers look for what is due, tell it outside any transaction, and write down what became of it."""

import asyncio
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog

import wechat
from domain import database, jobs
from domain.clock import Clock
from domain.database import Row
from domain.notifications import audience, leases, planning
from domain.notifications.matters import look
from domain.notifications.models import Notification, NotificationState
from domain.notifications.quiet import quiet_until
from domain.notifications.ringing import Nobody, Ring, TryLater, ring
from domain.notifications.settings import settings_of
from domain.notifications.words import words

log = structlog.get_logger(__name__)

AT_ONCE = 20  # agents who are told at the same time in one run
ROUND = timedelta(seconds=3)  # a run stops claiming then: what is left, and what is slow, is the next run's
GRACE = 3.0  # seconds
TRIES = 6
KEPT_FOR = timedelta(days=7)

_OVER = "It was read, answered or given to somebody else before."
_DEADLY = "Fandesk was stopped each time it tried."
_HERE = "The agent sat before a screen."

recover_abandoned = leases.recover_abandoned


async def tell_due(clock: Clock) -> None:
    """Tell what is due until nothing is left. Any number of workers may run this at the same time."""
    await planning.plan(clock())
    under_way: set[asyncio.Task[None]] = set()
    stop_at = clock() + ROUND
    try:
        while clock() < stop_at:
            claimed = await leases.claim(AT_ONCE - len(under_way), clock()) if len(under_way) < AT_ONCE else []
            under_way |= {asyncio.create_task(_tell(bundle, clock)) for bundle in _bundles(claimed)}
            if not under_way:
                return
            _, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        await jobs.nudge("tell_phones")
        await _settled(under_way)
    except BaseException:
        # The worker stops, or the database is away: what is being told now may still get its answer.
        await _settled(under_way, within=GRACE)
        raise


async def is_overdue(now: datetime) -> bool:
    """Is there anything to be told?"""
    sql = f"SELECT 1 AS one WHERE {planning.IS_DUE}"
    return bool(await database.rows(sql, now - planning.ASSIGNED_LATELY, now)) or await leases.is_due(now)


async def forget_old(now: datetime) -> None:
    """Delete what was told a week ago."""
    await Notification.filter(finished_at__lt=now - KEPT_FOR).delete()


async def _settled(under_way: set[asyncio.Task[None]], within: float | None = None) -> None:
    if under_way:
        await asyncio.wait(under_way, timeout=within)


def _bundles(claimed: Sequence[Row]) -> list[list[Row]]:
    """What is told together: what concerns one talk or account, and all that an agent's quiet hours held back."""
    together: dict[tuple[UUID, UUID | None], list[Row]] = {}
    for row in sorted(claimed, key=lambda row: row["id"]):
        together.setdefault((row["agent_id"], None if row["is_held"] else row["subject_id"]), []).append(row)
    return list(together.values())


async def _tell(bundle: list[Row], clock: Clock) -> None:
    try:
        await _settle(bundle, clock)
    except leases.LeaseLost:
        log.warning("a worker came back after its lease had ended", notification=str(bundle[0]["id"]))
    except Exception:
        # Our bug, or the database went away: the lease runs out, and what is certain by then decides.
        log.exception("a notification was interrupted", notification=str(bundle[0]["id"]))


async def _settle(bundle: list[Row], clock: Clock) -> None:
    agent_id, workspace_id = bundle[0]["agent_id"], bundle[0]["workspace_id"]
    if agent_id in await audience.who_is_here([workspace_id], clock()):
        await leases.finish(bundle, NotificationState.CANCELLED, clock(), _HERE)
        return
    looked = await look(bundle)
    await leases.finish(looked.over, NotificationState.CANCELLED, clock(), _OVER)
    if not looked.wanted:
        return
    mine = await settings_of(agent_id)
    until = quiet_until(clock(), mine.quiet_from, mine.quiet_until, mine.time_zone)
    if until is not None:
        await leases.hold(looked.wanted, until)
        return
    first, attempts = looked.wanted[0], max(row["attempts"] for row in looked.wanted)
    if attempts > TRIES:  # workers died with it in their hands
        await leases.finish(looked.wanted, NotificationState.REFUSED, clock(), first["outcome"] or _DEADLY)
        return
    said, since = words(looked.matters), min(matter.since for matter in looked.matters)
    await _ring(
        Ring(first["id"], agent_id, looked.wanted, said, since, mine.time_zone, is_last_try=attempts >= TRIES),
        attempts,
        clock,
    )


async def _ring(told: Ring, attempts: int, clock: Clock) -> None:
    try:
        await ring(told, clock)
    except TryLater as busy:
        await _try_later(told, attempts, busy, clock())
    except Nobody as nobody:
        await leases.finish(told.bundle, NotificationState.REFUSED, clock(), str(nobody))
    except wechat.Refused as refusal:
        await leases.finish(told.bundle, NotificationState.REFUSED, clock(), refusal.sentence)
    except wechat.Uncertain as unknown:
        await leases.finish(told.bundle, NotificationState.UNCERTAIN, clock(), unknown.sentence)
    else:
        await leases.finish(told.bundle, NotificationState.SENT, clock())


async def _try_later(told: Ring, attempts: int, busy: TryLater, now: datetime) -> None:
    if told.is_last_try:
        await leases.finish(told.bundle, NotificationState.REFUSED, now, str(busy))
        return
    await leases.try_again(told.bundle, now + max(busy.after or timedelta(0), _jitter(attempts)), str(busy))


def _jitter(attempts: int) -> timedelta:
    """Full jitter: a random part of 5, 10, 20, 40 … seconds, so that what failed together does not come back so."""
    return timedelta(seconds=random.uniform(0, 5.0 * 2 ** (attempts - 1)))  # noqa: S311 (spread, not secrecy)
