"""The two pages of connecting by scanning: one that leads to WeChat, and one that WeChat leads back to.

WeChat looks at the Referer: its page opens only by a click from our own domain (第三方平台: 授权流程技术说明).
"""

import asyncio
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

import wechat
from domain.accounts.models import AccountScan
from domain.clock import Clock
from domain.connections import authorizing, scanning
from domain.connections.scanning import ScanState
from domain.errors import DomainError
from domain.platform.component import platform
from server.told import Told, told_of

log = structlog.get_logger(__name__)

PAGES = Path(__file__).parent / "pages"
PATIENCE = 20.0  # seconds for the exchange: three questions to WeChat
WAITS, WAIT = 12, 0.25  # for the push that may have used the same code

# `origin` and not the whole address: WeChat needs to see our domain, and nobody the scan's secret.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


async def connect_page(request: Request, base_url: str, clock: Clock) -> Response:
    """Who wants to be connected where, and the button to WeChat."""
    token = request.path_params["token"]
    scan = await scanning.scan_of_token(token)
    if scan is None or _state(scan, clock()) is not ScanState.WAITING:
        return await _outcome(scan, clock())
    try:
        way, code = platform(), scanning.pre_auth_code_of(scan)
    except DomainError as refusal:
        return _page(Told.failed(str(refusal), refusal.message_zh), 503)
    back = f"{base_url}/connect/{token}/done"
    is_phone = request.query_params.get("on") == "phone"
    link = way.mobile_url(code, back) if is_phone else way.scan_url(code, back)
    workspace = await scanning.workspace_name(scan)
    words = {"link": link, "workspace": workspace}
    return HTMLResponse(_fill("connect.html", **words), headers=HEADERS)


async def done_page(request: Request, clock: Clock) -> Response:
    """WeChat sends the administrator back with a code; the push may have been faster, or may never come."""
    scan = await scanning.scan_of_token(request.path_params["token"])
    code = request.query_params.get("auth_code", "")
    if scan is not None and scan.account_id is None and code:
        await _finish(scan, code, clock())
        scan = await AccountScan.get(id=scan.id)
    return await _outcome(scan, clock())


async def _finish(scan: AccountScan, code: str, now: datetime) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            await authorizing.finish_scan(scan, code, now)
    except (wechat.TryLater, wechat.Uncertain) as busy:
        log.warning("WeChat did not connect an account yet", scan=str(scan.id), code=busy.code)
    except wechat.WeChatError as error:
        if error.code not in authorizing.SPENT or not await _is_done_meanwhile(scan):
            await scanning.fail(scan, error, now)
    except DomainError as refusal:
        await scanning.fail(scan, refusal, now)
    except TimeoutError:
        log.warning("WeChat took too long to connect an account", scan=str(scan.id))


async def _is_done_meanwhile(scan: AccountScan) -> bool:
    for _ in range(WAITS):
        if await AccountScan.exists(id=scan.id, account_id__not_isnull=True):
            return True
        await asyncio.sleep(WAIT)
    return False


async def _outcome(scan: AccountScan | None, now: datetime) -> Response:
    if scan is None:
        return _page(Told.unknown(), 404)
    return _page(await told_of(scan, _state(scan, now)))


def _state(scan: AccountScan, now: datetime) -> ScanState:
    return scanning.state_of(scan.account_id, scan.outcome is not None, scan.expires_at, now)


def _page(told: Told, status: int = 200) -> Response:
    # Still waiting: the page comes again by itself, and asks again with the same code.
    headers = HEADERS | ({"Refresh": "3"} if told.looks_again else {})
    html = _fill("connected.html", mark=told.mark, title_zh=told.title_zh, title=told.title, zh=told.zh, en=told.en)
    return HTMLResponse(html, status, headers=headers)


def _fill(name: str, **words: str) -> str:
    safe = {key: escape(word) for key, word in words.items()}
    style = (PAGES / "connect.css").read_text("utf-8")
    return Template((PAGES / name).read_text("utf-8")).substitute(safe, style=style)
