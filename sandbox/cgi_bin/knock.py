"""A call at WeChat's door, and the checks at it in WeChat's order: token, permission, verb, body."""

import json
import re
from dataclasses import dataclass
from typing import Any

from sandbox.accounts import Account
from sandbox.cgi_bin.refusals import Refusal
from sandbox.fans import Fan
from sandbox.tokens import Standing
from sandbox.world import World

TOKEN_SHAPE = re.compile(r"[0-9]{2}_[A-Za-z0-9]{100,}")
ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Knock:
    """One call as it came in."""

    api: str
    method: str
    query: dict[str, str]
    body: bytes
    ip: str


def caller(world: World, knock: Knock) -> Account:
    """The account whose token this is."""
    token = knock.query.get("access_token", "")
    if not token:
        raise Refusal(41001)
    for account in world.accounts.values():
        for family in account.families():
            if found := family.find(token):
                return _in_good_standing(account, found.standing(world.now()))
    raise Refusal(40001 if TOKEN_SHAPE.fullmatch(token) else 40014)


def must_be_verified(account: Account) -> None:
    """Accounts that WeChat has not verified have hardly any API."""
    if not account.is_verified:
        raise Refusal(48001)


def must_get(knock: Knock) -> None:
    """The API is for reading."""
    if knock.method != "GET":
        raise Refusal(43001)


def must_post(knock: Knock) -> None:
    """The API takes a body."""
    if knock.method != "POST":
        raise Refusal(43002)


def json_of(world: World, knock: Knock) -> dict[str, Any]:
    """The JSON object in the body."""
    if not knock.body:
        raise Refusal(44002)
    said = peeked(knock.body)
    if said is None:
        raise Refusal(47001)
    if world.settings.strict_json and _has_escapes(knock.body.decode()):
        raise Refusal(40033)
    return said


def peeked(body: bytes) -> dict[str, Any] | None:
    """The JSON object in a body, None when there is none."""
    try:
        said = json.loads(body.decode())
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def fan_of(account: Account, openid: Any) -> Fan:
    """The account's fan; an OpenID of another account is as wrong as a made-up one."""
    fan = account.fans.get(openid) if isinstance(openid, str) else None
    if fan is None:
        raise Refusal(40003)
    return fan


def within_quota(world: World, account: Account, api: str) -> None:
    """One more call today."""
    if not account.quotas.take(api, world.now()):
        raise Refusal(45009)


def _in_good_standing(account: Account, standing: Standing) -> Account:
    if standing is Standing.EXPIRED:
        raise Refusal(42001)
    if standing is Standing.NOT_LATEST:
        raise Refusal(40001)
    return account


def _has_escapes(body: str) -> bool:
    # WeChat shows \u4f60 literally or refuses it. Control characters have no other way to travel in JSON.
    return any(int(code, 16) >= 0x80 for code in ESCAPE.findall(body))
