import asyncio
from datetime import timedelta

import pytest

from domain.callbacks.models import Callback
from domain.clock import now
from domain.conversations.models import Message
from domain.jobs import nudge, nudge_again, started
from domain.live import StoredEvent
from domain.redis import decode, encode, redis
from domain.sends.models import Send
from tests.domain.pushes import keep, text
from tests.domain.test_sends import write
from tests.factories import a_talk, an_account
from workers import coalesced, schedule
from workers.coalesced import Coalesced
from workers.main import build, work


async def work_off(redis_url: str) -> None:
    """A worker runs until the queue is empty."""
    worker = build(redis_url, burst=True)
    worker.cron_jobs = []
    await worker.main()
    await worker.close()


async def test_a_nudge_starts_what_is_due(redis_url, wechat):
    await keep(await an_account(), text("hi"))
    await write(await a_talk())

    await work_off(redis_url)

    assert await Message.filter(direction="IN").count() == 2
    assert wechat.texts == ["On its way!"]


async def test_a_flushed_redis_is_made_good_by_the_sweep(redis_url, wechat):
    await keep(await an_account(), text("hi"))
    await write(await a_talk())
    await redis().flushdb()
    await Callback.all().update(due_at=now() - timedelta(seconds=2))
    await Send.all().update(due_at=now() - timedelta(seconds=2))

    await schedule.sweep({})
    await work_off(redis_url)

    assert await Message.filter(direction="IN").count() == 2
    assert wechat.texts == ["On its way!"]


async def test_a_nudge_that_comes_while_a_run_is_under_way_starts_another():
    await nudge("deliver_sends")
    await started("deliver_sends")

    await nudge("deliver_sends")
    await nudge("deliver_sends")

    assert len(await redis().queued_jobs()) == 2


async def test_the_sweep_is_not_held_up_by_a_nudge_that_a_dead_worker_took():
    await nudge("deliver_sends")

    await nudge_again("deliver_sends")

    assert len(await redis().queued_jobs()) == 2


async def test_what_nobody_can_ask_for_is_forgotten():
    await a_talk()
    await StoredEvent.all().update(created_at=now() - timedelta(hours=26))

    await schedule.forget_old({})

    assert await StoredEvent.all().count() == 0


def test_a_job_is_written_as_json():
    assert decode(encode({"f": "sweep", "a": []})) == {"f": "sweep", "a": []}


async def test_whoever_asks_during_a_run_has_it_look_once_more():
    looks: list[int] = []

    async def look() -> None:
        looks.append(len(looks))
        if len(looks) == 1:
            await asyncio.gather(*(work.run() for _ in range(5)))

    work = Coalesced("handle_callbacks", look)
    await work.run()

    assert looks == [0, 1]


async def test_a_run_that_is_asked_all_the_time_hands_on_after_a_while(monkeypatch):
    async def look() -> None:
        await work.run()

    monkeypatch.setattr(coalesced, "ROUND", 0.01)
    work = Coalesced("handle_callbacks", look)
    await work.run()

    assert [job.function for job in await redis().queued_jobs()] == ["handle_callbacks"]


async def test_a_run_that_fails_stands_in_nobodys_way():
    async def fail() -> None:
        raise RuntimeError

    work = Coalesced("handle_callbacks", fail)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            await work.run()


async def test_a_worker_whose_redis_is_away_keeps_trying():
    looking = asyncio.create_task(work("unix:///nowhere/redis.sock"))

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(looking), 1)

    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
