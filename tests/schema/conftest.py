import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest_asyncio

from domain.hub import Hub


@pytest_asyncio.fixture
async def hub() -> AsyncIterator[Hub]:
    """A hub that is awake, and whose heart beats fast."""
    hub = Hub(heartbeat=0.05)
    life = asyncio.create_task(hub.run())
    yield hub
    life.cancel()
    with suppress(asyncio.CancelledError):
        await life
