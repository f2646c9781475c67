"""What a message holds, typed by its kind."""

from collections.abc import Callable
from typing import Annotated, Any

import orjson
import strawberry

from domain.conversations.models import MessageKind
from domain.timeline.models import TimelineKind
from schema.context import Context
from schema.happenings import CarriedField, Place
from schema.media_files import Files, MediaFile
from wechat import FollowedVia


@strawberry.type(description="Words.")
class TextContent:
    body: str = strawberry.field(description="What was written.")
    menu_item_id: str | None = strawberry.field(
        description="The item of a menu message that the fan tapped instead of typing; null where they typed."
    )


@strawberry.type(description="A picture.")
class ImageContent:
    media: MediaFile | None = strawberry.field(description="The picture.")


@strawberry.type(description="Something spoken.")
class VoiceContent:
    media: MediaFile | None = strawberry.field(description="The recording: mostly AMR.")
    format: str = strawberry.field(description="What WeChat calls its format: amr or speex; mp3 may be sent.")
    recognition: str | None = strawberry.field(
        description="What WeChat understood; null where speech recognition is not turned on, or understood nothing."
    )


@strawberry.type(description="A video.")
class VideoContent:
    media: MediaFile | None = strawberry.field(description="The video.")
    preview: MediaFile | None = strawberry.field(description="A still of it; null without one.")
    title: str = strawberry.field(description="Its title, where an account sent it; else empty.")
    description: str = strawberry.field(description="What it is about, where an account sent it; else empty.")
    is_short: bool = strawberry.field(description="Was it recorded by WeChat's own short-video button (小视频)?")


@strawberry.type(description="A place on a map, in degrees as China's maps count them (GCJ-02).")
class LocationContent:
    latitude: float = strawberry.field(description="Degrees north.")
    longitude: float = strawberry.field(description="Degrees east.")
    scale: int | None = strawberry.field(description="The map's zoom; null if unknown.")
    label: str = strawberry.field(description="The address.")


@strawberry.type(description="A link to a page.")
class LinkContent:
    title: str = strawberry.field(description="Its title.")
    description: str = strawberry.field(description="What it is about; often empty.")
    url: str = strawberry.field(description="Where it leads. A fan wrote it: do not open it without looking.")


@strawberry.type(description="A mini-program's card (小程序卡片).")
class CardContent:
    title: str = strawberry.field(description="Its title.")
    app_id: str = strawberry.field(description="The mini-program's AppID.")
    page_path: str = strawberry.field(description="The page that it opens.")
    preview: MediaFile | None = strawberry.field(description="Its picture; null without one.")


@strawberry.type(description="A card that opens a web page (图文), sent by an account.")
class ArticleContent:
    title: str = strawberry.field(description="Its title.")
    description: str = strawberry.field(description="What it is about; often empty.")
    url: str = strawberry.field(description="Where it leads.")
    picture_url: str = strawberry.field(description="The address of its picture; empty for none.")


@strawberry.type(description="An answer that the fan may tap, now and for ever.")
class MessageMenuItem:
    item_id: str = strawberry.field(description="What comes back as `menuItemId` of the fan's text.")
    text: str = strawberry.field(description="What the fan reads, and says by tapping.")


@strawberry.type(description="A question with answers to tap (菜单消息), sent by an account.")
class MenuContent:
    head: str = strawberry.field(description="The words above the answers; may be empty.")
    items: list[MessageMenuItem] = strawberry.field(description="The answers.")
    tail: str = strawberry.field(description="The words below them; may be empty.")


@strawberry.type(description="A file. WeChat tells its name, and gives accounts no way to fetch it.")
class FileContent:
    title: str = strawberry.field(description="Its name.")
    description: str = strawberry.field(description="What it is about; often empty.")
    size: float | None = strawberry.field(description="In bytes; null if unknown.")
    md5: str = strawberry.field(description="Its MD5, by which the fan's copy can be told; empty if unknown.")


@strawberry.type(
    description="Something the fan did. Which of these stand in the talk, and which in the timeline only:"
    " see the documentation of the API."
)
class EventContent:
    kind: TimelineKind = strawberry.field(description="What they did.")
    key: str | None = strawberry.field(description="The menu button's key; null where it was no button.")
    scene: str | None = strawberry.field(description="The QR code's scene; null without one.")
    via: FollowedVia | None = strawberry.field(description="How they came, where they followed; null otherwise.")
    scanned: str | None = strawberry.field(description="What the code said that they scanned; null otherwise.")
    is_waiting: bool = strawberry.field(description="Does their phone wait for an answer (消息接收中)?")
    place: Place | None = strawberry.field(description="The place they chose; null otherwise.")


@strawberry.type(description="Something that Fandesk has no word for yet.")
class UnsupportedContent:
    carried: list[CarriedField] = strawberry.field(description="All that WeChat told of it.")


