import asyncio
from contextlib import aclosing
from datetime import timedelta
from uuid import UUID

import pytest

from domain import live
from domain.clock import now
from domain.hub import REMEMBERED, Hub
from domain.ids import new_id
from domain.live import Event, EventKind, EventsGone, StoredEvent
from domain.transaction import announce, transaction


async def happen(workspace_id: UUID, times: int = 1) -> None:
    """Something happens, in one transaction."""
    async with transaction():
        for _ in range(times):
            announce(Event(EventKind.FAN_CHANGED, workspace_id, new_id(), new_id()))


async def hear(hub: Hub, workspace_id: UUID, seq: int, how_many: int) -> list[int]:
    """The numbers of the next events after `seq`."""
    heard: list[int] = []
    async with asyncio.timeout(10), aclosing(hub.follow(workspace_id, seq)) as events:
        async for recorded in events:
            heard += [recorded.seq] if recorded else []
            if len(heard) == how_many:
                break
    return heard


async def running(hub: Hub) -> asyncio.Task[None]:
    return asyncio.create_task(hub.run())


async def test_a_follower_hears_what_happens():
    hub, workspace_id = Hub(), new_id()
    life = await running(hub)
    hearing = asyncio.create_task(hear(hub, workspace_id, 0, 3))

    await happen(workspace_id)
    await happen(workspace_id, times=2)

    assert await hearing == [1, 2, 3]
    life.cancel()


async def test_a_follower_catches_up_from_where_they_were():
    hub, workspace_id = Hub(), new_id()
    await happen(workspace_id, times=7)

    assert await hear(hub, workspace_id, 4, 3) == [5, 6, 7]


async def test_a_follower_far_behind_reads_what_memory_has_forgotten():
    hub, workspace_id = Hub(), new_id()
    life = await running(hub)
    first = asyncio.create_task(hear(hub, workspace_id, 0, REMEMBERED + 50))
    for _ in range(11):
        await happen(workspace_id, times=100)
    assert await first == list(range(1, REMEMBERED + 51))

    assert await hear(hub, workspace_id, 0, REMEMBERED + 100) == list(range(1, REMEMBERED + 101))
    life.cancel()


async def test_a_lost_nudge_is_found_within_a_second(monkeypatch):
    hub, workspace_id = Hub(), new_id()

    async def lose(workspace_id: UUID, seq: int) -> None:
        """Redis has forgotten it."""

    monkeypatch.setattr(live, "nudge", lose)
    life = await running(hub)
    hearing = asyncio.create_task(hear(hub, workspace_id, 0, 1))

    await happen(workspace_id)

    async with asyncio.timeout(3):
        assert await hearing == [1]
    life.cancel()


async def test_silence_is_broken_by_heartbeats():
    async with aclosing(Hub(heartbeat=0.01).follow(new_id(), 0)) as events:
        assert await anext(events) is None


async def test_another_workspace_hears_nothing():
    hub, ours, theirs = Hub(heartbeat=0.05), new_id(), new_id()
    await happen(theirs)

    async with aclosing(hub.follow(ours, 0)) as events:
        assert await anext(events) is None


async def test_events_can_be_resumed_for_24_hours():
    workspace_id = new_id()
    await happen(workspace_id, times=3)

    assert await live.can_resume(workspace_id, 1, now() + timedelta(hours=23))
    assert not await live.can_resume(workspace_id, 1, now() + timedelta(hours=25))
    assert await live.can_resume(workspace_id, 3, now() + timedelta(days=9)), "nothing is missing"


@pytest.mark.parametrize("seq", [-1, 4, 10**12])
async def test_a_number_that_was_never_given_out_cannot_be_resumed(seq):
    workspace_id = new_id()
    await happen(workspace_id, times=3)

    assert not await live.can_resume(workspace_id, seq, now())


async def test_a_follower_who_falls_behind_what_is_kept_is_told():
    hub, workspace_id = Hub(), new_id()
    await happen(workspace_id, times=3)
    await live.forget_old(now() + timedelta(hours=26))
    assert await StoredEvent.all().count() == 0

    with pytest.raises(EventsGone):
        await hear(hub, workspace_id, 1, 1)


async def test_many_writers_leave_no_gap_and_no_repeat():
    hub, workspace_id = Hub(), new_id()
    life = await running(hub)
    hearing = asyncio.create_task(hear(hub, workspace_id, 0, 60))

    await asyncio.gather(*(happen(workspace_id, times=n % 3 + 1) for n in range(30)))

    assert await hearing == list(range(1, 61))
    life.cancel()
