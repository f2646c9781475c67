"""Who has a talk on their screen, and who types."""

from datetime import timedelta

from domain.ids import new_id
from domain.presence.looking import MOST_SCREENS, Onlookers, onlookers, show, stop
from domain.redis import redis
from tests.factories import HandClock

SECOND = timedelta(seconds=1)
TALK, OTHER_TALK, MEI, TAO, PHONE, LAPTOP = (new_id() for _ in range(6))


async def looking(clock: HandClock) -> Onlookers:
    return (await onlookers([TALK], clock()))[TALK]


async def test_looking_lasts_twenty_seconds():
    clock = HandClock()
    await show(TALK, MEI, PHONE, clock(), is_typing=False)

    clock.advance(19 * SECOND)
    assert await looking(clock) == {MEI: False}
    clock.advance(SECOND)
    assert await looking(clock) == {}


async def test_typing_lasts_eight():
    clock = HandClock()
    await show(TALK, MEI, PHONE, clock(), is_typing=True)

    clock.advance(7 * SECOND)
    assert await looking(clock) == {MEI: True}
    clock.advance(SECOND)
    assert await looking(clock) == {MEI: False}


async def test_who_says_so_types_no_longer_and_who_stops_looks_no_longer():
    clock = HandClock()
    await show(TALK, MEI, PHONE, clock(), is_typing=True)

    await show(TALK, MEI, PHONE, clock(), is_typing=False)
    assert await looking(clock) == {MEI: False}

    await stop(TALK, MEI, PHONE)
    assert await looking(clock) == {}


async def test_an_agent_with_two_screens_is_one_who_types_with_either():
    clock = HandClock()
    await show(TALK, MEI, PHONE, clock(), is_typing=True)
    await show(TALK, MEI, LAPTOP, clock(), is_typing=False)
    assert await looking(clock) == {MEI: True}

    await stop(TALK, MEI, PHONE)
    assert await looking(clock) == {MEI: False}


async def test_each_talk_has_its_own():
    clock = HandClock()
    await show(TALK, MEI, PHONE, clock(), is_typing=False)
    await show(OTHER_TALK, TAO, PHONE, clock(), is_typing=True)

    assert await onlookers([TALK, OTHER_TALK], clock()) == {TALK: {MEI: False}, OTHER_TALK: {TAO: True}}
    assert await onlookers([], clock()) == {}


async def test_a_talk_has_so_many_screens_and_no_more():
    clock = HandClock()
    agents = [new_id() for _ in range(MOST_SCREENS + 5)]
    for agent_id in agents:
        await show(TALK, agent_id, PHONE, clock(), is_typing=False)
        clock.advance(SECOND / 10)

    assert set(await looking(clock)) == set(agents[5:])
    assert await redis().hlen(f"fandesk:looking:{TALK.hex}") == MOST_SCREENS


async def test_what_is_over_is_swept_out_by_the_next_who_looks():
    clock = HandClock()
    await show(TALK, MEI, PHONE, clock(), is_typing=False)
    clock.advance(21 * SECOND)

    await show(TALK, TAO, PHONE, clock(), is_typing=False)

    assert await redis().hlen(f"fandesk:looking:{TALK.hex}") == 1
    assert await redis().ttl(f"fandesk:looking:{TALK.hex}") > 20


async def test_without_redis_nobody_looks_and_nothing_breaks(no_redis: None):
    clock = HandClock()
    await show(TALK, MEI, PHONE, clock(), is_typing=True)
    await stop(TALK, MEI, PHONE)

    assert await onlookers([TALK], clock()) == {}
