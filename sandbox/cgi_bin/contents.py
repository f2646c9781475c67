"""What a message may hold, kind by kind (客服消息, 群发): checked as WeChat checks it, and made ready for a phone."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.accounts import Account, Kind
from sandbox.cgi_bin.refusals import Refusal
from sandbox.drafts import Article, cover_of
from sandbox.fans import Shown
from sandbox.media import Media, MediaKind

LONGEST_TEXT = 2048  # bytes
LINKED_APP = re.compile(r"data-miniprogram-appid\s*=\s*[\"']([^\"']*)[\"']")


@dataclass(frozen=True)
class Content:
    """One message: what it looks like, its words, and what else belongs to it."""

    shown: Shown
    text: str = ""
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """One message being read: whose, when, and the object under its msgtype."""

    account: Account
    now: float
    said: dict[str, Any]

    def word(self, key: str, *, errcode: int = 40035, is_needed: bool = True) -> str:
        """A text of the object; one that is missing or no text is refused."""
        value = self.said.get(key)
        value = "" if value is None else value
        if not isinstance(value, str) or (is_needed and not value):
            raise Refusal(errcode)
        return value

    def words(self, *keys: str) -> dict[str, str]:
        """Texts that may be left out."""
        return {key: self.word(key, is_needed=False) for key in keys}

    def media(self, *kinds: MediaKind, key: str = "media_id") -> str:
        """The media id of a file of one of these kinds."""
        return self.file(*kinds, key=key).media_id

    def file(self, *kinds: MediaKind, key: str = "media_id") -> Media:
        """A file of the account's that is still there, and of one of these kinds."""
        media_id = self.said.get(key)
        found = self.account.media.find(media_id, self.now) if isinstance(media_id, str) else None
        if found is None or found.kind not in kinds:
            raise Refusal(40007)
        return found


Kinds = dict[str, Callable[[Reading], Content]]


def read_content(kinds: Kinds, account: Account, said: dict[str, Any], now: float) -> Content:
    """What is to be shown, or the Refusal that WeChat would give."""
    msgtype = said.get("msgtype")
    if not isinstance(msgtype, str) or msgtype not in kinds:
        raise Refusal(40008)
    inside = said.get(msgtype)
    return kinds[msgtype](Reading(account, now, inside if isinstance(inside, dict) else {}))


def text(reading: Reading) -> Content:
    """A text, in which links to mini-programs must name linked ones."""
    content = reading.word("content", errcode=44004)
    if len(content.encode()) > LONGEST_TEXT:
        raise Refusal(45002)
    if any(app_id not in reading.account.linked_mini_programs for app_id in LINKED_APP.findall(content)):
        raise Refusal(45086)
    return Content(Shown.TEXT, content)


def image(reading: Reading) -> Content:
    """A picture."""
    media_id = reading.media(MediaKind.IMAGE)
    return Content(Shown.IMAGE, address_of(reading.account, media_id), {"mediaId": media_id})


def voice(reading: Reading) -> Content:
    """A voice message."""
    return Content(Shown.VOICE, details={"mediaId": reading.media(MediaKind.VOICE)})


def video(reading: Reading) -> Content:
    """A video with its thumb."""
    thumb = {"thumbMediaId": thumb_of(reading)} if reading.said.get("thumb_media_id") else {}
    words = reading.words("title", "description")
    return Content(Shown.VIDEO, words["title"], {"mediaId": reading.media(MediaKind.VIDEO), **thumb, **words})


def music(reading: Reading) -> Content:
    """A piece of music; its thumb is a must."""
    words, better = reading.words("title", "description"), reading.word("hqmusicurl", is_needed=False)
    urls = {"musicUrl": reading.word("musicurl"), "hqMusicUrl": better}
    details = {**words, **urls, "thumbMediaId": thumb_of(reading)}
    return Content(Shown.MUSIC, words["title"], details)


