"""What WeChat pushes, in our words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from wechat.markup import fields_of


class FollowedVia(StrEnum):
    """What WeChat says about how the fan came: by one of our QR codes, after a payment, or nothing."""

    QR = "qr"
    PAYMENT = "payment"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class TextArrived:
    """A fan wrote. `menu_item_id` is set where the fan tapped an item of a menu message instead of typing.

    WeChat docs, 接收普通消息: 文本消息; `message_id` is "" where WeChat gave none.
    """

    openid: str
    at: datetime
    text: str
    message_id: str
    menu_item_id: str | None


@dataclass(frozen=True)
class OtherArrived:
    """A fan sent something that is not text; `kind` is WeChat's MsgType, like `image` or `location`."""

    openid: str
    at: datetime
    kind: str
    message_id: str


@dataclass(frozen=True)
class Followed:
    """A fan follows. `scene` is the QR code's own, without `qrscene_`; "" where there was no code of ours.

    WeChat docs, 接收事件推送: 关注/取消关注事件, 扫描带参数二维码事件.
    """

    openid: str
    at: datetime
    scene: str
    ticket: str
    source: FollowedVia


@dataclass(frozen=True)
class Unfollowed:
    """A fan unfollowed: nothing reaches them any more."""

    openid: str
    at: datetime


@dataclass(frozen=True)
class OtherHappened:
    """Any other event; `kind` is WeChat's Event, like `CLICK`, and `key` its EventKey.

    Where `is_about_a_fan` is False, `openid` names a system sender and no fan must be made of it.
    """

    openid: str
    at: datetime
    kind: str
    key: str
    is_about_a_fan: bool


Arrived = TextArrived | OtherArrived | Followed | Unfollowed | OtherHappened


def read(xml: str) -> Arrived:
    """What the push says. Never raises on an XML that `open_envelope` let through."""
    fields = fields_of(xml)
    openid, at = fan_in(fields), time_in(fields)
    match fields["MsgType"].strip():
        case "event":
            return _event(openid, at, fields)
        case "text":
            menu_item_id = fields.get("bizmsgmenuid", "").strip() or None
            return TextArrived(openid, at, fields.get("Content", ""), _message_id(fields), menu_item_id)
        case kind:
            return OtherArrived(openid, at, kind, _message_id(fields))


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


def _event(openid: str, at: datetime, fields: Mapping[str, str]) -> Arrived:
    key = fields.get("EventKey", "")
    match _event_in(fields):
        case "subscribe":
            scene, source = _origin(key)
            return Followed(openid, at, scene, fields.get("Ticket", ""), source)
        case "unsubscribe":
            return Unfollowed(openid, at)
        case _:
            return OtherHappened(openid, at, fields["Event"].strip(), key, _is_about_a_fan(fields))


def _origin(key: str) -> tuple[str, FollowedVia]:
    if key.startswith("qrscene_"):
        return key.removeprefix("qrscene_"), FollowedVia.QR  # once: a scene may itself begin with qrscene_
    if key.startswith("last_trade_no_"):
        return "", FollowedVia.PAYMENT
    return "", FollowedVia.UNKNOWN


def _is_about_a_fan(fields: Mapping[str, str]) -> bool:
    event = _event_in(fields)
    if event in _ABOUT_THE_OPENID:
        return bool(fields.get("OpenID", "").strip())
    return event not in _ABOUT_THE_ACCOUNT


def _event_in(fields: Mapping[str, str]) -> str:
    return fields.get("Event", "").strip().lower()  # WeChat writes SCAN, subscribe and WifiConnected


def _message_id(fields: Mapping[str, str]) -> str:
    return fields.get("MsgId", "").strip()


_ABOUT_THE_OPENID = frozenset({"user_info_modified", "user_authorization_revoke", "user_authorization_cancellation"})

# WeChat docs: 事件推送群发结果, 事件推送发布结果, 微信认证事件推送, 会话状态通知, 卡券事件推送, 微信门店.
_ABOUT_THE_ACCOUNT = frozenset(
    {
        "masssendjobfinish",
        "publishjobfinish",
        "qualification_verify_success",
        "qualification_verify_fail",
        "naming_verify_success",
        "naming_verify_fail",
        "annual_renew",
        "verify_expired",
        "kf_create_session",
        "kf_close_session",
        "kf_switch_session",
        "card_pass_check",
        "card_not_pass_check",
        "card_sku_remind",
        "poi_check_notify",
    }
)
