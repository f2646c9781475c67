"""One key for one thing that happened, however often WeChat tells us of it."""

import json
from collections.abc import Mapping
from hashlib import sha256

MAX_KEY = 128


def key_of(openid: str, fields: Mapping[str, str]) -> str:
    """The dedupe key of a push, at most 128 characters; equal for every repeat, whatever its signature.

    WeChat docs, 接收普通消息 (排重 by MsgId) and 接收事件推送 (by FromUserName + CreateTime).
    """
    if fields["MsgType"].strip() == "event":
        return _key("event", openid, fields["CreateTime"].strip(), *_what_happened(fields))
    if message_id := fields.get("MsgId", "").strip():
        return _key("msg", message_id, openid)
    return _key("body", _digest(sorted(fields.items())))


# Two events of one fan in one second are told apart by these; the nested ids belong to jobs that finished.
_TELLING = (
    "Event",
    "EventKey",
    "MsgID",
    "MsgId",
    "Ticket",
    "SubscribeMsgSentEvent/List/MsgID",
    "PublishEventInfo/publish_id",
    "KfAccount",
    "FromKfAccount",
    "ToKfAccount",
)


def _what_happened(fields: Mapping[str, str]) -> list[str]:
    event, *rest = (fields.get(name, "") for name in _TELLING)
    return [event.strip(), _digest(rest)[:32] if any(rest) else ""]


def _key(*parts: str) -> str:
    key = ":".join(parts)
    if len(key) <= MAX_KEY and not any(":" in part for part in parts):
        return key
    # A colon inside a part could make two different things look alike, and a long one would not fit.
    return f"{parts[0]}:{_digest(parts)}"


def _digest(parts: object) -> str:
    return sha256(json.dumps(parts).encode()).hexdigest()
