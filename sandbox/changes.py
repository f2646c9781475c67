"""Knowing that something changed: a cheap counter, and a way to wait for a condition instead of sleeping."""

import asyncio
from collections.abc import Callable


class Changes:
    """Counts every change of the world and wakes those who wait for one."""

    def __init__(self) -> None:
        self.version = 0
        self.is_closed = False
        self._waiting: set[asyncio.Future[None]] = set()

    def touch(self) -> None:
        """Something changed."""
        self.version += 1
        self._wake()

    def open(self) -> None:
        """The box is running (again)."""
        self.is_closed = False

    def close(self) -> None:
        """The box is shutting down: whoever still waits is to stop waiting."""
        self.is_closed = True
        self._wake()

    async def until(self, happened: Callable[[], bool], seconds: float | None = None) -> bool:
        """Wait until it happened. False: it had not when the seconds were over, or the box was closed."""
        try:
            async with asyncio.timeout(seconds):
                while not (happened() or self.is_closed):
                    await self._next()
        except TimeoutError:
            pass
        return happened()

    async def pause(self, seconds: float) -> None:
        """Let real seconds pass, fewer when the box is closed."""
        await self.until(lambda: False, seconds)

    async def _next(self) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)

    def _wake(self) -> None:
        for future in list(self._waiting):
            if not future.done():
                future.set_result(None)