def news(reading: Reading) -> Content:
    """A card that leads to a page elsewhere: one, not more."""
    articles = reading.said.get("articles")
    if not isinstance(articles, list) or not articles:
        raise Refusal(44003)
    if len(articles) > 1:
        raise Refusal(45008)
    article = articles[0] if isinstance(articles[0], dict) else {}
    one = Reading(reading.account, reading.now, article)
    words = {"title": one.word("title", errcode=44003), **one.words("description", "url", "picurl")}
    return Content(Shown.NEWS, words["title"], {"articles": [words]})


def mpnews(reading: Reading) -> Content:
    """The articles of a draft."""
    media_id = reading.said.get("media_id")
    draft = reading.account.drafts.kept.get(media_id) if isinstance(media_id, str) else None
    if draft is None:
        raise Refusal(40007)
    return _articles(reading.account, draft.articles, {"mediaId": draft.media_id})


def mpnewsarticle(reading: Reading) -> Content:
    """Articles that were published."""
    article_id = reading.word("article_id", errcode=53600)
    if article_id not in reading.account.drafts.published:
        raise Refusal(53600)
    articles = reading.account.drafts.published[article_id]
    return _articles(reading.account, articles, {"articleId": article_id})


def msgmenu(reading: Reading) -> Content:
    """A text with items to tap. WeChat refuses it to subscription accounts."""
    if reading.account.kind is Kind.SUBSCRIPTION:
        raise Refusal(40200)
    items = reading.said.get("list")
    if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
        raise Refusal(40035)
    parts = [Reading(reading.account, reading.now, item) for item in items]
    words = reading.words("head_content", "tail_content")
    shown = [{"id": part.word("id"), "content": part.word("content")} for part in parts]
    text = "\n".join([words["head_content"], *(item["content"] for item in shown), words["tail_content"]]).strip()
    return Content(Shown.MSGMENU, text, {"head": words["head_content"], "items": shown, "tail": words["tail_content"]})


def wxcard(reading: Reading) -> Content:
    """A coupon."""
    return Content(Shown.WXCARD, details={"cardId": reading.word("card_id")})


def miniprogrampage(reading: Reading) -> Content:
    """A card that opens a page of a linked mini-program."""
    app_id = reading.word("appid", errcode=40013)
    if app_id not in reading.account.linked_mini_programs:
        raise Refusal(40013)
    title, path = reading.word("title", is_needed=False), reading.word("pagepath", errcode=40165)
    details = {"title": title, "appId": app_id, "pagePath": path, "thumbMediaId": thumb_of(reading)}
    return Content(Shown.MINI_PROGRAM, title, details)


def link(reading: Reading) -> Content:
    """A card that leads to a page. Only mini-programs may send this one."""
    if reading.account.kind is not Kind.MINI_PROGRAM:
        raise Refusal(48008)
    card = {"title": reading.word("title"), **reading.words("description", "url")}
    picture = reading.word("thumb_url", is_needed=False)
    return Content(Shown.NEWS, card["title"], {"articles": [card | {"picurl": picture}]})


def thumb_of(reading: Reading) -> str:
    """The small picture of a video, a piece of music or a card."""
    return reading.media(MediaKind.THUMB, MediaKind.IMAGE, key="thumb_media_id")


def address_of(account: Account, media_id: str) -> str:
    """Under which the box shows a file to phones."""
    return f"/media/{account.app_id}/{media_id}" if media_id else ""


def _articles(account: Account, articles: list[Article], more: dict[str, Any]) -> Content:
    cards = [
        {
            "title": article["title"],
            "description": article["digest"],
            "url": article["url"],
            "picurl": address_of(account, cover_of(article)),
        }
        for article in articles
    ]
    return Content(Shown.NEWS, cards[0]["title"], {"articles": cards, **more})


CUSTOMER: Kinds = {
    "text": text,
    "image": image,
    "voice": voice,
    "video": video,
    "music": music,
    "news": news,
    "mpnews": mpnews,
    "mpnewsarticle": mpnewsarticle,
    "msgmenu": msgmenu,
    "wxcard": wxcard,
    "miniprogrampage": miniprogrampage,
    "link": link,
}
