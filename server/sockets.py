"""The GraphQL endpoint over WebSocket: graphql-transport-ws, signed in by connection_init."""

import asyncio
import copy
from contextlib import suppress
from datetime import timedelta
from typing import Any

import orjson
import structlog
from graphql import GraphQLError
from starlette.requests import Request
from starlette.websockets import WebSocket, WebSocketState
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)

from schema.context import Context
from schema.errors import coded
from schema.root import schema
from server.asked import Refused, well_formed
from server.auth import claims_of
from server.bodies import NotJson, parse_json
from server.doorkeeper import FORBIDDEN, SESSION_ENDED, Doorkeeper, Guest
from server.state import House

LARGEST_FRAME = 64 * 1024  # uvicorn's ws_max_size: it closes with 1009
OPERATIONS = 20
INIT_PATIENCE = timedelta(seconds=10)
TRY_AGAIN = 1013

log = structlog.get_logger(__name__)


class Handler(BaseGraphQLTransportWSHandler[Context, None]):
    """The library's protocol, with things of ours: shapes checked, documents by id, sessions that end, a viewer
    per operation."""

    _expiry: asyncio.Task[None] | None = None
    _guest: Guest | None = None

    async def handle_message(self, message: Any) -> None:
        """Whatever a client may send gets an answer of the protocol, never a crash."""
        if (wrong := _wrong_shape(message)) is not None:
            await self.handle_invalid_message(wrong)
        elif message["type"] in ("subscribe", "complete") and not self.connection_acknowledged:
            await self.websocket.close(code=4401, reason="Unauthorized: send connection_init first")
        else:
            await super().handle_message(message)

    async def handle_connection_init(self, message: Any) -> None:
        """Signed in until the access token's time is over: then 4403, and the client comes back with a new one."""
        try:
            await super().handle_connection_init(message)
        except Exception as error:
            log.error("nobody could be let in", error=type(error).__name__)
            await self.websocket.close(code=TRY_AGAIN, reason="Try again later")
        if self.connection_acknowledged and self._expiry is None:
            claims = claims_of((message.get("payload") or {}).get("authorization"), self.context.now)
            assert claims is not None, "on_ws_connect let this socket in"
            self._expiry = asyncio.create_task(self._close_in(claims.expires_at - self.context.now))
            await self._register()

    async def handle_subscribe(self, message: Any) -> None:
        """A document may be named instead of sent; one that is not taken is that operation's error alone."""
        house: House = self.view.house  # type: ignore[attr-defined]
        try:
            text = house.documents.text(well_formed(message["payload"]))
        except Refused as refusal:
            said = {"code": refusal.code, "requestId": self.context.request_id}
            error = {"message": str(refusal), "extensions": said}
            await self.send_message({"id": message["id"], "type": "error", "payload": [error]})
            return
        await super().handle_subscribe(message | {"payload": message["payload"] | {"query": text}})

    async def run_operation(self, operation: Operation[Context, None]) -> None:
        """Each operation looks up who asks; a session that has ended closes the socket."""
        try:
            fresh = await self.context.signed_in()
        except Exception as error:
            ours = GraphQLError(str(error), original_error=error)
            await operation.send_initial_errors([coded(ours, self.context.request_id)])
            return
        if not fresh.is_signed_in:
            await self.websocket.close(code=FORBIDDEN, reason=SESSION_ENDED)
            return
        mine = copy.copy(self)
        mine.context = fresh
        await super(Handler, mine).run_operation(operation)

    async def send_message(self, message: Any) -> None:
        """A session that ends takes its socket along, and nothing is sent after the end."""
        if self.websocket.ws.application_state is WebSocketState.DISCONNECTED:  # type: ignore[attr-defined]
            return
        if _says_signed_out(message):
            await self.websocket.close(code=FORBIDDEN, reason=SESSION_ENDED)
            return
        if message["type"] == "error":
            message["payload"] = [self._with_code(error) for error in message["payload"]]
        with suppress(WebSocketDisconnected):
            await super().send_message(message)

    async def shutdown(self) -> None:
        """The socket is gone: nothing of it stays behind."""
        if self._expiry is not None:
            self._expiry.cancel()
        await super().shutdown()
        if self._guest is not None:
            await self._doorkeeper.see_out(self._guest, self.context.now)

    @staticmethod
    def _get_pre_execution_close_reason(error: Any) -> str | None:
        # A document that does not parse is one operation's error, and no reason to cut off the others.
        return None

    def _with_code(self, error: Any) -> Any:
        # The library says one thing by itself: that there are too many operations.
        return {"extensions": {"code": "RATE_LIMITED", "requestId": self.context.request_id}} | error

    @property
    def _doorkeeper(self) -> Doorkeeper:
        view: Any = self.view
        doorkeeper: Doorkeeper = view.house.doorkeeper
        return doorkeeper

    async def _register(self) -> None:
        fresh = await self.context.signed_in()
        if fresh.is_signed_in:
            self._guest = await self._doorkeeper.let_in(fresh.viewer, self._close, self.context.now)

    async def _close_in(self, life: timedelta) -> None:
        await asyncio.sleep(max(life.total_seconds(), 0))
        await self._close(FORBIDDEN, "The access token has expired")

    async def _close(self, code: int, reason: str) -> None:
        with suppress(WebSocketDisconnected, RuntimeError):
            await self.websocket.close(code=code, reason=reason)


class GraphQLSocket(GraphQL[Context, None]):
    """Serves sockets only; HTTP is server/graphql.py's."""

    graphql_transport_ws_handler_class = Handler

    def __init__(self, house: House) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=INIT_PATIENCE,
            max_subscriptions_per_connection=OPERATIONS,
            # A bearer token in the first message is no cookie: a foreign page has none to lend.
            allowed_origins=["*"],
        )
        self.house = house

    async def get_context(self, request: Request | WebSocket, response: Any) -> Context:
        """Nobody yet: connection_init says who."""
        return self.house.context(None, request.client)

    async def on_ws_connect(self, context: Context) -> Any:
        """Let in whoever has a living session; everybody else is closed with 4403."""
        claims = claims_of((context.connection_params or {}).get("authorization"), context.now)
        context.session_id = claims.session_id if claims else None
        if not (await context.signed_in()).is_signed_in:
            raise ConnectionRejectionError
        return await super().on_ws_connect(context)

    def decode_json(self, data: str | bytes) -> object:
        """Frames are as strict as bodies."""
        try:
            return parse_json(data)
        except NotJson:
            raise orjson.JSONDecodeError("not JSON", "", 0) from None

    def encode_json(self, data: object) -> str:
        """Moments and ids are strings by now; the rest is plain."""
        return orjson.dumps(data).decode()


def _says_signed_out(message: Any) -> bool:
    errors = message["payload"].get("errors", ()) if message["type"] == "next" else ()
    return any(error["extensions"]["code"] == "UNAUTHENTICATED" for error in errors)


def _wrong_shape(message: Any) -> str | None:
    """What is wrong with a message, where it does not even look like one."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return "A message is an object with a `type`"
    if message["type"] in ("subscribe", "complete") and not isinstance(message.get("id"), str):
        return "`id` must be a string"
    if message["type"] == "subscribe":
        try:
            well_formed(message.get("payload"))
        except Refused as refusal:
            return str(refusal)[:120]
    if not isinstance(message.get("payload", {}), dict | None):
        return "`payload` must be an object"
    return None
