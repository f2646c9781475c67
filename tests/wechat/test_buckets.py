import asyncio

import pytest
from redis.asyncio import Redis

from wechat.buckets import Bucket, take

KEY, OTHER = "fandesk:bucket", "fandesk:other"


async def pass_by(redis: Redis, seconds: float, key: str = KEY) -> None:
    """Time goes on for a bucket."""
    await redis.hincrby(key, "at", -int(seconds * 1000))


async def test_a_new_bucket_is_full(redis: Redis):
    taken = await take(redis, 4, [Bucket(KEY, 10, 0.001)])

    assert (taken.wait, taken.left) == (0, 6)


async def test_an_empty_bucket_says_how_long_to_wait_and_keeps_what_it_has(redis: Redis):
    bucket = Bucket(KEY, 10, 0.001)
    await take(redis, 9, [bucket])

    refused = await take(redis, 3, [bucket])

    assert refused.wait == pytest.approx(2000, abs=30)
    assert (await take(redis, 1, [bucket])).wait == 0


async def test_a_bucket_fills_again_and_never_runs_over(redis: Redis):
    bucket = Bucket(KEY, 10, 0.01)
    await take(redis, 10, [bucket])

    await pass_by(redis, 500)
    assert (await take(redis, 4, [bucket])).left == pytest.approx(1, abs=0.1)

    await pass_by(redis, 1_000_000)
    assert (await take(redis, 0, [bucket])).left == 10


async def test_it_is_all_buckets_or_none(redis: Redis):
    rich, poor = Bucket(KEY, 10, 0.001), Bucket(OTHER, 2, 0.001)

    refused = await take(redis, 3, [rich, poor])

    assert refused.wait > 0
    assert await redis.exists(KEY, OTHER) == 0


async def test_those_who_take_at_once_get_no_more_than_there_is(redis: Redis):
    bucket = Bucket(KEY, 10, 0.001)

    taken = await asyncio.gather(*(take(redis, 1, [bucket]) for _ in range(30)))

    assert sum(one.wait == 0 for one in taken) == 10


async def test_a_full_bucket_is_forgotten(redis: Redis):
    await take(redis, 5, [Bucket(KEY, 10, 2)])

    assert 4_000 < await redis.pttl(KEY) <= 6_000
