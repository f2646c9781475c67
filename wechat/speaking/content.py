"""What a message can be, and how WeChat spells it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Words, with links as `<a href="…">`. Line breaks are kept."""

    body: str


@dataclass(frozen=True)
class Image:
    """A picture that was uploaded before."""

    media_id: str


@dataclass(frozen=True)
class Voice:
    """A voice recording that was uploaded before."""

    media_id: str


@dataclass(frozen=True)
class Video:
    """A video that was uploaded before, and the picture that stands for it."""

    media_id: str
    thumb_media_id: str
    title: str = ""
    description: str = ""


@dataclass(frozen=True)
class Music:
    """A card that plays music from an address; `hq_url` is for those on Wi-Fi."""

    title: str
    description: str
    url: str
    hq_url: str
    thumb_media_id: str


@dataclass(frozen=True)
class Article:
    """A card that opens a web page."""

    title: str
    description: str
    url: str
    picture_url: str


@dataclass(frozen=True)
class DraftArticle:
    """Articles of the draft box or of the permanent material (mpnews)."""

    media_id: str


@dataclass(frozen=True)
class PublishedArticle:
    """A published article, by its id (mpnewsarticle)."""

    article_id: str


@dataclass(frozen=True)
class MenuItem:
    """One tappable line. It stays tappable for ever, and answers with its text and its id."""

    id: str
    text: str


@dataclass(frozen=True)
class MenuMessage:
    """A question with tappable answers (msgmenu)."""

    head: str
    items: tuple[MenuItem, ...]
    tail: str = ""


@dataclass(frozen=True)
class Coupon:
    """A card of WeChat's card wallet (wxcard)."""

    card_id: str


@dataclass(frozen=True)
class MiniProgramCard:
    """A card that opens a page of a mini-program linked to the account."""

    title: str
    app_id: str
    page_path: str
    thumb_media_id: str


Content = (
    Text
    | Image
    | Voice
    | Video
    | Music
    | Article
    | DraftArticle
    | PublishedArticle
    | MenuMessage
    | Coupon
    | MiniProgramCard
)


def customer_message(content: Content) -> dict[str, object]:
    """The message as a customer message carries it. WeChat docs, 客服消息: 发送客服消息."""
    kind, said = _spelled(content)
    return {"msgtype": kind, kind: said}


def _spelled(content: Content) -> tuple[str, Mapping[str, object]]:
    match content:
        case Text(body):
            return "text", {"content": body}
        case Image(media_id):
            return "image", {"media_id": media_id}
        case Voice(media_id):
            return "voice", {"media_id": media_id}
        case DraftArticle(media_id):
            return "mpnews", {"media_id": media_id}
        case PublishedArticle(article_id):
            return "mpnewsarticle", {"article_id": article_id}
        case Coupon(card_id):
            return "wxcard", {"card_id": card_id}
        case _:
            return _spelled_card(content)


def _spelled_card(content: Video | Music | Article | MenuMessage | MiniProgramCard) -> tuple[str, Mapping[str, object]]:
    match content:
        case Video(media_id, thumb_media_id, title, description):
            about = {"title": title, "description": description}
            return "video", {"media_id": media_id, "thumb_media_id": thumb_media_id, **about}
        case Music(title, description, url, hq_url, thumb):
            about = {"title": title, "description": description}
            return "music", {**about, "musicurl": url, "hqmusicurl": hq_url, "thumb_media_id": thumb}
        case Article(title, description, url, picture_url):
            # One article and no more: WeChat refuses a second since 2018.
            about = {"title": title, "description": description}
            return "news", {"articles": [{**about, "url": url, "picurl": picture_url}]}
        case MenuMessage(head, items, tail):
            rows = [{"id": item.id, "content": item.text} for item in items]
            return "msgmenu", {"head_content": head, "list": rows, "tail_content": tail}
        case MiniProgramCard(title, app_id, page_path, thumb):
            where = {"appid": app_id, "pagepath": page_path}
            return "miniprogrampage", {"title": title, **where, "thumb_media_id": thumb}
