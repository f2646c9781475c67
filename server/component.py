"""The door of our third-party platform: its ticket, authorisations, and the messages of the accounts behind it."""

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

import wechat
from domain.connections import release_test
from domain.platform.component import Component, our_component
from domain.platform.pushes import keep_push
from domain.platform.tickets import keep_ticket
from server.bodies import read_body
from server.callbacks import Porter, answered, by_app_id, nobody
from wechat import ComponentEnvelope, Envelope, seal_reply

log = structlog.get_logger(__name__)


async def check_url(request: Request) -> Response:
    """Whoever checks these addresses gets the echo, if they know the platform's Token."""
    return await answered("platform", _check_url(request))


async def receive_event(request: Request, porter: Porter) -> Response:
    """A push to 授权事件接收URL: answered with `success` once it is committed, and not before."""
    return await answered("platform", _receive_event(request, porter))


async def receive_message(request: Request, porter: Porter) -> Response:
    """A push to 消息与事件接收URL, for the account with this AppID."""
    return await answered(request.path_params["app_id"], _receive_message(request, porter))


async def _check_url(request: Request) -> Response:
    ours = our_component()
    return PlainTextResponse(wechat.answer_url_check(ours.lock(), request.query_params)) if ours else nobody()


async def _receive_event(request: Request, porter: Porter) -> Response:
    ours = our_component()
    if ours is None:
        return nobody()
    body = await read_body(request, wechat.MAX_BODY)
    await _keep(ours, wechat.open_component_envelope(ours.lock(), request.query_params, body), porter)
    return PlainTextResponse("success")


async def _keep(ours: Component, envelope: ComponentEnvelope, porter: Porter) -> None:
    match wechat.read_component(envelope.xml):
        case wechat.TicketArrived(at=at, ticket=ticket):
            await keep_ticket(ours.app_id, ticket, at)
        case wechat.Authorized() | wechat.Unauthorized():
            await keep_push(ours.app_id, envelope.key, envelope.xml, porter.clock())
        case wechat.ComponentUnknown(kind=kind):
            log.info("the platform heard something that is not for it", kind=kind)


async def _receive_message(request: Request, porter: Porter) -> Response:
    ours, app_id = our_component(), request.path_params["app_id"]
    if ours is None:
        return nobody()
    if app_id == release_test.BOT:
        body = await read_body(request, wechat.MAX_BODY)
        return await _answer_robot(ours, wechat.open_envelope(ours.lock(), request.query_params, body), porter)
    return await porter.take_in(request, app_id, by_app_id(app_id, ours.lock()))


async def _answer_robot(ours: Component, envelope: Envelope, porter: Porter) -> Response:
    now = porter.clock()
    reaction = release_test.react(envelope.xml, now)
    if reaction.is_for_later:
        await keep_push(release_test.BOT, envelope.key, envelope.xml, now)
    if reaction.reply is None:
        return PlainTextResponse("")
    sealed = seal_reply(ours.lock(), reaction.reply, timestamp=str(int(now.timestamp())), nonce=envelope.key[-16:])
    return Response(sealed, media_type="text/xml")
