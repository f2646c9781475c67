"""How long we wait for Redis before we do without it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

from redis.exceptions import RedisError

PATIENCE = 2.0  # seconds for one answer of Redis, which may be a machine that swallows everything
PAUSE = 1.0  # seconds without asking it again after it failed

logger = logging.getLogger(__name__)
T = TypeVar("T")


class Patience:
    """Asks Redis, and does without it for a second after it failed. `loss` says in the log what that means."""

    def __init__(self, loss: str) -> None:
        self._loss = loss
        self._back_at = 0.0

    async def ask(self, question: Callable[[], Awaitable[T]], away: T | None = None) -> T | None:
        """What Redis says, or `away` while it says nothing."""
        if monotonic() < self._back_at:
            return away
        try:
            async with asyncio.timeout(PATIENCE):
                return await question()
        except (RedisError, OSError) as error:
            self._back_at = monotonic() + PAUSE
            logger.warning("Redis is away (%s): %s.", type(error).__name__, self._loss)
            return away
