"""How fast we speak to WeChat: a bucket per account and API, in which agents come before campaigns."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from redis.asyncio import Redis

from wechat.buckets import Bucket, Taken, empty, take
from wechat.errors import NotYet
from wechat.local_buckets import LocalBuckets
from wechat.patience import Patience

PREFIX = "fandesk:pace:"
BULK_SHARE = 0.8  # of a bucket: the rest is always there for an agent
ALONE = 0.5  # of a rate, for a process that cannot see the others because Redis is away
PAUSE_AFTER_45011 = 60.0  # seconds: WeChat counts by the minute, and its minute is not ours
LEAST_NAP = 0.01


class Priority(StrEnum):
    """Who waits for whom where WeChat takes no more."""

    AGENT = "agent"  # somebody sits and waits for it
    BULK = "bulk"  # campaigns, syncs and whatever else has time


@dataclass(frozen=True)
class Rate:
    """So many calls a second, and so many at once after a rest."""

    per_second: float
    at_once: float


# WeChat docs, 接口调用频次说明 and the pages of the APIs; limits a second are not published, so those are ours.
# stable_token (10,000 a minute) needs no bucket: an account asks for one token at a time.
RATES: Mapping[str, Rate] = {
    "/cgi-bin/message/custom/": Rate(500, 1000),
    "/cgi-bin/message/template/": Rate(200, 400),
    "/cgi-bin/message/subscribe/": Rate(200, 400),
    "/cgi-bin/message/mass/": Rate(50 / 60, 10),  # 群发: 60 in any minute, the ten at once among them
    "/cgi-bin/media/": Rate(20, 40),
    "/cgi-bin/material/": Rate(20, 40),
    "/files": Rate(50, 100),  # pictures and videos, from hosts of their own
    "/cgi-bin/user/info": Rate(100, 200),
    "/sns/": Rate(500, 1000),  # 50,000 a minute
}
OTHERS = Rate(50, 100)
ACCOUNT = Rate(1000, 2000)  # all APIs of an account together

MOST_WAIT = {Priority.AGENT: 1.0, Priority.BULK: 0.2}  # seconds in which a call waits for its turn by itself


class Limits:
    """The pace of all accounts, kept in Redis for all processes; while Redis is away, in this one."""

    def __init__(self, redis: Redis, rates: Mapping[str, Rate] = RATES) -> None:
        self._redis = redis
        self._rates = rates
        self._patience = Patience("each process limits its calls by itself")
        self._here = LocalBuckets()

    async def take(self, app_id: str, path: str, priority: Priority) -> None:
        """Wait for this call's turn, if that is short; else raises NotYet with what is missing."""
        buckets = self._buckets(app_id, path, priority)
        waited, wait = 0.0, (await self._take(buckets)).wait
        while wait > 0:
            if waited + wait > MOST_WAIT[priority]:
                raise NotYet(*_TOO_FAST, after=timedelta(seconds=wait))
            nap = max(wait, LEAST_NAP)
            await asyncio.sleep(nap)
            waited += nap
            wait = (await self._take(buckets)).wait

    async def slow_down(self, app_id: str, path: str) -> None:
        """WeChat said that this was too fast (45011): no more calls of this kind for a minute."""
        bucket = self._bucket(app_id, path)
        self._here.empty(bucket, PAUSE_AFTER_45011)
        await self._patience.ask(lambda: empty(self._redis, bucket, PAUSE_AFTER_45011))

    async def _take(self, buckets: Sequence[Bucket]) -> Taken:
        taken = await self._patience.ask(lambda: take(self._redis, 1, buckets))
        return taken or self._here.take(1, buckets, share=ALONE)

    def _buckets(self, app_id: str, path: str, priority: Priority) -> list[Bucket]:
        shared = [_bucket(app_id, "all", ACCOUNT), self._bucket(app_id, path)]
        if priority is Priority.AGENT:
            return shared
        # Two fences: bulk never takes the last fifth of a bucket, nor more than four fifths of what drops in.
        return [_fenced(bucket) for bucket in shared] + [_bulk(bucket) for bucket in shared]

    def _bucket(self, app_id: str, path: str) -> Bucket:
        start = max((start for start in self._rates if path.startswith(start)), key=len, default="")
        return _bucket(app_id, start or path, self._rates.get(start, OTHERS))


def _bucket(app_id: str, name: str, rate: Rate) -> Bucket:
    return Bucket(f"{PREFIX}{app_id}:{name}", rate.at_once, rate.per_second)


def _fenced(bucket: Bucket) -> Bucket:
    return Bucket(bucket.key, bucket.capacity, bucket.per_second, reserve=bucket.capacity * (1 - BULK_SHARE))


def _bulk(bucket: Bucket) -> Bucket:
    return Bucket(f"{bucket.key}:bulk", bucket.capacity * BULK_SHARE, bucket.per_second * BULK_SHARE)


_TOO_FAST = (
    "This account speaks to WeChat as fast as it may. It goes on in a moment.",
    "该公众号的接口调用已达到速度上限，稍后会自动继续。",
)
