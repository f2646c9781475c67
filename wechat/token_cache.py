"""Where access tokens are kept: in Redis for all processes, and here for when Redis is away."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar, cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

PREFIX = "fandesk:token:"
LOCK_LASTS = 10.0
REDIS_PATIENCE = 2.0  # seconds for one answer of Redis, which may be a machine that swallows everything
REDIS_PAUSE = 1.0  # seconds without asking it again after it failed

logger = logging.getLogger(__name__)
T = TypeVar("T")


class TokenCache:
    """Tokens by the name of their account. No Redis error leaves it, and no token enters a log.

    It may forget: WeChat's stable_token gives the same token to all who ask, so that costs one more question.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._here: dict[str, tuple[str, float]] = {}
        self._redis_back_at = 0.0

    async def read(self, name: str) -> str | None:
        """The token, or None where it ran out or was never kept."""
        return await self._get(name)

    async def keep(self, name: str, token: str, seconds: float) -> None:
        """Keep the token for so many seconds."""
        await self._set(name, token, seconds)

    async def was_renewed(self, name: str) -> bool:
        """Whether somebody renewed this account's token a moment ago."""
        return await self._get(f"{name}:renewed") is not None

    async def note_renewal(self, name: str, seconds: float) -> None:
        """Remember for so many seconds that the token was renewed just now."""
        await self._set(f"{name}:renewed", "1", seconds)

    async def lock(self, name: str) -> str | None:
        """The key, for the one who may ask WeChat; None while another process has it, for at most 10 s."""
        key = secrets.token_hex(16)
        taken = await self._try(
            lambda: self._redis.set(f"{PREFIX}{name}:lock", key, nx=True, px=int(LOCK_LASTS * 1000)),
            away=True,
        )
        return key if taken else None

    async def unlock(self, name: str, key: str) -> None:
        """Give the lock back, unless it ran out and is another's by now."""
        await self._try(lambda: cast(Awaitable[object], self._redis.eval(_UNLOCK, 1, f"{PREFIX}{name}:lock", key)))

    async def _get(self, name: str) -> str | None:
        here, until = self._here.get(name, ("", 0.0))
        kept_here = here if monotonic() < until else None
        found = await self._try(lambda: self._redis.get(PREFIX + name), away=kept_here)
        return found.decode() if isinstance(found, bytes) else found

    async def _set(self, name: str, value: str, seconds: float) -> None:
        self._here[name] = value, monotonic() + seconds
        await self._try(lambda: self._redis.set(PREFIX + name, value, px=max(1, int(seconds * 1000))))

    async def _try(self, ask: Callable[[], Awaitable[T]], away: T | None = None) -> T | None:
        """What Redis says, or `away` while it says nothing."""
        if monotonic() < self._redis_back_at:
            return away
        try:
            async with asyncio.timeout(REDIS_PATIENCE):
                return await ask()
        except (RedisError, OSError) as error:
            self._redis_back_at = monotonic() + REDIS_PAUSE
            logger.warning("Redis is away (%s): access tokens are kept in this process.", type(error).__name__)
            return away


_UNLOCK = """
if redis.call("get", KEYS[1]) == ARGV[1] then
    return redis.call("del", KEYS[1])
end
return 0
"""
