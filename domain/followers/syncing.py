"""Workers take a pass over an account's followers on, step by step, until it is done.

What a step has read is written with its place: whoever is killed costs one step, and another worker goes on.
"""

import asyncio
import random
from datetime import datetime, timedelta

import structlog

import wechat
from domain import jobs
from domain.accounts.models import OfficialAccount
from domain.clock import Clock
from domain.followers import detailing, listing
from domain.followers.models import SyncState
from domain.followers.passes import OVERDUE, LeaseLost, Pass, claim, is_overdue
from domain.transaction import transaction

__all__ = ["is_overdue", "sync_due"]

log = structlog.get_logger(__name__)

ROUND = timedelta(seconds=12)  # then screens are told, and the next run goes on: a few events a minute
ACCOUNTS_AT_ONCE = 4
LONGEST_PAUSE, GIVE_UP_AFTER = timedelta(minutes=5), timedelta(days=3)
STUMBLES = 8  # over a bug of ours, before it is called one

_BROKEN = "Something went wrong on our side while the followers were read; the log says what."


async def sync_due(clock: Clock) -> None:
    """Take on what is due, several accounts at once. Any number of workers may run this at the same time."""
    claimed = await claim(ACCOUNTS_AT_ONCE, clock())
    await asyncio.gather(*(_run(one, clock) for one in claimed))
    if claimed and await is_overdue(clock() + OVERDUE):
        await jobs.nudge("sync_followers")


async def _run(one: Pass, clock: Clock) -> None:
    try:
        await _go_on(one, clock)
    except LeaseLost:
        log.warning("a worker came back after its lease had ended", sync=str(one.id))
    except (wechat.TryLater, wechat.Uncertain) as busy:  # these were questions: asked again, they change nothing
        await _wait(one, busy, clock())
    except wechat.Refused as refusal:
        await _end(one, SyncState.FAILED, clock(), refusal.code, refusal.sentence)
    except Exception:
        log.exception("reading the followers was interrupted", sync=str(one.id))
        await _stumble(one, clock())


async def _go_on(one: Pass, clock: Clock) -> None:
    account = await OfficialAccount.get(id=one.account_id)
    stop_at = clock() + ROUND
    while one.state is not SyncState.DONE and clock() < stop_at:
        step = listing.read_page if one.state is SyncState.LISTING else detailing.read_details
        await step(one, account, clock)
        one.attempts = 0
    if one.state is SyncState.DONE:
        await _end(one, SyncState.DONE, clock())
    else:
        await _give_back(one, clock(), due_at=clock(), attempts=0, refusal_code=None, refusal_text=None)


async def _wait(one: Pass, busy: wechat.WeChatError, now: datetime) -> None:
    after = getattr(busy, "after", None) or timedelta(0)  # a daily quota: until midnight in Beijing
    due_at = now + max(after, _pause(one.attempts))
    if due_at > one.started_at + GIVE_UP_AFTER:
        await _end(one, SyncState.FAILED, now, busy.code, busy.sentence)
        return
    why = {"refusal_code": busy.code, "refusal_text": busy.sentence}
    await _give_back(one, now, due_at=due_at, attempts=one.attempts + 1, **why)


async def _stumble(one: Pass, now: datetime) -> None:
    if one.attempts + 1 >= STUMBLES:
        await _end(one, SyncState.FAILED, now, None, _BROKEN)
    else:
        await _give_back(one, now, due_at=now + _pause(one.attempts), attempts=one.attempts + 1)


async def _end(
    one: Pass, state: SyncState, now: datetime, code: int | None = None, sentence: str | None = None
) -> None:
    why = {"refusal_code": code, "refusal_text": sentence}
    await _give_back(one, now, state=state.value, finished_at=now, attempts=0, **why)


async def _give_back(one: Pass, now: datetime, **changes: object) -> None:
    try:
        async with transaction():
            await one.write(now, is_over=True, **changes)
            one.tell()
    except LeaseLost:
        log.warning("a worker came back after its lease had ended", sync=str(one.id))


def _pause(attempts: int) -> timedelta:
    """Full jitter: a random part of 2, 4, 8 … seconds, and never more than five minutes."""
    longest = min(LONGEST_PAUSE, timedelta(seconds=2.0 ** min(attempts + 1, 10)))
    return random.random() * longest  # noqa: S311 (spread, not secrecy)
