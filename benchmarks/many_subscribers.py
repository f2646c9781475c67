"""A thousand agents, each with an app of their own, on one process: one event for all of them each second."""

import asyncio
import json
from collections.abc import AsyncIterator
from time import perf_counter
from uuid import UUID

from benchmarks.figures import Figure, percentile
from benchmarks.ground import Ground
from benchmarks.load import Line
from benchmarks.rows import a_safe_account, agents, talks
from benchmarks.servers import Server, serving
from benchmarks.sockets import Subscriber, subscribe
from domain.conversations.models import Message
from domain.ids import CONVERSATION, MESSAGE, public_id

PATIENCE = 10.0  # seconds until everybody has heard of one event
EVENTS = """
subscription {
  events {
    __typename cursor
    ... on ConversationChanged { conversation { id unreadCount fan { displayName } lastMessage { id text } } }
  }
}"""
READ = """
mutation ($input: MarkConversationReadInput!) { markConversationRead(input: $input) { userErrors { code } } }"""


async def measure(ground: Ground, scale: float) -> AsyncIterator[Figure]:
    """An agent reads one message after the other; each time every agent's screen has to change."""
    how_many, events = (1000, 10) if scale == 1 else (200, 4)
    async with ground.opened():
        account = await a_safe_account()
        tokens = await agents(account.workspace_id, how_many)
        messages = await talks(account, 1, messages=events + 1)
        talk = (await Message.get(id=messages[0])).conversation_id
    async with serving(ground, "fandesk") as (fandesk,):
        before = fandesk.resident_bytes()
        subscribers = await subscribe(fandesk.port, tokens, EVENTS)
        requests = [_reading(tokens[0], talk, message) for message in messages]
        waits, cpu = await _tell_all(fandesk, requests, subscribers)
        kib = (fandesk.resident_bytes() - before) / how_many / 1024
        for subscriber in subscribers:
            subscriber.close()
    what = f"{how_many:,} subscribers, one event for all each second"
    more = {"p50": percentile(waits, 50), "max": max(waits), "cpu_ms": cpu * 1000 / len(waits), "events": len(waits)}
    yield Figure(f"{what}, p95", percentile(waits, 95), "ms", bar="<= 400", more=more)
    yield Figure(f"{what}, memory", kib, "KiB a connection", bar="<= 60")


def _reading(token: str, talk: UUID, message: UUID) -> bytes:
    given = {"conversationId": public_id(CONVERSATION, talk), "upToMessageId": public_id(MESSAGE, message)}
    body = json.dumps({"query": READ, "variables": {"input": given}})
    headers = f"Content-Type: application/json\r\nAuthorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n"
    return f"POST /graphql HTTP/1.1\r\nHost: fans.example\r\n{headers}\r\n{body}".encode()


async def _tell_all(server: Server, requests: list[bytes], subscribers: list[Subscriber]) -> tuple[list[float], float]:
    """How long each waited for each event, in milliseconds, and the server's processor time; the first only warms."""
    line, waits, cpu = await Line.to(server.port), [], 0.0
    for number, request in enumerate(requests):
        hearing = [one.listen() for one in subscribers]
        used, asked = server.cpu_seconds(), perf_counter()
        answer = await line.ask(request)
        assert b'"userErrors":[]' in answer, answer
        heard = await asyncio.wait_for(asyncio.gather(*hearing), PATIENCE)
        if number:
            waits += [(at - asked) * 1000 for at in heard]
            cpu += server.cpu_seconds() - used
        await asyncio.sleep(max(0, asked + 1 - perf_counter()))
    line.close()
    return waits, cpu
