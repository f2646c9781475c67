"""A fan's timeline: what they did, beside what they said (菜单点击轨迹 and more)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
import strawberry

from domain.database import Row
from domain.ids import TIMELINE_ENTRY, public_id
from domain.timeline.models import TimelineKind
from schema.happenings import CarriedField, Place
from wechat import FollowedVia, PictureSource


@strawberry.interface(description="Something a fan did. New types may come: show one you do not know by its `kind`.")
class TimelineEntry:
    id: strawberry.ID = strawberry.field(description="Opaque.")
    kind: TimelineKind = strawberry.field(description="What they did.")
    happened_at: datetime = strawberry.field(description="When, by WeChat's clock, to the second.")


@strawberry.type(description="They followed.")
class FollowedEntry(TimelineEntry):
    ordinal: int = strawberry.field(description="1 for the first time that Fandesk saw, 2 where they came back …")
    via: FollowedVia = strawberry.field(description="How they came.")
    scene: str | None = strawberry.field(description="The QR code's scene; null without one.")


@strawberry.type(description="They unfollowed.")
class UnfollowedEntry(TimelineEntry):
    pass


@strawberry.type(description="As a follower they scanned one of your QR codes.")
class QrScannedEntry(TimelineEntry):
    scene: str | None = strawberry.field(description="The QR code's scene.")


@strawberry.type(description="They pressed a button of the menu.")
class MenuClickedEntry(TimelineEntry):
    key: str | None = strawberry.field(description="The button's key.")


@strawberry.type(description="They opened a page from the menu.")
class MenuLinkOpenedEntry(TimelineEntry):
    url: str = strawberry.field(description="The page.")
    menu_id: str | None = strawberry.field(
        description="WeChat's number of the conditional menu; null if there is none."
    )


@strawberry.type(description="They opened a mini-program from the menu.")
class MiniProgramOpenedEntry(TimelineEntry):
    page_path: str = strawberry.field(description="The mini-program's page.")
    menu_id: str | None = strawberry.field(
        description="WeChat's number of the conditional menu; null if there is none."
    )


@strawberry.type(description="They scanned some code with a button of the menu.")
class CodeScannedEntry(TimelineEntry):
    key: str | None = strawberry.field(description="The button's key.")
    scan_type: str = strawberry.field(description="What kind of code WeChat says it is, mostly qrcode.")
    scanned: str = strawberry.field(description="What the code says.")
    is_waiting: bool = strawberry.field(description="Did their phone wait for an answer (消息接收中)?")


@strawberry.type(description="They chose pictures with a button of the menu; the pictures follow as messages.")
class PicturesChosenEntry(TimelineEntry):
    key: str | None = strawberry.field(description="The button's key.")
    taken_from: PictureSource = strawberry.field(description="Where the button let them take pictures from.")
    count: int = strawberry.field(description="How many they chose.")


@strawberry.type(description="They chose a place with a button of the menu.")
class LocationChosenEntry(TimelineEntry):
    key: str | None = strawberry.field(description="The button's key.")
    place: Place = strawberry.field(description="The place.")


@strawberry.type(description="WeChat reported where they are: when they enter the talk, or every five seconds.")
class LocationReportedEntry(TimelineEntry):
    latitude: float = strawberry.field(description="Degrees north.")
    longitude: float = strawberry.field(description="Degrees east.")
    precision: float = strawberry.field(description="How far off it may be, in metres.")


@strawberry.type(description="A fan's yes or no to the notices of one template.")
class SubscriptionAnswer:
    template_id: str = strawberry.field(description="WeChat's id of the template.")
    accepted: bool = strawberry.field(description="Did they allow it?")
    scene: str | None = strawberry.field(description="1 on a page, 2 in an article; null if WeChat does not say.")


@strawberry.type(description="They allowed or refused notices (订阅通知).")
class SubscriptionChangedEntry(TimelineEntry):
    answers: list[SubscriptionAnswer] = strawberry.field(description="Template by template.")


@strawberry.type(description="Something that Fandesk has no word for yet.")
class OtherEntry(TimelineEntry):
    wechat_kind: str = strawberry.field(description="WeChat's own word: its Event.")
    carried: list[CarriedField] = strawberry.field(description="All that WeChat told of it.")


def entry_of(row: Row) -> TimelineEntry:
    """An entry from its columns."""
    kind, data = TimelineKind(row["kind"]), orjson.loads(row["data"])
    common = {
        "id": strawberry.ID(public_id(TIMELINE_ENTRY, row["id"])),
        "kind": kind,
        "happened_at": row["happened_at"],
    }
    if kind is TimelineKind.FOLLOWED:
        data["ordinal"] = row["ordinal"]
    return _MAKERS[kind](common, data)


def _followed(common: dict[str, Any], data: dict[str, Any]) -> FollowedEntry:
    return FollowedEntry(
        **common, ordinal=data["ordinal"], via=FollowedVia[data["source"]], scene=data["scene"] or None
    )


def _unfollowed(common: dict[str, Any], data: dict[str, Any]) -> UnfollowedEntry:
    return UnfollowedEntry(**common)


def _scanned(common: dict[str, Any], data: dict[str, Any]) -> QrScannedEntry:
    return QrScannedEntry(**common, scene=data["scene"] or None)


def _clicked(common: dict[str, Any], data: dict[str, Any]) -> MenuClickedEntry:
    return MenuClickedEntry(**common, key=data["key"] or None)


def _link_opened(common: dict[str, Any], data: dict[str, Any]) -> MenuLinkOpenedEntry:
    return MenuLinkOpenedEntry(**common, url=data["url"], menu_id=data["menu_id"])


def _mini_program(common: dict[str, Any], data: dict[str, Any]) -> MiniProgramOpenedEntry:
    return MiniProgramOpenedEntry(**common, page_path=data["page_path"], menu_id=data["menu_id"])


def _code_scanned(common: dict[str, Any], data: dict[str, Any]) -> CodeScannedEntry:
    code = {"scan_type": data["scan_type"], "scanned": data["result"], "is_waiting": data["is_waiting"]}
    return CodeScannedEntry(**common, key=data["key"] or None, **code)


def _pictures(common: dict[str, Any], data: dict[str, Any]) -> PicturesChosenEntry:
    source = PictureSource[data["source"]]
    return PicturesChosenEntry(**common, key=data["key"] or None, taken_from=source, count=data["count"])


def _location_chosen(common: dict[str, Any], data: dict[str, Any]) -> LocationChosenEntry:
    return LocationChosenEntry(**common, key=data["key"] or None, place=Place.of(data))


def _reported(common: dict[str, Any], data: dict[str, Any]) -> LocationReportedEntry:
    return LocationReportedEntry(**common, **data)


def _subscription(common: dict[str, Any], data: dict[str, Any]) -> SubscriptionChangedEntry:
    answers = [
        SubscriptionAnswer(template_id=one["template_id"], accepted=one["accepted"], scene=one["scene"] or None)
        for one in data["answers"]
    ]
    return SubscriptionChangedEntry(**common, answers=answers)


def _other(common: dict[str, Any], data: dict[str, Any]) -> OtherEntry:
    return OtherEntry(**common, wechat_kind=data["wechat_kind"], carried=CarriedField.all_of(data))


_MAKERS: dict[TimelineKind, Callable[[dict[str, Any], dict[str, Any]], TimelineEntry]] = {
    TimelineKind.FOLLOWED: _followed,
    TimelineKind.UNFOLLOWED: _unfollowed,
    TimelineKind.QR_SCANNED: _scanned,
    TimelineKind.MENU_CLICKED: _clicked,
    TimelineKind.MENU_LINK_OPENED: _link_opened,
    TimelineKind.MINI_PROGRAM_OPENED: _mini_program,
    TimelineKind.CODE_SCANNED: _code_scanned,
    TimelineKind.PICTURES_CHOSEN: _pictures,
    TimelineKind.LOCATION_CHOSEN: _location_chosen,
    TimelineKind.LOCATION_REPORTED: _reported,
    TimelineKind.SUBSCRIPTION_CHANGED: _subscription,
    TimelineKind.OTHER: _other,
}

TIMELINE_TYPES = [
    FollowedEntry,
    UnfollowedEntry,
    QrScannedEntry,
    MenuClickedEntry,
    MenuLinkOpenedEntry,
    MiniProgramOpenedEntry,
    CodeScannedEntry,
    PicturesChosenEntry,
    LocationChosenEntry,
    LocationReportedEntry,
    SubscriptionChangedEntry,
    OtherEntry,
]
