"""What WeChat would not take is refused before it is written, at the field that is wrong."""

import re
from urllib.parse import urlsplit
from uuid import UUID

from domain.assets.models import AssetKind
from domain.errors import BadInput
from domain.sends.contents import Article, Card, Content, Image, Menu, Text, Video, Voice
from domain.sends.errors import MessageEmpty, MessageTooLong

LONGEST_TEXT = 2048  # bytes of UTF-8; WeChat docs, 客服消息
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_URL = 64, 512, 1024  # characters; ours, so that cards stay cards
LONGEST_PATH, LONGEST_ITEM_ID = 1024, 64
MOST_ITEMS = 20

_APP_ID = re.compile(r"wx[0-9a-zA-Z]{6,30}")
_Path = tuple[str, ...]


def check(content: Content) -> None:
    """Raises MessageEmpty, MessageTooLong or BadInput. Assets are looked up elsewhere: see `assets_of`."""
    match content:
        case Text(body):
            _check_text(body)
        case Video():
            _short(content.title, LONGEST_TITLE, "content", "video", "title")
            _short(content.description, LONGEST_DESCRIPTION, "content", "video", "description")
        case Article():
            _check_article(content)
        case Card():
            _check_card(content)
        case Menu():
            _check_menu(content)


def assets_of(content: Content) -> list[tuple[UUID, AssetKind, _Path]]:
    """The assets that it needs: each with the kind it must be, and the field that names it."""
    match content:
        case Image(asset_id):
            return [(asset_id, AssetKind.IMAGE, ("content", "image", "assetId"))]
        case Voice(asset_id):
            return [(asset_id, AssetKind.VOICE, ("content", "voice", "assetId"))]
        case Video():
            thumb = [] if content.thumb_asset_id is None else [_thumb(content.thumb_asset_id, "video")]
            return [(content.asset_id, AssetKind.VIDEO, ("content", "video", "assetId")), *thumb]
        case Card():
            return [_thumb(content.thumb_asset_id, "miniProgramCard")]
        case _:
            return []


def _thumb(asset_id: UUID, of: str) -> tuple[UUID, AssetKind, _Path]:
    return asset_id, AssetKind.THUMB, ("content", of, "thumbAssetId")


def _check_text(body: str) -> None:
    if not body.strip():
        raise MessageEmpty
    _no_nul(body, *MessageEmpty.field)
    size = len(body.encode())
    if size > LONGEST_TEXT:
        raise MessageTooLong(size, LONGEST_TEXT)


def _check_article(article: Article) -> None:
    _needed(article.title, LONGEST_TITLE, "content", "article", "title")
    _short(article.description, LONGEST_DESCRIPTION, "content", "article", "description")
    _check_url(article.url, "content", "article", "url")
    if article.picture_url:
        _check_url(article.picture_url, "content", "article", "pictureUrl")


def _check_card(card: Card) -> None:
    _needed(card.title, LONGEST_TITLE, "content", "miniProgramCard", "title")
    _needed(card.page_path, LONGEST_PATH, "content", "miniProgramCard", "pagePath")
    if not _APP_ID.fullmatch(card.app_id):
        raise BadInput("A mini-program's AppID begins with wx.", "content", "miniProgramCard", "appId")


def _check_menu(menu: Menu) -> None:
    where = ("content", "menu")
    if not 1 <= len(menu.items) <= MOST_ITEMS:
        raise BadInput(f"A menu has 1 to {MOST_ITEMS} items.", *where, "items")
    for n, item in enumerate(menu.items):
        _needed(item.id, LONGEST_ITEM_ID, *where, "items", str(n), "id")
        _needed(item.text, LONGEST_TITLE, *where, "items", str(n), "text")
    if len({item.id for item in menu.items}) < len(menu.items):
        raise BadInput(
            "Each item of a menu needs an id of its own: it tells which one the fan tapped.", *where, "items"
        )
    for name, line in (("head", menu.head), ("tail", menu.tail)):
        _no_nul(line, *where, name)
    size = sum(len(line.encode()) for line in (menu.head, menu.tail, *(item.text for item in menu.items)))
    if size > LONGEST_TEXT:
        raise BadInput(f"A menu takes {LONGEST_TEXT} bytes of words; these are {size}.", *where, "head")


def _check_url(url: str, *field: str) -> None:
    _needed(url, LONGEST_URL, *field)
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", url):
        raise BadInput("This is no web address: it begins with https:// or http://.", *field)


def _needed(words: str, longest: int, *field: str) -> None:
    if not words.strip():
        raise BadInput(f"`{field[-1]}` must not be empty.", *field)
    _short(words, longest, *field)


def _short(words: str, longest: int, *field: str) -> None:
    _no_nul(words, *field)
    if len(words) > longest:
        raise BadInput(f"`{field[-1]}` takes at most {longest} characters; these are {len(words)}.", *field)


def _no_nul(words: str, *field: str) -> None:
    if "\0" in words:
        raise BadInput("A message takes every character but NUL.", *field)
