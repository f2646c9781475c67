"""The gate: the only room that speaks to WeChat."""

from wechat.callback import (
    MAX_BODY,
    Arrived,
    Encryption,
    Envelope,
    Followed,
    FollowedVia,
    Lock,
    Malformed,
    NotWeChat,
    OtherArrived,
    OtherHappened,
    TextArrived,
    Unfollowed,
    answer_url_check,
    open_envelope,
    read,
    seal_reply,
)
from wechat.client import UNCONFIRMED, Gate, WeChat
from wechat.codes import Act
from wechat.errors import Refused, TryLater, Uncertain, WeChatError, raise_for
from wechat.signature import js_sdk_signature
from wechat.tokens import Tokens

__all__ = [
    "MAX_BODY",
    "UNCONFIRMED",
    "Act",
    "Arrived",
    "Encryption",
    "Envelope",
    "Followed",
    "FollowedVia",
    "Gate",
    "Lock",
    "Malformed",
    "NotWeChat",
    "OtherArrived",
    "OtherHappened",
    "Refused",
    "TextArrived",
    "Tokens",
    "TryLater",
    "Uncertain",
    "Unfollowed",
    "WeChat",
    "WeChatError",
    "answer_url_check",
    "js_sdk_signature",
    "open_envelope",
    "raise_for",
    "read",
    "seal_reply",
]
