"""Every API call comes through here: recorded, stopped or spoilt by plan, answered as WeChat answers."""

import gzip
import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sandbox.calls import Call, readable
from sandbox.cgi_bin.apis import APIS, Answer, Api
from sandbox.cgi_bin.knock import Knock, peeked
from sandbox.cgi_bin.refusals import Refusal
from sandbox.cutting import Cut
from sandbox.faults import Fault, Planned
from sandbox.holds import Point
from sandbox.world import World

SPOILT: dict[Fault, Callable[[], Response]] = {
    Fault.BAD_GATEWAY: lambda: HTMLResponse("<html><h1>502 Bad Gateway</h1></html>", status_code=502),
    Fault.GARBAGE: lambda: Response("<!-- not what you asked for -->", media_type="text/plain"),
    Fault.EMPTY: lambda: Response(),
    Fault.RESET_BEFORE: Cut,
}


async def serve(request: Request) -> Response:
    """One call, from its arrival to its answer or its end."""
    world: World = request.app.state.world
    knock = await _knock(request)
    call = _recorded(world, knock)
    planned = world.faults.next(call.api, world.dice, str(call.number))
    call.fault = planned.fault if planned else None
    if await _is_cut(world, call, Point.BEFORE):
        return Cut()
    response = _answered(world, knock, call, planned)
    world.changes.touch()
    if planned and planned.fault is Fault.SLOW:
        await world.changes.pause(planned.seconds)
    if await _is_cut(world, call, Point.AFTER):
        return Cut()
    call.took = world.now() - call.at
    return _squeezed(world, request, response)


def _squeezed(world: World, request: Request, response: Response) -> Response:
    """The answer, gzipped where that is switched on and the caller takes it."""
    is_taken = "gzip" in request.headers.get("accept-encoding", "")
    if not (world.settings.gzip and is_taken and response.body) or isinstance(response, Cut):
        return response
    headers = {"Content-Type": response.headers["content-type"], "Content-Encoding": "gzip"}
    return Response(gzip.compress(bytes(response.body), mtime=0), response.status_code, headers)


def _answered(world: World, knock: Knock, call: Call, planned: Planned | None) -> Response:
    fault = planned.fault if planned else None
    if fault in SPOILT:
        response = SPOILT[fault]()
    elif fault is Fault.RESET_AFTER:
        _apply(world, knock, call, fault)
        response = Cut()
    else:
        response = _response(_apply(world, knock, call, fault))
    call.is_answered = True
    return response


def _apply(world: World, knock: Knock, call: Call, fault: Fault | None) -> Answer | Response:
    try:
        _refuse_by_plan(world, knock, fault)
        answer = _api(knock)(world, knock)
    except Refusal as refusal:
        answer = {"errcode": refusal.errcode, "errmsg": f"{refusal.message} rid: {_rid(world, call)}"} | refusal.more
    call.errcode = answer.get("errcode", 0) if isinstance(answer, dict) else 0
    return answer


def _refuse_by_plan(world: World, knock: Knock, fault: Fault | None) -> None:
    if fault is Fault.BUSY:
        raise Refusal(-1)
    if fault is Fault.MINUTE_LIMIT:
        raise Refusal(45011)
    if fault is Fault.INVALID_TOKEN:
        _take_back(world, knock.query.get("access_token") or knock.query.get("component_access_token", ""))


def _take_back(world: World, token: str) -> None:
    for family in world.token_families():
        if family.find(token):
            family.invalidate()


def _api(knock: Knock) -> Api:
    if knock.api not in APIS:
        raise Refusal(40066, f"invalid url: this box knows {', '.join(APIS)}")
    return APIS[knock.api]


async def _knock(request: Request) -> Knock:
    return Knock(
        api=request.url.path.removeprefix("/cgi-bin/").removeprefix("/"),
        method=request.method,
        query=dict(request.query_params),
        body=await request.body(),
        ip=request.client.host if request.client else "127.0.0.1",
        content_type=request.headers.get("content-type", ""),
        base=str(request.base_url),
    )


def _recorded(world: World, knock: Knock) -> Call:
    call = Call(world.count("call"), knock.api, knock.method, world.now(), openid=_openid(knock))
    call.body = readable(knock.body)
    world.calls.record(call)
    world.changes.touch()
    return call


def _openid(knock: Knock) -> str | None:
    openid = (peeked(knock.body) or {}).get("touser") or knock.query.get("openid")
    return openid.encode(errors="replace").decode() if isinstance(openid, str) else None


async def _is_cut(world: World, call: Call, point: Point) -> bool:
    hold = world.holds.catch(call, point)
    if hold is None:
        return False
    world.changes.touch()
    await world.changes.until(lambda: hold.is_released, hold.seconds)
    return hold.is_cut


def _rid(world: World, call: Call) -> str:
    digits = world.dice.hex(f"rid/{call.number}", 24)
    return f"{digits[:8]}-{digits[8:16]}-{digits[16:]}"


def _response(answer: Answer | Response) -> Response:
    if isinstance(answer, Response):
        return answer
    body = json.dumps(answer, ensure_ascii=False)
    return Response(body, headers={"Content-Type": "application/json; encoding=utf-8"})


METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]  # the wrong ones get an errcode, not a 405
routes = [Route(door + "{api:path}", serve, methods=METHODS) for door in ("/cgi-bin/", "/sns/")]
