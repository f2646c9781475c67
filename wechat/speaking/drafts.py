"""The draft box: articles before they are mass-sent or published. WeChat docs, 草稿箱."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from wechat.errors import Unsayable
from wechat.speaking.answers import (
    Fields,
    confirming,
    moment_in,
    needed_rows_in,
    needed_text_in,
    number_in,
    reading,
    row_in,
    rows_in,
    text_in,
)
from wechat.speaking.speaker import Speaker

MOST_PAGES = 8
MOST_LISTED = 20


@dataclass(frozen=True)
class DraftPage:
    """One article of a draft: words as HTML with a permanent picture for its cover, or (`pictures`) permanent pictures.

    Lengths in characters: title 32, author 16, digest 128, content 20,000. `url` is WeChat's own, only in answers;
    `more` is whatever else WeChat's article holds, and goes back as it came.
    """

    title: str
    content: str = ""
    thumb_media_id: str = ""
    author: str = ""
    digest: str = ""
    source_url: str = ""
    takes_comments: bool = False
    only_fans_comment: bool = False
    pictures: tuple[str, ...] = ()
    url: str = ""
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A draft in the box. It disappears when it is mass-sent or published."""

    media_id: str
    pages: tuple[DraftPage, ...]
    updated_at: datetime | None


@dataclass(frozen=True)
class Drafts:
    """A page of the draft box; `total` counts all drafts."""

    total: int
    drafts: tuple[Draft, ...]


class DraftBox(Speaker):
    """The account's draft box (草稿箱)."""

    async def add_draft(self, articles: Sequence[DraftPage]) -> str:
        """Put from 1 to 8 articles into the box as one draft, and return its media_id.

        WeChat docs, 草稿箱: 新增草稿. It has no idempotency key: where it is Uncertain, look at `drafts` first.
        """
        if not 1 <= len(articles) <= MOST_PAGES:
            raise Unsayable(*_WRONG_COUNT)
        pages = [_spelled(page) for page in articles]
        answer = await self._ask("/cgi-bin/draft/add", {"articles": pages}, may_repeat=False)
        with confirming():
            return needed_text_in(answer, "media_id")

    async def draft(self, media_id: str) -> tuple[DraftPage, ...]:
        """The articles of a draft. WeChat docs, 草稿箱: 获取草稿详情. Raises TryLater or Refused."""
        answer = await self._ask("/cgi-bin/draft/get", {"media_id": media_id}, may_repeat=True)
        with reading():
            return tuple(_page(row) for row in needed_rows_in(answer, "news_item"))

    async def update_draft(self, media_id: str, index: int, page: DraftPage) -> None:
        """Put this article in the place of one, counted from 0. WeChat docs, 草稿箱: 更新草稿.

        Raises TryLater or Refused.
        """
        # Here `articles` is one object, not a list.
        change = {"media_id": media_id, "index": index, "articles": _spelled(page)}
        await self._ask("/cgi-bin/draft/update", change, may_repeat=True)

    async def delete_draft(self, media_id: str) -> None:
        """Throw a draft away. WeChat docs, 草稿箱: 删除草稿. Raises TryLater or Refused."""
        await self._ask("/cgi-bin/draft/delete", {"media_id": media_id}, may_repeat=True)

    async def drafts(self, offset: int = 0, count: int = MOST_LISTED) -> Drafts:
        """Drafts from this one on, from 1 to 20 of them. WeChat docs, 草稿箱: 获取草稿列表.

        Raises TryLater or Refused.
        """
        if not 1 <= count <= MOST_LISTED:
            raise Unsayable(*_WRONG_PAGE)
        which = {"offset": offset, "count": count, "no_content": 0}
        answer = await self._ask("/cgi-bin/draft/batchget", which, may_repeat=True)
        with reading():
            return Drafts(
                number_in(answer, "total_count"), tuple(_draft(row) for row in needed_rows_in(answer, "item"))
            )


def _draft(row: Fields) -> Draft:
    pages = rows_in(row_in(row, "content"), "news_item")
    return Draft(needed_text_in(row, "media_id"), tuple(map(_page, pages)), moment_in(row, "update_time"))


_TEXTS = {  # our name and WeChat's
    "title": "title",
    "content": "content",
    "thumb_media_id": "thumb_media_id",
    "author": "author",
    "digest": "digest",
    "source_url": "content_source_url",
}
_FLAGS = {"takes_comments": "need_open_comment", "only_fans_comment": "only_fans_can_comment"}
_READ = {*_TEXTS.values(), *_FLAGS.values(), "url", "article_type", "image_info"}


def _spelled(page: DraftPage) -> dict[str, object]:
    texts = {theirs: getattr(page, ours) for ours, theirs in _TEXTS.items() if getattr(page, ours)}
    flags = {theirs: int(getattr(page, ours)) for ours, theirs in _FLAGS.items()}
    said: dict[str, object] = {"article_type": "newspic" if page.pictures else "news", **page.more, **texts, **flags}
    if page.pictures:
        said["image_info"] = {"image_list": [{"image_media_id": media_id} for media_id in page.pictures]}
    return said


def _page(row: Fields) -> DraftPage:
    pictures = rows_in(row_in(row, "image_info"), "image_list")
    return DraftPage(
        **{ours: text_in(row, theirs) for ours, theirs in _TEXTS.items()},
        takes_comments=number_in(row, "need_open_comment") == 1,
        only_fans_comment=number_in(row, "only_fans_can_comment") == 1,
        pictures=tuple(text_in(picture, "image_media_id") for picture in pictures),
        url=text_in(row, "url"),
        more={name: value for name, value in row.items() if name not in _READ},
    )


_WRONG_COUNT = "A draft holds from 1 to 8 articles.", "一份草稿需要包含 1 到 8 篇文章。"
_WRONG_PAGE = "Ask for 1 to 20 drafts at once.", "每次最多读取 20 份草稿。"
