"""From the callback that WeChat sends to the event on an agent's screen, at 100 callbacks a second."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from time import perf_counter

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.figures import Figure, percentile
from benchmarks.ground import Ground
from benchmarks.load import Line, lines_to
from benchmarks.pushes import text_pushes
from benchmarks.rows import a_safe_account, agents
from benchmarks.servers import FANDESK, Server, started

A_SECOND = 100
WARM_UP = 100  # callbacks that are not counted
LINES = 16
PATIENCE = 20.0
EVENTS = """
subscription {
  events { __typename cursor ... on MessageAdded { message { id text conversation { id fan { displayName } } } } }
}"""


async def measure(ground: Ground, scale: float) -> AsyncIterator[Figure]:
    """Web and worker are one process on SQLite and two on PostgreSQL; nothing is pinned to a core."""
    how_many = WARM_UP + int(A_SECOND * 6 * scale)
    async with ground.opened():
        account = await a_safe_account()
        token = (await agents(account.workspace_id, 1))[0]
    pushes = text_pushes(account, range(how_many))
    async with _house(ground) as web, _subscribed(web, token) as socket, lines_to(web, LINES) as lines:
        await lines[0].ask(pushes[0])
        await asyncio.wait_for(_hear(socket, 1), PATIENCE)  # the worker, too, is there
        hearing = asyncio.create_task(_hear(socket, how_many - 1))
        sent = await _send(pushes[1:], lines)
        heard = await asyncio.wait_for(hearing, PATIENCE)
    counted = [(sent[text], heard[text]) for text in list(sent)[WARM_UP:]]
    waits = [(heard_at - sent_at) * 1000 for sent_at, heard_at in counted]
    # Below 100 it falls behind, and then the waits say how long this ran more than anything else.
    rate = len(counted) / (max(heard_at for _, heard_at in counted) - counted[0][0])
    what, more = f"callback to subscriber, {A_SECOND} a second", {"max": max(waits), "heard_a_second": rate}
    yield Figure(f"{what}, p50", percentile(waits, 50), "ms", bar="<= 50", more=more)
    yield Figure(f"{what}, p99", percentile(waits, 99), "ms", bar="<= 250", more=more)


@asynccontextmanager
async def _house(ground: Ground) -> AsyncIterator[Server]:
    async with AsyncExitStack() as house:
        if ground.database == "sqlite":
            yield await house.enter_async_context(started(ground, "up", FANDESK, "up"))
            return
        await house.enter_async_context(started(ground, "worker", FANDESK, "worker", listens=False))
        yield await house.enter_async_context(started(ground, "web", FANDESK, "web"))


@asynccontextmanager
async def _subscribed(web: Server, token: str) -> AsyncIterator[ClientConnection]:
    address, protocol = f"ws://127.0.0.1:{web.port}/graphql", "graphql-transport-ws"
    async with connect(address, subprotocols=[protocol]) as socket:  # type: ignore[list-item]
        await socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}}))
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": EVENTS}}))
        while b"Heartbeat" not in await socket.recv(decode=False):  # the first says that it listens
            pass
        yield socket


async def _send(pushes: list[bytes], lines: list[Line]) -> dict[str, float]:
    """Send each at its moment, whether the ones before are answered or not; when each was sent, by its words."""
    free: asyncio.LifoQueue[Line] = asyncio.LifoQueue()
    for line in lines:
        free.put_nowait(line)
    sent: dict[str, float] = {}

    async def send(number: int, push: bytes) -> None:
        line = await free.get()
        sent[f"push {number}"] = perf_counter()
        await line.ask(push)
        free.put_nowait(line)

    began = perf_counter()
    async with asyncio.TaskGroup() as under_way:
        for number, push in enumerate(pushes, start=1):
            await asyncio.sleep(began + number / A_SECOND - perf_counter())
            under_way.create_task(send(number, push))
    return sent


async def _hear(socket: ClientConnection, how_many: int) -> dict[str, float]:
    """When each message was first heard of, by its words."""
    heard: dict[str, float] = {}
    while len(heard) < how_many:
        frame = await socket.recv(decode=False)
        at = perf_counter()
        event = json.loads(frame)["payload"]["data"]["events"]
        if event["__typename"] == "MessageAdded":
            heard.setdefault(event["message"]["text"], at)
    return heard
