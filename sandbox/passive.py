"""Passive replies (被动回复用户消息): what each kind holds, and what the phone makes of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.accounts import Account
from sandbox.fans import Shown
from sandbox.media import MediaKind

LONGEST_TEXT = 2048  # bytes
MOST_ARTICLES = 8
ONE_ARTICLE = ("text", "image", "voice", "video", "shortvideo", "location", "link")  # a reply to these shows one


class BadAnswer(Exception):
    """The answer does not count, and WeChat delivers again. The text says why."""


@dataclass(frozen=True)
class Reply:
    """One passive reply, ready for the phone."""

    shown: Shown
    text: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """Its words, or its kind where it has none."""
        return self.text or f"[{self.shown}]"


@dataclass(frozen=True)
class Said:
    """A reply as it came: whose, when, to a push of which MsgType, and its elements."""

    account: Account
    now: float
    asked: str
    fields: dict[str, Any]

    def inside(self, name: str) -> dict[str, Any]:
        """The nested element of a kind."""
        found = self.fields.get(name)
        return found if isinstance(found, dict) else {}


def read_reply(said: Said) -> Reply | None:
    """The reply; None where the account hands the fan over to its agents. BadAnswer when it shows nothing."""
    kind = said.fields.get("MsgType", "")
    if kind == "transfer_customer_service":
        return None
    if kind not in KINDS:
        raise BadAnswer(f"a reply of the type {kind!r} is none of {', '.join(KINDS)} or transfer_customer_service")
    return KINDS[kind](said)


def _text(said: Said) -> Reply:
    content = said.fields.get("Content")
    if not isinstance(content, str) or not content:
        raise BadAnswer("the reply has an empty Content")
    if len(content.encode()) > LONGEST_TEXT:
        raise BadAnswer(f"the reply is longer than {LONGEST_TEXT} bytes")
    return Reply(Shown.TEXT, content)


def _image(said: Said) -> Reply:
    media_id = _media(said, said.inside("Image"), "MediaId", MediaKind.IMAGE)
    return Reply(Shown.IMAGE, f"/media/{said.account.app_id}/{media_id}", {"mediaId": media_id})


def _voice(said: Said) -> Reply:
    return Reply(Shown.VOICE, "", {"mediaId": _media(said, said.inside("Voice"), "MediaId", MediaKind.VOICE)})


def _video(said: Said) -> Reply:
    video = said.inside("Video")
    words = {"title": _word(video, "Title"), "description": _word(video, "Description")}
    return Reply(Shown.VIDEO, words["title"], {"mediaId": _media(said, video, "MediaId", MediaKind.VIDEO), **words})


def _music(said: Said) -> Reply:
    music = said.inside("Music")
    words = {"title": _word(music, "Title"), "description": _word(music, "Description")}
    urls = {"musicUrl": _word(music, "MusicUrl"), "hqMusicUrl": _word(music, "HQMusicUrl")}
    thumb = _media(said, music, "ThumbMediaId", MediaKind.THUMB, MediaKind.IMAGE)
    return Reply(Shown.MUSIC, words["title"], {**words, **urls, "thumbMediaId": thumb})


def _news(said: Said) -> Reply:
    items = said.inside("Articles").get("item", [])
    items = items if isinstance(items, list) else [items]
    items = [item for item in items if isinstance(item, dict)]
    if not items or not str(said.fields.get("ArticleCount", "")).isdigit():
        raise BadAnswer("the reply has no ArticleCount or no Articles")
    most = 1 if said.asked in ONE_ARTICLE else MOST_ARTICLES
    names = {"title": "Title", "description": "Description", "url": "Url", "picurl": "PicUrl"}
    cards = [{key: _word(item, name) for key, name in names.items()} for item in items[:most]]
    return Reply(Shown.NEWS, cards[0]["title"], {"articles": cards})


def _media(said: Said, inside: dict[str, Any], key: str, *kinds: MediaKind) -> str:
    found = said.account.media.find(_word(inside, key), said.now)
    if found is None or found.kind not in kinds:
        raise BadAnswer(f"the {key} of the reply is none of the account's {kinds[0]} files, or has expired")
    return found.media_id


def _word(inside: dict[str, Any], key: str) -> str:
    value = inside.get(key, "")
    return value if isinstance(value, str) else ""


KINDS: dict[str, Callable[[Said], Reply]] = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "music": _music,
    "news": _news,
}
