"""Workers turn kept callbacks into fans, talks and messages: in order for each fan, each in one transaction."""

import asyncio
import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

import structlog

from domain import database, jobs
from domain.callbacks.acting import Kept, act_on
from domain.callbacks.models import DONE_KEPT_FOR, HOLD, TRIES, Callback, CallbackState
from domain.clock import Clock
from domain.database import Row
from domain.transaction import later, transaction

log = structlog.get_logger(__name__)

BATCH = 200
FANS_AT_ONCE = 8  # on SQLite, with its one writer, they simply take turns
LONGEST_WAIT = timedelta(minutes=15)
OVERDUE = timedelta(seconds=1)
ROUND = timedelta(seconds=10)  # then the next run goes on


async def handle_waiting(clock: Clock) -> None:
    """Handle what is due until nothing is left. Any number of workers may run this at the same time."""
    stop_at = clock() + ROUND
    while waiting := await _due(clock()):
        if clock() > stop_at:
            await jobs.nudge("handle_callbacks")
            return
        slots = asyncio.Semaphore(FANS_AT_ONCE)
        async with asyncio.TaskGroup() as fans_at_once:
            runs = [fans_at_once.create_task(_handle_fans(own, slots, clock)) for own in _by_fan(waiting)]
        if not any(run.result() for run in runs):
            return  # other workers have them, or they failed and wait for their next try


async def is_overdue(now: datetime) -> bool:
    """Does a callback wait longer than a nudge takes?"""
    return bool(await _due(now - OVERDUE, limit=1))


async def replay(now: datetime, ids: Iterable[UUID] | None = None) -> int:
    """Give dead callbacks another eight tries: these, or all. Answers how many there were."""
    async with transaction():
        dead = Callback.filter(state=CallbackState.DEAD)
        chosen = dead if ids is None else dead.filter(id__in=list(ids))
        revived = await chosen.update(state=CallbackState.WAITING, attempts=0, due_at=now, failed_at=None)
        later("handle_callbacks")
    return revived


async def unfinished(*, only_dead: bool, limit: int = 100) -> list[Callback]:
    """Callbacks that failed eight times, and unless told otherwise those that wait; the newest first."""
    states = [CallbackState.DEAD] if only_dead else [CallbackState.DEAD, CallbackState.WAITING]
    return await Callback.filter(state__in=states).order_by("-id").limit(limit)


async def forget_old(now: datetime) -> None:
    """Delete handled callbacks once WeChat cannot repeat them any more. Waiting and dead ones stay."""
    await Callback.filter(state=CallbackState.DONE, done_at__lt=now - DONE_KEPT_FOR).delete()


async def _due(now: datetime, limit: int = BATCH) -> list[Row]:
    # A fan's later pushes wait for an earlier one that fails, but not for long: it must not silence the fan.
    sql = (
        "SELECT c.id, c.account_id, c.openid, c.said_at FROM callback c WHERE c.state = 'WAITING' AND c.due_at <= $1"
        " AND NOT EXISTS (SELECT 1 FROM callback f WHERE f.account_id = c.account_id AND f.openid = c.openid"
        " AND f.state = 'WAITING' AND f.id < c.id AND f.failed_at > $2) ORDER BY c.id LIMIT $3"
    )
    return await database.rows(sql, now, now - HOLD, limit)


def _by_fan(waiting: list[Row]) -> list[list[UUID]]:
    own: dict[tuple[UUID, str], list[Row]] = {}
    for row in waiting:
        own.setdefault((row["account_id"], row["openid"]), []).append(row)
    # WeChat's pushes overtake each other: its clock decides, and arrival where that is equal.
    return [[row["id"] for row in sorted(rows, key=lambda row: (row["said_at"], row["id"]))] for rows in own.values()]


async def _handle_fans(own: list[UUID], slots: asyncio.Semaphore, clock: Clock) -> int:
    """One fan's callbacks, one after the other. Answers how many were done."""
    done = 0
    async with slots:
        for id in own:
            result = await _handle(id, clock())
            done += result is Result.DONE
            if result is Result.HOLD:
                break
    return done


class Result(Enum):
    """What came of one callback: DONE here, PASSED over, or HOLD what comes after it."""

    DONE, PASSED, HOLD = "done", "passed", "hold"


async def _handle(id: UUID, now: datetime) -> Result:
    try:
        async with transaction():
            callback = await _claim(id, now)
            if callback is None:
                return await _elsewhere(id)
            await act_on(callback, now)
    except Exception as error:
        return await _note_failure(id, error, now)
    return Result.DONE


async def _claim(id: UUID, now: datetime) -> Kept | None:
    # The row's lock is the claim, and "done" is written first: a worker that dies, or fails, takes both back.
    lock = "FOR UPDATE SKIP LOCKED" if database.is_postgres() else ""
    sql = (
        "UPDATE callback SET state = 'DONE', done_at = $1 WHERE id ="
        f" (SELECT id FROM callback WHERE id = $2 AND state = 'WAITING' {lock})"
        " RETURNING workspace_id, account_id, xml, received_at"
    )
    claimed = await database.rows(sql, now, id)
    return Kept(**claimed[0]) if claimed else None


async def _elsewhere(id: UUID) -> Result:
    """Another worker has done it, or has it under its hands: then the fan's next one is that worker's too."""
    return Result.HOLD if await Callback.exists(id=id, state=CallbackState.WAITING) else Result.PASSED


async def _note_failure(id: UUID, error: Exception, now: datetime) -> Result:
    log.warning("a callback failed", callback=str(id), exc_info=error)
    async with transaction():
        # Locked: another worker may be done with it by now, and its "done" must not be overwritten.
        callback = await Callback.select_for_update().get_or_none(id=id, state=CallbackState.WAITING)
        if callback is None:
            return Result.PASSED
        _count_failure(callback, error, now)
        await callback.save(update_fields=["attempts", "state", "due_at", "failed_at", "error"])
    return Result.HOLD if callback.holds_its_fan(now) else Result.PASSED


def _count_failure(callback: Callback, error: Exception, now: datetime) -> None:
    callback.attempts += 1
    callback.state = CallbackState.DEAD if callback.attempts >= TRIES else CallbackState.WAITING
    longest = min(LONGEST_WAIT, timedelta(seconds=2.0**callback.attempts))
    callback.due_at = now + random.random() * longest  # noqa: S311 (full jitter: spread, not secrecy)
    callback.failed_at = callback.failed_at or now
    # The kind of error, not its words: those may quote what a fan wrote.
    callback.error = f"{type(error).__module__}.{type(error).__name__}"
