"""Who is inside: every socket with its agent, so that none stays longer than its session, and none has too many.

Whoever has a socket is here, and colleagues see it.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from domain.agents import presence
from domain.agents.actions import alive_sessions
from domain.clock import Clock
from domain.viewer import Viewer

log = structlog.get_logger(__name__)

SOCKETS_EACH = 10  # of one agent in one process
ROUND = 4.0  # seconds: a session that ended has no socket five seconds later
FORBIDDEN, TOO_MANY = 4403, 4429
SESSION_ENDED = "The session has ended"

Close = Callable[[int, str], Awaitable[None]]


@dataclass(eq=False)
class Guest:
    """One socket that was let in."""

    workspace_id: UUID
    agent_id: UUID
    session_id: UUID
    close: Close


class Doorkeeper:
    """Lets sockets in and sees them out. `run()` makes the rounds for as long as the process lives."""

    def __init__(self) -> None:
        self._inside: dict[UUID, list[Guest]] = defaultdict(list)

    @property
    def inside(self) -> int:
        """How many sockets there are."""
        return sum(len(own) for own in self._inside.values())

    async def let_in(self, viewer: Viewer, close: Close, now: datetime) -> Guest:
        """One more socket of this agent. The oldest has to go where there are too many: it is likely a dead phone's."""
        guest = Guest(viewer.workspace_id, viewer.agent_id, viewer.session_id, close)
        own = self._inside[viewer.agent_id]
        own.append(guest)
        if len(own) > SOCKETS_EACH:
            await own.pop(0).close(TOO_MANY, f"At most {SOCKETS_EACH} sockets: this was the oldest")
        await _keep_present([guest], now)
        return guest

    async def see_out(self, guest: Guest, now: datetime) -> None:
        """The socket is gone, and with their last one the agent is soon."""
        own = self._inside.get(guest.agent_id, [])
        if guest in own:
            own.remove(guest)
        if not own:
            self._inside.pop(guest.agent_id, None)
            await presence.leave_soon(guest.workspace_id, guest.agent_id, now)

    async def run(self, clock: Clock) -> None:
        """Look every four seconds whose session has ended; the others are still here."""
        while True:
            await asyncio.sleep(ROUND)
            try:
                await self.make_a_round(clock())
            except Exception as error:  # the database is away: the next round looks again
                log.warning("nobody looked whose session has ended", error=type(error).__name__)

    async def make_a_round(self, now: datetime) -> None:
        """Keep the agents present whose session lives, and close the sockets of the others; one statement asks."""
        inside = [guest for own in self._inside.values() for guest in own]
        alive = await alive_sessions({guest.session_id for guest in inside})
        # All at once: a phone that is out of reach takes its time to say goodbye, and nobody else waits for that.
        goodbyes = (guest.close(FORBIDDEN, SESSION_ENDED) for guest in inside if guest.session_id not in alive)
        await asyncio.gather(_keep_present([guest for guest in inside if guest.session_id in alive], now), *goodbyes)


async def _keep_present(guests: Collection[Guest], now: datetime) -> None:
    agents = defaultdict[UUID, set[UUID]](set)
    for guest in guests:
        agents[guest.workspace_id].add(guest.agent_id)
    try:
        for workspace_id, ids in agents.items():
            await presence.keep(workspace_id, ids, now)
    except Exception as error:  # the database is away: they stay inside, and the next round says so again
        log.warning("nobody wrote down who is here", error=type(error).__name__)
