"""What fans send (WeChat docs, 接收普通消息)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from wechat.arrived.reading import Fields, Odd
from wechat.arrived.told import Told


@dataclass(frozen=True)
class MessageArrived(Told):
    """Something that a fan sent. `message_id` is "" where WeChat gave none."""

    message_id: str


@dataclass(frozen=True)
class TextArrived(MessageArrived):
    """A fan wrote. `menu_item_id` is set where the fan tapped an item of a menu message instead of typing."""

    wechat_kind = "text"

    text: str
    menu_item_id: str | None


@dataclass(frozen=True)
class ImageArrived(MessageArrived):
    """A picture: `media_id` serves for three days, `picture_url` is another way to it. One of them may be ""."""

    wechat_kind = "image"

    media_id: str
    picture_url: str


@dataclass(frozen=True)
class VoiceArrived(MessageArrived):
    """Something spoken. `format` is amr or speex; `recognition` is what WeChat understood, where that is turned on."""

    wechat_kind = "voice"

    media_id: str
    format: str
    recognition: str | None


@dataclass(frozen=True)
class VideoArrived(MessageArrived):
    """A video, with a still of it; `is_short` is the kind that WeChat records by itself (小视频)."""

    media_id: str
    thumb_media_id: str
    is_short: bool

    @property
    def wechat_kind(self) -> str:
        """WeChat's MsgType."""
        return "shortvideo" if self.is_short else "video"


@dataclass(frozen=True)
class LocationArrived(MessageArrived):
    """A place, in degrees as China's maps count them (GCJ-02); `scale` is the zoom of the map."""

    wechat_kind = "location"

    latitude: float
    longitude: float
    scale: int | None
    label: str


@dataclass(frozen=True)
class LinkArrived(MessageArrived):
    """A link to a page."""

    wechat_kind = "link"

    title: str
    description: str
    url: str


@dataclass(frozen=True)
class CardArrived(MessageArrived):
    """A mini-program's card (小程序卡片)."""

    wechat_kind = "miniprogrampage"

    title: str
    app_id: str
    page_path: str
    thumb_url: str
    thumb_media_id: str


@dataclass(frozen=True)
class FileArrived(MessageArrived):
    """A file, of which WeChat tells the name and no way to fetch it. Documented nowhere, and seen."""

    wechat_kind = "file"

    title: str
    description: str
    file_key: str
    md5: str
    size: int | None


Common = tuple[str, datetime, str]


def _text(common: Common, fields: Fields) -> MessageArrived:
    return TextArrived(*common, fields.text("Content"), fields.word("bizmsgmenuid") or None)


def _image(common: Common, fields: Fields) -> MessageArrived:
    image = ImageArrived(*common, fields.media_id("MediaId"), fields.word("PicUrl"))
    if not image.media_id and not image.picture_url:
        raise Odd("MediaId")
    return image


def _voice(common: Common, fields: Fields) -> MessageArrived:
    return VoiceArrived(*common, _file(fields), fields.word("Format"), fields.text("Recognition") or None)


def _video(common: Common, fields: Fields) -> MessageArrived:
    is_short = fields.word("MsgType") == "shortvideo"
    return VideoArrived(*common, _file(fields), fields.media_id("ThumbMediaId"), is_short)


def _file(fields: Fields) -> str:
    id = fields.media_id("MediaId")
    if not id:
        raise Odd("MediaId")
    return id


def _location(common: Common, fields: Fields) -> MessageArrived:
    place = fields.degrees("Location_X", 90), fields.degrees("Location_Y", 180)
    return LocationArrived(*common, *place, fields.small("Scale"), fields.text("Label"))


def _link(common: Common, fields: Fields) -> MessageArrived:
    return LinkArrived(*common, fields.text("Title"), fields.text("Description"), fields.word("Url"))


def _card(common: Common, fields: Fields) -> MessageArrived:
    where = fields.word("AppId"), fields.word("PagePath")
    return CardArrived(*common, fields.text("Title"), *where, fields.word("ThumbUrl"), fields.media_id("ThumbMediaId"))


def _attachment(common: Common, fields: Fields) -> MessageArrived:
    words = fields.text("Title"), fields.text("Description")
    return FileArrived(*common, *words, fields.word("FileKey"), fields.word("FileMd5"), fields.whole("FileTotalLen"))


# By WeChat's MsgType. Each raises Odd where the push lacks what makes it one of its kind.
MESSAGES: dict[str, Callable[[Common, Fields], MessageArrived]] = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "shortvideo": _video,
    "location": _location,
    "link": _link,
    "miniprogrampage": _card,
    "file": _attachment,
}
