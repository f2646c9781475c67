"""Who follows the account, and what WeChat still tells about them. WeChat docs, 用户管理."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wechat.errors import Unsayable
from wechat.limits import Priority
from wechat.speaking.answers import (
    Fields,
    Odd,
    moment_in,
    needed_number_in,
    needed_rows_in,
    needed_text_in,
    number_in,
    numbers_in,
    reading,
    row_in,
    text_in,
    texts_in,
)
from wechat.speaking.speaker import Speaker

MOST_USERS = 100  # in one question; WeChat answers 40032 to more


@dataclass(frozen=True)
class OpenIds:
    """One page of at most 10,000 fans. `total` is None where WeChat does not tell; `next` is "" on the last page."""

    total: int | None
    openids: tuple[str, ...]
    next: str


@dataclass(frozen=True)
class User:
    """A fan as WeChat knows them. Name and picture are not here: it gives them out no more (since 2021-12-27).

    Of one who does not follow, only `openid` and `unionid` are known. `followed_at` is the last time they began to;
    `subscribe_scene` and `qr_scene` say how they came, with new values at any time; `tag_ids` are in WeChat's order.
    """

    openid: str
    is_following: bool
    unionid: str
    followed_at: datetime | None
    subscribe_scene: str
    qr_scene: str
    language: str
    remark: str
    tag_ids: tuple[int, ...]


class Users(Speaker):
    """Followers, their details and their remarks."""

    async def followers(self, after: str = "") -> OpenIds:
        """The fans who follow, a page at a time: go on with `next`. WeChat takes 500 of these questions a day.

        WeChat docs, 用户管理: 获取关注用户列表. Raises TryLater, Refused or Uncertain.
        """
        answer = await self._ask(
            "/cgi-bin/user/get", query={"next_openid": after}, may_repeat=True, priority=Priority.BULK
        )
        with reading():
            return openids_in(answer, after)

    async def user(self, openid: str) -> User:
        """What WeChat knows of one fan. WeChat docs, 用户管理: 获取用户基本信息."""
        answer = await self._ask("/cgi-bin/user/info", query={"openid": openid, "lang": "zh_CN"}, may_repeat=True)
        with reading():
            return _user_in(answer)

    async def users(self, openids: Sequence[str]) -> list[User]:
        """The same for up to 100 fans at once. Whom WeChat leaves out is left out.

        WeChat docs, 用户管理: 批量获取用户基本信息. Raises Unsayable for more than 100.
        """
        if not within(MOST_USERS, openids):
            return []
        question = {"user_list": [{"openid": openid, "lang": "zh_CN"} for openid in openids]}
        answer = await self._ask("/cgi-bin/user/info/batchget", question, may_repeat=True, priority=Priority.BULK)
        with reading():
            return [_user_in(row) for row in needed_rows_in(answer, "user_info_list")]

    async def set_remark(self, openid: str, remark: str) -> None:
        """Note the account's own name for a fan; "" takes it away. WeChat docs, 用户管理: 设置用户备注名."""
        question = {"openid": openid, "remark": remark}
        await self._ask("/cgi-bin/user/info/updateremark", question, may_repeat=True)


def openids_in(answer: Fields, after: str) -> OpenIds:
    """One page of a list of fans. Raises Odd rather than take an answer that it does not understand for no fans."""
    count = needed_number_in(answer, "count")
    openids = tuple(texts_in(row_in(answer, "data"), "openid"))
    if count and not openids:
        raise Odd("data")
    following = text_in(answer, "next_openid") if openids else ""
    # WeChat names the page's last fan also on the last page; whoever named the one we came from would go in circles.
    return OpenIds(number_in(answer, "total", -1) if "total" in answer else None, openids, _onward(following, after))


def within(most: int, openids: Sequence[str]) -> bool:
    """Whether there is anybody in the list. Raises Unsayable where there are more than WeChat takes at once."""
    if len(openids) > most:
        raise Unsayable(f"WeChat takes at most {most} fans at once.", f"微信一次最多接受 {most} 位粉丝。")
    return bool(openids)


def _onward(following: str, after: str) -> str:
    return following if following != after else ""


def _user_in(fields: Fields) -> User:
    scene = number_in(fields, "qr_scene")
    return User(
        openid=needed_text_in(fields, "openid"),
        is_following=needed_number_in(fields, "subscribe") != 0,
        unionid=text_in(fields, "unionid"),
        followed_at=moment_in(fields, "subscribe_time"),
        subscribe_scene=text_in(fields, "subscribe_scene"),
        qr_scene=text_in(fields, "qr_scene_str") or (str(scene) if scene else ""),
        language=text_in(fields, "language"),
        remark=text_in(fields, "remark"),
        tag_ids=numbers_in(fields, "tagid_list"),
    )
