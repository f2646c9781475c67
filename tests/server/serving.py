"""A real uvicorn on a port of its own, and a client that speaks graphql-transport-ws to it."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from server.sockets import LARGEST_FRAME

PROTOCOL = "graphql-transport-ws"
Frame = dict[str, Any]


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[str]:
    """Where the application answers, as host:port."""
    config = uvicorn.Config(app, log_config=None, access_log=False, ws_max_size=LARGEST_FRAME)
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    server.force_exit = True  # in the end nobody is waited for: the clients are gone by then
    with socket.create_server(("127.0.0.1", 0)) as listener:
        await server.startup(sockets=[listener])
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        await server.shutdown(sockets=[listener])
        await server.lifespan.shutdown()


class Socket:
    """One end of a socket; what it waits for comes within five seconds."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._asked = count(1)

    async def send(self, frame: object) -> Self:
        """Any frame: text and bytes as they are, the rest as JSON."""
        raw = isinstance(frame, str | bytes)
        await self._connection.send(frame if raw else json.dumps(frame))  # type: ignore[arg-type]
        return self

    async def init(self, authorization: object) -> Self:
        """Say who we are."""
        return await self.send({"type": "connection_init", "payload": {"authorization": authorization}})

    async def signed_in(self, authorization: object) -> Self:
        """The same, and be let in."""
        await self.init(authorization)
        assert (await self.hear())["type"] == "connection_ack"
        return self

    async def subscribe(self, operation: str, query: str, **variables: Any) -> Self:
        """Begin an operation of any kind."""
        return await self.send(_subscribe(operation, query, variables))

    async def hear(self) -> Frame:
        """The next frame."""
        async with asyncio.timeout(5):
            frame: Frame = json.loads(await self._connection.recv())
        return frame

    async def hear_or_closed(self) -> Frame:
        """The next frame; where there is none, why the other side closed."""
        try:
            return await self.hear()
        except ConnectionClosed:
            return {"closed": self._connection.close_code or 0}

    async def until(self, kind: str) -> Frame:
        """The next frame of this kind; the others go by."""
        while (frame := await self.hear())["type"] != kind:
            pass
        return frame

    async def ask(self, query: str, **variables: Any) -> Any:
        """A query's or a mutation's data."""
        id = f"asked {next(self._asked)}"
        await self.send(_subscribe(id, query, variables))
        while (frame := await self.hear()).get("id") != id:
            pass
        assert frame["type"] == "next", frame
        return frame["payload"]["data"]

    async def closed(self) -> tuple[int, str]:
        """Why the other side closed, once it has."""
        with suppress(ConnectionClosed):
            async with asyncio.timeout(5):
                while True:
                    await self._connection.recv()
        return self._connection.close_code or 0, self._connection.close_reason or ""


def _subscribe(id: str, query: str, variables: dict[str, Any]) -> Frame:
    return {"type": "subscribe", "id": id, "payload": {"query": query, "variables": variables}}


@asynccontextmanager
async def a_socket(address: str, *protocols: str) -> AsyncIterator[Socket]:
    """A socket to the GraphQL endpoint, graphql-transport-ws unless told."""
    offered = [Subprotocol(name) for name in protocols or [PROTOCOL]]
    async with connect(f"ws://{address}/graphql", subprotocols=offered, proxy=None, max_queue=None) as connection:
        yield Socket(connection)
