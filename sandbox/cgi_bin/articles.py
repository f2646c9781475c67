"""One article of a draft (图文消息 or 图片消息): its limits, and what WeChat takes out of it."""

import html
import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.accounts import Account
from sandbox.cgi_bin.refusals import Refusal
from sandbox.drafts import Article
from sandbox.media import MediaKind

LONGEST = {"title": (32, 45003), "author": (16, 45110), "digest": (128, 45004)}  # characters
LONGEST_CONTENT, LARGEST_CONTENT = 20_000, 1_000_000  # characters, bytes
LONGEST_LINK, MOST_PICTURES, DIGEST = 1024, 20, 54
SCRIPT = re.compile(r"<script\b.*?(</script\s*>|$)", re.IGNORECASE | re.DOTALL)
HANDLER = re.compile(r"\son\w+\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
SOURCE = re.compile(r"\b(?:data-)?src\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")


def read_article(account: Account, said: Any, now: float, *, is_alone: bool) -> Article:
    """The article as it is kept: scripts and pictures from elsewhere gone, a digest made where one is missing."""
    said = said if isinstance(said, dict) else {}
    kind = said.get("article_type", "news")
    if kind not in ("news", "newspic"):
        raise Refusal(40035)
    words = {key: _words(said, key) for key in ("title", "author", "digest")}
    if not words["title"]:
        raise Refusal(45003)
    content = _content(account, said, may_be_empty=kind == "newspic")
    digest = words["digest"] or (_first_words(content) if is_alone else "")
    pictures = _thumb(account, said, now) if kind == "news" else _pictures(account, said, now)
    return {
        "article_type": kind,
        **words,
        "digest": digest,
        "content": content,
        "content_source_url": _link(said),
        **pictures,
        "need_open_comment": 1 if said.get("need_open_comment") == 1 else 0,
        "only_fans_can_comment": 1 if said.get("only_fans_can_comment") == 1 else 0,
    }


def _words(said: dict[str, Any], key: str) -> str:
    longest, errcode = LONGEST[key]
    value = said.get(key) or ""
    if not isinstance(value, str) or len(value) > longest:
        raise Refusal(errcode)
    return value


def _link(said: dict[str, Any]) -> str:
    link = said.get("content_source_url") or ""
    if not isinstance(link, str) or len(link.encode()) > LONGEST_LINK:
        raise Refusal(45005)
    return link


def _content(account: Account, said: dict[str, Any], *, may_be_empty: bool) -> str:
    content = said.get("content", "")
    if not isinstance(content, str) or not (content or may_be_empty):
        raise Refusal(45166)
    if len(content) >= LONGEST_CONTENT or len(content.encode()) >= LARGEST_CONTENT:
        raise Refusal(45002)
    clean = HANDLER.sub("", SCRIPT.sub("", content))
    return IMAGE.sub(lambda match: match[0] if _is_ours(account, match[0]) else "", clean)


def _is_ours(account: Account, tag: str) -> bool:
    source = SOURCE.search(tag)
    if source is None:
        return False
    try:
        parts = urlsplit(html.unescape(source[1]))
    except ValueError:
        return False
    is_wechats = (parts.hostname or "").endswith(".qpic.cn")
    return is_wechats or account.media.at_address(parts.path.rsplit("/", 1)[-1]) is not None


def _first_words(content: str) -> str:
    return " ".join(html.unescape(TAG.sub(" ", content)).split())[:DIGEST]


def _thumb(account: Account, said: dict[str, Any], now: float) -> dict[str, Any]:
    return {"thumb_media_id": _permanent_picture(account, said.get("thumb_media_id"), now), "show_cover_pic": 0}


def _pictures(account: Account, said: dict[str, Any], now: float) -> dict[str, Any]:
    info = said.get("image_info")
    listed = info.get("image_list") if isinstance(info, dict) else None
    if not isinstance(listed, list) or not listed or len(listed) > MOST_PICTURES:
        raise Refusal(40007)
    ids = [one.get("image_media_id") if isinstance(one, dict) else None for one in listed]
    kept = [_permanent_picture(account, media_id, now) for media_id in ids]
    return {"image_info": {"image_list": [{"image_media_id": media_id} for media_id in kept]}}


def _permanent_picture(account: Account, media_id: Any, now: float) -> str:
    found = account.media.find(media_id, now) if isinstance(media_id, str) else None
    if found is None or not found.is_permanent or found.kind not in (MediaKind.IMAGE, MediaKind.THUMB):
        raise Refusal(40007)
    return found.media_id
