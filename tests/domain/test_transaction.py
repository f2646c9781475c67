import pytest

from domain import live
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.redis import close as close_redis
from domain.redis import redis
from domain.redis import use as use_redis
from domain.transaction import announce, later, transaction


async def queued() -> list[str]:
    """The jobs that were nudged."""
    return [job.function for job in await redis().queued_jobs()]


def an_event(workspace_id=None) -> Event:
    return Event(EventKind.FAN_CHANGED, workspace_id or new_id(), new_id(), new_id())


async def test_what_was_rolled_back_has_no_consequences():
    event = an_event()

    with pytest.raises(RuntimeError):
        await _fail_after(event)

    assert await queued() == []
    assert await live.last_seq(event.workspace_id) == 0


async def test_an_inner_transaction_joins_the_outer():
    async with transaction():
        async with transaction():
            later("deliver_sends")
        assert await queued() == []

    assert await queued() == ["deliver_sends"]


async def test_many_nudges_are_one_while_it_waits():
    for _ in range(5):
        async with transaction():
            later("handle_callbacks")

    assert await queued() == ["handle_callbacks"]


async def test_events_are_numbered_in_the_order_of_their_commits():
    workspace_id = new_id()
    for _ in range(3):
        async with transaction():
            announce(an_event(workspace_id))
            announce(an_event(workspace_id))

    assert [recorded.seq for recorded in await live.read_after(workspace_id, 0)] == [1, 2, 3, 4, 5, 6]


async def test_an_event_announced_twice_is_written_once():
    event = an_event()

    async with transaction():
        announce(event)
        announce(event)

    assert await live.last_seq(event.workspace_id) == 1


async def test_a_redis_that_is_away_turns_no_success_into_failure():
    event = an_event()
    await close_redis()
    use_redis("unix:///nowhere/redis.sock")

    async with transaction():
        announce(event)
        later("deliver_sends")

    assert await live.last_seq(event.workspace_id) == 1


async def test_consequences_belong_inside():
    with pytest.raises(AssertionError, match="inside"):
        later("deliver_sends")


async def _fail_after(event: Event) -> None:
    async with transaction():
        later("deliver_sends")
        announce(event)
        raise RuntimeError
