"""Access tokens: fetched once for all processes, and renewed only when WeChat stopped taking one.

WeChat docs, 接口调用凭证: 获取稳定版接口调用凭据.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from time import monotonic

import httpx2
from redis.asyncio import Redis

from wechat.codes import Act
from wechat.errors import Refused, TryLater, error_for
from wechat.token_cache import LOCK_LASTS, TokenCache
from wechat.wire import DEADLINE, TIMEOUT, Answer, NoAnswer, NotSent, Wire

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

    async def get(self, app_id: str, secret: str) -> str:
        """A token that should work. Raises TryLater, or Refused where a setting of the account is wrong."""
        name = _name(app_id, secret)
        return await self._cache.read(name) or await self._fetched(name, app_id, secret, failed=None)

    async def renew(self, app_id: str, secret: str, failed: str) -> str:
        """A token in place of one that WeChat did not take. Raises what `get` raises.

        It may be the very same, where WeChat gives no other or gave it a moment ago: try it once, not again.
        """
        name = _name(app_id, secret)
        return await self._settled(name, failed) or await self._fetched(name, app_id, secret, failed)

    async def close(self) -> None:
        """Stop asking. Whoever still waits for a token is cancelled."""
        flights = list(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)

    async def _fetched(self, name: str, app_id: str, secret: str, failed: str | None) -> str:
        """The outcome of one question, asked by the first to need it for all who need it in this process."""
        flight = self._flights.get(name)
        if flight is None:
            flight = asyncio.create_task(self._fetch_alone(name, app_id, secret, failed))
            self._flights[name] = flight
            flight.add_done_callback(lambda done: self._landed(name, done))
        # Shielded: the one who began may be cancelled while others still wait.
        return await asyncio.shield(flight)

    def _landed(self, name: str, flight: asyncio.Task[str]) -> None:
        self._flights.pop(name, None)
        if not flight.cancelled():
            flight.exception()  # looked at, in case nobody waits any more

    async def _fetch_alone(self, name: str, app_id: str, secret: str, failed: str | None) -> str:
        """Ask as the only process, or wait for what the asking one finds."""
        give_up_at = monotonic() + LOCK_LASTS + 1
        while monotonic() < give_up_at:
            key = await self._cache.lock(name)
            if key is not None:
                try:
                    return await self._settled(name, failed) or await self._ask(name, app_id, secret, failed)
                finally:
                    await self._cache.unlock(name, key)
            if token := await self._settled(name, failed):
                return token
            await asyncio.sleep(POLL)
        raise TryLater("WeChat has not given out an access token yet. Nothing was sent.")

    async def _settled(self, name: str, failed: str | None) -> str | None:
        """The kept token, unless it is the one that failed and nobody has renewed it since."""
        # In this order: a token read after the note of its renewal is surely not from before it.
        is_renewed = failed is not None and await self._cache.was_renewed(name)
        token = await self._cache.read(name)
        return token if token != failed or is_renewed else None

    async def _ask(self, name: str, app_id: str, secret: str, failed: str | None) -> str:
        answer = await self._answer(app_id, secret)
        token, seconds = _token_in(answer)
        await self._cache.keep(name, token, _worth_keeping(seconds))
        if failed is not None:
            await self._cache.note_renewal(name, RENEWAL_PAUSE)
        return token

    async def _answer(self, app_id: str, secret: str) -> Answer:
        # Never force_refresh: it kills at once the token that others are using, and works 20 times a day.
        question = {
            "grant_type": "client_credential",
            "appid": app_id,
            "secret": secret,
            "force_refresh": False,
        }
        failure: TryLater | Refused | None
        try:
            answer = await self._wire.ask("/cgi-bin/stable_token", question)
        except (NotSent, NoAnswer):
            failure = TryLater("WeChat cannot be reached for an access token. Nothing was sent.")
        else:
            failure = _failure_in(answer, self._clock())
            if failure is None:
                return answer
        raise failure


def _name(app_id: str, secret: str) -> str:
    # Bound to the secret: whoever enters another's AppID without the AppSecret gets none of their tokens.
    return f"{app_id}:{sha256(f'{app_id}:{secret}'.encode()).hexdigest()[:32]}"


def _token_in(answer: Answer) -> tuple[str, float]:
    token, seconds = answer.fields.get("access_token"), answer.fields.get("expires_in")
    if not isinstance(token, str) or not token:
        raise TryLater("WeChat answered without an access token. Nothing was sent.")
    return token, float(seconds) if isinstance(seconds, int | float) else 0.0


def _worth_keeping(seconds: float) -> float:
    # A token close to its end serves for half of what is left, and at least long enough to send something.
    return max(seconds - EARLY if seconds > 2 * EARLY else seconds / 2, 1.0)


def _failure_in(answer: Answer, now: datetime) -> TryLater | Refused | None:
    error = error_for(answer.code, answer.errmsg, now=now)
    if error is None or (isinstance(error, TryLater) and answer.code not in _SENTENCES):
        return error
    # Whatever else it says no to here is a setting of the account, and only a person can change that.
    sentence = _SENTENCES.get(answer.code, error.sentence)
    return Refused(sentence, act=Act.ASK_A_HUMAN, code=error.code, rid=error.rid)


# What these codes mean at the token's own address.
_WRONG_SECRET = "The AppSecret is wrong. Copy it from the WeChat console again."  # noqa: S105  a sentence
_SENTENCES = {
    40001: _WRONG_SECRET,
    40014: _WRONG_SECRET,
    42001: _WRONG_SECRET,
    41002: "The AppID is missing. Copy it from the WeChat console.",
    41004: "The AppSecret is missing. Copy it from the WeChat console.",
}
