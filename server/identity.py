"""Fans show who they are: a page of the account inside WeChat (网页授权).

WeChat docs, 网页授权 and 快照页: the first visit asks for the OpenID alone; name and picture are asked for on a click.
"""

from datetime import datetime
from uuid import UUID

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import wechat
from domain.accounts.models import OfficialAccount
from domain.fans import identity
from domain.fans.identity import Asked
from domain.ids import ACCOUNT, row_id
from server import identity_page as page
from server.state import House
from wechat import OAuthScope

log = structlog.get_logger(__name__)

COOKIE = "fandesk_identity"
# WeChat docs, 全局返回码: the code is wrong, was used, or is past its five minutes. A reload does that.
_USED_UP = frozenset({40029, 40163, 41008, 42003})
_NOT_AGREED = 48001


class IdentityDoors:
    """`/identity/{account}/begin`, `/done`, and the pages that say what happened."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def begin(self, request: Request) -> Response:
        """Off to WeChat: with `?consent=1`, which is the click, to be asked for name and picture."""
        account = await _account(request)
        if account is None:
            return page.closed()
        asked = Asked.NAME if request.query_params.get("consent") == "1" else Asked.OPENID
        scope = OAuthScope.USERINFO if asked is Asked.NAME else OAuthScope.BASE
        state = identity.sign(account.id, asked, account.id, self._house.clock())
        try:
            url = account.wechat().sign_in_url(self._url(request, "done"), scope=scope, state=state)
        except wechat.Refused as refusal:
            return _closed(account, refusal)
        return _to(url)

    async def done(self, request: Request) -> Response:
        """Back from WeChat. Whatever came of it, the browser goes on to a URL without the code: reload as you like."""
        account, now = await _account(request), self._house.clock()
        if account is None:
            return page.closed()
        sign = identity.read(request.query_params.get("state", ""), account.id, now)
        code = request.query_params.get("code", "")
        if sign is None or sign[1] is Asked.BACK or not 1 <= len(code) <= 512:
            return self._on(request, "again")
        try:
            return await self._welcome(request, account, code, sign[1], now)
        except wechat.Refused as refusal:
            if refusal.code in _USED_UP:
                return self._on(request, "hello" if _fan_id(request, account, now) else "again")
            return _closed(account, refusal)
        except wechat.WeChatError:
            return self._on(request, "busy")

    async def show(self, request: Request) -> Response:
        """What happened, on a URL that can be reloaded."""
        account, now = await _account(request), self._house.clock()
        if account is None:
            return page.closed()
        fan_id = _fan_id(request, account, now)
        fan = await identity.shown_fan(account, fan_id) if fan_id else None
        return page.show(request.path_params["what"], account.name, fan)

    async def _welcome(
        self, request: Request, account: OfficialAccount, code: str, asked: Asked, now: datetime
    ) -> Response:
        way = account.wechat()
        signed_in = await way.sign_in(code)
        if signed_in.is_snapshot:
            return self._on(request, "snapshot")
        fan_id = await identity.recognise(account, signed_in, now)
        if asked is Asked.NAME:
            try:
                await identity.keep_profile(account, await way.profile_of(signed_in), now)
            except wechat.Refused as refusal:
                if refusal.code != _NOT_AGREED:
                    raise
        onward = self._on(request, "hello")
        onward.set_cookie(
            COOKIE,
            identity.sign(fan_id, Asked.BACK, account.id, now),
            max_age=int(identity.LASTS.total_seconds()),
            path=f"/identity/{request.path_params['account_id']}",
            secure=self._house.base_url.startswith("https://"),
            httponly=True,
            samesite="lax",
        )
        return onward

    def _on(self, request: Request, what: str) -> Response:
        return _to(self._url(request, what))

    def _url(self, request: Request, what: str) -> str:
        return f"{self._house.base_url}/identity/{request.path_params['account_id']}/{what}"


def _fan_id(request: Request, account: OfficialAccount, now: datetime) -> UUID | None:
    """Who this browser was found to be, less than ten minutes ago."""
    sign = identity.read(request.cookies.get(COOKIE, ""), account.id, now)
    return sign[0] if sign and sign[1] is Asked.BACK else None


async def _account(request: Request) -> OfficialAccount | None:
    id = row_id(ACCOUNT, request.path_params["account_id"])
    account = await OfficialAccount.get_or_none(id=id) if id else None
    return account if account and identity.may_ask(account) else None


def _closed(account: OfficialAccount, refusal: wechat.Refused) -> Response:
    log.warning("fans cannot sign in", account=str(account.id), code=refusal.code, why=refusal.sentence)
    return page.closed()


def _to(url: str) -> Response:
    return RedirectResponse(url, 302, headers=page.HEADERS)
