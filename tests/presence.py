"""Following who is here."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from domain.clock import Clock
from domain.presence.hub import PresenceHub


@asynccontextmanager
async def awake(clock: Clock) -> AsyncIterator[PresenceHub]:
    """A hub that hears what is told."""
    hub = PresenceHub()
    life = asyncio.create_task(hub.run(clock))
    yield hub
    life.cancel()
    with suppress(asyncio.CancelledError):
        await life
