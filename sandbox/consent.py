"""`/connect/oauth2/authorize`: a page asks who the person on this phone is (网页授权).

The phone says who that is: by `fan` in the query, or by the cookie `phone`, each an OpenID of theirs at any account.
"""

from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sandbox.accounts import Account, Kind
from sandbox.components import WEB, Component
from sandbox.fans import Fan
from sandbox.paper import face, paper, refusal, success
from sandbox.sign_ins import BASE, USERINFO, Code
from sandbox.world import World

PHONE = "phone"  # the cookie
LISTED = 100  # people to choose from
LONGEST_STATE = 128  # bytes


class Unwanted(Exception):
    """WeChat shows an error page instead: its sentence, and ours."""


@dataclass(frozen=True)
class Wanted:
    """What the page asks for, checked."""

    account: Account
    component: Component | None
    scope: str
    redirect_uri: str
    state: str


async def authorize(request: Request) -> Response:
    """Silently for snsapi_base; for snsapi_userinfo after the person agreed."""
    world: World = request.app.state.world
    try:
        wanted = _wanted(world, dict(request.query_params))
    except Unwanted as unwanted:
        return refusal(*unwanted.args)
    openid = request.query_params.get("fan") or unquote(request.cookies.get(PHONE, ""))
    fan = world.fan_on_phone(wanted.account, openid)
    if fan is None or fan.is_cancelled:
        return _who_are_you(request, wanted.account)
    response = await _answered(request, world, wanted, fan)
    response.set_cookie(PHONE, quote(openid), samesite="lax")
    return response


async def _answered(request: Request, world: World, wanted: Wanted, fan: Fan) -> Response:
    is_virtual = wanted.scope == USERINFO and wanted.account.sign_ins.gives_snapshots
    if wanted.scope == BASE or is_virtual:
        return _sent_back(world, wanted, fan, is_snapshot=is_virtual)
    if request.method == "GET":
        return _consent(wanted.account, fan)
    if request.headers.get("sec-fetch-site") == "cross-site":
        return refusal("请在微信客户端打开链接", "Only the person on the phone can agree.")
    if dict(parse_qsl((await request.body()).decode(errors="replace"))).get("answer") != "allow":
        return success("已拒绝", "The person refused. WeChat closes the page and tells nobody.")
    return _sent_back(world, wanted, fan)


def make_code(
    world: World, account: Account, fan: Fan, scope: str, component: str = "", *, is_snapshot: bool = False
) -> Code:
    """A code for a page (or a mini-program) to sign this person in with. A snapshot is of nobody."""
    value = world.dice.text(f"code/{world.count('code')}", 32)
    openid = "o" + world.dice.text(f"snapshot/{account.app_id}/{fan.openid}", 27) if is_snapshot else fan.openid
    return account.sign_ins.add(Code(value, openid, scope, world.now(), component, is_snapshot))


def _wanted(world: World, query: dict[str, str]) -> Wanted:
    account = world.accounts.get(query.get("appid", ""))
    if account is None:
        raise Unwanted("AppID 参数错误", "There is no account with this appid.")
    if query.get("response_type") != "code":
        raise Unwanted("response_type 参数错误", "response_type is to be code.")
    if len(query.get("state", "").encode()) > LONGEST_STATE:
        raise Unwanted("state 参数错误", f"state is at most {LONGEST_STATE} bytes.")
    component = _component(world, account, query.get("component_appid", ""))
    scope = _scope(account, query.get("scope", ""))
    redirect_uri = _redirect_uri(account, component, query.get("redirect_uri", ""))
    return Wanted(account, component, scope, redirect_uri, query.get("state", ""))


def _component(world: World, account: Account, app_id: str) -> Component | None:
    if not app_id:
        return None
    component = world.components.get(app_id)
    granted = component.live(account.app_id) if component else None
    if granted is None or WEB not in granted.permissions:
        raise Unwanted(
            "该公众号未授权给第三方平台，错误码:10005", "The account has not given this platform permission set 4."
        )
    return component


def _scope(account: Account, scope: str) -> str:
    if scope not in (BASE, USERINFO) or account.kind is not Kind.SERVICE or not account.is_verified:
        raise Unwanted(
            "Scope 参数错误或没有 Scope 权限，错误码:10005",
            "The scope is snsapi_base or snsapi_userinfo, and only verified service accounts may ask for it.",
        )
    return scope


def _redirect_uri(account: Account, component: Component | None, redirect_uri: str) -> str:
    domain = component.web_domain if component else account.sign_ins.domain
    if not is_within(redirect_uri, domain):
        raise Unwanted(
            "redirect_uri 域名与后台配置不一致，错误码:10003",
            f"The redirect_uri is to lie on the registered domain{f' {domain}' if domain else ''}.",
        )
    return redirect_uri


def is_within(url: str, domain: str | None) -> bool:
    """Whether an address lies on a registered domain; with None, whether it is one at all."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    return domain is None or domain in (parts.hostname, parts.netloc)


def with_query(url: str, **more: str) -> str:
    """An address with more in its query; its fragment stays at the end."""
    parts = urlsplit(url)
    query = "&".join(filter(None, [parts.query, urlencode(more)]))
    return urlunsplit(parts._replace(query=query))


def _sent_back(world: World, wanted: Wanted, fan: Fan, *, is_snapshot: bool = False) -> Response:
    component = wanted.component.app_id if wanted.component else ""
    code = make_code(world, wanted.account, fan, wanted.scope, component, is_snapshot=is_snapshot)
    world.changes.touch()
    on_behalf = {"appid": wanted.account.app_id} if component else {}
    back = with_query(wanted.redirect_uri, code=code.value, state=wanted.state, **on_behalf)
    return RedirectResponse(back, 302)


def _consent(account: Account, fan: Fan) -> Response:
    body = f"""<h1>{escape(account.name)}</h1>
<p class="note">申请获取以下权限</p>
<h2>获得你的公开信息（昵称、头像等）</h2>
{_person(fan)}
<form method="post" class="buttons">
<button class="main" name="answer" value="allow">同意</button>
<button name="answer" value="deny">拒绝</button>
</form>"""
    return paper(f"{account.name} · 微信登录", body)


def _who_are_you(request: Request, account: Account) -> Response:
    query: dict[str, Any] = {key: value for key, value in request.query_params.items() if key != "fan"}
    people = [fan for fan in account.search("") if not fan.is_cancelled][:LISTED]
    if not people:
        return refusal("这部手机上没有微信用户", f"Nobody knows {account.name} yet. Make a fan first.")
    links = "".join(
        f'<li><a class="person" href="?{escape(urlencode(query | {"fan": fan.openid}))}">{_inside(fan)}</a></li>'
        for fan in people
    )
    body = f"""<h1>你是谁？</h1>
<p class="note">Who is holding this phone? On a real one, WeChat knows.</p>
<ul class="people">{links}</ul>"""
    return paper("选择微信用户", body)


def _person(fan: Fan) -> str:
    return f'<div class="person">{_inside(fan)}</div>'


def _inside(fan: Fan) -> str:
    return (
        f"{face(fan.nickname, fan.openid)}<span><b>{escape(fan.nickname)}</b><small>{escape(fan.openid)}</small></span>"
    )


routes = [Route("/connect/oauth2/authorize", authorize, methods=["GET", "POST"])]
