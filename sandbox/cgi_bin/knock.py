"""A call at WeChat's door, and the checks at it in WeChat's order: token, permission, verb, body."""

import json
import re
from dataclasses import dataclass
from typing import Any

from sandbox.accounts import Account, Kind
from sandbox.cgi_bin.permissions import permission_for
from sandbox.cgi_bin.refusals import Refusal
from sandbox.components import Authorization, Component
from sandbox.fans import Fan
from sandbox.tokens import Standing
from sandbox.world import World

TOKEN_SHAPE = re.compile(r"[0-9]{2}_[A-Za-z0-9]{100,}")
FOR_MINI_PROGRAMS = (
    "message/custom/",
    "message/subscribe/send",
    "media/upload",
    "media/get",
    "openapi/",
    "clear_quota",
)
HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # half a surrogate pair, which alone is no character
ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Knock:
    """One call as it came in."""

    api: str
    method: str
    query: dict[str, str]
    body: bytes
    ip: str
    content_type: str = ""
    base: str = ""  # the box's own address, with a slash at its end


def caller(world: World, knock: Knock) -> Account:
    """The account whose token this is."""
    token = knock.query.get("access_token", "")
    if not token:
        raise Refusal(41001)
    for account in world.accounts.values():
        for family in account.families():
            if found := family.find(token):
                return _in_good_standing(account, found.standing(world.now()))
    for component in world.components.values():
        for granted in component.authorizations.values():
            if found := granted.tokens.find(token):
                account = _in_good_standing(world.account(granted.app_id), found.standing(world.now()))
                return _on_behalf(component, granted, account, knock)
        if component.tokens.find(token):
            raise Refusal(61015)
    raise Refusal(40001 if TOKEN_SHAPE.fullmatch(token) else 40014)


def entitled(world: World, knock: Knock, only: Kind | None = None) -> Account:
    """The account whose token this is, if it may use this API: a verified one, and of this kind."""
    account = caller(world, knock)
    must_be_verified(account)
    if only and account.kind is not only:
        raise Refusal(48001)
    if account.kind is Kind.MINI_PROGRAM and not knock.api.startswith(FOR_MINI_PROGRAMS):
        raise Refusal(48001)
    return account


def asked(world: World, knock: Knock, only: Kind | None = None) -> tuple[Account, dict[str, Any]]:
    """The account and what it says, once token, permission, verb and body are in order."""
    account = entitled(world, knock, only)
    must_post(knock)
    return account, json_of(world, knock)


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
    if HALF.search(knock.body) and not _is_text(said):
        raise Refusal(47001)
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
    if fan is None or fan.is_cancelled:
        raise Refusal(40003)
    return fan


def within_quota(world: World, account: Account, api: str) -> None:
    """One more call today."""
    if not account.quotas.take(api, world.now()):
        raise Refusal(45009)


def check_ip(component: Component, knock: Knock) -> None:
    """Platforms call from the addresses on their list."""
    if component.ip_whitelist is not None and knock.ip not in component.ip_whitelist:
        raise Refusal(61004, f"access clientip is not registered requestIP: {knock.ip}")


def _on_behalf(component: Component, granted: Authorization, account: Account, knock: Knock) -> Account:
    check_ip(component, knock)
    if granted.is_revoked:
        raise Refusal(61003)
    needed = permission_for(knock.api)
    # A mini-program's permission sets have other numbers; the box does not tell them apart.
    if needed and needed not in granted.permissions and account.kind is not Kind.MINI_PROGRAM:
        raise Refusal(61007)
    return account


def _in_good_standing(account: Account, standing: Standing) -> Account:
    if standing is Standing.EXPIRED:
        raise Refusal(42001)
    if standing is Standing.NOT_LATEST:
        raise Refusal(40001)
    return account


def _is_text(said: dict[str, Any]) -> bool:
    try:
        json.dumps(said, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _has_escapes(body: str) -> bool:
    # WeChat shows \u4f60 literally or refuses it. Control characters have no other way to travel in JSON.
    return any(int(code, 16) >= 0x80 for code in ESCAPE.findall(body))
