"""A mini-program that belongs to an account: its sign-in and its notifications. WeChat docs, 小程序: 登录, 订阅消息."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wechat.errors import TryLater, Uncertain
from wechat.speaking.answers import confirming, needed_number_in, needed_text_in, reading, text_in
from wechat.speaking.identity import Identity, Proven
from wechat.speaking.speaker import UNCONFIRMED, UNCONFIRMED_ZH, Line
from wechat.tokens import AccessToken


@dataclass(frozen=True)
class MiniProgramSignIn:
    """A person who opened the mini-program. The OpenID is another than the account's: only `unionid` joins the two.

    The session key opens what WeChat seals for the mini-program; it never leaves the server.
    """

    openid: str
    unionid: str
    session_key: str = field(repr=False)


class MiniProgramVersion(StrEnum):
    """Which version of the mini-program a notification opens."""

    FORMAL = "formal"
    TRIAL = "trial"
    DEVELOPER = "developer"


class MiniProgram(Proven):
    """One mini-program, as we speak for it. Made by `Gate.mini_program` and `Platform.mini_program`."""

    def __init__(self, app_id: str, token: AccessToken, line: Line, identity: Identity) -> None:
        super().__init__(app_id, token, line)
        self._identity = identity

    async def sign_in(self, js_code: str) -> MiniProgramSignIn:
        """Who the code of `wx.login` stands for; it works once. WeChat docs, 小程序登录: code2Session.

        Raises TryLater, or Refused (40029: let them open it again; 40226: WeChat blocks them as high-risk).
        """
        question = {"js_code": js_code, "grant_type": "authorization_code"}
        failure = TryLater(*_SILENT)
        try:
            answer = await self._exchange_code(self._identity.mini_program_path, question)
        except Uncertain:
            pass
        else:
            with reading():
                openid, session_key = needed_text_in(answer, "openid"), needed_text_in(answer, "session_key")
                return MiniProgramSignIn(openid, text_in(answer, "unionid"), session_key)
        raise failure

    async def send_subscribe_message(
        self,
        openid: str,
        template_id: str,
        data: Mapping[str, str],
        *,
        page: str = "",
        version: MiniProgramVersion = MiniProgramVersion.FORMAL,
        language: str = "zh_CN",
    ) -> str:
        """Send a notification that this person accepted, and answer WeChat's id of it. `data` maps the template's keys
        to values. Raises TryLater, Refused (43101: none accepted is left) or Uncertain.

        WeChat docs, 订阅消息: 发送订阅消息. It has no idempotency key: never repeat an Uncertain one unasked.
        """
        message: dict[str, object] = {
            "touser": openid,
            "template_id": template_id,
            "data": {key: {"value": value} for key, value in data.items()},
            "miniprogram_state": version.value,
            "lang": language,
        }
        if page:
            message["page"] = page
        answer = await self._ask("/cgi-bin/message/subscribe/send", message, may_repeat=False)
        with confirming(UNCONFIRMED, UNCONFIRMED_ZH):
            return str(needed_number_in(answer, "msgid"))


_SILENT = "WeChat did not answer. Sign in again.", "微信没有响应，请重新登录。"
