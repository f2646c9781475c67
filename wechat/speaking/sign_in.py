"""Fans who sign in on a web page inside WeChat. WeChat docs, 网页开发: 网页授权."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn

from wechat.characters import whole
from wechat.codes import Act
from wechat.errors import Refused, TryLater, Uncertain, Unsayable
from wechat.speaking.answers import Fields, needed_text_in, number_in, reading, text_in
from wechat.speaking.identity import STALE, Identity, Proven
from wechat.speaking.pages import OPEN, page
from wechat.speaking.speaker import Line
from wechat.tokens import AccessToken

LONGEST_STATE = 128  # bytes
NOT_AGREED = 48001


class OAuthScope(StrEnum):
    """What a page learns of the fan: BASE the OpenID, unasked; USERINFO name and picture, too, if the fan agrees."""

    BASE = "snsapi_base"
    USERINFO = "snsapi_userinfo"


@dataclass(frozen=True)
class WebSignIn:
    """A fan who signed in. The tokens are the fan's own: the access token lasts two hours, the refresh token 30 days.

    Of a snapshot (快照页) everything is invented by WeChat, the OpenID too: never keep or reward such a fan.
    """

    openid: str
    unionid: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    scope: OAuthScope
    is_snapshot: bool


@dataclass(frozen=True)
class Profile:
    """What a fan agreed to show."""

    openid: str
    nickname: str
    avatar_url: str
    unionid: str


class SignIns(Proven):
    """Web OAuth, for verified service accounts."""

    def __init__(self, app_id: str, token: AccessToken, line: Line, identity: Identity) -> None:
        super().__init__(app_id, token, line)
        self._identity = identity

    def sign_in_url(self, redirect_uri: str, *, scope: OAuthScope, state: str) -> str:
        """The page that asks the fan, to be opened inside WeChat. It leads back to `redirect_uri?code=…&state=…`.

        Raises Unsayable where the state has more than 128 bytes.
        """
        if len(whole(state).encode()) > LONGEST_STATE:
            raise Unsayable("The state of a sign-in may have at most 128 bytes.", "网页授权的 state 最多 128 字节。")
        parameters = {
            "appid": self._app_id,
            "redirect_uri": redirect_uri,
            "response_type": "code",
            "scope": scope.value,
            "state": state,
            **self._identity.page_parameters,
        }
        return page(OPEN, self._line.wire.api_url, "/connect/oauth2/authorize", parameters, "wechat_redirect")

    async def sign_in(self, code: str) -> WebSignIn:
        """Who the code stands for. It works once and for five minutes: Refused (40029, 40163, 42003) means that the
        fan has to sign in again. Raises TryLater, too."""
        question = {"code": code, "grant_type": "authorization_code"}
        failure = TryLater(*_SILENT)
        try:
            answer = await self._exchange_code(self._identity.web_path, question)
        except Uncertain:
            pass
        else:
            with reading():
                return _sign_in_in(answer)
        raise failure

    async def profile_of(self, sign_in: WebSignIn) -> Profile:
        """Name and picture of a fan who agreed (scope USERINFO). Raises TryLater, or Refused: also for a snapshot."""
        if sign_in.is_snapshot:
            raise Refused(*_SNAPSHOT, act=Act.FAN_STATE)
        query = {"access_token": sign_in.access_token, "openid": sign_in.openid, "lang": "zh_CN"}
        answer = await self._ask(
            "/sns/userinfo", query=query, may_repeat=True, needs_token=False, yes=STALE | {NOT_AGREED}
        )
        if code := number_in(answer, "errcode"):
            _refuse_profile(code)
        with reading():
            openid = needed_text_in(answer, "openid")
            unionid = text_in(answer, "unionid") or sign_in.unionid
            return Profile(openid, text_in(answer, "nickname"), text_in(answer, "headimgurl"), unionid)


def _sign_in_in(answer: Fields) -> WebSignIn:
    has_agreed = OAuthScope.USERINFO in text_in(answer, "scope")
    return WebSignIn(
        openid=needed_text_in(answer, "openid"),
        unionid=text_in(answer, "unionid"),
        access_token=needed_text_in(answer, "access_token"),
        refresh_token=text_in(answer, "refresh_token"),
        scope=OAuthScope.USERINFO if has_agreed else OAuthScope.BASE,
        is_snapshot=number_in(answer, "is_snapshotuser") != 0,
    )


def _refuse_profile(code: int) -> NoReturn:
    if code == NOT_AGREED:
        raise Refused(*_NOT_AGREED, act=Act.FAN_STATE, code=code)
    raise Refused(*_ENDED, act=Act.FIX_REQUEST, code=code)


_SILENT = "WeChat did not answer. Let the fan sign in again.", "微信没有响应，请让粉丝重新授权。"
_ENDED = "The fan's sign-in has ended. Let them sign in again.", "粉丝的授权已失效，请让粉丝重新授权。"
_NOT_AGREED = (
    "The fan did not agree to show their name and picture. Ask for it on a click.",
    "粉丝未同意提供昵称和头像，请在点击时再次请求授权。",
)
_SNAPSHOT = (
    "WeChat shows the fan a preview of the page only. Ask for name and picture on a click.",
    "粉丝看到的是快照页，请在点击时再请求昵称和头像。",
)
