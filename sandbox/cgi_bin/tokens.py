"""`/cgi-bin/token` and `/cgi-bin/stable_token`."""

import hmac
import re
from typing import Any

from sandbox.accounts import Account
from sandbox.cgi_bin.knock import Knock, json_of, must_get, must_post, within_quota
from sandbox.cgi_bin.refusals import Refusal
from sandbox.components import Component
from sandbox.quotas import FORCED
from sandbox.tokens import Token, TokenFamily
from sandbox.world import World

Answer = dict[str, Any]


def token(world: World, knock: Knock) -> Answer:
    """A new token at every call; the one before it works for five more minutes."""
    must_get(knock)
    account = _identified(world, knock, knock.query)
    within_quota(world, account, knock.api)
    return _answer(world, account.tokens.renew(new_value(world), world.now()))


def stable_token(world: World, knock: Knock) -> Answer:
    """The same token until five minutes before its end, unless a refresh is forced."""
    must_post(knock)
    said = json_of(world, knock)
    account = _identified(world, knock, said)
    if not account.quotas.take_minute(knock.api, world.now()):
        raise Refusal(45011)
    within_quota(world, account, knock.api)
    if said.get("force_refresh") is True:
        return _answer(world, _forced(world, account))
    return _answer(world, _stable(world, account.stable_tokens))


def _forced(world: World, account: Account) -> Token:
    family = account.stable_tokens
    if family.refuses_force(world.now()):
        return _stable(world, family)
    within_quota(world, account, FORCED)
    return family.force(new_value(world), world.now())


def _stable(world: World, family: TokenFamily) -> Token:
    if family.current and family.is_fresh(world.now()):
        return family.current
    return family.renew(new_value(world), world.now())


def _identified(world: World, knock: Knock, said: Answer) -> Account:
    if said.get("grant_type") != "client_credential":
        raise Refusal(40002)
    account = named(world, said.get("appid"))
    check_secret(account, said.get("secret"))
    if account.ip_whitelist is not None and knock.ip not in account.ip_whitelist:
        raise Refusal(40164, f"invalid ip {knock.ip} ipv6 ::ffff:{knock.ip}, not in whitelist")
    return account


def named(world: World, app_id: Any) -> Account:
    """The account with this AppID."""
    if not app_id:
        raise Refusal(41002)
    if isinstance(app_id, str) and app_id in world.components:
        raise Refusal(61024)
    if not isinstance(app_id, str) or app_id not in world.accounts:
        raise Refusal(40013)
    return world.accounts[app_id]


def check_secret(account: Account | Component, secret: Any) -> None:
    """Refuse a wrong AppSecret."""
    if not secret:
        raise Refusal(41004)
    if not hmac.compare_digest(str(secret).encode(errors="replace"), account.app_secret.encode()):
        # What no AppSecret can look like is 40125, another account's or an old one is 40001.
        raise Refusal(40001 if re.fullmatch(r"[0-9a-f]{32}", str(secret)) else 40125)


def new_value(world: World) -> str:
    """A token that nobody had before."""
    number = world.count("token")
    return f"{10 + number % 90}_{world.dice.text(f'token/{number}', 136)}"


def _answer(world: World, token: Token) -> Answer:
    return {"access_token": token.value, "expires_in": round(token.expires_at - world.now())}
