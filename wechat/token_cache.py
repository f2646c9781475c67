"""Where access tokens are kept: in Redis for all processes, and here for when Redis is away."""

import secrets
from collections.abc import Awaitable
from time import monotonic
from typing import cast

from redis.asyncio import Redis

from wechat.patience import Patience

PREFIX = "fandesk:token:"
LOCK_LASTS = 10.0


class TokenCache:
    """Tokens by the name of their account. No Redis error leaves it, and no token enters a log.

    It may forget: WeChat's stable_token gives the same token to all who ask, so that costs one more question.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._here: dict[str, tuple[str, float]] = {}
        self._patience = Patience("access tokens are kept in this process")

    async def read(self, name: str) -> str | None:
        """The token, or None where it ran out or was never kept."""
        return await self._get(name)

    async def keep(self, name: str, token: str, seconds: float) -> None:
        """Keep the token for so many seconds."""
        await self._set(name, token, seconds)

    async def drop(self, name: str) -> None:
        """Forget the token."""
        self._here.pop(name, None)
        await self._patience.ask(lambda: self._redis.delete(PREFIX + name))

    async def was_renewed(self, name: str) -> bool:
        """Whether somebody renewed this account's token a moment ago."""
        return await self._get(f"{name}:renewed") is not None

    async def note_renewal(self, name: str, seconds: float) -> None:
        """Remember for so many seconds that the token was renewed just now."""
        await self._set(f"{name}:renewed", "1", seconds)

    async def lock(self, name: str) -> str | None:
        """The key, for the one who may ask WeChat; None while another process has it, for at most 10 s."""
        key = secrets.token_hex(16)
        taken = await self._patience.ask(
            lambda: self._redis.set(f"{PREFIX}{name}:lock", key, nx=True, px=int(LOCK_LASTS * 1000)),
            away=True,
        )
        return key if taken else None

    async def unlock(self, name: str, key: str) -> None:
        """Give the lock back, unless it ran out and is another's by now."""
        await self._patience.ask(
            lambda: cast(Awaitable[object], self._redis.eval(_UNLOCK, 1, f"{PREFIX}{name}:lock", key))
        )

    async def _get(self, name: str) -> str | None:
        here, until = self._here.get(name, ("", 0.0))
        kept_here = here if monotonic() < until else None
        found = await self._patience.ask(lambda: self._redis.get(PREFIX + name), away=kept_here)
        return found.decode() if isinstance(found, bytes) else found

    async def _set(self, name: str, value: str, seconds: float) -> None:
        self._here[name] = value, monotonic() + seconds
        await self._patience.ask(lambda: self._redis.set(PREFIX + name, value, px=max(1, int(seconds * 1000))))


_UNLOCK = """
if redis.call("get", KEYS[1]) == ARGV[1] then
    return redis.call("del", KEYS[1])
end
return 0
"""
