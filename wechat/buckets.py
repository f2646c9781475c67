"""Token buckets in Redis, shared by all processes: taken from several at once, or from none."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import cast

from redis.asyncio import Redis


@dataclass(frozen=True)
class Bucket:
    """It holds `capacity` tokens, and `per_second` new ones drop in until it is full."""

    key: str
    capacity: float
    per_second: float


@dataclass(frozen=True)
class Taken:
    """What became of a wish: granted where `wait` is 0, else nothing was taken and so many seconds are missing."""

    wait: float
    left: float  # in the emptiest of the buckets


async def take(redis: Redis, amount: float, buckets: Sequence[Bucket]) -> Taken:
    """Take the same amount from each bucket, if every one of them has it. Raises RedisError."""
    numbers = [number for bucket in buckets for number in (bucket.capacity, bucket.per_second)]
    asked = redis.eval(_TAKE, len(buckets), *(bucket.key for bucket in buckets), amount, *numbers)  # type: ignore[arg-type]
    wait, left = await cast(Awaitable[list[int]], asked)
    return Taken(wait / 1000, left / 1000)


# Redis's own clock counts: those of our machines may differ. Answers are whole thousandths, as Lua's numbers are cut.
_TAKE = """
local clock = redis.call("TIME")
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local amount = tonumber(ARGV[1])
local levels, wait, left = {}, 0, math.huge
for i, key in ipairs(KEYS) do
    local capacity, rate = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
    local kept = redis.call("HMGET", key, "level", "at")
    local level = capacity
    if kept[1] then
        level = math.min(capacity, tonumber(kept[1]) + math.max(0, now - tonumber(kept[2])) * rate / 1000)
    end
    levels[i] = level
    left = math.min(left, level)
    wait = math.max(wait, math.ceil((amount - level) / rate * 1000))
end
if wait > 0 then
    return {wait, math.floor(left * 1000)}
end
for i, key in ipairs(KEYS) do
    local capacity, rate = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
    redis.call("HSET", key, "level", levels[i] - amount, "at", now)
    redis.call("PEXPIRE", key, math.ceil(capacity / rate * 1000) + 1000)
end
return {0, math.floor((left - amount) * 1000)}
"""
