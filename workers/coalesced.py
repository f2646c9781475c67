"""One run at a time in this process: whoever asks during a run has it look once more, instead of starting another."""

import asyncio
from collections.abc import Awaitable, Callable

from domain import jobs

ROUND = 10.0  # seconds


class Coalesced:
    """Work that looks for all there is to do, so that a second run beside the first would look at the same rows."""

    def __init__(self, job: str, work: Callable[[], Awaitable[None]]) -> None:
        self._job, self._work = job, work
        self._is_running = False
        self._is_wanted = False

    async def run(self) -> None:
        """Look, and look again while somebody asks. During a run it returns at once: the run under way will look."""
        self._is_wanted = True
        if self._is_running:
            return
        self._is_running = True
        try:
            await self._look_until_nobody_asks()
        finally:
            self._is_running = False
        if self._is_wanted:
            await jobs.nudge_again(self._job)

    async def _look_until_nobody_asks(self) -> None:
        loop = asyncio.get_running_loop()
        stop_at = loop.time() + ROUND
        while self._is_wanted and loop.time() < stop_at:
            self._is_wanted = False
            await self._work()
