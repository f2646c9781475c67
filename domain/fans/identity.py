"""Fans who sign in on a page of an account (网页授权): signs that the browser carries, and what is kept of the fan."""

import hmac
from datetime import datetime, timedelta
from enum import IntEnum
from hashlib import sha256
from uuid import UUID

from domain import database
from domain.accounts.capabilities import Feature, capability
from domain.accounts.models import OfficialAccount
from domain.fans import details, naming
from domain.fans.actions import known
from domain.live import Event, EventKind
from domain.secrets import derive
from domain.transaction import announce, transaction
from wechat import Profile, User, WebSignIn, WeChatError

LASTS = timedelta(minutes=10)
_MAC, _SIGN = 16, 16 + 1 + 5 + 16  # bytes


class Asked(IntEnum):
    """What the browser was sent to WeChat for, or that it has come back and whose it is."""

    OPENID = 1
    NAME = 2
    BACK = 3


def may_ask(account: OfficialAccount) -> bool:
    """WeChat docs, 网页授权: verified service accounts only, and where they were scanned the permission is granted."""
    rights = capability(Feature.WEB_SIGN_IN, account.kind, account.is_verified, account.granted)
    return account.is_connected and rights.is_available


def sign(id: UUID, asked: Asked, bound_to: UUID, now: datetime) -> str:
    """A sign for ten minutes, of letters and digits alone as WeChat wants its `state`; good for one account."""
    until = int((now + LASTS).timestamp()).to_bytes(5, "big")
    said = id.bytes + bytes([asked]) + until
    return (said + _mac(said, bound_to)).hex()


def read(text: str, bound_to: UUID, now: datetime) -> tuple[UUID, Asked] | None:
    """What a sign of this account says; None where it is forged, another account's, or past its time."""
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        return None
    if len(raw) != _SIGN or not hmac.compare_digest(_mac(raw[:-_MAC], bound_to), raw[-_MAC:]):
        return None
    if int.from_bytes(raw[17:22], "big") <= now.timestamp():
        return None
    return UUID(bytes=raw[:16]), Asked(raw[16])


async def recognise(account: OfficialAccount, signed_in: WebSignIn, now: datetime) -> UUID:
    """The fan who signed in, met now where we had not; whether they follow, WeChat is asked. Never for a snapshot."""
    assert not signed_in.is_snapshot, "of a snapshot (快照页) everything is invented"
    fan_id = await known(account.id, signed_in.openid)
    if fan_id is not None and not signed_in.unionid:
        return fan_id
    told = await _what_wechat_knows(account, signed_in)
    async with transaction():
        await details.keep(account.workspace_id, account.id, [told], now)
        found = await database.rows(
            "SELECT id FROM fan WHERE account_id = $1 AND openid = $2", account.id, signed_in.openid
        )
        announce(Event(EventKind.FAN_CHANGED, account.workspace_id, account.id, found[0]["id"]))
    return found[0]["id"]  # type: ignore[no-any-return]


async def keep_profile(account: OfficialAccount, profile: Profile, now: datetime) -> None:
    """What the fan agreed to show."""
    shown = (profile.openid, profile.nickname, profile.avatar_url)
    await naming.name(account.workspace_id, account.id, *shown, now)


async def shown_fan(account: OfficialAccount, fan_id: UUID) -> database.Row | None:
    """The account's fan as their own page shows them: `openid`, `nickname` and `avatar_url`."""
    sql = "SELECT openid, nickname, avatar_url FROM fan WHERE account_id = $1 AND id = $2"
    found = await database.rows(sql, account.id, fan_id)
    return found[0] if found else None


async def _what_wechat_knows(account: OfficialAccount, signed_in: WebSignIn) -> User:
    try:
        user = await account.wechat().user(signed_in.openid)
    except WeChatError:  # it is a courtesy: the next pass over the followers tells it, too
        user = None
    if user is not None and user.is_following:
        return user
    # An OpenID exists also for who does not follow, and signing in makes nobody a follower.
    return User(signed_in.openid, False, signed_in.unionid, None, "", "", "", "", ())


def _mac(said: bytes, bound_to: UUID) -> bytes:
    return hmac.new(derive("identity page"), said + bound_to.bytes, sha256).digest()[:_MAC]
