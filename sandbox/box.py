"""The world and those who work in it: what every endpoint of the control API and the page is given."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sandbox.callbacks import Courier
from sandbox.timekeeper import keep_time
from sandbox.world import World


class Box:
    """One world with its courier."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.courier = Courier(world)
        self.address = ""  # under which it was last asked; the sample picture lies there

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Carry pushes and keep time until the block ends. What is under way then stays WAITING."""
        self.world.changes.open()
        at_work = asyncio.gather(self.courier.run(), keep_time(self.world))
        try:
            yield
        finally:
            self.close()
            await at_work
            await self.courier.stop()

    def close(self) -> None:
        """End every wait and stream. A server that stops calls this before it waits for its connections."""
        self.world.changes.close()
