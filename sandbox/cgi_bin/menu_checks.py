"""What buttons may look like (自定义菜单创建接口): counts, lengths in bytes, and what each type needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sandbox.accounts import Account
from sandbox.cgi_bin.refusals import Refusal
from sandbox.menus import Button, actions_of

MOST_BUTTONS, MOST_SUB_BUTTONS = 3, 5
LONGEST_KEY, LONGEST_URL, MOST_DOMAINS = 128, 1024, 3


@dataclass(frozen=True)
class Level:
    """A row of buttons: how long its names may be, and WeChat's codes for what is wrong there."""

    longest_name: int
    type: int
    name: int
    key: int
    url: int
    domain: int


TOP = Level(16, type=40017, name=40018, key=40019, url=40020, domain=40055)
SUB = Level(60, type=40024, name=40025, key=40026, url=40027, domain=40054)
Needs = Callable[[Account, Button, Level, float], Button]


def read_buttons(account: Account, said: Any, now: float) -> list[Button]:
    """The buttons as they are kept, or the Refusal for the first thing that is wrong."""
    if not isinstance(said, list) or not 1 <= len(said) <= MOST_BUTTONS:
        raise Refusal(40016)
    return [_top(account, button, now) for button in said]


def domains_of(buttons: list[Button]) -> set[str]:
    """The hosts that buttons lead to."""
    urls = (button["url"] for button in actions_of(buttons) if button.get("url"))
    return {urlsplit(url).hostname or "" for url in urls}


def _top(account: Account, said: Any, now: float) -> Button:
    button = said if isinstance(said, dict) else {}
    below = button.get("sub_button")
    if below in (None, []):
        return _action(account, button, TOP, now) | {"sub_button": []}
    if not isinstance(below, list) or len(below) > MOST_SUB_BUTTONS:
        raise Refusal(40023)
    if any(isinstance(one, dict) and one.get("sub_button") for one in below):
        raise Refusal(40022)
    inside = [_action(account, one if isinstance(one, dict) else {}, SUB, now) for one in below]
    return {"name": _name(button, TOP), "sub_button": [one | {"sub_button": []} for one in inside]}


def _action(account: Account, said: Button, level: Level, now: float) -> Button:
    name, kind = _name(said, level), said.get("type")
    if kind is None:
        raise Refusal(65308)
    if not isinstance(kind, str) or kind not in KINDS:
        raise Refusal(level.type)
    return {"type": kind, "name": name, **KINDS[kind](account, said, level, now)}


def _name(said: Button, level: Level) -> str:
    return _text(said, "name", level.longest_name, level.name)


def _text(said: Button, key: str, longest: int, errcode: int) -> str:
    value = said.get(key)
    if not isinstance(value, str) or not 1 <= len(value.encode()) <= longest:
        raise Refusal(errcode)
    return value


def _key(_: Account, said: Button, level: Level, now: float) -> Button:
    return {"key": _text(said, "key", LONGEST_KEY, level.key)}


def _url(_: Account, said: Button, level: Level, now: float) -> Button:
    url = _text(said, "url", LONGEST_URL, level.url)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Refusal(level.domain) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refusal(level.domain)
    return {"url": url}


def _mini_program(account: Account, said: Button, level: Level, now: float) -> Button:
    url = _url(account, said, level, now)
    if said.get("appid") not in account.linked_mini_programs:
        raise Refusal(45064)
    return url | {"appid": said["appid"], "pagepath": _text(said, "pagepath", LONGEST_URL, 40165)}


def _media(account: Account, said: Button, level: Level, now: float) -> Button:
    media_id = said.get("media_id")
    found = account.media.find(media_id, now) if isinstance(media_id, str) else None
    if found is None or not found.is_permanent:
        raise Refusal(40007)
    return {"media_id": found.media_id}


def _article(account: Account, said: Button, level: Level, now: float) -> Button:
    article_id = said.get("article_id")
    if not isinstance(article_id, str) or article_id not in account.drafts.published:
        raise Refusal(53600)
    return {"article_id": article_id}


KINDS: dict[str, Needs] = {
    "click": _key,
    "view": _url,
    "scancode_push": _key,
    "scancode_waitmsg": _key,
    "pic_sysphoto": _key,
    "pic_photo_or_album": _key,
    "pic_weixin": _key,
    "location_select": _key,
    "media_id": _media,
    "article_id": _article,
    "article_view_limited": _article,
    "miniprogram": _mini_program,
}
