"""Words that the talk and the timeline have in common: places, ways to follow, what a push carried."""

from typing import Any, Self

import strawberry

from domain.timeline.models import TimelineKind
from schema.enums import described
from wechat import FollowedVia, PictureSource

described(
    TimelineKind,
    "TimelineKind",
    "What a fan did. New values may come.",
    {
        "FOLLOWED": "They followed, for the first time or again.",
        "UNFOLLOWED": "They unfollowed.",
        "QR_SCANNED": "As a follower they scanned one of your QR codes (带参数二维码).",
        "MENU_CLICKED": "They pressed a button of the menu.",
        "MENU_LINK_OPENED": "They opened a page from the menu.",
        "MINI_PROGRAM_OPENED": "They opened a mini-program from the menu.",
        "CODE_SCANNED": "They scanned some code with a button of the menu.",
        "PICTURES_CHOSEN": "They chose pictures with a button of the menu; the pictures follow as messages.",
        "LOCATION_CHOSEN": "They chose a place with a button of the menu.",
        "LOCATION_REPORTED": "WeChat reported where they are.",
        "SUBSCRIPTION_CHANGED": "They allowed or refused notices (订阅通知).",
        "OTHER": "Something that Fandesk has no word for yet.",
    },
)
described(
    FollowedVia,
    "FollowSource",
    "How a fan came to follow, as far as the callback tells. New values may come.",
    {
        "QR": "By one of your QR codes.",
        "PAYMENT": "After they paid.",
        "UNKNOWN": "WeChat does not say.",
    },
)
described(
    PictureSource,
    "PictureSource",
    "Where a menu button lets a fan take pictures from.",
    {
        "CAMERA": "The camera (pic_sysphoto).",
        "CAMERA_OR_ALBUM": "The camera or the phone's album (pic_photo_or_album).",
        "WECHAT_ALBUM": "WeChat's own album (pic_weixin).",
    },
)


@strawberry.type(description="A place on a map, in degrees as China's maps count them (GCJ-02).")
class Place:
    latitude: float = strawberry.field(description="Degrees north.")
    longitude: float = strawberry.field(description="Degrees east.")
    scale: int | None = strawberry.field(description="The map's zoom; null if unknown.")
    label: str = strawberry.field(description="The address.")
    name: str = strawberry.field(description="What is there (POI); often empty.")

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """From stored data."""
        where = {name: data[name] for name in ("latitude", "longitude", "scale", "label")}
        return cls(**where, name=data["poi"])


@strawberry.type(description="One thing that a push of an unknown kind carried.")
class CarriedField:
    name: str = strawberry.field(description="WeChat's own name for it, with its way down: `ScanCodeInfo/ScanType`.")
    value: str = strawberry.field(description="What it says.")

    @classmethod
    def all_of(cls, data: dict[str, Any]) -> list[Self]:
        """From stored data."""
        return [cls(name=name, value=value) for name, value in data.get("carried", ())]
