"""How much of the API one principal may use: points in a bucket that fills again, shared by all processes."""

from collections import OrderedDict
from dataclasses import dataclass, field
from time import monotonic

import structlog
from redis.exceptions import RedisError

from domain.errors import AskedTooMuch
from domain.redis import redis
from wechat.buckets import Bucket, take

log = structlog.get_logger(__name__)

PREFIX = "fandesk:allowance:"
AGENT_PER_SECOND = 20_000
NOBODY_PER_SECOND = 100
SECONDS_SAVED = 60  # a bucket holds what so many seconds bring
HANDFULS = 100  # in a full bucket; a process draws one at a time
PRINCIPALS = 10_000  # remembered by a process


@dataclass(frozen=True)
class Balance:
    """What is left to spend, and how many points each second brings."""

    available: int
    per_second: int


@dataclass
class _Purse:
    points: float = 0.0
    behind: float = 0.0  # in the bucket, when this process drew from it
    drawn_at: float = 0.0

    def add(self, points: float, behind: float) -> None:
        self.points, self.behind, self.drawn_at = self.points + points, behind, monotonic()


@dataclass
class Allowance:
    """A process's side of everybody's bucket: it draws from Redis in handfuls, so most operations need no trip there.

    An agent has 20,000 points a second, which keep about a third of a core busy; who is not signed in has 100.
    """

    agent_per_second: int = AGENT_PER_SECOND
    nobody_per_second: int = NOBODY_PER_SECOND
    _purses: OrderedDict[str, _Purse] = field(default_factory=OrderedDict)

    async def spend_as_agent(self, agent_id: str, points: int) -> Balance:
        """Pay for an operation of a signed-in agent. Raises AskedTooMuch."""
        return await self._spend(f"agent:{agent_id}", points, self.agent_per_second)

    async def spend_as_nobody(self, address: str, points: int) -> Balance:
        """Pay for an operation of whoever is at this address and not signed in. Raises AskedTooMuch."""
        return await self._spend(f"address:{address}", points, self.nobody_per_second)

    async def _spend(self, principal: str, points: int, per_second: int) -> Balance:
        purse = self._purse_of(principal)
        bucket = Bucket(PREFIX + principal, per_second * SECONDS_SAVED, per_second)
        if purse.points < points:
            await _fill(purse, bucket, points)
        purse.points -= points
        since = monotonic() - purse.drawn_at
        available = min(bucket.capacity, purse.points + purse.behind + since * per_second)
        return Balance(int(available), per_second)

    def _purse_of(self, principal: str) -> _Purse:
        purse = self._purses.setdefault(principal, _Purse())
        self._purses.move_to_end(principal)
        if len(self._purses) > PRINCIPALS:
            self._purses.popitem(last=False)
        return purse


async def _fill(purse: _Purse, bucket: Bucket, points: int) -> None:
    wait = 0.0
    for handful in (max(points, bucket.capacity / HANDFULS), points):
        try:
            taken = await take(redis(), handful, [bucket])
        except (RedisError, OSError) as error:
            # A limit is no truth: while Redis is away, nobody has to stop.
            log.warning("the use of the API is not limited", error=type(error).__name__)
            purse.add(handful, bucket.capacity)
            return
        if taken.wait == 0:
            purse.add(handful, taken.left)
            return
        wait = taken.wait
    raise AskedTooMuch(wait)
