"""WeChat knocks at our third-party platform (第三方平台): its ticket, and what accounts authorised.

WeChat docs, 第三方平台: 验证票据, 授权变更通知推送. Messages of authorised accounts come through `open_envelope`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from wechat.arrived.reading import Fields, Odd
from wechat.callback import unsealed
from wechat.lock import Lock, Malformed
from wechat.markup import fields_of, tree_of


@dataclass(frozen=True)
class ComponentEnvelope:
    """A push to the platform that is proven to be WeChat's. `key` is the same for every repeat."""

    key: str
    created_at: datetime
    xml: str = field(repr=False)


@dataclass(frozen=True)
class TicketArrived:
    """The newest component_verify_ticket; it comes every ten minutes and serves twelve hours."""

    at: datetime
    ticket: str = field(repr=False)


@dataclass(frozen=True)
class Authorized:
    """An account authorised us, or (`is_update`) changed what it grants. `code` is good for one exchange."""

    at: datetime
    app_id: str
    code: str = field(repr=False)
    code_expires_at: datetime | None
    pre_auth_code: str = field(repr=False)
    is_update: bool


@dataclass(frozen=True)
class Unauthorized:
    """An account took its authorisation back."""

    at: datetime
    app_id: str


@dataclass(frozen=True)
class ComponentUnknown:
    """A push of a kind that we do not know; `kind` is its InfoType."""

    at: datetime
    kind: str
    fields: Mapping[str, Any] = field(repr=False)


ComponentPush = TicketArrived | Authorized | Unauthorized | ComponentUnknown


def open_component_envelope(lock: Lock, query: Mapping[str, str], body: bytes) -> ComponentEnvelope:
    """The push in `body`, once it is proven to be WeChat's: they are always encrypted. `lock.app_id` is the platform's.

    Raises NotWeChat or Malformed, and nothing else.
    """
    xml = unsealed(lock, query, body)
    fields = fields_of(xml)
    missing = [name for name in ("InfoType", "CreateTime") if not fields.get(name, "").strip()]
    if missing:
        raise Malformed(f"The push has no {' and no '.join(missing)}.")
    if not re.fullmatch("[0-9]{1,11}", fields["CreateTime"].strip()):
        raise Malformed("The push has a CreateTime that is no time.")
    return ComponentEnvelope(_key(fields), _time(fields), xml)


def read_component(xml: str) -> ComponentPush:
    """What the push says. Never raises on an XML that `open_component_envelope` let through."""
    fields, at = Fields(tree_of(xml)), _time(fields_of(xml))
    try:
        known = _known(fields, at)
    except Odd:
        known = None
    return known or ComponentUnknown(at, fields.word("InfoType"), tree_of(xml))


def _known(fields: Fields, at: datetime) -> ComponentPush | None:
    kind, account = fields.word("InfoType"), fields.word("AuthorizerAppid")
    match kind:
        case "component_verify_ticket" if ticket := fields.word("ComponentVerifyTicket"):
            return TicketArrived(at, ticket)
        case "authorized" | "updateauthorized" if account and (code := fields.word("AuthorizationCode")):
            until = fields.moment("AuthorizationCodeExpiredTime")
            return Authorized(at, account, code, until, fields.word("PreAuthCode"), kind == "updateauthorized")
        case "unauthorized" if account:
            return Unauthorized(at, account)
        case _:
            return None


def _key(fields: Mapping[str, str]) -> str:
    # A digest: codes and tickets are among what tells two pushes apart.
    digest = sha256(json.dumps(sorted(fields.items())).encode()).hexdigest()
    return f"{fields['InfoType'].strip()[:60]}:{digest}"


def _time(fields: Mapping[str, str]) -> datetime:
    return datetime.fromtimestamp(int(fields["CreateTime"].strip()), UTC)
