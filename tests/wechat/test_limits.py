import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from wechat import NotYet, Priority
from wechat.buckets import Bucket, empty, take
from wechat.limits import RATES, Limits, Rate
from wechat.local_buckets import LocalBuckets

SEND = "/cgi-bin/message/custom/send"
SLOW = {"/cgi-bin/message/custom/": Rate(0.001, 10)}
BUCKET = Bucket("fandesk:test", 10, 0.001)


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def no_redis() -> AsyncIterator[Redis]:
    async with Redis(unix_socket_path="/nowhere/redis.sock") as redis:
        yield redis


async def spend(limits: Limits, app_id: str, priority: Priority, path: str = SEND) -> int:
    """How many calls go through at once."""
    for count in range(100):
        try:
            await limits.take(app_id, path, priority)
        except NotYet:
            return count
    return 100


# Buckets


async def test_a_reserve_is_left_for_others(redis: Redis):
    fenced = Bucket(BUCKET.key, 10, 0.001, reserve=2)

    assert (await take(redis, 8, [fenced])).wait == 0
    assert (await take(redis, 1, [fenced])).wait == pytest.approx(1000, abs=30)
    assert (await take(redis, 2, [BUCKET])).wait == 0


async def test_an_emptied_bucket_gets_nothing_for_a_while(redis: Redis):
    bucket = Bucket(BUCKET.key, 10, 10)
    await empty(redis, bucket, 60)

    assert (await take(redis, 1, [bucket])).wait == pytest.approx(60.1, abs=0.5)

    await redis.hincrby(bucket.key, "at", -59_000)
    assert (await take(redis, 1, [bucket])).wait == pytest.approx(1.1, abs=0.5)
    await redis.hincrby(bucket.key, "at", -2_000)
    assert (await take(redis, 1, [bucket])).wait == 0


async def test_an_emptied_bucket_is_not_forgotten_too_soon(redis: Redis):
    await empty(redis, Bucket(BUCKET.key, 10, 10), 60)

    assert 60_000 < await redis.pttl(BUCKET.key) <= 62_000


# Agents and campaigns


async def test_bulk_leaves_a_fifth_to_agents(redis: Redis, app_id: str):
    limits = Limits(redis, SLOW)

    assert await spend(limits, app_id, Priority.BULK) == 8
    assert await spend(limits, app_id, Priority.AGENT) == 2


async def test_agents_may_take_all_and_bulk_then_waits(redis: Redis, app_id: str):
    limits = Limits(redis, SLOW)

    assert await spend(limits, app_id, Priority.AGENT) == 10
    assert await spend(limits, app_id, Priority.BULK) == 0


async def test_bulk_gets_four_fifths_of_what_drops_in(redis: Redis, app_id: str):
    limits = Limits(redis, {"/cgi-bin/message/custom/": Rate(0.5, 10)})
    await spend(limits, app_id, Priority.BULK)

    for key in await redis.keys(f"fandesk:pace:{app_id}*"):
        await redis.hincrby(key, "at", -10_000)  # ten seconds pass: five calls drop in

    assert await spend(limits, app_id, Priority.BULK) == 4
    assert await spend(limits, app_id, Priority.AGENT) == 3


async def test_accounts_and_apis_do_not_wait_for_one_another(redis: Redis, app_id: str):
    limits = Limits(redis, SLOW)
    await spend(limits, app_id, Priority.AGENT)

    await limits.take(app_id, "/cgi-bin/user/info", Priority.BULK)
    await limits.take(f"{app_id}b", SEND, Priority.BULK)


async def test_two_processes_share_one_pace(redis: Redis, app_id: str):
    processes = [Limits(redis, SLOW) for _ in range(2)]

    spent = await asyncio.gather(*(spend(limits, app_id, Priority.AGENT) for limits in processes))

    assert sum(spent) == 10


# Waiting


async def test_an_agents_call_waits_for_its_turn_where_that_is_short(redis: Redis, app_id: str):
    limits = Limits(redis, {"/cgi-bin/message/custom/": Rate(20, 1)})

    for _ in range(3):
        await limits.take(app_id, SEND, Priority.AGENT)


async def test_a_long_wait_is_for_the_caller_and_says_how_long(redis: Redis, app_id: str):
    limits = Limits(redis, {"/cgi-bin/message/custom/": Rate(0.1, 1)})
    await limits.take(app_id, SEND, Priority.AGENT)

    with pytest.raises(NotYet) as raised:
        await limits.take(app_id, SEND, Priority.AGENT)

    assert raised.value.after is not None
    assert 9 < raised.value.after.total_seconds() <= 10


async def test_mass_sends_never_make_more_than_60_calls_a_minute(redis: Redis, app_id: str):
    limits = Limits(redis)

    rate = RATES["/cgi-bin/message/mass/"]

    assert rate.at_once + 60 * rate.per_second <= 60
    assert await spend(limits, app_id, Priority.AGENT, "/cgi-bin/message/mass/sendall") in (10, 11)


async def test_too_fast_a_pace_is_slowed_down_for_a_minute(redis: Redis, app_id: str):
    limits, other_process = Limits(redis), Limits(redis)

    await limits.slow_down(app_id, SEND)

    with pytest.raises(NotYet) as raised:
        await other_process.take(app_id, SEND, Priority.AGENT)
    assert raised.value.after is not None
    assert 59 < raised.value.after.total_seconds() <= 61


# Without Redis


async def test_without_redis_a_process_keeps_the_pace_by_itself(no_redis: Redis, app_id: str):
    limits = Limits(no_redis, SLOW)

    assert await spend(limits, app_id, Priority.BULK) == 8
    assert await spend(limits, app_id, Priority.AGENT) == 2


async def test_without_redis_too_fast_a_pace_is_slowed_down_too(no_redis: Redis, app_id: str):
    limits = Limits(no_redis)

    await limits.slow_down(app_id, SEND)

    assert await spend(limits, app_id, Priority.AGENT) == 0


def test_a_process_that_is_alone_takes_half_of_what_drops_in():
    clock = Clock()
    buckets, bucket = LocalBuckets(clock), Bucket("a", 10, 2)
    buckets.take(10, [bucket])

    clock.now += 3

    assert buckets.take(3, [bucket], share=0.5).wait == 0
    assert buckets.take(1, [bucket], share=0.5).wait == 1


def test_alone_too_it_is_all_buckets_or_none():
    buckets = LocalBuckets(Clock())
    rich, poor = Bucket("a", 10, 1), Bucket("b", 2, 1)

    assert buckets.take(3, [rich, poor]).wait == 1
    assert buckets.take(10, [rich]).wait == 0


def test_alone_too_an_emptied_bucket_gets_nothing_for_a_while():
    clock = Clock()
    buckets, bucket = LocalBuckets(clock), Bucket("a", 10, 1)
    buckets.empty(bucket, 60)

    assert buckets.take(1, [bucket]).wait == 61
    clock.now += 61
    assert buckets.take(1, [bucket]).wait == 0
