"""`/cgi-bin/component/…`: what a third-party platform (第三方平台) asks for itself and its accounts."""

from typing import Any

from sandbox.accounts import Account, Kind
from sandbox.cgi_bin.authorizers import authorized, component_asked
from sandbox.cgi_bin.knock import Knock, check_ip, json_of, must_post
from sandbox.cgi_bin.refusals import Refusal
from sandbox.cgi_bin.tokens import check_secret, new_value
from sandbox.components import TICKET_LIFE, Authorization, Component, OneTimeCode
from sandbox.platforms import start_tickets
from sandbox.tokens import LIFE
from sandbox.world import World

Answer = dict[str, Any]

MOST_LISTED = 500
DONE = {"errcode": 0, "errmsg": "ok"}
VALUES = {"location_report": ("0", "1", "2"), "voice_recognize": ("0", "1"), "customer_service": ("0", "1")}


def component_token(world: World, knock: Knock) -> Answer:
    """A token of the platform's own, for its latest ticket (获取第三方平台令牌)."""
    must_post(knock)
    said = json_of(world, knock)
    component = _by_secret(world, knock, said, "component_appsecret")
    ticket = component.ticket(str(said.get("component_verify_ticket", "")))
    if ticket is None:
        raise Refusal(61006)
    if world.now() >= ticket.made_at + TICKET_LIFE:
        raise Refusal(61005)
    if not component.quotas.take(knock.api, world.now()):
        raise Refusal(45009)
    component.tokens.renew(new_value(world), world.now())
    assert component.tokens.current
    return {"component_access_token": component.tokens.current.value, "expires_in": LIFE}


def start_push_ticket(world: World, knock: Knock) -> Answer:
    """Push tickets again, the first at once (启动票据推送服务)."""
    must_post(knock)
    start_tickets(world, _by_secret(world, knock, json_of(world, knock), "component_secret"))
    return DONE


def create_pre_auth_code(world: World, knock: Knock) -> Answer:
    """What the authorisation page is opened with, once (获取预授权码)."""
    component, _ = component_asked(world, knock)
    number = world.count("pre_auth")
    value = f"preauthcode@@@{world.dice.text(f'pre_auth/{number}', 60)}"
    life = component.pre_auth_life
    component.pre_auth_codes[value] = OneTimeCode(value, world.now() + life)
    return {"pre_auth_code": value, "expires_in": round(life)}


def query_auth(world: World, knock: Knock) -> Answer:
    """An authorisation code for the account's tokens, once (获取刷新令牌)."""
    component, said = component_asked(world, knock)
    code = component.codes.get(str(said.get("authorization_code", "")))
    if code is None or code.is_used:
        raise Refusal(61009)
    if world.now() >= code.expires_at:
        raise Refusal(61010)
    _, granted = authorized(world, component, code.about)
    code.is_used = granted.is_listed = True
    token = granted.tokens.renew(new_value(world), world.now())
    return {
        "authorization_info": {
            "authorizer_appid": granted.app_id,
            "authorizer_access_token": token.value,
            "expires_in": LIFE,
            "authorizer_refresh_token": granted.refresh_token,
            "func_info": _func_info(granted),
        }
    }


def authorizer_token(world: World, knock: Knock) -> Answer:
    """A new token of an account (获取授权账号调用令牌). After a re-authorisation the old refresh token is dead."""
    component, said = component_asked(world, knock)
    _, granted = authorized(world, component, said.get("authorizer_appid"))
    if said.get("authorizer_refresh_token") != granted.refresh_token:
        raise Refusal(61023)
    token = granted.tokens.renew(new_value(world), world.now())
    return {
        "authorizer_access_token": token.value,
        "expires_in": LIFE,
        "authorizer_refresh_token": granted.refresh_token,
    }


def authorizer_list(world: World, knock: Knock) -> Answer:
    """Accounts whose code was exchanged at least once, with their refresh tokens (拉取已授权的账号列表)."""
    component, said = component_asked(world, knock)
    offset, count = said.get("offset"), said.get("count")
    if not isinstance(offset, int) or not isinstance(count, int) or offset < 0 or not 0 < count <= MOST_LISTED:
        raise Refusal(61020)
    live = [one for one in component.authorizations.values() if one.is_listed and not one.is_revoked]
    page = [
        {"authorizer_appid": one.app_id, "refresh_token": one.refresh_token, "auth_time": int(one.authorized_at)}
        for one in live[offset : offset + count]
    ]
    return {"total_count": len(live), "list": page}


def authorizer_info(world: World, knock: Knock) -> Answer:
    """Who an account is, and what it allows (获取授权账号详情)."""
    component, said = component_asked(world, knock)
    account, granted = authorized(world, component, said.get("authorizer_appid"))
    allowed = {
        "authorizer_appid": account.app_id,
        "authorizer_refresh_token": granted.refresh_token,
        "func_info": _func_info(granted),
    }
    return {"authorizer_info": _described(account, knock.base), "authorization_info": allowed}


def get_option(world: World, knock: Knock) -> Answer:
    """One of an account's switches (获取授权方选项信息)."""
    account, name = _option(world, knock)[:2]
    return {"authorizer_appid": account.app_id, "option_name": name, "option_value": account.options[name]}


def set_option(world: World, knock: Knock) -> Answer:
    """Turn one of an account's switches (设置授权方选项信息)."""
    account, name, value = _option(world, knock)
    if str(value) not in VALUES[name]:
        raise Refusal(61013)
    account.options[name] = str(value)
    return DONE


def clear_component_quota(world: World, knock: Knock) -> Answer:
    """Begin the day's counts of the platform's own calls anew: ten times a month (重置第三方平台API调用次数)."""
    component, _ = component_asked(world, knock)
    if not component.quotas.clear(world.now()):
        raise Refusal(48006)
    return DONE


def _by_secret(world: World, knock: Knock, said: Answer, secret: str) -> Component:
    app_id = said.get("component_appid")
    if not app_id:
        raise Refusal(41018)
    if not isinstance(app_id, str) or app_id not in world.components:
        raise Refusal(40013)
    component = world.components[app_id]
    check_secret(component, said.get(secret))
    check_ip(component, knock)
    return component


def _option(world: World, knock: Knock) -> tuple[Account, str, Any]:
    component, said = component_asked(world, knock)
    account, _ = authorized(world, component, said.get("authorizer_appid"))
    name = said.get("option_name")
    if not isinstance(name, str) or name not in VALUES:
        raise Refusal(61012)
    return account, name, said.get("option_value")


def _func_info(granted: Authorization) -> list[Answer]:
    return [{"funcscope_category": {"id": number}} for number in granted.permissions]


def _described(account: Account, base: str) -> Answer:
    kind = {Kind.SERVICE: 2, Kind.SUBSCRIPTION: 0, Kind.MINI_PROGRAM: 0}[account.kind]
    told: Answer = {
        "nick_name": account.name,
        "head_img": f"{base}portraits/{account.original_id}",
        "service_type_info": {"id": kind},
        "verify_type_info": {"id": 0 if account.is_verified else -1},
        "user_name": account.original_id,
        "principal_name": account.name,
        "alias": "",
        "business_info": dict.fromkeys(("open_pay", "open_shake", "open_scan", "open_card", "open_store"), 0),
        "qrcode_url": f"{base}portraits/{account.app_id}",
        "account_status": 1,
    }
    if account.kind is Kind.MINI_PROGRAM:
        told["MiniProgramInfo"] = {"network": {}, "categories": [], "visit_status": 0}
    return told
