"""Files that WeChat keeps for good. WeChat docs, 素材管理: 永久素材."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from wechat.errors import Unsayable
from wechat.files import Downloaded
from wechat.speaking.answers import (
    Fields,
    Odd,
    confirming,
    moment_in,
    needed_number_in,
    needed_rows_in,
    needed_text_in,
    reading,
    rows_in,
    text_in,
)
from wechat.speaking.media import MB, MediaKind, check_size
from wechat.speaking.speaker import Speaker

MOST_LISTED = 20
_KINDS_OF_PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class MaterialKind(StrEnum):
    """What the library can be listed by."""

    IMAGE = "image"
    VIDEO = "video"
    VOICE = "voice"
    NEWS = "news"


@dataclass(frozen=True)
class Material:
    """A file in the library. `url` is known for pictures only, and shows them on Tencent's pages only."""

    media_id: str
    url: str


@dataclass(frozen=True)
class MaterialVideo:
    """A video of the library; `download_url` works for a while."""

    title: str
    description: str
    download_url: str


@dataclass(frozen=True)
class MaterialNews:
    """A news item of the library: its articles, in WeChat's own words (title, author, digest, content, url …)."""

    articles: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class MaterialCounts:
    """How many of each kind the library holds. WeChat takes 100,000 pictures, and 1,000 voices and videos each."""

    voices: int
    videos: int
    images: int
    news: int


@dataclass(frozen=True)
class MaterialItem:
    """One line of the library's list; `url` is "" where WeChat tells none."""

    media_id: str
    name: str
    url: str
    updated_at: datetime | None


@dataclass(frozen=True)
class MaterialPage:
    """Some lines of the library's list, and how many there are in all."""

    total: int
    items: tuple[MaterialItem, ...]


class Materials(Speaker):
    """The library of permanent files."""

    async def add_material(
        self, kind: MediaKind, filename: str, content_type: str, data: bytes, title: str = "", introduction: str = ""
    ) -> Material:
        """Keep a file for good; title and introduction are a video's. WeChat docs, 素材管理: 新增永久素材.

        Raises TryLater, Refused, Unsayable (empty or too large) or Uncertain: then look before repeating it.
        """
        check_size(kind, data)
        described = json.dumps({"title": title, "introduction": introduction}, ensure_ascii=False)
        answer = await self._upload(
            "/cgi-bin/material/add_material",
            query={"type": kind.value},
            filename=filename,
            content_type=content_type,
            data=data,
            fields={"description": described} if kind is MediaKind.VIDEO else {},
        )
        with confirming():
            return Material(needed_text_in(answer, "media_id"), text_in(answer, "url"))

    async def material(self, media_id: str, *, most_bytes: int) -> Downloaded | MaterialVideo | MaterialNews:
        """What the library has under this id. Raises TryLater, or Refused where it has nothing or something too large.

        WeChat docs, 素材管理: 获取永久素材.
        """
        path = "/cgi-bin/material/get_material"
        heard = await self._download(path, {"media_id": media_id}, most_bytes=most_bytes)
        if isinstance(heard, Downloaded):
            return heard
        with reading():
            if "news_item" in heard:
                return MaterialNews(tuple(needed_rows_in(heard, "news_item")))
            address = needed_text_in(heard, "down_url")
            return MaterialVideo(text_in(heard, "title"), text_in(heard, "description"), address)

    async def delete_material(self, media_id: str) -> None:
        """Take it out of the library. Refused while a menu or an automatic reply uses it (48005)."""
        await self._ask("/cgi-bin/material/del_material", {"media_id": media_id}, may_repeat=False)

    async def material_counts(self) -> MaterialCounts:
        """How full the library is. WeChat docs, 素材管理: 获取永久素材总数."""
        answer = await self._ask("/cgi-bin/material/get_materialcount", may_repeat=True)
        with reading():
            counts = (needed_number_in(answer, f"{kind}_count") for kind in ("voice", "video", "image", "news"))
            return MaterialCounts(*counts)

    async def materials(self, kind: MaterialKind, offset: int = 0, count: int = MOST_LISTED) -> MaterialPage:
        """Up to 20 lines of the library's list, newest first. WeChat docs, 素材管理: 获取永久素材列表."""
        if offset < 0 or not 1 <= count <= MOST_LISTED:
            raise Unsayable("WeChat lists from one to 20 files at once.", "微信一次列出 1 至 20 个素材。")
        question = {"type": kind.value, "offset": offset, "count": count}
        answer = await self._ask("/cgi-bin/material/batchget_material", question, may_repeat=True)
        with reading():
            items = tuple(_item_in(row) for row in needed_rows_in(answer, "item"))
            return MaterialPage(needed_number_in(answer, "total_count"), items)

    async def upload_article_image(self, filename: str, data: bytes) -> str:
        """Keep a picture for an article's text; answers its address. JPEG or PNG below 1 MB, not in the library.

        WeChat docs, 素材管理: 上传图文消息内的图片获取URL.
        """
        content_type = next((kind for start, kind in _KINDS_OF_PICTURES.items() if data.startswith(start)), None)
        if content_type is None or len(data) >= MB:
            raise Unsayable(
                "A picture in an article must be a JPEG or PNG below 1 MB.", "图文内的图片须为小于 1 MB 的 JPG 或 PNG。"
            )
        answer = await self._upload(
            "/cgi-bin/media/uploadimg", filename=filename, content_type=content_type, data=data, may_repeat=True
        )
        with confirming():
            return needed_text_in(answer, "url")


def _item_in(row: Fields) -> MaterialItem:
    # A news item has no name of its own: its first article's title stands for it.
    articles = [] if (content := row.get("content")) is None else _articles_in(content)
    name = text_in(row, "name") or (text_in(articles[0], "title") if articles else "")
    return MaterialItem(needed_text_in(row, "media_id"), name, text_in(row, "url"), moment_in(row, "update_time"))


def _articles_in(content: object) -> list[Fields]:
    if not isinstance(content, dict):
        raise Odd("content")
    return rows_in(content, "news_item")
