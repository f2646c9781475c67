"""The robot that WeChat sends before a platform may go live (全网发布接入检测). It is no account, and makes no fans."""

from dataclasses import dataclass
from datetime import datetime

import wechat
from domain.platform.component import platform
from wechat.markup import fields_of

BOT = "wx570bc396a51b8ff8"
BOT_ORIGINAL_ID = "gh_3c884a361561"

_TEXT = "TESTCOMPONENT_MSG_TYPE_TEXT"
_QUERY = "QUERY_AUTH_CODE:"


@dataclass(frozen=True)
class Reaction:
    """What to answer at once (XML, not sealed yet), and whether a worker has something to say later."""

    reply: str | None = None
    is_for_later: bool = False


def react(xml: str, now: datetime) -> Reaction:
    """What the robot expects. WeChat docs, 第三方平台: 全网发布接入检测说明."""
    said = wechat.read(xml)
    if event := fields_of(xml).get("Event", "").strip():
        # An older step of the test, which newer pages leave out.
        return Reaction(_answer(said, f"{event}from_callback", now))
    if isinstance(said, wechat.TextArrived) and said.text.strip() == _TEXT:
        return Reaction(_answer(said, f"{_TEXT}_callback", now))
    return Reaction(is_for_later=isinstance(said, wechat.TextArrived) and said.text.startswith(_QUERY))


async def send_back(xml: str) -> None:
    """Exchange the code that the robot wrote, and write it back as a customer message. Raises WeChatError."""
    asked = wechat.read(xml)
    assert isinstance(asked, wechat.TextArrived), "react() keeps nothing else"
    code = asked.text.removeprefix(_QUERY).strip()
    granted = await platform().exchange(code)
    bot = platform().account(granted.app_id, _OneToken(granted.refresh_token))
    await bot.send_text(asked.openid, f"{code}_from_api")


def _answer(said: wechat.Arrived, text: str, now: datetime) -> str:
    return wechat.passive_text(said.openid, BOT_ORIGINAL_ID, text, now)


class _OneToken:
    """The robot's refresh token, for as long as the test takes."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def read(self) -> str:
        """It."""
        return self._token

    async def keep(self, new: str, replaced: str) -> None:
        """Another one."""
        self._token = new
