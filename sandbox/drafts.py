"""Drafts (草稿箱): articles waiting to be sent to everybody."""

from dataclasses import dataclass, field
from typing import Any

Article = dict[str, Any]


def cover_of(article: Article) -> str:
    """The media id of the picture that stands for an article."""
    pictures = article.get("image_info", {}).get("image_list", [{"image_media_id": ""}])
    return str(article.get("thumb_media_id") or pictures[0]["image_media_id"])


@dataclass
class Draft:
    """Up to eight articles under one media id, as they were cleaned and kept."""

    media_id: str
    articles: list[Article]
    created_at: float
    updated_at: float

    @property
    def said(self) -> str:
        """All words of it, for the review."""
        return " ".join(f"{article['title']} {article['content']}" for article in self.articles)


@dataclass
class Drafts:
    """All drafts of an account, and the articles that went out, by article id."""

    kept: dict[str, Draft] = field(default_factory=dict)
    published: dict[str, list[Article]] = field(default_factory=dict)

    def newest_first(self) -> list[Draft]:
        """As batchget lists them."""
        newest = list(self.kept.values())[::-1]
        return sorted(newest, key=lambda draft: draft.updated_at, reverse=True)
