"""What fans do (WeChat docs, 接收事件推送 and 自定义菜单: 事件推送)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wechat.arrived.reading import Fields
from wechat.arrived.told import Told


class FollowedVia(StrEnum):
    """What WeChat says about how the fan came: by one of our QR codes, after a payment, or nothing."""

    QR = "qr"
    PAYMENT = "payment"
    UNKNOWN = "unknown"


class PictureSource(StrEnum):
    """Where the menu let the fan take pictures from; the values are WeChat's Events."""

    CAMERA = "pic_sysphoto"
    CAMERA_OR_ALBUM = "pic_photo_or_album"
    WECHAT_ALBUM = "pic_weixin"


@dataclass(frozen=True)
class EventHappened(Told):
    """Something that a fan did, or that happened to them."""


@dataclass(frozen=True)
class Followed(EventHappened):
    """A fan follows. `scene` is the QR code's own, without `qrscene_`; "" where there was no code of ours."""

    wechat_kind = "subscribe"

    scene: str
    ticket: str
    source: FollowedVia


@dataclass(frozen=True)
class Unfollowed(EventHappened):
    """A fan unfollowed: nothing reaches them any more."""

    wechat_kind = "unsubscribe"


@dataclass(frozen=True)
class Scanned(EventHappened):
    """A fan who follows already scanned one of our QR codes."""

    wechat_kind = "SCAN"

    scene: str
    ticket: str


@dataclass(frozen=True)
class LocationReported(EventHappened):
    """Where the fan is: WeChat reports it when they enter the talk, or every five seconds. `precision` is in metres."""

    wechat_kind = "LOCATION"

    latitude: float
    longitude: float
    precision: float


@dataclass(frozen=True)
class MenuClicked(EventHappened):
    """A button of the bottom menu."""

    wechat_kind = "CLICK"

    key: str


@dataclass(frozen=True)
class MenuLinkOpened(EventHappened):
    """A button of the bottom menu that leads to a page; `menu_id` where it was a conditional menu's."""

    wechat_kind = "VIEW"

    url: str
    menu_id: str | None


@dataclass(frozen=True)
class MiniProgramOpened(EventHappened):
    """A button of the bottom menu that leads into a mini-program."""

    wechat_kind = "view_miniprogram"

    page_path: str
    menu_id: str | None


@dataclass(frozen=True)
class CodeScanned(EventHappened):
    """The fan scanned any code by a menu button. `is_waiting`: their phone says 消息接收中 until they get an answer."""

    key: str
    is_waiting: bool
    scan_type: str
    result: str

    @property
    def wechat_kind(self) -> str:
        """WeChat's Event."""
        return "scancode_waitmsg" if self.is_waiting else "scancode_push"


@dataclass(frozen=True)
class PicturesChosen(EventHappened):
    """The fan chose pictures by a menu button; the pictures themselves follow as messages."""

    key: str
    source: PictureSource
    count: int
    md5s: tuple[str, ...]

    @property
    def wechat_kind(self) -> str:
        """WeChat's Event."""
        return self.source.value


@dataclass(frozen=True)
class LocationChosen(EventHappened):
    """The fan chose a place by a menu button; `poi` is the name of what is there."""

    wechat_kind = "location_select"

    key: str
    latitude: float
    longitude: float
    scale: int | None
    label: str
    poi: str


Who = tuple[str, datetime]


def _followed(who: Who, fields: Fields) -> EventHappened:
    key = fields.text("EventKey")
    scene, source = _origin(key)
    return Followed(*who, scene, fields.text("Ticket"), source)


def _origin(key: str) -> tuple[str, FollowedVia]:
    if key.startswith("qrscene_"):
        return key.removeprefix("qrscene_"), FollowedVia.QR  # once: a scene may itself begin with qrscene_
    if key.startswith("last_trade_no_"):
        return "", FollowedVia.PAYMENT
    return "", FollowedVia.UNKNOWN


def _unfollowed(who: Who, fields: Fields) -> EventHappened:
    return Unfollowed(*who)


def _scanned(who: Who, fields: Fields) -> EventHappened:
    return Scanned(*who, fields.text("EventKey"), fields.text("Ticket"))


def _reported(who: Who, fields: Fields) -> EventHappened:
    place = fields.degrees("Latitude", 90), fields.degrees("Longitude", 180)
    return LocationReported(*who, *place, fields.decimal("Precision"))


def _clicked(who: Who, fields: Fields) -> EventHappened:
    return MenuClicked(*who, fields.text("EventKey"))


def _link_opened(who: Who, fields: Fields) -> EventHappened:
    return MenuLinkOpened(*who, fields.text("EventKey"), fields.word("MenuId") or None)


def _mini_program_opened(who: Who, fields: Fields) -> EventHappened:
    return MiniProgramOpened(*who, fields.text("EventKey"), fields.word("MenuId") or None)


def _code_scanned(who: Who, fields: Fields) -> EventHappened:
    is_waiting = fields.word("Event").lower() == "scancode_waitmsg"
    scan = fields.part("ScanCodeInfo")
    return CodeScanned(*who, fields.text("EventKey"), is_waiting, scan.word("ScanType"), scan.text("ScanResult"))


def _pictures_chosen(who: Who, fields: Fields) -> EventHappened:
    source = PictureSource(fields.word("Event").lower())
    md5s = tuple(item.word("PicMd5Sum") for item in fields.each("SendPicsInfo", "PicList", "item"))
    count = fields.part("SendPicsInfo").small("Count")
    return PicturesChosen(*who, fields.text("EventKey"), source, len(md5s) if count is None else count, md5s)


def _location_chosen(who: Who, fields: Fields) -> EventHappened:
    info = fields.part("SendLocationInfo")
    place = info.degrees("Location_X", 90), info.degrees("Location_Y", 180)
    words = info.text("Label"), info.text("Poiname")
    return LocationChosen(*who, fields.text("EventKey"), *place, info.small("Scale"), *words)


# By WeChat's Event in lower case: it writes SCAN, subscribe and WifiConnected.
EVENTS: dict[str, Callable[[Who, Fields], EventHappened]] = {
    "subscribe": _followed,
    "unsubscribe": _unfollowed,
    "scan": _scanned,
    "location": _reported,
    "click": _clicked,
    "view": _link_opened,
    "view_miniprogram": _mini_program_opened,
    "scancode_push": _code_scanned,
    "scancode_waitmsg": _code_scanned,
    "pic_sysphoto": _pictures_chosen,
    "pic_photo_or_album": _pictures_chosen,
    "pic_weixin": _pictures_chosen,
    "location_select": _location_chosen,
}
