"""A tiny server of an account, on a port of its own: it writes down every push and answers as it was told."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sandbox import xml
from sandbox.crypto import seal, sign, unseal

APP_ID, ORIGINAL_ID = "wx1234567890abcdef", "gh_0000000001ab"
TOKEN = "shop_token_1"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


@dataclass
class Received:
    """One delivery."""

    query: dict[str, str]
    body: str

    def opened(self, app_id: str) -> dict[str, str]:
        fields = xml.read(self.body)
        return xml.read(unseal(AES_KEY, app_id, fields["Encrypt"])) if "Encrypt" in fields else fields


Answer = Callable[[Received], Awaitable[Response]]


@dataclass
class Shop:
    """`answers` are used up one by one; after them it says success."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    answers: deque[Answer] = field(default_factory=deque)
    echo: Callable[[str], str] = str
    is_closing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def texts(self) -> list[str]:
        return [xml.read(one.body).get("Content", "") for one in self.received]

    async def push(self, request: Request) -> Response:
        received = Received(dict(request.query_params), (await request.body()).decode())
        self.received.append(received)
        return await self.answers.popleft()(received) if self.answers else PlainTextResponse("success")

    async def verify(self, request: Request) -> Response:
        return PlainTextResponse(self.echo(request.query_params["echostr"]))


def says(body: str | bytes, status: int = 200) -> Answer:
    """The shop answers this."""

    async def answer(_: Received) -> Response:
        return Response(body, status)

    return answer


def silence(shop: Shop) -> Answer:
    """The shop takes longer than anybody waits."""

    async def answer(_: Received) -> Response:
        await shop.is_closing.wait()
        return PlainTextResponse("too late")

    return answer


def a_reply(fan: str, content: str = "收到", **fields: object) -> str:
    """A passive text reply, as a server writes it."""
    usual = {"ToUserName": fan, "FromUserName": ORIGINAL_ID, "CreateTime": 1, "MsgType": "text", "Content": content}
    return xml.written(usual | fields)


def sealed(reply: str, *, nonce: str = "778899001", **fields: object) -> str:
    """The same, encrypted."""
    inside = seal(AES_KEY, APP_ID, reply, "ZZZZZZZZYYYYYYYY")
    signature = sign(TOKEN, "1700000001", "778899001", inside)
    usual = {"Encrypt": inside, "MsgSignature": signature, "TimeStamp": 1700000001, "Nonce": nonce}
    return xml.written(usual | fields)


@asynccontextmanager
async def open_shop() -> AsyncIterator[Shop]:
    shop = Shop()
    routes = [Route("/cb", shop.push, methods=["POST"]), Route("/cb", shop.verify)]
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=routes), port=0, log_config=None, access_log=False, ws="none", lifespan="off")
    )
    shop.url = await open_door(server) + "/cb"
    yield shop
    shop.is_closing.set()
    server.servers[0].close()
    await asyncio.gather(*server.server_state.tasks)


@asynccontextmanager
async def listening(server: uvicorn.Server) -> AsyncIterator[str]:
    """A server that runs until the block ends; its address."""
    yield await open_door(server)
    await server.shutdown()
    await asyncio.sleep(0)
    for late in list(server.server_state.connections):  # a browser that knocked while the door was closing
        late.transport.abort()


async def open_door(server: uvicorn.Server) -> str:
    """Start to listen, without uvicorn's main loop: that one stops in ticks of a tenth of a second."""
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup()
    return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