MessageContent = Annotated[
    TextContent
    | ImageContent
    | VoiceContent
    | VideoContent
    | LocationContent
    | LinkContent
    | CardContent
    | ArticleContent
    | MenuContent
    | FileContent
    | EventContent
    | UnsupportedContent,
    strawberry.union("MessageContent", description="What a message holds. New types may come: then show its `text`."),
]


def content_of(
    kind: MessageKind, wechat_kind: str, text: str | None, stored: str | None, files: str | None, context: Context
) -> Any:
    """The content of a message from its columns."""
    if stored is None and kind is MessageKind.TEXT:
        return TextContent(body=text or "", menu_item_id=None)  # what happens most
    data: dict[str, Any] = orjson.loads(stored) if stored else {"wechat_kind": wechat_kind, "text": text}
    # Of a fan's message they are rows of their own; what an account sends names its assets in its content.
    found = data["files"] if "files" in data and kind is not MessageKind.UNSUPPORTED else orjson.loads(files or "[]")
    return _MAKERS[kind](data, text or "", Files(found, context))


def _text(data: dict[str, Any], text: str, files: Files) -> TextContent:
    return TextContent(body=text, menu_item_id=data.get("menu_item_id"))


def _image(data: dict[str, Any], text: str, files: Files) -> ImageContent:
    return ImageContent(media=files.main)


def _voice(data: dict[str, Any], text: str, files: Files) -> VoiceContent:
    return VoiceContent(
        media=files.main, format=data.get("format") or _format(files.main), recognition=data.get("recognition")
    )


def _format(file: MediaFile | None) -> str:
    return {"audio/amr": "amr", "audio/mpeg": "mp3"}.get(file.content_type or "", "") if file else ""


def _video(data: dict[str, Any], text: str, files: Files) -> VideoContent:
    words = {name: data.get(name, "") for name in ("title", "description")}
    return VideoContent(media=files.main, preview=files.preview, is_short=data.get("is_short", False), **words)


def _location(data: dict[str, Any], text: str, files: Files) -> LocationContent:
    return LocationContent(**{name: data[name] for name in ("latitude", "longitude", "scale", "label")})


def _link(data: dict[str, Any], text: str, files: Files) -> LinkContent:
    return LinkContent(title=text, description=data.get("description", ""), url=data.get("url", ""))


def _card(data: dict[str, Any], text: str, files: Files) -> CardContent:
    where = {name: data.get(name, "") for name in ("app_id", "page_path")}
    return CardContent(title=text, preview=files.preview, **where)


def _article(data: dict[str, Any], text: str, files: Files) -> ArticleContent:
    return ArticleContent(title=text, **{name: data.get(name, "") for name in ("description", "url", "picture_url")})


def _menu(data: dict[str, Any], text: str, files: Files) -> MenuContent:
    items = [MessageMenuItem(item_id=item["id"], text=item["text"]) for item in data["items"]]
    return MenuContent(head=data["head"], items=items, tail=data["tail"])


def _file(data: dict[str, Any], text: str, files: Files) -> FileContent:
    about = {name: data.get(name, "") for name in ("description", "md5")}
    size = data.get("size")
    return FileContent(title=text, size=None if size is None else float(size), **about)


def _event(data: dict[str, Any], text: str, files: Files) -> EventContent:
    kind = TimelineKind(data.get("kind") or _BY_WECHATS_NAME.get(data["wechat_kind"], "OTHER"))
    via = data.get("source") if kind is TimelineKind.FOLLOWED else None
    return EventContent(
        kind=kind,
        key=data.get("key") or None,
        scene=data.get("scene") or None,
        via=FollowedVia[via] if via else None,
        scanned=data.get("result"),
        is_waiting=data.get("is_waiting", False),
        place=Place.of(data) if kind is TimelineKind.LOCATION_CHOSEN else None,
    )


def _unsupported(data: dict[str, Any], text: str, files: Files) -> UnsupportedContent:
    return UnsupportedContent(carried=CarriedField.all_of(data))


# What was written without content, such as a demo's rows.
_BY_WECHATS_NAME = {"subscribe": "FOLLOWED", "unsubscribe": "UNFOLLOWED", "SCAN": "QR_SCANNED", "CLICK": "MENU_CLICKED"}

_MAKERS: dict[MessageKind, Callable[[dict[str, Any], str, Files], Any]] = {
    MessageKind.TEXT: _text,
    MessageKind.IMAGE: _image,
    MessageKind.VOICE: _voice,
    MessageKind.VIDEO: _video,
    MessageKind.LOCATION: _location,
    MessageKind.LINK: _link,
    MessageKind.CARD: _card,
    MessageKind.ARTICLE: _article,
    MessageKind.MENU: _menu,
    MessageKind.FILE: _file,
    MessageKind.EVENT: _event,
    MessageKind.UNSUPPORTED: _unsupported,
}
