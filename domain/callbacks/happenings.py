"""What a fan did, as an entry of their timeline, and where it helps an agent as an event of the talk, too."""

from typing import Any

import wechat
from domain.callbacks.messages import as_json, carried
from domain.conversations.actions import Said, from_fan
from domain.conversations.models import MessageKind
from domain.timeline.models import TimelineKind

Happening = tuple[TimelineKind, dict[str, Any]]

# What an agent who comes into the talk has to know, and what the fan waits for an answer to. Looking around (links and
# mini-programs opened, places reported) would bury the words, and chosen pictures follow as messages of their own.
_IN_THE_TALK = frozenset(
    {
        TimelineKind.FOLLOWED,
        TimelineKind.UNFOLLOWED,
        TimelineKind.QR_SCANNED,
        TimelineKind.MENU_CLICKED,
        TimelineKind.CODE_SCANNED,
        TimelineKind.LOCATION_CHOSEN,
    }
)
# What says it in a word, for the talk.
_WORD = {
    TimelineKind.FOLLOWED: "scene",
    TimelineKind.QR_SCANNED: "scene",
    TimelineKind.MENU_CLICKED: "key",
    TimelineKind.CODE_SCANNED: "result",
    TimelineKind.LOCATION_CHOSEN: "label",
}


def happening_in(arrived: wechat.EventHappened | wechat.Unknown) -> Happening:
    """What happened, and what the kind has to say about it."""
    match arrived:
        case wechat.Followed():
            return TimelineKind.FOLLOWED, {"scene": arrived.scene, "source": arrived.source.name}
        case wechat.Unfollowed():
            return TimelineKind.UNFOLLOWED, {}
        case wechat.Scanned():
            return TimelineKind.QR_SCANNED, _of(arrived, "scene")
        case wechat.MenuClicked():
            return TimelineKind.MENU_CLICKED, _of(arrived, "key")
        case wechat.MenuLinkOpened():
            return TimelineKind.MENU_LINK_OPENED, _of(arrived, "url", "menu_id")
        case wechat.MiniProgramOpened():
            return TimelineKind.MINI_PROGRAM_OPENED, _of(arrived, "page_path", "menu_id")
        case wechat.CodeScanned():
            return TimelineKind.CODE_SCANNED, _of(arrived, "key", "is_waiting", "scan_type", "result")
        case wechat.PicturesChosen():
            return TimelineKind.PICTURES_CHOSEN, _of(arrived, "key", "count") | {"source": arrived.source.name}
        case wechat.LocationChosen():
            place = _of(arrived, "latitude", "longitude", "scale", "label", "poi")
            return TimelineKind.LOCATION_CHOSEN, _of(arrived, "key") | place
        case wechat.LocationReported():
            return TimelineKind.LOCATION_REPORTED, _of(arrived, "latitude", "longitude", "precision")
        case wechat.SubscriptionsAnswered() | wechat.SubscriptionsChanged():
            answers = [_of(answer, "template_id", "accepted", "scene") for answer in arrived.answers]
            return TimelineKind.SUBSCRIPTION_CHANGED, {"answers": answers}
        case wechat.Unknown():
            return TimelineKind.OTHER, {"wechat_kind": arrived.kind, "carried": carried(arrived.fields)}
    raise AssertionError(f"no entry is made of {type(arrived).__name__}")


def event_in(arrived: wechat.EventHappened | wechat.Unknown, happening: Happening) -> Said | None:
    """The event for the talk; None for what stands in the timeline only."""
    kind, data = happening
    if kind not in _IN_THE_TALK:
        return None
    word = data.get(_WORD.get(kind, ""))
    return from_fan(MessageKind.EVENT, arrived.wechat_kind, arrived.at, word or None, as_json({"kind": kind} | data))


def _of(thing: object, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}
