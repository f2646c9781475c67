"""The inbox page: 20 conversations with fan, account and last message, for an agent who is signed in."""

import asyncio
import json
from collections.abc import AsyncIterator
from itertools import repeat
from time import perf_counter, process_time

from benchmarks.figures import Figure
from benchmarks.ground import PUBLIC_URL, Ground
from benchmarks.load import Line, Load, take_turns
from benchmarks.rows import a_safe_account, agents, talks
from benchmarks.servers import cores, only_on, serving
from domain import database
from domain.agents.tokens import read_access
from domain.clock import now
from domain.hub import Hub
from domain.ids import WORKSPACE, public_id
from schema.context import Context
from schema.root import schema

AT_ONCE = 8
PAGE = """
query Inbox {
  conversations(first: 20) {
    edges {
      cursor
      node {
        id status unreadCount lastMessageAt
        fan { id displayName avatarUrl openid isFollowing }
        account { id name }
        lastMessage { id direction kind text status createdAt }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}"""


async def measure(ground: Ground, scale: float, rows: int) -> AsyncIterator[Figure]:
    """Against one SQL statement that writes the same JSON, and with the share that executing the document has."""
    seconds = 4 * scale
    async with ground.opened():
        account = await a_safe_account()
        token = (await agents(account.workspace_id, 1))[0]
        await talks(account, rows)
        if database.is_postgres():  # which does so by itself, some minutes later; SQLite never does
            await database.connection().execute_script("ANALYZE")
        with only_on(cores()[0]):
            executed = await _execute(token, seconds / 2)
    ours, theirs = _over_http(token), _request("GET", f"/inbox/{public_id(WORKSPACE, account.workspace_id)}")
    async with serving(ground, "fandesk", "statement") as (fandesk, statement):
        _must_be_equal(await _answer(fandesk.port, ours), await _answer(statement.port, theirs))
        given = {"fandesk": (fandesk, repeat(ours)), "statement": (statement, repeat(theirs))}
        loads = await take_turns(given, AT_ONCE, seconds, rounds=4)
    what = f"inbox page, {rows:,} conversations"
    yield _beside(
        what, loads["fandesk"], loads["statement"], "one SQL statement behind Starlette, no sign-in", ">= 0.5"
    )
    yield _beside(what, loads["fandesk"], executed, "schema.execute alone", None)


async def _execute(token: str, seconds: float) -> Load:
    """The document executed in this process: no HTTP, and signed in once."""
    claims, load = read_access(token, now()), Load()
    assert claims is not None
    context = await Context(now, Hub(), PUBLIC_URL, session_id=claims.session_id).signed_in()

    async def keep_asking(until: float) -> None:
        while (asked := perf_counter()) < until:
            result = await schema.execute(PAGE, context_value=context)
            assert not result.errors, result.errors
            load.milliseconds.append((perf_counter() - asked) * 1000)

    await keep_asking(perf_counter() + 0.3)  # warm
    load.milliseconds.clear()
    began, cpu = perf_counter(), process_time()
    await asyncio.gather(*(keep_asking(began + seconds) for _ in range(AT_ONCE)))
    load.seconds, load.cpu_seconds = perf_counter() - began, process_time() - cpu
    return load


def _over_http(token: str) -> bytes:
    body = json.dumps({"query": PAGE})
    return _request("POST", "/graphql", f"Content-Type: application/json\r\nAuthorization: Bearer {token}\r\n", body)


def _request(method: str, path: str, headers: str = "", body: str = "") -> bytes:
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    return f"{method} {path} HTTP/1.1\r\nHost: fans.example\r\n{headers}{length}\r\n{body}".encode()


async def _answer(port: int, request: bytes) -> object:
    line = await Line.to(port)
    answer = await line.ask(request)
    line.close()
    return json.loads(answer)["data"]


def _must_be_equal(ours: object, theirs: object) -> None:
    if ours != theirs:
        raise SystemExit(f"The statement answers something else:\n{json.dumps(ours)[:900]}\n{json.dumps(theirs)[:900]}")


def _beside(what: str, ours: Load, theirs: Load, peer: str, bar: str | None) -> Figure:
    more = {"p50_ms": ours.p(50), "p99_ms": ours.p(99), "cpu_ms": ours.cpu_ms, "peer_cpu_ms": theirs.cpu_ms}
    return Figure(what, ours.rate, "requests/s", peer, theirs.rate, bar, more)
