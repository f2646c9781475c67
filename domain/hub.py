"""The live end of events, one hub a web process: it hears nudges, reads each event once, and wakes followers."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import aclosing
from typing import Any, TypeVar
from uuid import UUID

import structlog

from domain import live
from domain.live import Recorded
from domain.redis import heard

T = TypeVar("T")
log = structlog.get_logger(__name__)

HEARTBEAT = 25.0  # seconds; proxies tend to close what is silent for 30
SHARED = 200  # rows of recent events
REMEMBERED = 1000  # events of a workspace held in memory; a follower further behind reads the database


class _Room:
    """One workspace with followers in this process."""

    def __init__(self, workspace_id: UUID, newest: int) -> None:
        self.workspace_id, self.newest, self.followers = workspace_id, newest, 0
        self.changed = asyncio.Event()
        self._recent: deque[Recorded] = deque(maxlen=REMEMBERED)
        self._reading = asyncio.Lock()

    async def catch_up(self, seq: int) -> None:
        """Read what came since; the followers are woken once for all of it."""
        async with self._reading:
            while self.newest < seq:
                fresh = await live.read_after(self.workspace_id, self.newest)
                if not fresh:
                    return
                self._recent.extend(fresh)
                self.newest = fresh[-1].seq
                self._wake()

    async def after(self, seq: int) -> list[Recorded]:
        """What a follower at `seq` has not seen: from memory where that reaches back far enough."""
        if self._recent and self._recent[0].seq <= seq + 1:
            return [recorded for recorded in self._recent if recorded.seq > seq]
        return await live.read_after(self.workspace_id, seq) if seq < self.newest else []

    def _wake(self) -> None:
        woken, self.changed = self.changed, asyncio.Event()
        woken.set()


class Hub:
    """Followers of events in this process. `run()` keeps it awake for as long as the process lives."""

    def __init__(self, *, heartbeat: float = HEARTBEAT) -> None:
        self._rooms: dict[UUID, _Room] = {}
        self._shared: OrderedDict[Hashable, asyncio.Future[Any]] = OrderedDict()
        self._heartbeat = heartbeat

    async def run(self) -> None:
        """Hear nudges, and look once a second for what a lost nudge left behind."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._sweep())

    async def follow(self, workspace_id: UUID, seq: int) -> AsyncIterator[Recorded | None]:
        """Every event after `seq`, in order and without a gap; None as a heartbeat when nothing came for a while.

        Raises EventsGone where what should follow has been deleted meanwhile.
        """
        room = await self._enter(workspace_id)
        try:
            while True:
                changed = room.changed
                missed = await room.after(seq)
                if (missed and missed[0].seq != seq + 1) or (not missed and seq < room.newest):
                    raise live.EventsGone
                for recorded in missed:
                    seq = recorded.seq
                    yield recorded
                if seq >= room.newest and not await _happens(changed, self._heartbeat):
                    yield None
        finally:
            self._leave(room)

    async def shared(self, key: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        """What the first to ask for this key has read. It is kept for as long as others are likely to ask."""
        if key not in self._shared:
            self._shared[key] = asyncio.ensure_future(read())
            self._shared[key].add_done_callback(lambda done: self._keep_if_good(key, done))
            if len(self._shared) > SHARED:
                self._shared.popitem(last=False)
        # Shielded: the first may go away while others still wait.
        found: T = await asyncio.shield(self._shared[key])
        return found

    def _keep_if_good(self, key: Hashable, done: "asyncio.Future[Any]") -> None:
        if done.cancelled() or done.exception() is not None:
            self._shared.pop(key, None)  # the next one tries again

    async def _enter(self, workspace_id: UUID) -> _Room:
        if workspace_id not in self._rooms:
            newest = await live.last_seq(workspace_id)
            self._rooms.setdefault(workspace_id, _Room(workspace_id, newest))
        room = self._rooms[workspace_id]
        room.followers += 1
        return room

    def _leave(self, room: _Room) -> None:
        room.followers -= 1
        if room.followers == 0:
            self._rooms.pop(room.workspace_id, None)

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear_nudges()
            except Exception as error:  # Redis, or the database behind a nudge: nothing may end the listening
                log.warning("live nudges are away, the sweep goes on", error=type(error).__name__)
                await asyncio.sleep(0.5)

    async def _hear_nudges(self) -> None:
        async with aclosing(heard(live.CHANNEL)) as nudges:
            async for nudge in nudges:
                if nudge is not None:
                    await self._on_nudge(nudge)

    async def _on_nudge(self, nudge: str) -> None:
        workspace, _, seq = nudge.partition(":")
        room = self._rooms.get(UUID(hex=workspace))
        if room is not None:
            await room.catch_up(int(seq))

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(1)
            try:
                for room in list(self._rooms.values()):
                    await room.catch_up(await live.last_seq(room.workspace_id))
            except Exception as error:  # the database is away: the next second tries again
                log.warning("events could not be read", error=type(error).__name__)


async def _happens(event: asyncio.Event, within: float) -> bool:
    try:
        async with asyncio.timeout(within):
            await event.wait()
    except TimeoutError:
        return False
    return True
