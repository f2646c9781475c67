"""Who follows who is here, one hub a web process: it reads each topic once for all followers, when it looks different.

The latest is all there is: who is slow misses what was in between, and nothing is kept for who was away.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

import structlog

from domain.clock import Clock
from domain.presence import availability, looking
from domain.presence.telling import CHANNEL, HERE, TALK
from domain.redis import heard

log = structlog.get_logger(__name__)

Agents = Mapping[UUID, Any]  # what is seen of each: a Presence, or whether they type
_READ: dict[str, Callable[[UUID, datetime], Awaitable[tuple[Agents, datetime | None]]]] = {
    HERE: availability.everybody_here,
    TALK: looking.everybody_looking,
}
_versions = count(1)


@dataclass(frozen=True)
class Seen:
    """What a topic looks like; no other has its version."""

    version: int
    agents: Agents


class _Room:
    """One topic with followers in this process. Each has a flag that says: look, it is different."""

    def __init__(self, topic: str) -> None:
        self.followers: set[asyncio.Event] = set()
        self.seen = Seen(0, {})
        self.is_stale = True
        self._ends_at: datetime | None = None
        self._reading = asyncio.Lock()
        kind, _, id = topic.partition(":")
        self._read, self._id = _READ[kind], UUID(hex=id)

    async def freshen(self, now: datetime) -> None:
        """Read it where it is stale, and wake the followers where it is different."""
        async with self._reading:
            if not self.is_stale:
                return
            self.is_stale = False  # before reading: what is told meanwhile makes it stale again
            try:
                agents, self._ends_at = await self._read(self._id, now)
            except Exception as error:  # Redis or the database is away: the next second tries again
                log.warning("nobody knows who is here", error=type(error).__name__)
                self.is_stale = True
                return
        if agents != self.seen.agents:
            self.seen = Seen(next(_versions), agents)
            for woken in self.followers:
                woken.set()

    def grow_old(self, now: datetime) -> None:
        """Somebody's time may be over: nobody tells that they fell silent."""
        if self._ends_at is not None and self._ends_at <= now:
            self.is_stale = True


class PresenceHub:
    """Followers in this process. `run()` keeps it awake for as long as the process lives."""

    def __init__(self) -> None:
        self._rooms: dict[str, _Room] = {}
        self._work = asyncio.Event()

    @property
    def topics(self) -> int:
        """How many topics are followed."""
        return len(self._rooms)

    async def run(self, clock: Clock) -> None:
        """Hear what is told, and look once a second who fell silent."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._read_what_is_stale(clock))
            tasks.create_task(self._sweep(clock))

    async def follow(self, topics: Sequence[str], clock: Clock) -> AsyncIterator[list[Seen]]:
        """How these topics look: now, and whenever one of them looks different."""
        woken = asyncio.Event()
        rooms = {topic: self._rooms.setdefault(topic, _Room(topic)) for topic in topics}
        for room in rooms.values():
            room.followers.add(woken)
        try:
            for room in rooms.values():
                await room.freshen(clock())
            while True:
                woken.clear()
                yield [room.seen for room in rooms.values()]
                await woken.wait()
        finally:
            for topic, room in rooms.items():
                self._leave(topic, room, woken)

    def look_for_silence(self, now: datetime) -> None:
        """What may be different by the clock alone is read again: by nobody's nudge, and once for all who follow."""
        for room in self._rooms.values():
            room.grow_old(now)
        self._work.set()

    def _leave(self, topic: str, room: _Room, woken: asyncio.Event) -> None:
        room.followers.discard(woken)
        if not room.followers and self._rooms.get(topic) is room:
            del self._rooms[topic]

    async def _listen(self) -> None:
        while True:
            try:
                async with aclosing(heard(CHANNEL)) as topics:
                    async for topic in topics:
                        self._on_told(topic)
            except Exception as error:  # Redis is away: nothing may end the listening
                log.warning("nobody hears who comes and goes", error=type(error).__name__)
                await asyncio.sleep(0.5)

    def _on_told(self, topic: str | None) -> None:
        # None: the listening has just begun, and what was told before it was missed.
        for room in self._rooms.values() if topic is None else filter(None, [self._rooms.get(topic)]):
            room.is_stale = True
        self._work.set()

    async def _read_what_is_stale(self, clock: Clock) -> None:
        while True:
            await self._work.wait()
            self._work.clear()
            for room in [room for room in self._rooms.values() if room.is_stale]:
                await room.freshen(clock())

    async def _sweep(self, clock: Clock) -> None:
        while True:
            await asyncio.sleep(1)
            self.look_for_silence(clock())
