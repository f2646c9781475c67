"""Everything we can say to WeChat, and the one way out to it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import httpx2
from redis.asyncio import Redis

from wechat.breaker import Breakers
from wechat.lanes import Lanes
from wechat.limits import RATES, Limits, Rate
from wechat.platform_tokens import Ticket
from wechat.speaking.account import WeChat
from wechat.speaking.identity import OwnSecret
from wechat.speaking.mini_program import MiniProgram
from wechat.speaking.platform import Platform
from wechat.speaking.speaker import PAUSES, UNCONFIRMED, Line
from wechat.tokens import Tokens, utc_now
from wechat.wire import DEADLINE, MEDIA_DEADLINE, TIMEOUT, Wire

__all__ = ["UNCONFIRMED", "Gate", "WeChat"]

LIMITS = httpx2.Limits(
    max_connections=100,
    max_keepalive_connections=100,
    # Short, so that we are the side that closes: of a message written to a connection that WeChat is closing
    # at that moment, nobody can tell whether it arrived.
    keepalive_expiry=5,
)


class Gate:
    """The one way out to WeChat: connections, tokens, pace and breakers for all accounts of this process.

    `http` is for those who bring their own client; it stays theirs to close. `clock` decides how long a
    daily quota stays used up; `deadline` is in seconds, for one call as a whole, `media_deadline` for a file's.
    `pauses` are the most seconds before each repetition of a call that may be repeated; `rates` hold the pace of each
    API, by the start of its path.
    """

    def __init__(
        self,
        *,
        api_url: str,
        redis: Redis,
        http: httpx2.AsyncClient | None = None,
        timeout: httpx2.Timeout = TIMEOUT,
        deadline: float = DEADLINE,
        media_deadline: float = MEDIA_DEADLINE,
        pauses: Sequence[float] = PAUSES,
        rates: Mapping[str, Rate] = RATES,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._http = http if http is not None else httpx2.AsyncClient(limits=LIMITS, trust_env=False)
        self._is_ours = http is None
        wire = Wire(self._http, api_url, timeout=timeout, deadline=deadline, media_deadline=media_deadline)
        self._line = Line(wire, Limits(redis, rates), Lanes(), Breakers(), clock, pauses)
        self._tokens = Tokens(self._http, redis, api_url, timeout=timeout, deadline=deadline, clock=clock)

    def account(self, app_id: str, secret: str) -> WeChat:
        """The account with this AppID and AppSecret. Asks nobody yet."""
        return WeChat(app_id, self._tokens.direct(app_id, secret), self._line, OwnSecret(secret))

    def mini_program(self, app_id: str, secret: str) -> MiniProgram:
        """The mini-program with this AppID and AppSecret. Asks nobody yet."""
        return MiniProgram(app_id, self._tokens.direct(app_id, secret), self._line, OwnSecret(secret))

    def platform(self, app_id: str, secret: str, ticket: Ticket) -> Platform:
        """The third-party platform with this AppID and AppSecret; `ticket` reads what WeChat pushed last."""
        return Platform(app_id, secret, self._tokens.platform(app_id, secret, ticket), self._line, self._tokens)

    async def close(self) -> None:
        """Close what this gate opened."""
        await self._tokens.close()
        if self._is_ours:
            await self._http.aclose()
