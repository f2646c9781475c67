"""The buttons of a menu, and how WeChat spells them. WeChat docs, 自定义菜单: 创建接口."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from wechat.errors import Unsayable
from wechat.speaking.answers import Fields, row_in, rows_in, text_in

MOST_TOP, MOST_BELOW = 3, 5
LONGEST_TOP, LONGEST_BELOW = 16, 60  # bytes of a name
LONGEST_KEY, LONGEST_URL = 128, 1024  # bytes


class ButtonKind(StrEnum):
    """What a tap does. WeChat may know more: such a button carries the kind as WeChat wrote it."""

    CLICK = "click"
    LINK = "view"
    SCAN = "scancode_push"
    SCAN_AND_WAIT = "scancode_waitmsg"
    CAMERA = "pic_sysphoto"
    CAMERA_OR_ALBUM = "pic_photo_or_album"
    WECHAT_ALBUM = "pic_weixin"
    LOCATION = "location_select"
    MATERIAL = "media_id"
    ARTICLE_CARD = "article_id"
    ARTICLE_PAGE = "article_view_limited"
    OLD_ARTICLE_PAGE = "view_limited"
    MINI_PROGRAM = "miniprogram"


@dataclass(frozen=True)
class Button:
    """A button that does something; each kind needs some of these, and `url` is a mini-program's fallback.

    `more` is whatever else WeChat's button holds, and goes back as it came.
    """

    name: str
    kind: ButtonKind | str
    key: str = ""
    url: str = ""
    media_id: str = ""
    article_id: str = ""
    app_id: str = ""
    page_path: str = ""
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Submenu:
    """A button that opens from one to five others."""

    name: str
    buttons: tuple[Button, ...]


Buttons = Sequence[Button | Submenu]


def spelled(buttons: Buttons) -> list[dict[str, object]]:
    """The menu as WeChat takes it. Raises Unsayable where it is documented to refuse it."""
    if not 1 <= len(buttons) <= MOST_TOP:
        raise Unsayable(*_WRONG_COUNT)
    return [_spelled_submenu(one) if isinstance(one, Submenu) else _spelled(one, LONGEST_TOP) for one in buttons]


def buttons_in(fields: Fields) -> tuple[Button | Submenu, ...]:
    """The menu that WeChat tells of, whatever else it holds."""
    return tuple(_submenu(row) if _opens_others(row) else _button(row) for row in rows_in(fields, "button"))


_NAMES = {  # ours and WeChat's
    "key": "key",
    "url": "url",
    "media_id": "media_id",
    "article_id": "article_id",
    "app_id": "appid",
    "page_path": "pagepath",
}
_READ = {"name", "type", "sub_button", *_NAMES.values()}


def _spelled_submenu(submenu: Submenu) -> dict[str, object]:
    if not 1 <= len(submenu.buttons) <= MOST_BELOW:
        raise Unsayable(*_WRONG_COUNT)
    _check_length(submenu.name, LONGEST_TOP, _LONG_NAME)
    return {"name": submenu.name, "sub_button": [_spelled(button, LONGEST_BELOW) for button in submenu.buttons]}


def _spelled(button: Button, longest: int) -> dict[str, object]:
    _check_length(button.name, longest, _LONG_NAME)
    _check_length(button.key, LONGEST_KEY, _LONG_KEY)
    _check_length(button.url, LONGEST_URL, _LONG_URL)
    what = {theirs: getattr(button, ours) for ours, theirs in _NAMES.items() if getattr(button, ours)}
    return {**button.more, "type": str(button.kind), "name": button.name, **what}


def _check_length(text: str, longest: int, sentences: tuple[str, str]) -> None:
    if len(text.encode("utf-8", "replace")) > longest:
        raise Unsayable(*sentences)


def _opens_others(row: Fields) -> bool:
    return bool(_below(row)) or "type" not in row


def _below(row: Fields) -> list[Fields]:
    # menu/get writes a list, also an empty one on each button; the console's menu an object with a list in it.
    return rows_in(row, "sub_button") or rows_in(row_in(row, "sub_button"), "list")


def _submenu(row: Fields) -> Submenu:
    return Submenu(text_in(row, "name"), tuple(map(_button, _below(row))))


def _button(row: Fields) -> Button:
    kind = text_in(row, "type")
    return Button(
        text_in(row, "name"),
        ButtonKind(kind) if kind in set(ButtonKind) else kind,
        **{ours: text_in(row, theirs) for ours, theirs in _NAMES.items()},
        more={name: value for name, value in row.items() if name not in _READ},
    )


_WRONG_COUNT = (
    "A menu has from one to three buttons, and each of them opens at most five.",
    "菜单需要 1 到 3 个一级按钮，每个一级按钮下有 1 到 5 个二级按钮。",
)
_LONG_NAME = (
    "The name of a menu button is too long: 16 bytes at the top, 60 bytes below.",
    "菜单名称过长：一级不超过 16 字节，二级不超过 60 字节。",
)
_LONG_KEY = "The key of a menu button is longer than 128 bytes.", "菜单按钮的 key 超过 128 字节。"
_LONG_URL = "The web address of a menu button is longer than 1,024 bytes.", "菜单按钮的网址超过 1024 字节。"
