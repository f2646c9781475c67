"""The menu at the bottom of a talk: one for all, and others for some. WeChat docs, 自定义菜单."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from wechat.errors import Unsayable
from wechat.speaking.answers import Fields, confirming, needed_number_in, number_in, row_in, rows_in
from wechat.speaking.buttons import Button, Buttons, Submenu, buttons_in, spelled
from wechat.speaking.speaker import Speaker

NO_MENU = frozenset({46002, 46003})
NO_SUCH_MENU = frozenset({65301})


class ClientPlatform(StrEnum):
    """The system of a fan's phone."""

    IOS = "1"
    ANDROID = "2"
    OTHER = "3"


@dataclass(frozen=True)
class MenuRule:
    """For whom a conditional menu is: fans whose last tag is this, on this system. One of them has to be set.

    `more` holds the conditions that WeChat no longer matches, in menus of before.
    """

    tag_id: int | None = None
    platform: ClientPlatform | None = None
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ConditionalMenu:
    """A menu for those whom its rule matches. The newest that matches is shown."""

    menu_id: str
    buttons: tuple[Button | Submenu, ...]
    rule: MenuRule


@dataclass(frozen=True)
class Menus:
    """All menus that were made over the API; the conditional ones as WeChat lists them."""

    default: tuple[Button | Submenu, ...]
    conditional: tuple[ConditionalMenu, ...]


class MenuBook(Speaker):
    """The account's menus (自定义菜单, 个性化菜单)."""

    async def create_menu(self, buttons: Buttons) -> None:
        """Make this the default menu, in place of the one before. WeChat docs, 自定义菜单: 创建接口.

        Fans see it within five minutes of opening the talk. Raises TryLater or Refused.
        """
        await self._ask("/cgi-bin/menu/create", {"button": spelled(buttons)}, may_repeat=True)

    async def add_conditional_menu(self, buttons: Buttons, rule: MenuRule) -> str:
        """Add a menu for some fans, which comes before all that were added earlier, and return its id.

        Needs a default menu. WeChat docs, 自定义菜单: 创建个性化菜单. Raises TryLater, Refused or Uncertain.
        """
        menu = {"button": spelled(buttons), "matchrule": _spelled_rule(rule)}
        answer = await self._ask("/cgi-bin/menu/addconditional", menu, may_repeat=False)
        with confirming():
            return str(needed_number_in(answer, "menuid"))

    async def matching_menu(self, openid: str) -> tuple[Button | Submenu, ...]:
        """The menu that this fan sees. WeChat docs, 自定义菜单: 测试个性化菜单匹配结果. Raises TryLater or Refused."""
        answer = await self._ask("/cgi-bin/menu/trymatch", {"user_id": openid}, may_repeat=True)
        return buttons_in(answer) or buttons_in(row_in(answer, "menu"))

    async def menus(self) -> Menus | None:
        """The menus made over the API, or None where there is none. WeChat docs, 自定义菜单: 获取自定义菜单配置.

        Raises TryLater or Refused.
        """
        answer = await self._ask("/cgi-bin/menu/get", may_repeat=True, yes=NO_MENU)
        if number_in(answer, "errcode") in NO_MENU:
            return None
        conditional = tuple(_conditional(row) for row in rows_in(answer, "conditionalmenu"))
        return Menus(buttons_in(row_in(answer, "menu")), conditional)

    async def current_menu(self) -> Mapping[str, Any]:
        """What fans see now, word for word, also where it was made in WeChat's console.

        WeChat docs, 自定义菜单: 查询接口 (get_current_selfmenu_info). Raises TryLater or Refused.
        """
        return await self._ask("/cgi-bin/get_current_selfmenu_info", may_repeat=True)

    async def delete_menus(self) -> None:
        """Delete the default menu and all conditional ones. WeChat docs, 自定义菜单: 删除接口.

        Raises TryLater or Refused.
        """
        await self._ask("/cgi-bin/menu/delete", may_repeat=True)

    async def delete_conditional_menu(self, menu_id: str) -> None:
        """Delete one conditional menu; done, too, where it is gone already. WeChat docs, 自定义菜单: 删除个性化菜单.

        Raises TryLater or Refused.
        """
        await self._ask("/cgi-bin/menu/delconditional", {"menuid": menu_id}, may_repeat=True, yes=NO_SUCH_MENU)


def _spelled_rule(rule: MenuRule) -> dict[str, object]:
    said: dict[str, object] = dict(rule.more)
    if rule.tag_id is not None:
        said["tag_id"] = str(rule.tag_id)
    if rule.platform is not None:
        said["client_platform_type"] = rule.platform.value
    if not said:
        raise Unsayable(*_NO_RULE)
    return said


def _conditional(row: Fields) -> ConditionalMenu:
    return ConditionalMenu(str(number_in(row, "menuid")), buttons_in(row), _rule(row_in(row, "matchrule")))


def _rule(row: Fields) -> MenuRule:
    # Tags were called groups, and older menus come back so; what is not set comes back as "".
    tag_id = number_in(row, "tag_id", -1) if row.get("tag_id") else number_in(row, "group_id", -1)
    platform = str(number_in(row, "client_platform_type"))
    more = {name: value for name, value in row.items() if name not in _READ and value != ""}
    known = ClientPlatform(platform) if platform in set(ClientPlatform) else None
    return MenuRule(tag_id if tag_id >= 0 else None, known, more)


_READ = {"tag_id", "group_id", "client_platform_type"}
_NO_RULE = (
    "The condition of the menu is empty. Choose a tag or a system.",
    "个性化菜单的匹配条件为空，请选择标签或手机系统。",
)
