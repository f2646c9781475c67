"""Workers die, sleep and stop with a send in their hands: nothing is lost, nothing goes out twice."""

import asyncio
from datetime import timedelta

import pytest

from domain.clock import now
from domain.ids import new_id
from domain.redis import redis
from domain.sends.delivery import GIVE_UP_AFTER, deliver_due, recover_abandoned
from domain.sends.models import LEASE, Send, SendState
from tests.domain.test_sends import write
from tests.factories import HandClock, a_talk

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("was_called", "becomes"), [(False, SendState.SCHEDULED), (True, SendState.UNCERTAIN)])
async def test_a_worker_that_died_leaves_what_is_certain(was_called, becomes):
    message = await write(await a_talk())
    await claimed_by_somebody(called=was_called)

    await recover_abandoned(now() + LEASE + SECOND)

    assert (await Send.get()).state is becomes
    await message.refresh_from_db()
    assert message.status == becomes.value


async def test_a_living_workers_send_is_left_alone():
    await write(await a_talk())
    await claimed_by_somebody(called=True)

    await recover_abandoned(now() + LEASE - SECOND)

    assert (await Send.get()).state is SendState.CLAIMED


async def test_a_worker_that_lost_its_lease_neither_calls_nor_writes(wechat):
    """Stopped for longer than its lease between claiming and calling, it finds the send in other hands."""
    message = await write(await a_talk())
    clock = HandClock()

    async def sleep_through_the_lease() -> None:
        clock.advance(LEASE + SECOND)
        await recover_abandoned(clock())

    wechat.readiness = [sleep_through_the_lease]
    await deliver_due(clock)

    assert wechat.texts == []
    await message.refresh_from_db()
    assert message.status == "SCHEDULED"


async def test_a_worker_that_comes_back_too_late_changes_nothing(wechat):
    """The call took longer than the lease: the send is UNCERTAIN by then, and stays so."""
    message = await write(await a_talk())
    clock = HandClock()

    async def take_too_long() -> None:
        clock.advance(LEASE + SECOND)
        await recover_abandoned(clock())

    wechat.answers = [take_too_long]
    await deliver_due(clock)

    await message.refresh_from_db()
    assert message.status == "UNCERTAIN"


async def test_a_worker_that_is_stopped_waits_for_wechats_answer(wechat):
    message = await write(await a_talk())
    asked, answer = asyncio.Event(), asyncio.Event()

    async def think() -> None:
        asked.set()
        await answer.wait()

    wechat.answers = [think]
    worker = asyncio.create_task(deliver_due(now))
    await asked.wait()
    worker.cancel()
    answer.set()
    with pytest.raises(asyncio.CancelledError):
        await worker

    await message.refresh_from_db()
    assert message.status == "SENT"


async def test_a_long_round_is_gone_on_with_by_the_next(wechat):
    talk = await a_talk()
    await write(talk, "first")
    await write(talk, "second")
    await redis().flushdb()
    clock = HandClock()

    async def take_four_seconds() -> None:
        clock.advance(4 * SECOND)

    wechat.answers = [take_four_seconds]
    await deliver_due(clock)

    assert wechat.texts == ["first"]
    assert [job.function for job in await redis().queued_jobs()] == ["deliver_sends"]


async def claimed_by_somebody(*, called: bool) -> None:
    """A worker took the send and was killed, before or after it began to call."""
    lease = {"lease_token": new_id(), "lease_until": now() + LEASE, "called_at": now() if called else None}
    await Send.all().update(state=SendState.CLAIMED, attempts=1, **lease)


async def test_what_waited_for_longer_than_ten_minutes_is_not_sent_any_more(wechat):
    """No worker lived for a while: an answer that comes hours late is worse than none."""
    message = await write(await a_talk())

    await deliver_due(HandClock(now() + GIVE_UP_AFTER + SECOND))

    await message.refresh_from_db()
    assert (message.status, wechat.texts) == ("EXPIRED", [])
    assert "within ten minutes" in message.refusal_text


async def test_a_send_that_breaks_our_code_does_not_go_round_for_ever(wechat):
    wechat.readiness = [RuntimeError("a bug of ours") for _ in range(20)]
    message = await write(await a_talk())
    clock = HandClock()

    for _ in range(20):
        await deliver_due(clock)
        clock.advance(LEASE + SECOND)
        await recover_abandoned(clock())
    await deliver_due(clock)

    await message.refresh_from_db()
    assert message.status == "EXPIRED"
