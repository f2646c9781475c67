"""What became of what was sent to a fan, and what a fan allows us.

WeChat docs: 模板消息, 订阅通知, 授权用户信息变更.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from wechat.arrived.events import EventHappened, Who
from wechat.arrived.reading import Fields, Odd


class TemplateOutcome(StrEnum):
    """What became of a template message."""

    DELIVERED = "delivered"
    BLOCKED_BY_FAN = "blocked by fan"
    FAILED = "failed"


@dataclass(frozen=True)
class SubscriptionAnswer:
    """A fan's yes or no to notices of one template; `scene` is "1" for a page and "2" for an article, else ""."""

    template_id: str
    accepted: bool
    scene: str


@dataclass(frozen=True)
class SubscriptionResult:
    """What became of one notice; code 0 is success, `status` WeChat's words."""

    template_id: str
    wechat_message_id: str
    code: int
    status: str


@dataclass(frozen=True)
class TemplateSettled(EventHappened):
    """A template message has arrived, or will not."""

    wechat_kind = "TEMPLATESENDJOBFINISH"

    wechat_message_id: str
    outcome: TemplateOutcome


@dataclass(frozen=True)
class SubscriptionsAnswered(EventHappened):
    """The fan was asked for notices and answered."""

    wechat_kind = "subscribe_msg_popup_event"

    answers: tuple[SubscriptionAnswer, ...]


@dataclass(frozen=True)
class SubscriptionsChanged(EventHappened):
    """The fan changed their mind in WeChat's own settings."""

    wechat_kind = "subscribe_msg_change_event"

    answers: tuple[SubscriptionAnswer, ...]


@dataclass(frozen=True)
class SubscriptionsSent(EventHappened):
    """Notices have arrived, or will not."""

    wechat_kind = "subscribe_msg_sent_event"

    results: tuple[SubscriptionResult, ...]


@dataclass(frozen=True)
class FanInfoChanged(EventHappened):
    """WeChat changed the fan's nickname or avatar, because it broke a rule: what we have of them is stale."""

    wechat_kind = "user_info_modified"


@dataclass(frozen=True)
class FanRevoked(EventHappened):
    """The fan took back what we may know: it must be deleted. `scopes` are WeChat's numbers, such as 205 for nickname
    and avatar, 206 for places."""

    wechat_kind = "user_authorization_revoke"

    scopes: tuple[int, ...]


@dataclass(frozen=True)
class FanCancelled(EventHappened):
    """The person closed their WeChat account: what we know of them must be deleted."""

    wechat_kind = "user_authorization_cancellation"


def _template_settled(who: Who, fields: Fields) -> EventHappened:
    return TemplateSettled(*who, _id(fields), _outcome(fields.text("Status")))


def _outcome(status: str) -> TemplateOutcome:
    # `failed:user block`, and `failed: system failed` with a space in it.
    squeezed = re.sub(r"\s", "", status).lower()
    if squeezed == "success":
        return TemplateOutcome.DELIVERED
    if squeezed == "failed:userblock":
        return TemplateOutcome.BLOCKED_BY_FAN
    if squeezed.startswith("fail"):
        return TemplateOutcome.FAILED
    raise Odd("Status")


def _answered(who: Who, fields: Fields) -> EventHappened:
    return SubscriptionsAnswered(*who, _answers(fields))


def _changed(who: Who, fields: Fields) -> EventHappened:
    return SubscriptionsChanged(*who, _answers(fields))


def _answers(fields: Fields) -> tuple[SubscriptionAnswer, ...]:
    # The docs' own sample of the change event wraps it in the other event's name.
    listed = _listed(fields, "SubscribeMsgPopupEvent") or _listed(fields, "SubscribeMsgChangeEvent")
    return tuple(
        SubscriptionAnswer(_template(one), _is_yes(one.word("SubscribeStatusString")), one.word("PopupScene"))
        for one in _some(listed)
    )


def _is_yes(status: str) -> bool:
    if status.lower() not in ("accept", "reject"):
        raise Odd("SubscribeStatusString")
    return status.lower() == "accept"


def _sent(who: Who, fields: Fields) -> EventHappened:
    results = tuple(
        SubscriptionResult(_template(one), _id(one), one.must_have_whole("ErrorCode"), one.word("ErrorStatus"))
        for one in _some(_listed(fields, "SubscribeMsgSentEvent"))
    )
    return SubscriptionsSent(*who, results)


def _listed(fields: Fields, name: str) -> list[Fields]:
    """Several come as several `List`, or as one with several `item` in it."""
    return fields.each(name, "List", "item") or fields.each(name, "List")


def _some(listed: list[Fields]) -> list[Fields]:
    if not listed:
        raise Odd("List")
    return listed


def _template(fields: Fields) -> str:
    id = fields.word("TemplateId")
    if not id:
        raise Odd("TemplateId")
    return id


def _id(fields: Fields) -> str:
    id = fields.word("MsgID")
    if not id:
        raise Odd("MsgID")
    return id


def _info_changed(who: Who, fields: Fields) -> EventHappened:
    return FanInfoChanged(*who)


def _revoked(who: Who, fields: Fields) -> EventHappened:
    scopes = " ".join(fields.texts("RevokeInfo"))
    return FanRevoked(*who, tuple(int(scope) for scope in re.findall("[0-9]{1,9}", scopes)))


def _cancelled(who: Who, fields: Fields) -> EventHappened:
    return FanCancelled(*who)


# By WeChat's Event in lower case.
NOTICES: dict[str, Callable[[Who, Fields], EventHappened]] = {
    "templatesendjobfinish": _template_settled,
    "subscribe_msg_popup_event": _answered,
    "subscribe_msg_change_event": _changed,
    "subscribe_msg_sent_event": _sent,
    "user_info_modified": _info_changed,
    "user_authorization_revoke": _revoked,
    "user_authorization_cancellation": _cancelled,
}
