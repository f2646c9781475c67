"""WeChat's door: check who knocks, keep the words, answer. Understanding them is the worker's."""

import asyncio
from collections.abc import Awaitable

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

import wechat
from domain.accounts.models import OfficialAccount
from domain.callbacks.keeping import Keeper, Push
from domain.clock import Clock
from domain.ids import ACCOUNT, row_id
from server.bodies import TooLarge, read_body

log = structlog.get_logger(__name__)

# WeChat hangs up after five seconds and pushes again. Better no answer than a false one, so that it does.
PATIENCE = 4.5


async def check_url(request: Request) -> Response:
    """WeChat's console checks that the address is ours (WeChat docs, 消息推送: 接入概述)."""
    return await _answered(request, _check_url(request))


async def receive(request: Request, keeper: Keeper, clock: Clock) -> Response:
    """One push: answered with `success` once it is committed, and not before."""
    return await _answered(request, _receive(request, keeper, clock))


async def _answered(request: Request, answering: Awaitable[Response]) -> Response:
    account_id = request.path_params["account_id"]
    try:
        async with asyncio.timeout(PATIENCE):
            return await answering
    except TooLarge:
        return PlainTextResponse("too large", 413)
    except wechat.NotWeChat:
        log.warning("a push was refused: its signature or key does not fit", account=account_id)
        return PlainTextResponse("signature does not fit", 403)
    except wechat.Malformed as malformed:
        log.warning("a push was refused: it is none", account=account_id, why=str(malformed))
        return PlainTextResponse(str(malformed), 400)
    except Exception as error:
        log.error("WeChat got no answer and will come again", error=type(error).__name__)
        return PlainTextResponse("try again", 503)


async def _check_url(request: Request) -> Response:
    account = await _account(request)
    if account is None:
        return PlainTextResponse("no such account", 404)
    return PlainTextResponse(wechat.answer_url_check(account.lock(), request.query_params))


async def _receive(request: Request, keeper: Keeper, clock: Clock) -> Response:
    account = await _account(request)
    if account is None:
        return PlainTextResponse("no such account", 404)
    body = await read_body(request, wechat.MAX_BODY)
    envelope = wechat.open_envelope(account.lock(), request.query_params, body)
    await keeper.keep(Push(account.workspace_id, account.id, envelope, clock()))
    return PlainTextResponse("success")


async def _account(request: Request) -> OfficialAccount | None:
    id = row_id(ACCOUNT, request.path_params["account_id"])
    return await OfficialAccount.get_or_none(id=id) if id else None
