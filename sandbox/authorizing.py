"""The page on which an account's admin authorises a third-party platform (授权页), for computers and phones."""

from html import escape
from urllib.parse import parse_qs, urlsplit

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sandbox.accounts import Account, Kind
from sandbox.box import Box
from sandbox.components import Component, OneTimeCode, Telling
from sandbox.consent import is_within, with_query
from sandbox.paper import face, paper, refusal, success
from sandbox.platforms import agree, tell_authorized
from sandbox.world import World

NAMES = {
    1: "消息管理",
    2: "用户管理",
    3: "账号服务（二维码）",
    4: "网页服务",
    6: "多客服",
    7: "群发与通知",
    8: "微信卡券",
    9: "微信扫一扫",
    11: "素材管理",
    15: "自定义菜单",
    33: "小程序关联",
    89: "订阅通知",
}
KINDS = {Kind.SERVICE: "服务号", Kind.SUBSCRIPTION: "公众号", Kind.MINI_PROGRAM: "小程序"}
BY_AUTH_TYPE = {"1": (Kind.SERVICE, Kind.SUBSCRIPTION), "2": (Kind.MINI_PROGRAM,), "3": tuple(Kind)}
LONGEST_WAIT = 30.0  # real seconds for an event that comes before the browser


class Closed(Exception):
    """WeChat shows an error page instead: its sentence, and ours."""


async def authorization_page(request: Request) -> Response:
    """Choose an account and what the platform may do with it."""
    box: Box = request.app.state.box
    await request.body()  # comes first: between the look at the code and its use nobody else gets a turn
    try:
        component, code = _entered(box.world, request)
        choices = _choices(box.world, request)
        if request.method == "GET":
            return _form(component, choices, request)
        account, permissions = await _chosen(request, component, choices)
    except Closed as closed:
        return refusal(*closed.args)
    code.is_used = True
    return await _done(box, component, account, permissions, request, code.value)


async def _done(
    box: Box, component: Component, account: Account, permissions: list[int], request: Request, pre_auth: str
) -> Response:
    agreed = agree(box.world, component, account, permissions)

    async def tell() -> None:
        if agreed.event:
            push = tell_authorized(box.world, component, account, agreed.event, pre_auth)
            await box.world.changes.until(lambda: push.is_settled, LONGEST_WAIT)

    later = BackgroundTask(tell) if component.telling is Telling.REDIRECT_FIRST else None
    if later is None:
        await tell()
    if agreed.code is None:
        return success("授权成功", "The browser does not come back: the platform hears of it by the event only.")
    lasts = str(round(agreed.code.expires_at - box.world.now()))
    back = with_query(request.query_params["redirect_uri"], auth_code=agreed.code.value, expires_in=lasts)
    return RedirectResponse(back, 303, background=later)


def _entered(world: World, request: Request) -> tuple[Component, OneTimeCode]:
    query = request.query_params
    component = world.components.get(query.get("component_appid", ""))
    if component is None:
        raise Closed(
            "请确认授权入口页所在域名，与授权后回调页域名相同", "There is no platform with this component_appid."
        )
    code = component.pre_auth_codes.get(query.get("pre_auth_code", ""))
    if code is None or code.is_used or world.now() >= code.expires_at:
        raise Closed("预授权码无效或已过期", "The pre_auth_code is unknown, used or expired: ask for a new one.")
    if not is_within(query.get("redirect_uri", ""), component.launch_domain):
        raise Closed("授权后回调页域名错误", "The redirect_uri is to lie on 授权发起页域名.")
    if request.method == "GET" and not _comes_from(request, component):
        raise Closed(
            "请确认授权入口页所在域名，与授权后回调页域名相同，并且，此两者都必须与申请第三方平台时填写的授权发起页域名相同。",
            "This page is to be reached by a click on a page of 授权发起页域名; the Referer says otherwise.",
        )
    return component, code


def _comes_from(request: Request, component: Component) -> bool:
    return component.launch_domain is None or is_within(request.headers.get("referer", ""), component.launch_domain)


def _choices(world: World, request: Request) -> list[Account]:
    query = request.query_params
    kinds = BY_AUTH_TYPE.get(query.get("auth_type", "3"), tuple(Kind))
    pinned = query.get("biz_appid")
    found = [one for one in world.accounts.values() if one.kind in kinds and pinned in (None, "", one.app_id)]
    if not found:
        raise Closed("没有可授权的账号", "The box holds no account of the kinds that auth_type and biz_appid ask for.")
    return found


async def _chosen(request: Request, component: Component, choices: list[Account]) -> tuple[Account, list[int]]:
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Closed("请由管理员扫码授权", "Only the admin can agree.")
    said = parse_qs((await request.body()).decode(errors="replace"))
    account = next((one for one in choices if one.app_id == said.get("account", [""])[0]), None)
    if account is None:
        raise Closed("请选择要授权的账号", "No account was chosen.")
    asked = {str(number): number for number in component.permissions}
    return account, [asked[one] for one in said.get("permission", []) if one in asked]


def _form(component: Component, choices: list[Account], request: Request) -> Response:
    accounts = "".join(_account(account, component, is_first=not place) for place, account in enumerate(choices))
    wanted = request.query_params.get("category_id_list", "")
    asked = [one for one in component.permissions if not wanted or str(one) in wanted.split("|")]
    grants = "".join(_grant(number) for number in asked)
    body = f"""<h1>{escape(component.name)}</h1>
<p class="note">申请获得你的账号的以下权限</p>
<form method="post">
<fieldset><legend>选择账号</legend>{accounts}</fieldset>
<fieldset><legend>授权内容</legend><ul class="grants">{grants}</ul></fieldset>
<div class="buttons"><button class="main">授权</button></div>
</form>
<p class="note">回到 {escape(urlsplit(request.query_params["redirect_uri"]).netloc)}</p>"""
    return paper("账号授权", body)


def _account(account: Account, component: Component, *, is_first: bool) -> str:
    seal = "已认证" if account.is_verified else "未认证"
    known = " · 已授权" if component.live(account.app_id) else ""
    checked = " checked" if is_first else ""
    return f"""<label class="choice"><input type="radio" name="account" value="{escape(account.app_id)}"{checked}>
{face(account.name, account.original_id)}
<span><b>{escape(account.name)}</b><small>{KINDS[account.kind]} · {seal}{known}</small></span></label>"""


def _grant(number: int) -> str:
    name = NAMES.get(number, f"权限集 {number}")
    return f"""<li><label><input type="checkbox" name="permission" value="{number}" checked>{name}</label></li>"""


PATHS = ("/cgi-bin/componentloginpage", "/wxaopen/safe/bindcomponent", "/safe/bindcomponent")
routes = [Route(path, authorization_page, methods=["GET", "POST"]) for path in PATHS]
