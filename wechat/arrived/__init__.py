"""What WeChat pushes, in our words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from wechat.arrived.account_events import (
    ACCOUNT_EVENTS,
    AccountEvent,
    AgentSession,
    CopyrightFinding,
    MassSettled,
    PublishSettled,
    SessionChange,
    SettledArticle,
    Verification,
    VerificationDue,
    VerificationExpired,
    VerificationGranted,
    VerificationRefused,
)
from wechat.arrived.events import (
    EVENTS,
    CodeScanned,
    EventHappened,
    Followed,
    FollowedVia,
    LocationChosen,
    LocationReported,
    MenuClicked,
    MenuLinkOpened,
    MiniProgramOpened,
    PicturesChosen,
    PictureSource,
    Scanned,
    Unfollowed,
)
from wechat.arrived.messages import (
    MESSAGES,
    CardArrived,
    FileArrived,
    ImageArrived,
    LinkArrived,
    LocationArrived,
    MessageArrived,
    TextArrived,
    VideoArrived,
    VoiceArrived,
)
from wechat.arrived.notices import (
    NOTICES,
    FanCancelled,
    FanInfoChanged,
    FanRevoked,
    SubscriptionAnswer,
    SubscriptionResult,
    SubscriptionsAnswered,
    SubscriptionsChanged,
    SubscriptionsSent,
    TemplateOutcome,
    TemplateSettled,
)
from wechat.arrived.reading import Fields, Odd
from wechat.markup import Tree, flat, tree_of

__all__ = [
    "AccountEvent",
    "AgentSession",
    "Arrived",
    "CardArrived",
    "CodeScanned",
    "CopyrightFinding",
    "EventHappened",
    "FanCancelled",
    "FanInfoChanged",
    "FanRevoked",
    "FileArrived",
    "Followed",
    "FollowedVia",
    "ImageArrived",
    "LinkArrived",
    "LocationArrived",
    "LocationChosen",
    "LocationReported",
    "MassSettled",
    "MenuClicked",
    "MenuLinkOpened",
    "MessageArrived",
    "MiniProgramOpened",
    "PictureSource",
    "PicturesChosen",
    "PublishSettled",
    "Scanned",
    "SessionChange",
    "SettledArticle",
    "SubscriptionAnswer",
    "SubscriptionResult",
    "SubscriptionsAnswered",
    "SubscriptionsChanged",
    "SubscriptionsSent",
    "TemplateOutcome",
    "TemplateSettled",
    "TextArrived",
    "Unfollowed",
    "Unknown",
    "Verification",
    "VerificationDue",
    "VerificationExpired",
    "VerificationGranted",
    "VerificationRefused",
    "VideoArrived",
    "VoiceArrived",
    "fan_in",
    "read",
    "time_in",
]


@dataclass(frozen=True)
class Unknown:
    """A push of a kind that we do not know, or of one that we know with a field that makes no sense.

    `kind` is WeChat's MsgType, or its Event; `fields` is all that the push carried, parts in parts.
    """

    openid: str
    at: datetime
    kind: str
    is_message: bool
    is_about_a_fan: bool
    message_id: str
    fields: Mapping[str, Any]

    @property
    def wechat_kind(self) -> str:
        """WeChat's word for it."""
        return self.kind

    @property
    def key(self) -> str:
        """Its EventKey; "" where it has none."""
        return Fields(self.fields).text("EventKey")


Arrived = MessageArrived | EventHappened | AccountEvent | Unknown


def read(xml: str) -> Arrived:
    """What the push says. Never raises on an XML that `open_envelope` let through."""
    tree = tree_of(xml)
    fields, flat_fields = Fields(tree), flat(tree)
    openid, at, kind = fan_in(flat_fields), time_in(flat_fields), flat_fields["MsgType"].strip()
    try:
        known = _event(openid, at, fields) if kind == "event" else _message(openid, at, kind, fields)
    except Odd:
        known = None
    return known or _unknown(openid, at, kind, fields, tree)


def fan_in(fields: Mapping[str, str]) -> str:
    """Whom the push is about. The authorization events are sent by the platform and name the fan in OpenID.

    WeChat docs, 用户管理: 授权用户信息变更事件.
    """
    if _event_in(fields) in _ABOUT_THE_OPENID and (openid := fields.get("OpenID", "").strip()):
        return openid
    return fields["FromUserName"].strip()


def time_in(fields: Mapping[str, str]) -> datetime:
    """When it happened, to the second."""
    return datetime.fromtimestamp(int(fields["CreateTime"].strip()), UTC)


def _message(openid: str, at: datetime, kind: str, fields: Fields) -> MessageArrived | None:
    make = MESSAGES.get(kind)
    return make((openid, at, fields.word("MsgId")), fields) if make else None


def _event(openid: str, at: datetime, fields: Fields) -> EventHappened | AccountEvent | None:
    event = fields.word("Event").lower()
    if event in ACCOUNT_EVENTS:
        return ACCOUNT_EVENTS[event]((openid, at), fields)
    if not _is_about_a_fan(event, fields):
        return None
    make = EVENTS.get(event) or NOTICES.get(event)
    return make((openid, at), fields) if make else None


def _unknown(openid: str, at: datetime, kind: str, fields: Fields, tree: Tree) -> Unknown:
    if kind != "event":
        return Unknown(openid, at, kind, True, True, fields.word("MsgId"), tree)
    event = fields.word("Event")
    return Unknown(openid, at, event, False, _is_about_a_fan(event.lower(), fields), "", tree)


def _is_about_a_fan(event: str, fields: Fields) -> bool:
    if event in _ABOUT_THE_OPENID:
        return bool(fields.word("OpenID"))  # once seen without: then the sender is a system's
    return event not in ACCOUNT_EVENTS and event not in _ALSO_ABOUT_THE_ACCOUNT


def _event_in(fields: Mapping[str, str]) -> str:
    return fields.get("Event", "").strip().lower()


_ABOUT_THE_OPENID = frozenset({"user_info_modified", "user_authorization_revoke", "user_authorization_cancellation"})

# WeChat docs: 卡券事件推送, 微信门店.
_ALSO_ABOUT_THE_ACCOUNT = frozenset(
    {"card_pass_check", "card_not_pass_check", "card_sku_remind", "poi_check_notify", "wx_verify_pay_succ"}
)
