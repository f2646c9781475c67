"""The platform's pushes: what fails is tried again, and blocks nobody."""

import asyncio
from datetime import timedelta

import pytest

from domain.accounts.models import AccountScan, OfficialAccount
from domain.connections import handling
from domain.platform import pushes
from domain.platform.models import PlatformPush, PlatformPushState
from domain.platform.pushes import TRIES, keep_push
from tests.domain.scans import CODE, a_scan
from tests.factories import NOON, HandClock
from tests.fakes import FakeGate
from tests.platforms import OURS, authorized, told, willing
from wechat import TryLater, Uncertain

pytestmark = pytest.mark.usefixtures("platform")
SECOND = timedelta(seconds=1)


async def test_a_push_that_fails_waits_and_blocks_nobody(wechat: FakeGate):
    await a_scan()
    wechat.will("exchange", TryLater("WeChat is busy."))
    clock = HandClock(NOON)
    await keep_push(OURS.app_id, "1", authorized(CODE), NOON)
    await keep_push(OURS.app_id, "2", told("unauthorized", app_id="wx2"), NOON)

    await handling.handle_waiting(clock)

    first, second = await PlatformPush.all().order_by("key")
    assert (first.state, first.error, second.state) == (
        PlatformPushState.WAITING,
        "WeChat is busy.",
        PlatformPushState.DONE,
    )
    willing(wechat)
    clock.advance(timedelta(minutes=1))
    await handling.handle_waiting(clock)
    assert (await AccountScan.get()).account_id is not None


async def test_it_is_dead_after_eight_tries(wechat: FakeGate):
    await a_scan()
    wechat.will("exchange", Uncertain("Nobody knows."))
    clock = HandClock(NOON)
    await keep_push(OURS.app_id, "1", authorized(CODE), NOON)

    for _ in range(TRIES + 2):
        await handling.handle_waiting(clock)
        clock.advance(timedelta(minutes=20))

    dead = await PlatformPush.get()
    assert (dead.state, dead.attempts, len(wechat.heard("exchange"))) == (PlatformPushState.DEAD, TRIES, TRIES)


async def test_of_several_workers_one_handles_a_push(wechat: FakeGate):
    await a_scan()
    await keep_push(OURS.app_id, "1", authorized(CODE), NOON)

    await asyncio.gather(*(handling.handle_waiting(HandClock(NOON)) for _ in range(4)))

    assert len(wechat.heard("exchange")) == 1


async def test_what_a_dead_worker_held_is_due_again_after_its_lease():
    await a_scan()
    await keep_push(OURS.app_id, "1", authorized(CODE), NOON)
    assert await pushes.claim_next(NOON)

    assert await pushes.claim_next(NOON + pushes.LEASE - SECOND) is None
    await handling.handle_waiting(HandClock(NOON + pushes.LEASE))

    assert await OfficialAccount.all().count() == 1


async def test_the_sweep_sees_what_waits_and_old_pushes_go():
    await keep_push(OURS.app_id, "1", told("unauthorized"), NOON)
    assert await pushes.is_overdue(NOON + 2 * SECOND)

    await handling.handle_waiting(HandClock(NOON))
    assert not await pushes.is_overdue(NOON + 2 * SECOND)

    await pushes.forget_old(NOON + timedelta(days=8))
    assert await PlatformPush.all().count() == 0
