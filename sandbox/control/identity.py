"""Who people are over accounts, how they sign in, and the tags and files of an account."""

from typing import Any, Literal

from pydantic import Field

from sandbox.accounts import Account
from sandbox.box import Box
from sandbox.consent import make_code
from sandbox.doors import Asked, Door, Json
from sandbox.fans import Fan
from sandbox.media import MediaKind
from sandbox.sign_ins import MINI_PROGRAM


class AccountIdentity(Asked):
    """`openPlatform`: its name, "" for none (then there are no unionids). `webDomain`: null for any."""

    open_platform: str | None = None
    web_domain: str | None = None
    snapshots: bool | None = None


class FanIdentity(Asked):
    """`person`: the same word for one human being at several accounts."""

    person: str | None = None
    language: str | None = None
    tags: list[int] | None = None


class CodeAsked(Asked):
    """A code as the consent page gives it; `component`: on behalf, by the AppID of the platform."""

    scope: Literal["snsapi_base", "snsapi_userinfo"] = "snsapi_base"
    component: str = ""
    snapshot: bool = False


class Limits(Asked):
    """Lower than WeChat's, to reach them: `most` permanent files of a kind, `tagFans` that a deleted tag may have."""

    most: dict[MediaKind, int] = Field(default_factory=dict)
    tag_fans: int | None = Field(None, ge=0)


async def set_account_identity(box: Box, said: AccountIdentity, app_id: str) -> Json:
    """Bind an account to an Open Platform account, register its web domain, or give pages made-up people."""
    account = box.world.account(app_id)
    if said.open_platform is not None:
        account.open_platform = said.open_platform
    if "web_domain" in said.model_fields_set:
        account.sign_ins.domain = said.web_domain
    if said.snapshots is not None:
        account.sign_ins.gives_snapshots = said.snapshots
    box.world.changes.touch()
    return _account(account)


async def identity(box: Box, said: Asked, app_id: str, openid: str) -> Json:
    """Who a fan is: the person, the UnionID, and what the account wrote down about them."""
    return _fan(box, *_who(box, app_id, openid))


async def set_fan_identity(box: Box, said: FanIdentity, app_id: str, openid: str) -> Json:
    """Say which person a fan is, what language they read, or which tags they have, in this order."""
    account, fan = _who(box, app_id, openid)
    fan.person = fan.person if said.person is None else said.person
    fan.language = said.language or fan.language
    fan.tag_ids = fan.tag_ids if said.tags is None else list(said.tags)
    box.world.directory_changed()
    return _fan(box, account, fan)


async def give_web_code(box: Box, said: CodeAsked, app_id: str, openid: str) -> Json:
    """A code for /sns/oauth2/access_token, as if the fan had been through the consent page."""
    who = _who(box, app_id, openid)
    code = make_code(box.world, *who, said.scope, said.component, is_snapshot=said.snapshot)
    return {"code": code.value, "openid": code.openid}


async def give_login_code(box: Box, said: Asked, app_id: str, openid: str) -> Json:
    """A code for /sns/jscode2session, as `wx.login` gives a mini-program."""
    return {"code": make_code(box.world, *_who(box, app_id, openid), MINI_PROGRAM).value}


async def tags(box: Box, said: Asked, app_id: str) -> Json:
    """An account's tags, with the OpenIDs that have each."""
    account = box.world.account(app_id)
    fans = account.fans.values()
    shown = [
        {"id": tag, "name": name, "openids": [fan.openid for fan in fans if tag in fan.tag_ids]}
        for tag, name in account.tags.names.items()
    ]
    return {"tags": shown}


async def media(box: Box, said: Asked, app_id: str) -> Json:
    """The files that an account holds, without what is in them."""
    store = box.world.account(app_id).media
    shown = [
        {
            "mediaId": one.media_id,
            "kind": one.kind,
            "filename": one.filename,
            "bytes": len(one.data),
            "expiresAt": one.expires_at,
        }
        for one in (*store.temporary.values(), *store.permanent.values())
    ]
    return {"media": shown}


async def set_limits(box: Box, said: Limits, app_id: str) -> Json:
    """Lower limits for permanent files and for deleting tags."""
    account = box.world.account(app_id)
    account.media.most.update(said.most)
    if said.tag_fans is not None:
        account.tags.too_many_to_delete = said.tag_fans
    return {"most": account.media.most, "tagFans": account.tags.too_many_to_delete}


def _account(account: Account) -> Json:
    sign_ins = account.sign_ins
    return {
        "openPlatform": account.open_platform,
        "webDomain": sign_ins.domain,
        "snapshots": sign_ins.gives_snapshots,
    }


def _fan(box: Box, account: Account, fan: Fan) -> dict[str, Any]:
    return {
        "openid": fan.openid,
        "person": fan.person,
        "unionid": box.world.unionid(account, fan),
        "language": fan.language,
        "remark": fan.remark,
        "tags": fan.tag_ids,
        "cancelled": fan.is_cancelled,
    }


def _who(box: Box, app_id: str, openid: str) -> tuple[Account, Fan]:
    account = box.world.account(app_id)
    return account, account.fan(openid)


ACCOUNT = "/control/accounts/{app_id}"
DOORS = [
    Door("PATCH", ACCOUNT + "/identity", set_account_identity, AccountIdentity),
    Door("GET", ACCOUNT + "/tags", tags),
    Door("GET", ACCOUNT + "/media", media),
    Door("PATCH", ACCOUNT + "/limits", set_limits, Limits),
    Door("GET", ACCOUNT + "/fans/{openid}/identity", identity),
    Door("PATCH", ACCOUNT + "/fans/{openid}/identity", set_fan_identity, FanIdentity),
    Door("POST", ACCOUNT + "/fans/{openid}/web-code", give_web_code, CodeAsked),
    Door("POST", ACCOUNT + "/fans/{openid}/login-code", give_login_code),
]
