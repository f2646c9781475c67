"""Everything we can say to WeChat, one method a sentence."""

from collections.abc import Callable, Mapping
from datetime import datetime

import httpx2
from redis.asyncio import Redis

from wechat.codes import Act, verdict_on
from wechat.errors import TryLater, Uncertain, raise_for
from wechat.tokens import Tokens, utc_now
from wechat.wire import DEADLINE, TIMEOUT, Answer, NoAnswer, NotSent, Wire

UNCONFIRMED = "WeChat did not confirm the message: it may have arrived or not. Look before repeating it."

LIMITS = httpx2.Limits(
    max_connections=100,
    max_keepalive_connections=100,
    # Short, so that we are the side that closes: of a message written to a connection that WeChat is closing
    # at that moment, nobody can tell whether it arrived.
    keepalive_expiry=5,
)


class WeChat:
    """One Official Account, as we speak for it. Made by `Gate.account`."""

    def __init__(self, app_id: str, secret: str, *, wire: Wire, tokens: Tokens, clock: Callable[[], datetime]) -> None:
        self._app_id = app_id
        self._secret = secret
        self._wire = wire
        self._tokens = tokens
        self._clock = clock

    async def ready(self) -> None:
        """Make sure that an access token is at hand, before a send is promised. Sends nothing.

        Raises TryLater, or Refused where a setting of the account is wrong.
        """
        await self._tokens.get(self._app_id, self._secret)

    async def send_text(self, openid: str, body: str) -> None:
        """Send a text to a fan; returns when WeChat took it. Raises TryLater, Refused or Uncertain.

        WeChat docs, 客服消息: 发送客服消息. It has no idempotency key: never repeat an Uncertain one unasked.
        """
        message = {"touser": openid, "msgtype": "text", "text": {"content": body}}
        await self._say("/cgi-bin/message/custom/send", message)

    async def _say(self, path: str, sentence: Mapping[str, object]) -> None:
        token = await self._tokens.get(self._app_id, self._secret)
        answer = await self._ask(path, sentence, token)
        if _wants_another_token(answer):
            # WeChat looks at the token first, so nothing was sent yet. A second no is for later: no loop.
            token = await self._tokens.renew(self._app_id, self._secret, failed=token)
            answer = await self._ask(path, sentence, token)
        raise_for(answer.code, answer.errmsg, now=self._clock())

    async def _ask(self, path: str, sentence: Mapping[str, object], token: str) -> Answer:
        failure: TryLater | Uncertain
        try:
            return await self._wire.ask(path, sentence, token=token)
        except NotSent:
            failure = TryLater("WeChat cannot be reached. Nothing was sent.")
        except NoAnswer:
            failure = Uncertain(UNCONFIRMED)
        raise failure


def _wants_another_token(answer: Answer) -> bool:
    return verdict_on(answer.code)[0] is Act.REFRESH_TOKEN


class Gate:
    """The one way out to WeChat: connections and tokens for all accounts of this process.

    `http` is for those who bring their own client; it stays theirs to close. `clock` decides how long a
    daily quota stays used up; `deadline` is in seconds, for one call as a whole.
    """

    def __init__(
        self,
        *,
        api_url: str,
        redis: Redis,
        http: httpx2.AsyncClient | None = None,
        timeout: httpx2.Timeout = TIMEOUT,
        deadline: float = DEADLINE,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._http = http if http is not None else httpx2.AsyncClient(limits=LIMITS, trust_env=False)
        self._is_ours = http is None
        self._wire = Wire(self._http, api_url, timeout=timeout, deadline=deadline)
        self._tokens = Tokens(self._http, redis, api_url, timeout=timeout, deadline=deadline, clock=clock)
        self._clock = clock

    def account(self, app_id: str, secret: str) -> WeChat:
        """The account with this AppID and AppSecret. Asks nobody yet."""
        return WeChat(app_id, secret, wire=self._wire, tokens=self._tokens, clock=self._clock)

    async def close(self) -> None:
        """Close what this gate opened."""
        await self._tokens.close()
        if self._is_ours:
            await self._http.aclose()
