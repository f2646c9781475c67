"""Accounts and their fans, made and changed from outside."""

from dataclasses import replace
from typing import Any

from pydantic import Field

from sandbox import outside
from sandbox.accounts import Account, Callback, Encryption, Kind
from sandbox.box import Box
from sandbox.doors import Asked, Door, Json
from sandbox.show import show_account, show_fan, show_quotas


class CallbackAsked(Asked):
    """Where pushes go. `verify`: ask the URL to repeat an echostr first, as WeChat does."""

    callback_url: str | None = None
    token: str | None = None
    encoding_aes_key: str | None = None
    encryption: Encryption | None = None
    verify: bool = True


class AccountAsked(CallbackAsked):
    """An account; ids and secrets that are left out are made up."""

    app_id: str = ""
    app_secret: str = ""
    original_id: str = ""
    name: str = Field(min_length=1)
    kind: Kind = Kind.SERVICE
    verified: bool = True


class AccountChange(Asked):
    """What is left out stays as it is. `quotas`: calls a Beijing day by API."""

    name: str | None = Field(None, min_length=1)
    verified: bool | None = None
    app_secret: str | None = Field(None, min_length=1)
    ip_whitelist: list[str] | None = None
    quotas: dict[str, int] | None = None


class FansAsked(Asked):
    """One fan with this name and OpenID, or `count` made-up ones."""

    nickname: str = ""
    openid: str = ""
    following: bool = False
    count: int = Field(1, ge=1, le=10_000)


class FanSearch(Asked):
    """Part of a nickname or OpenID."""

    search: str = ""
    first: int = Field(50, ge=1, le=10_000)


class FanChange(Asked):
    """What is left out stays as it is."""

    nickname: str | None = None
    refuses: bool | None = None
    blacklisted: bool | None = None


async def create_account(box: Box, said: AccountAsked) -> Json:
    """Open an account. The answer holds its secrets, this once."""
    account = _opened(box, said)
    callback = _callback(account.callback, said)
    await _verify(box, callback, said)
    account.callback = callback
    box.world.add_account(account)
    secrets = {
        "appSecret": account.app_secret,
        "token": callback.token,
        "encodingAesKey": callback.encoding_aes_key,
    }
    return show_account(account) | secrets


async def accounts(box: Box, said: Asked) -> Json:
    """All accounts."""
    return {"accounts": [show_account(account) for account in box.world.accounts.values()]}


async def change_account(box: Box, said: AccountChange, app_id: str) -> Json:
    """Change name, verification, secret, daily quotas, or the IP whitelist (null takes it away)."""
    account = box.world.account(app_id)
    account.quotas.limit_to(said.quotas or {})
    account.name = said.name or account.name
    account.app_secret = said.app_secret or account.app_secret
    account.is_verified = account.is_verified if said.verified is None else said.verified
    if "ip_whitelist" in said.model_fields_set:
        account.ip_whitelist = said.ip_whitelist
    box.world.directory_changed()
    return show_account(account)


async def quotas(box: Box, said: Asked, app_id: str) -> Json:
    """What the account has used of today's calls, API by API. The day is Beijing's."""
    return show_quotas(box.world.account(app_id), box.world.now())


async def set_callback(box: Box, said: CallbackAsked, app_id: str) -> Json:
    """Save where pushes go; refused when the URL does not repeat the echostr, unless `verify` is false."""
    account = box.world.account(app_id)
    callback = _callback(account.callback, said)
    await _verify(box, callback, said)
    account.callback = callback
    box.world.changes.touch()
    return show_account(account)


async def create_fans(box: Box, said: FansAsked, app_id: str) -> Json:
    """Make fans. Those who are `following` have been for a while: nothing is pushed and no window is open."""
    account = box.world.account(app_id)
    one = {"nickname": said.nickname, "openid": said.openid} if said.count == 1 else {}
    made = [box.world.add_fan(account, **one, is_following=said.following) for _ in range(said.count)]
    return {"fans": [show_fan(fan, box.world.now()) for fan in made]}


async def fans(box: Box, said: FanSearch, app_id: str) -> Json:
    """The fans of an account, those whose phones changed last first."""
    found = box.world.account(app_id).search(said.search)
    return {"total": len(found), "fans": [show_fan(fan, box.world.now()) for fan in found[: said.first]]}


async def change_fan(box: Box, said: FanChange, app_id: str, openid: str) -> Json:
    """Rename a fan, let them refuse messages (48002), or put them on the account's blacklist (43019)."""
    fan = box.world.account(app_id).fan(openid)
    fan.nickname = said.nickname or fan.nickname
    fan.refuses_messages = fan.refuses_messages if said.refuses is None else said.refuses
    fan.is_blacklisted = fan.is_blacklisted if said.blacklisted is None else said.blacklisted
    box.world.directory_changed()
    return show_fan(fan, box.world.now())


def _opened(box: Box, said: AccountAsked) -> Account:
    dice, name = box.world.dice, f"account/{box.world.count('account')}"
    made_up = Callback(token=dice.text(name + "/token", 24), encoding_aes_key=dice.text(name + "/key", 43))
    return Account(
        app_id=said.app_id or "wx" + dice.hex(name + "/app_id", 16),
        app_secret=said.app_secret or dice.hex(name + "/secret", 32),
        original_id=said.original_id or "gh_" + dice.hex(name + "/original_id", 12),
        name=said.name,
        kind=said.kind,
        is_verified=said.verified,
        callback=made_up,
    )


def _callback(old: Callback, said: CallbackAsked) -> Callback:
    given: dict[str, Any] = {
        "url": said.callback_url,
        "token": said.token,
        "encoding_aes_key": said.encoding_aes_key,
        "encryption": said.encryption,
    }
    callback = replace(old, **{key: value for key, value in given.items() if value is not None})
    callback.check()
    return callback


async def _verify(box: Box, callback: Callback, said: CallbackAsked) -> None:
    if said.verify and callback.url:
        purpose = f"verify/{box.world.count('verify')}"
        await outside.verify(callback, box.world.dice, purpose, box.world.now(), box.world.settings.patience)


DOORS = [
    Door("POST", "/control/accounts", create_account, AccountAsked),
    Door("GET", "/control/accounts", accounts),
    Door("PATCH", "/control/accounts/{app_id}", change_account, AccountChange),
    Door("GET", "/control/accounts/{app_id}/quotas", quotas),
    Door("PUT", "/control/accounts/{app_id}/callback", set_callback, CallbackAsked),
    Door("POST", "/control/accounts/{app_id}/fans", create_fans, FansAsked),
    Door("GET", "/control/accounts/{app_id}/fans", fans, FanSearch),
    Door("PATCH", "/control/accounts/{app_id}/fans/{openid}", change_fan, FanChange),
]
