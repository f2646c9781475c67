"""Cutting a connection without a word, which ASGI has no way to say."""

import asyncio

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

SOCKET = "sandbox.socket"


class Cuttable(Starlette):
    """An application whose endpoints may answer with `Cut`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Middleware wraps `send`; here, outermost, it is still uvicorn's own, and that knows its socket.
        scope[SOCKET] = getattr(getattr(send, "__self__", None), "transport", None)
        await super().__call__(scope, receive, send)


class Cut(Response):
    """The connection ends here, without an answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        transport: asyncio.Transport | None = scope.get(SOCKET)
        if transport is None:
            raise ConnectionResetError("The box cut this connection on purpose.")
        transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass  # uvicorn calls it an error to return before it has seen the connection go
