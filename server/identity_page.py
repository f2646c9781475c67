"""The page on which fans show who they are: small, in two languages, and without a line of JavaScript."""

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from starlette.responses import HTMLResponse, Response

from domain.fans.models import face_of

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https:; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'",
}


@dataclass(frozen=True)
class Words:
    """What a page says, and the button that leads on: relative to the page, or none."""

    title: str
    title_en: str
    text: str
    text_en: str
    button: str = ""
    button_en: str = ""
    leads_to: str = ""
    status: int = 200


_RETRY = ("再试一次", "Try again", "begin")
_PAGES = {
    "ask": Words(
        "{account} 想认识您",
        "{account} would like to know you",
        "同意后，客服会看到您的微信昵称和头像，仅此而已。",
        "If you agree, the people who answer you see your WeChat name and picture, and nothing else.",
        "展示我的昵称和头像",
        "Show my name and picture",
        "begin?consent=1",
    ),
    "thanks": Words(
        "{name}，很高兴认识您",
        "Nice to meet you",
        "{account} 的客服现在能看到您的昵称和头像。可以关闭此页，继续聊天。",
        "The people of {account} now see your name and picture. Close this page and go on talking.",
        "更新昵称和头像",
        "Show them anew",
        "begin?consent=1",
    ),
    "snapshot": Words(
        "还差一步",
        "One more step",
        "您看到的是预览页。请点击页面底部的「使用完整服务」，然后再试一次。",
        "This is WeChat's preview. Tap 使用完整服务 at the bottom of the page, then try again.",
        *_RETRY,
    ),
    "again": Words(
        "链接已失效",
        "This link is used up",
        "每次授权只能使用一次，十分钟内有效。",
        "It works once, and for ten minutes.",
        *_RETRY,
    ),
    "busy": Words(
        "微信暂时没有响应",
        "WeChat does not answer right now",
        "请稍后再试。",
        "Please try again in a moment.",
        *_RETRY,
        status=503,
    ),
    "closed": Words(
        "此页面暂不可用",
        "This page is not available",
        "请返回公众号，直接留言即可。",
        "Go back to the account and just write to it.",
        status=404,
    ),
}


def show(what: str, account: str, fan: dict[str, Any] | None) -> Response:
    """One of the pages; `hello` thanks whoever has a name, and asks whoever has none."""
    if what == "hello":
        what = "again" if fan is None else "thanks" if fan["nickname"] else "ask"
    if what not in ("ask", "thanks", "snapshot", "again", "busy") or (what in ("ask", "thanks") and fan is None):
        return closed()
    return _page(_PAGES[what], account, fan if what in ("ask", "thanks") else None)


def closed() -> Response:
    """There is nothing to see here."""
    return _page(_PAGES["closed"], "", None)


def _page(words: Words, account: str, fan: dict[str, Any] | None) -> Response:
    said = {"account": account, "name": fan["nickname"] if fan else ""}
    shown = {name: escape(getattr(words, name).format(**said)) for name in ("title", "title_en", "text", "text_en")}
    html = _template().substitute(shown, picture=_picture(fan), action=_action(words))
    return HTMLResponse(html, words.status, headers=HEADERS)


def _picture(fan: dict[str, Any] | None) -> str:
    if fan is None:
        return ""
    url = fan["avatar_url"] or f"/avatars/{face_of(fan['openid'])}.svg"
    return f'<img class="face" src="{escape(url)}" alt="" width="88" height="88" referrerpolicy="no-referrer">'


def _action(words: Words) -> str:
    if not words.leads_to:
        return ""
    inside = f"{escape(words.button)}<small>{escape(words.button_en)}</small>"
    return f'<a class="button" href="{escape(words.leads_to)}">{inside}</a>'


@cache
def _template() -> Template:
    return Template((Path(__file__).parent / "pages" / "identity.html").read_text("utf-8"))
