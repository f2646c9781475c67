"""`/sns/…`: signing in with WeChat, on web pages (网页授权) and in mini-programs (登录)."""

import base64
from typing import Any

from sandbox.accounts import Account
from sandbox.cgi_bin.authorizers import acting_for
from sandbox.cgi_bin.knock import Knock, must_get
from sandbox.cgi_bin.refusals import Refusal
from sandbox.cgi_bin.tokens import check_secret, named, new_value
from sandbox.components import WEB
from sandbox.sign_ins import BASE, MINI_PROGRAM, REFRESH_LIFE, TOKEN_LIFE, USERINFO, Code, UserToken
from sandbox.world import World

Answer = dict[str, Any]


def web_token(world: World, knock: Knock) -> Answer:
    """A code for the token of a person (通过code换取网页授权access_token)."""
    account = _by_secret(world, knock, "authorization_code")
    return _signed_in(world, account, _spent(world, account, knock.query.get("code")))


def web_token_on_behalf(world: World, knock: Knock) -> Answer:
    """The same, asked for by the account's platform (代公众号发起网页授权)."""
    account, component = _by_component(world, knock, "authorization_code")
    return _signed_in(world, account, _spent(world, account, knock.query.get("code"), component))


def refresh_web_token(world: World, knock: Knock) -> Answer:
    """Two more hours, within the 30 days of the sign-in (刷新access_token)."""
    must_get(knock)
    return _refreshed(world, _called(world, knock, "refresh_token"), knock)


def refresh_on_behalf(world: World, knock: Knock) -> Answer:
    """The same, asked for by the account's platform."""
    account, component = _by_component(world, knock, "refresh_token")
    return _refreshed(world, account, knock, component)


def profile(world: World, knock: Knock) -> Answer:
    """Name and picture, which only this gives since 2021-12-27 (拉取用户信息)."""
    must_get(knock)
    account, token = _shown(world, knock)
    if token.scope != USERINFO:
        raise Refusal(48001)
    empty = {"sex": 0, "province": "", "city": "", "country": "", "privilege": []}
    name = "微信用户" if token.is_snapshot else account.fans[token.openid].nickname
    told = {"openid": token.openid, "nickname": name, "headimgurl": f"{knock.base}portraits/{token.openid}"}
    return told | empty | _union(world, account, token)


def check_token(world: World, knock: Knock) -> Answer:
    """Whether a person's token is still good (检验授权凭证)."""
    must_get(knock)
    _shown(world, knock)
    return {"errcode": 0, "errmsg": "ok"}


def mini_program_session(world: World, knock: Knock) -> Answer:
    """A mini-program's code for the OpenID of its user (小程序登录, code2Session)."""
    account = _by_secret(world, knock, "authorization_code")
    return _session(world, account, knock)


def mini_program_session_on_behalf(world: World, knock: Knock) -> Answer:
    """The same, asked for by the mini-program's platform."""
    account, _ = _by_component(world, knock, "authorization_code")
    return _session(world, account, knock)


def _session(world: World, account: Account, knock: Knock) -> Answer:
    code = _spent(world, account, knock.query.get("js_code"), scope=MINI_PROGRAM)
    key = base64.b64encode(bytes.fromhex(world.dice.hex(f"session/{world.count('session')}", 32))).decode()
    unionid = world.unionid(account, account.fans[code.openid])
    return {"openid": code.openid, "session_key": key} | ({"unionid": unionid} if unionid else {})


def _by_secret(world: World, knock: Knock, grant_type: str) -> Account:
    must_get(knock)
    account = named(world, knock.query.get("appid"))
    check_secret(account, knock.query.get("secret"))
    return _counted(world, account, knock, grant_type)


def _by_component(world: World, knock: Knock, grant_type: str) -> tuple[Account, str]:
    must_get(knock)
    component, account = acting_for(world, knock, WEB)
    return _counted(world, account, knock, grant_type), component.app_id


def _called(world: World, knock: Knock, grant_type: str) -> Account:
    return _counted(world, named(world, knock.query.get("appid")), knock, grant_type)


def _counted(world: World, account: Account, knock: Knock, grant_type: str) -> Account:
    if knock.query.get("grant_type") != grant_type:
        raise Refusal(40002)
    if not account.quotas.take_minute("sns", world.now()):
        raise Refusal(45011)
    return account


def _spent(world: World, account: Account, value: str | None, component: str = "", scope: str = "") -> Code:
    if not value:
        raise Refusal(41008)
    code = account.sign_ins.codes.get(value)
    if code is None or code.component != component or (code.scope == MINI_PROGRAM) != (scope == MINI_PROGRAM):
        raise Refusal(40029)
    if code.is_used:
        raise Refusal(40163)
    if code.is_expired(world.now()):
        raise Refusal(42003)
    code.is_used = True
    return code


def _signed_in(world: World, account: Account, code: Code) -> Answer:
    now = world.now()
    access, refresh = new_value(world), new_value(world)
    ends = now + TOKEN_LIFE, now + REFRESH_LIFE
    token = UserToken(access, refresh, code.openid, code.scope, *ends, code.component, code.is_snapshot)
    account.sign_ins.keep(token, now)
    snapshot = {"is_snapshotuser": 1} if token.is_snapshot else {}
    union = {} if token.scope == BASE else _union(world, account, token)
    return _told(token, now) | snapshot | union


def _refreshed(world: World, account: Account, knock: Knock, component: str = "") -> Answer:
    token = account.sign_ins.by_refresh(knock.query.get("refresh_token", ""))
    if token is None or token.component != component:
        raise Refusal(40030)
    now = world.now()
    if now >= token.refresh_until:
        raise Refusal(42002)
    if now >= token.expires_at:
        token.access_token = new_value(world)
    token.expires_at = now + TOKEN_LIFE
    return _told(token, now)


def _told(token: UserToken, now: float) -> Answer:
    return {
        "access_token": token.access_token,
        "expires_in": round(token.expires_at - now),
        "refresh_token": token.refresh_token,
        "openid": token.openid,
        "scope": token.scope,
    }


def _shown(world: World, knock: Knock) -> tuple[Account, UserToken]:
    value = knock.query.get("access_token", "")
    if not value:
        raise Refusal(41001)
    found = ((account, account.sign_ins.by_access(value)) for account in world.accounts.values())
    account, token = next(((account, token) for account, token in found if token), (None, None))
    if account is None or token is None:
        raise Refusal(40001)
    if world.now() >= token.expires_at:
        raise Refusal(42001)
    if knock.query.get("openid") != token.openid:
        raise Refusal(40003)
    return account, token


def _union(world: World, account: Account, token: UserToken) -> Answer:
    if not account.open_platform:
        return {}
    if token.is_snapshot:
        return {"unionid": "o" + world.dice.text(f"unionid/snapshot/{token.openid}", 27)}
    return {"unionid": world.unionid(account, account.fans[token.openid])}
