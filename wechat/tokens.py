"""Access tokens: asked for once for all processes, and renewed only when WeChat stopped taking one.

How one asks is a matter of the source: see token_sources.py and platform_tokens.py.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic

import httpx2
from redis.asyncio import Redis

from wechat.errors import TryLater
from wechat.platform_tokens import ComponentToken, Ticket
from wechat.token_cache import LOCK_LASTS, TokenCache
from wechat.token_sources import StableToken, TokenSource
from wechat.wire import DEADLINE, TIMEOUT, Wire

EARLY = 300  # seconds before a token's end: from then on WeChat gives out the next one, and takes both
POLL = 0.08
RENEWAL_PAUSE = 10.0  # seconds in which one renewal serves everybody whose token failed


def utc_now() -> datetime:
    """This moment, as an aware time."""
    return datetime.now(UTC)


class Tokens:
    """The access tokens of all accounts, shared through Redis; while Redis is away, by one process."""

    def __init__(
        self,
        http: httpx2.AsyncClient,
        redis: Redis,
        api_url: str,
        *,
        timeout: httpx2.Timeout = TIMEOUT,
        deadline: float = DEADLINE,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._wire = Wire(http, api_url, timeout=timeout, deadline=deadline)
        self._cache = TokenCache(redis)
        self._clock = clock
        self._flights: dict[str, asyncio.Task[str]] = {}

    def of(self, source: TokenSource) -> "AccessToken":
        """The token that this source gives out."""
        return AccessToken(self, source)

    def platform(self, app_id: str, secret: str, ticket: Ticket) -> "AccessToken":
        """The own token of a third-party platform."""
        return self.of(ComponentToken(app_id, secret, ticket, wire=self._wire, clock=self._clock))

    def direct(self, app_id: str, secret: str) -> "AccessToken":
        """The token of an account that gave us its AppSecret."""
        return self.of(StableToken(app_id, secret, wire=self._wire, clock=self._clock))

    async def current(self, source: TokenSource) -> str:
        """What `AccessToken.get` answers."""
        return await self._cache.read(source.name) or await self._fetched(source, failed=None)

    async def renewed(self, source: TokenSource, failed: str) -> str:
        """What `AccessToken.renew` answers."""
        return await self._settled(source.name, failed) or await self._fetched(source, failed)

    async def keep(self, name: str, token: str, seconds: float) -> None:
        """Keep a token that WeChat gave out for so many seconds, until shortly before its end."""
        await self._cache.keep(name, token, _worth_keeping(seconds))

    async def forget(self, name: str) -> None:
        """Use this token no more."""
        await self._cache.drop(name)

    async def close(self) -> None:
        """Stop asking. Whoever still waits for a token is cancelled."""
        flights = list(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)

    async def _fetched(self, source: TokenSource, failed: str | None) -> str:
        """The outcome of one question, asked by the first to need it for all who need it in this process."""
        flight = self._flights.get(source.name)
        if flight is None:
            flight = asyncio.create_task(self._fetch_alone(source, failed))
            self._flights[source.name] = flight
            flight.add_done_callback(lambda done: self._landed(source.name, done))
        # Shielded: the one who began may be cancelled while others still wait.
        return await asyncio.shield(flight)

    def _landed(self, name: str, flight: asyncio.Task[str]) -> None:
        self._flights.pop(name, None)
        if not flight.cancelled():
            flight.exception()  # looked at, in case nobody waits any more

    async def _fetch_alone(self, source: TokenSource, failed: str | None) -> str:
        """Ask as the only process, or wait for what the asking one finds."""
        name = source.name
        give_up_at = monotonic() + LOCK_LASTS + 1
        while monotonic() < give_up_at:
            key = await self._cache.lock(name)
            if key is not None:
                try:
                    return await self._settled(name, failed) or await self._ask(source, failed)
                finally:
                    await self._cache.unlock(name, key)
            if token := await self._settled(name, failed):
                return token
            await asyncio.sleep(POLL)
        raise TryLater(*_NOT_YET)

    async def _settled(self, name: str, failed: str | None) -> str | None:
        """The kept token, unless it is the one that failed and nobody has renewed it since."""
        # In this order: a token read after the note of its renewal is surely not from before it.
        is_renewed = failed is not None and await self._cache.was_renewed(name)
        token = await self._cache.read(name)
        return token if token != failed or is_renewed else None

    async def _ask(self, source: TokenSource, failed: str | None) -> str:
        issued = await source.ask()
        await self.keep(source.name, issued.token, issued.seconds)
        if failed is not None:
            await self._cache.note_renewal(source.name, RENEWAL_PAUSE)
        return issued.token


class AccessToken:
    """One account's or platform's access token, whoever keeps it at the moment."""

    def __init__(self, tokens: Tokens, source: TokenSource) -> None:
        self._tokens = tokens
        self._source = source

    async def get(self) -> str:
        """A token that should work. Raises TryLater, or Refused where a setting of the account is wrong."""
        return await self._tokens.current(self._source)

    async def renew(self, failed: str) -> str:
        """A token in place of one that WeChat did not take. Raises what `get` raises.

        It may be the very same, where WeChat gives no other or gave it a moment ago: try it once, not again.
        """
        return await self._tokens.renewed(self._source, failed)


def _worth_keeping(seconds: float) -> float:
    # A token close to its end serves for half of what is left, and at least long enough to send something.
    return max(seconds - EARLY if seconds > 2 * EARLY else seconds / 2, 1.0)


_NOT_YET = (
    "WeChat has not given out an access token yet. Nothing was sent.",
    "尚未从微信获得 access_token，未发送任何内容。",
)
