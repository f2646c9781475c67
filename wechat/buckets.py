"""Token buckets in Redis, shared by all processes: taken from several at once, or from none."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import cast

from redis.asyncio import Redis


@dataclass(frozen=True)
class Bucket:
    """It holds `capacity` tokens, and `per_second` new ones drop in until it is full.

    Who takes leaves at least `reserve` in it, for others that may take the last.
    """

    key: str
    capacity: float
    per_second: float
    reserve: float = 0


@dataclass(frozen=True)
class Taken:
    """What became of a wish: granted where `wait` is 0, else nothing was taken and so many seconds are missing."""

    wait: float
    left: float  # in the emptiest of the buckets


async def take(redis: Redis, amount: float, buckets: Sequence[Bucket]) -> Taken:
    """Take the same amount from each bucket, if every one of them has it. Raises RedisError."""
    numbers = [number for bucket in buckets for number in (bucket.capacity, bucket.per_second, bucket.reserve)]
    asked = redis.eval(_TAKE, len(buckets), *(bucket.key for bucket in buckets), amount, *numbers)  # type: ignore[arg-type]
    wait, left = await cast(Awaitable[list[int]], asked)
    return Taken(wait / 1000, left / 1000)


async def empty(redis: Redis, bucket: Bucket, seconds: float) -> None:
    """Take all that is in it, and let nothing drop in for so many seconds. Raises RedisError."""
    lasts = int(bucket.capacity / bucket.per_second * 1000) + 1000
    asked = redis.eval(_EMPTY, 1, bucket.key, int(seconds * 1000), lasts)  # type: ignore[arg-type]
    await cast(Awaitable[object], asked)


# Redis's own clock counts: those of our machines may differ. Answers are whole thousandths, as Lua's numbers are cut.
# `at` lies ahead where a bucket was emptied for a while.
_TAKE = """
local clock = redis.call("TIME")
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local amount = tonumber(ARGV[1])
local levels, starts, wait, left = {}, {}, 0, math.huge
for i, key in ipairs(KEYS) do
    local capacity, rate, reserve = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
    local kept = redis.call("HMGET", key, "level", "at")
    local level, start = capacity, now
    if kept[1] then
        start = math.max(now, tonumber(kept[2]))
        level = math.min(capacity, tonumber(kept[1]) + math.max(0, now - tonumber(kept[2])) * rate / 1000)
    end
    levels[i], starts[i] = level, start
    left = math.min(left, level)
    if amount + reserve > level then
        wait = math.max(wait, start - now + math.ceil((amount + reserve - level) / rate * 1000))
    end
end
if wait > 0 then
    return {wait, math.floor(left * 1000)}
end
for i, key in ipairs(KEYS) do
    local capacity, rate = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
    redis.call("HSET", key, "level", levels[i] - amount, "at", starts[i])
    redis.call("PEXPIRE", key, starts[i] - now + math.ceil(capacity / rate * 1000) + 1000)
end
return {0, math.floor((left - amount) * 1000)}
"""

_EMPTY = """
local clock = redis.call("TIME")
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call("HSET", KEYS[1], "level", 0, "at", now + tonumber(ARGV[1]))
redis.call("PEXPIRE", KEYS[1], tonumber(ARGV[1]) + tonumber(ARGV[2]))
return 0
"""
