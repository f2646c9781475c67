"""What is said to a fan, kind by kind, and how it is kept: JSON beside the message and its send."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from domain.conversations.models import MessageKind


@dataclass(frozen=True)
class Text:
    """Words; links as `<a href="…">`, as the fan sees them."""

    body: str


@dataclass(frozen=True)
class Image:
    """A picture of ours."""

    asset_id: UUID


@dataclass(frozen=True)
class Voice:
    """A recording of ours."""

    asset_id: UUID


@dataclass(frozen=True)
class Video:
    """A video of ours, and the small picture that stands for it."""

    asset_id: UUID
    title: str = ""
    description: str = ""
    thumb_asset_id: UUID | None = None


@dataclass(frozen=True)
class Article:
    """A card that opens a web page (图文)."""

    title: str
    url: str
    description: str = ""
    picture_url: str = ""


@dataclass(frozen=True)
class Card:
    """A card that opens a page of a mini-program (小程序卡片)."""

    title: str
    app_id: str
    page_path: str
    thumb_asset_id: UUID


@dataclass(frozen=True)
class MenuItem:
    """A line to tap; WeChat tells its id when the fan does."""

    id: str
    text: str


@dataclass(frozen=True)
class Menu:
    """A question with answers to tap (菜单消息)."""

    head: str
    items: tuple[MenuItem, ...]
    tail: str = ""


Content = Text | Image | Voice | Video | Article | Card | Menu

KINDS: dict[type[Content], tuple[MessageKind, str]] = {
    Text: (MessageKind.TEXT, "text"),
    Image: (MessageKind.IMAGE, "image"),
    Voice: (MessageKind.VOICE, "voice"),
    Video: (MessageKind.VIDEO, "video"),
    Article: (MessageKind.ARTICLE, "news"),
    Card: (MessageKind.CARD, "miniprogrampage"),
    Menu: (MessageKind.MENU, "msgmenu"),
}
_CLASSES = {kind: cls for cls, (kind, _) in KINDS.items()}


def kind_of(content: Content) -> MessageKind:
    """What a message with this content is."""
    return KINDS[type(content)][0]


def words_of(content: Content) -> str:
    """It in words, as lists show it: empty where it has none."""
    match content:
        case Text(body):
            return body
        case Video(title=title) | Article(title=title) | Card(title=title):
            return title
        case Menu(head, items, tail):
            return "\n".join(line for line in (head, *(item.text for item in items), tail) if line)
        case _:
            return ""


def to_json(content: Content, files: Sequence[dict[str, Any]] = ()) -> str:
    """How it is kept. `files` tells the API what the assets are, so that showing a message reads no other table."""
    said = {"kind": kind_of(content).value, **_fields(content)}
    return orjson.dumps(said | {"files": files} if files else said, default=str).decode()  # asyncpg has its own UUID


def from_json(stored: str) -> Content:
    """What was kept."""
    said = orjson.loads(stored)
    cls = _CLASSES[MessageKind(said["kind"])]
    given = {name: said[name] for name in cls.__dataclass_fields__}
    for name in ("asset_id", "thumb_asset_id"):
        if given.get(name) is not None:
            given[name] = UUID(given[name])
    if "items" in given:
        given["items"] = tuple(MenuItem(**item) for item in given["items"])
    return cls(**given)


def kept(stored: str | None, text: str | None) -> Content:
    """The same of a row: a plain text has no JSON beside it."""
    return Text(text or "") if stored is None else from_json(stored)


def _fields(content: Content) -> dict[str, Any]:
    return {name: getattr(content, name) for name in type(content).__dataclass_fields__}
