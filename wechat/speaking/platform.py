"""A third-party platform: how accounts authorise it, and what it may ask about them. WeChat docs, 第三方平台."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from wechat.codes import Act
from wechat.errors import Refused, Unsayable
from wechat.platform_tokens import WRONG_PLATFORM_SECRET, AuthorizerToken, RefreshTokens
from wechat.speaking.account import WeChat
from wechat.speaking.answers import confirming, needed_number_in, number_in, reading, row_in, text_in
from wechat.speaking.authorized import (
    AccountInfo,
    AccountOption,
    Authorization,
    Authorizers,
    PreAuthCode,
    account_info_in,
    authorization_in,
    authorizers_in,
    pre_auth_code_in,
)
from wechat.speaking.identity import ThroughPlatform
from wechat.speaking.mini_program import MiniProgram
from wechat.speaking.pages import CONSOLE, OPEN, page
from wechat.speaking.speaker import Line, Speaker
from wechat.token_sources import issued_in, name_of
from wechat.tokens import AccessToken, Tokens

MOST_AUTHORIZERS = 500  # in one answer
OFFICIAL_ACCOUNTS = "1"  # the auth_type that offers no mini-programs
WRONG_SECRET_CODES = frozenset({40001, 40014, 40125, 42001})


class Platform(Speaker):
    """One third-party platform, as we speak for it with its component token. Made by `Gate.platform`."""

    _token_parameter: ClassVar[str] = "component_access_token"  # noqa: S105  the name of a parameter

    def __init__(self, app_id: str, secret: str, token: AccessToken, line: Line, tokens: Tokens) -> None:
        super().__init__(app_id, token, line)
        self._secret = secret
        self._tokens = tokens
        self._identity = ThroughPlatform(app_id, token)

    def account(self, app_id: str, refresh_tokens: RefreshTokens) -> WeChat:
        """An account that authorised us, as we speak for it. Asks nobody yet."""
        return WeChat(app_id, self._token_of(app_id, refresh_tokens), self._line, self._identity)

    def mini_program(self, app_id: str, refresh_tokens: RefreshTokens) -> MiniProgram:
        """A mini-program that authorised us, as we speak for it. Asks nobody yet."""
        return MiniProgram(app_id, self._token_of(app_id, refresh_tokens), self._line, self._identity)

    async def pre_auth_code(self) -> PreAuthCode:
        """A code for one visit of the authorization page. Raises TryLater (also before the first ticket) or Refused.

        WeChat docs, 第三方平台: 获取预授权码.
        """
        answer = await self._ask_about("api_create_preauthcode", may_repeat=True)
        with reading():
            return pre_auth_code_in(answer)

    def scan_url(self, code: str, redirect_uri: str, *, only: str = "") -> str:
        """The page whose QR code an account's administrator scans; it leads to `redirect_uri?auth_code=…`.

        It opens only by a click on a page of the platform's registered domain. `only` is the AppID of the one account
        that may authorise. WeChat docs, 第三方平台: 授权流程技术说明.
        """
        parameters = self._page_parameters(code, redirect_uri, only)
        return page(CONSOLE, self._line.wire.api_url, "/cgi-bin/componentloginpage", parameters)

    def mobile_url(self, code: str, redirect_uri: str, *, only: str = "") -> str:
        """The same for the administrator's own phone, opened inside WeChat."""
        parameters = {"action": "bindcomponent", "no_scan": "1", **self._page_parameters(code, redirect_uri, only)}
        path = "/wxaopen/safe/bindcomponent"
        return page(OPEN, self._line.wire.api_url, path, parameters, "wechat_redirect")

    async def exchange(self, authorization_code: str) -> Authorization:
        """Who authorised us, and the refresh token to keep. The code works once: Refused (61009, 61010) means that it
        was used or is too old. Uncertain may have used it: `authorizers` finds the account then.

        WeChat docs, 第三方平台: 使用授权码获取授权信息. The access token that comes along is kept for all processes.
        """
        about = {"authorization_code": authorization_code}
        answer = await self._ask_about("api_query_auth", about, may_repeat=False)
        with confirming():
            authorization = authorization_in(answer)
        info = row_in(answer, "authorization_info")
        if text_in(info, "authorizer_access_token"):
            issued = issued_in(info, "authorizer_access_token")
            await self._tokens.keep(self._name_of(authorization.app_id), issued.token, issued.seconds)
        return authorization

    async def forget(self, app_id: str) -> None:
        """Drop the access token of an account that took its authorization back."""
        await self._tokens.forget(self._name_of(app_id))

    async def account_info(self, app_id: str) -> AccountInfo:
        """What the account is, and what it granted. WeChat docs, 第三方平台: 获取授权账号详情."""
        answer = await self._ask_about("api_get_authorizer_info", {"authorizer_appid": app_id}, may_repeat=True)
        with reading():
            return account_info_in(answer, app_id)

    async def authorizers(self, offset: int = 0, count: int = MOST_AUTHORIZERS) -> Authorizers:
        """Up to 500 of the accounts that authorise us, with their refresh tokens.

        WeChat docs, 第三方平台: 拉取已授权的账号信息.
        """
        if offset < 0 or not 1 <= count <= MOST_AUTHORIZERS:
            raise Unsayable("WeChat lists from one to 500 accounts at once.", "微信一次列出 1 至 500 个账号。")
        about = {"offset": offset, "count": count}
        answer = await self._ask_about("api_get_authorizer_list", about, may_repeat=True)
        with reading():
            return authorizers_in(answer)

    async def option(self, app_id: str, name: AccountOption) -> int:
        """How an option of the account stands. WeChat docs, 第三方平台: 获取授权方选项信息."""
        about = {"authorizer_appid": app_id, "option_name": name.value}
        answer = await self._ask_about("get_authorizer_option", about, may_repeat=True)
        with reading():
            return needed_number_in(answer, "option_value")

    async def set_option(self, app_id: str, name: AccountOption, value: int) -> None:
        """Set an option of the account. WeChat docs, 第三方平台: 设置授权方选项信息."""
        about = {"authorizer_appid": app_id, "option_name": name.value, "option_value": str(value)}
        await self._ask_about("set_authorizer_option", about, may_repeat=True)

    async def start_ticket_pushes(self) -> None:
        """Let WeChat push tickets to the platform's event address again. WeChat docs, 启动票据推送服务."""
        body = {"component_appid": self._app_id, "component_secret": self._secret}
        path = "/cgi-bin/component/api_start_push_ticket"
        answer = await self._ask(path, body, may_repeat=True, needs_token=False, yes=WRONG_SECRET_CODES)
        if code := number_in(answer, "errcode"):
            raise Refused(*WRONG_PLATFORM_SECRET, act=Act.ASK_A_HUMAN, code=code)

    async def clear_quota(self) -> None:
        """Reset the platform's own API counters. WeChat docs, 第三方平台: 重置 API 调用次数."""
        await self._ask_about("clear_quota", may_repeat=False)

    def _token_of(self, app_id: str, refresh_tokens: RefreshTokens) -> AccessToken:
        return self._tokens.of(AuthorizerToken(self._name_of(app_id), refresh_tokens, partial(self._refreshed, app_id)))

    async def _refreshed(self, app_id: str, refresh_token: str) -> Mapping[str, Any]:
        about = {"authorizer_appid": app_id, "authorizer_refresh_token": refresh_token}
        return await self._ask_about("api_authorizer_token", about, may_repeat=False)

    async def _ask_about(
        self, sentence: str, about: Mapping[str, object] | None = None, *, may_repeat: bool
    ) -> Mapping[str, Any]:
        body = {"component_appid": self._app_id, **(about or {})}
        return await self._ask(f"/cgi-bin/component/{sentence}", body, may_repeat=may_repeat)

    def _page_parameters(self, code: str, redirect_uri: str, only: str) -> dict[str, str]:
        # WeChat takes only one of the two.
        whom = {"biz_appid": only} if only else {"auth_type": OFFICIAL_ACCOUNTS}
        return {"component_appid": self._app_id, "pre_auth_code": code, "redirect_uri": redirect_uri, **whom}

    def _name_of(self, app_id: str) -> str:
        return name_of(app_id, self._app_id, self._secret)
