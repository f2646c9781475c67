"""Tokens of a third-party platform, and of the accounts that authorised it. WeChat docs, 第三方平台: 令牌."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from wechat.codes import Act
from wechat.errors import Refused, TryLater, Uncertain
from wechat.token_sources import NO_ANSWER_YET, Issued, Sentences, TokenLine, issued_in, name_of
from wechat.wire import Wire

Ticket = Callable[[], Awaitable[str | None]]  # the component_verify_ticket that WeChat pushed last
TICKETS_COME_EVERY = timedelta(minutes=10)
REFRESH_TOKEN_DEAD = 61023


class RefreshTokens(Protocol):
    """Where an authorised account's refresh token is kept. It has no end, and whoever loses it has lost the account."""

    async def read(self) -> str:
        """The one to use now; "" where there is none."""

    async def keep(self, new: str, replaced: str) -> None:
        """Keep a new one for good, unless meanwhile another than `replaced` is kept; then that one is newer."""


class ComponentToken:
    """The platform's own token, given for the ticket that WeChat pushed last.

    WeChat docs, 第三方平台: 获取第三方平台令牌 (api_component_token).
    """

    def __init__(self, app_id: str, secret: str, ticket: Ticket, *, wire: Wire, clock: Callable[[], datetime]) -> None:
        self.name = name_of(app_id, secret)
        self._app_id = app_id
        self._secret = secret
        self._ticket = ticket
        self._line = TokenLine(wire, clock, _SENTENCES)

    async def ask(self) -> Issued:
        """A new token. Raises TryLater, also where no ticket came yet or the last one ran out, or Refused."""
        ticket = await self._ticket()
        if not ticket:
            raise TryLater(*_NO_TICKET, after=TICKETS_COME_EVERY)
        question = {
            "component_appid": self._app_id,
            "component_appsecret": self._secret,
            "component_verify_ticket": ticket,
        }
        answer = await self._line.ask("/cgi-bin/component/api_component_token", question)
        return issued_in(answer.fields, "component_access_token")


class AuthorizerToken:
    """The token of an account that authorised the platform, given for its refresh token.

    WeChat docs, 第三方平台: 获取/刷新接口调用令牌 (api_authorizer_token). `refresh` asks that question.
    """

    def __init__(
        self, name: str, refresh_tokens: RefreshTokens, refresh: Callable[[str], Awaitable[Mapping[str, Any]]]
    ) -> None:
        self.name = name
        self._refresh_tokens = refresh_tokens
        self._refresh = refresh

    async def ask(self) -> Issued:
        """A new token. Raises TryLater, or Refused: then only a new authorization helps."""
        refresh_token, answer = await self._refreshed()
        newer = answer.get("authorizer_refresh_token")
        if isinstance(newer, str) and newer and newer != refresh_token:
            # First of all: the one that we came with may be dead by now.
            await self._refresh_tokens.keep(newer, replaced=refresh_token)
        return issued_in(answer, "authorizer_access_token")

    async def _refreshed(self) -> tuple[str, Mapping[str, Any]]:
        refresh_token = await self._refresh_tokens.read()
        try:
            return refresh_token, await self._ask(refresh_token)
        except Refused as refused:
            if refused.code != REFRESH_TOKEN_DEAD:
                raise
            failure = refused
        # The account was authorised again, or another process refreshed: then a newer one is kept by now.
        newer = await self._refresh_tokens.read()
        if newer == refresh_token:
            raise failure
        return newer, await self._ask(newer)

    async def _ask(self, refresh_token: str) -> Mapping[str, Any]:
        if not refresh_token:
            raise Refused(*_AUTHORIZATION_OVER, act=Act.ASK_A_HUMAN, code=REFRESH_TOKEN_DEAD)
        try:
            return await self._refresh(refresh_token)
        except Uncertain:
            failure = TryLater(*NO_ANSWER_YET)
        raise failure


WRONG_PLATFORM_SECRET: Sentences = (
    "The third-party platform's AppSecret is wrong. Copy it from open.weixin.qq.com again.",
    "第三方平台的 AppSecret 错误，请到微信开放平台重新复制。",
)
_NO_TICKET: Sentences = (
    "WeChat has not pushed the platform's ticket yet. It comes every ten minutes: check the platform's event address.",
    "尚未收到微信推送的 component_verify_ticket（每 10 分钟一次），请检查第三方平台的授权事件接收 URL。",
)
_AUTHORIZATION_OVER: Sentences = (
    "The authorization is no longer valid. Let the account's administrator authorise it again.",
    "授权已失效，请让公众号管理员重新扫码授权。",
)
_SENTENCES: Mapping[int, Sentences] = dict.fromkeys((40001, 40014, 40125, 42001), WRONG_PLATFORM_SECRET)
