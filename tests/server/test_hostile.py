"""Hostile requests against the real application: nothing breaks, nothing leaks, and none takes long."""

import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from itertools import count
from typing import Any

import orjson
import pytest
from httpx2 import AsyncClient, Response

from domain.agents.models import Role
from domain.ids import ACCOUNT, CONVERSATION, FAN, MESSAGE, new_id, public_id
from domain.viewer import Viewer
from server.app import build
from server.sockets import LARGEST_FRAME
from server.state import House
from tests.factories import AES_KEY, TOKEN, a_message, a_talk, a_viewer, an_account
from tests.fakes import FakeGate
from tests.server.hostility import hostile_bodies, hostile_documents, shuffled, wrong_arguments, wrong_cursors
from tests.server.knocking import bearer
from tests.server.serving import a_socket, served
from wechat import WeChatTag

MOST_CPU = 0.15  # seconds
LEAKS = (
    "INTERNAL",
    "Traceback",
    "asyncpg",
    "sqlite",
    "tortoise",
    "SELECT ",
    "site-packages",
    "Exception",
    "official_account",
    "idempotent_request",
    "event_stream",
)
_number = count(1)
JSON = {"Content-Type": "application/json"}


@pytest.fixture(autouse=True)
def tags(wechat: FakeGate) -> None:
    """WeChat takes a new tag, whatever its name."""
    wechat.will("create_tag", WeChatTag(134, "new", 0))


async def somebody() -> tuple[Viewer, dict[str, Any], list[str]]:
    """An owner with something to see, what is right to say about it, and ids: theirs, a stranger's, and nobody's."""
    ids = []
    for _ in range(2):
        account = await an_account()
        talk = await a_talk(account=account)
        message = await a_message(talk)
        rows = {ACCOUNT: account.id, FAN: talk.fan_id, CONVERSATION: talk.id, MESSAGE: message.id}
        ids += [public_id(kind, id) for kind, id in rows.items()]
    ids += [public_id(CONVERSATION, new_id()), ids[2].upper(), ids[2][:-1], f"{ids[2]}0", f"cnv_{'-' * 32}"]
    viewer = await a_viewer(workspace=await account.workspace, role=Role.OWNER)
    *_, conversation, message = ids[:8]
    right = {"conversationId": conversation, "upToMessageId": message, "id": conversation, "ids": [message]}
    given = {"appId": "wxNEW", "originalId": "gh_1", "token": TOKEN, "encodingAesKey": AES_KEY}
    return viewer, right | given, ids


async def test_wrong_values_for_every_argument(http: AsyncClient):
    viewer, right, ids = await somebody()
    asked = shuffled(1, list(wrong_arguments(right, ids)), 700)

    assert await complaints([orjson.dumps(one) for one in asked], posting(http, viewer)) == []


async def test_a_nul_for_every_argument(http: AsyncClient):
    """One of the databases takes it, and the other does not."""
    viewer, right, ids = await somebody()
    asked = [body for body in map(orjson.dumps, wrong_arguments(right, ids)) if rb"\u0000" in body]

    assert await complaints(asked, posting(http, viewer)) == []


async def test_cursors_with_something_else_inside(http: AsyncClient):
    viewer, *_ = await somebody()

    assert await complaints([orjson.dumps(asked) for asked in wrong_cursors()], posting(http, viewer)) == []


@pytest.mark.parametrize("signed_in", [False, True])
async def test_documents_that_are_meant_to_keep_us_busy(http: AsyncClient, signed_in: bool):
    viewer, *_ = await somebody()
    post = posting(http, viewer if signed_in else None)

    async def for_the_first_time(document: str) -> Response:
        # Each time another text at another place: no memory of documents helps.
        return await post(orjson.dumps({"query": "#" * next(_number) + f"\n{document}"}))

    assert await complaints(list(hostile_documents()), for_the_first_time) == []


async def test_bodies_that_are_hardly_requests(http: AsyncClient):
    viewer, *_ = await somebody()

    assert await complaints(list(hostile_bodies()), posting(http, viewer)) == []


async def test_other_ways_to_knock(http: AsyncClient):
    methods = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE")
    paths = ("/graphql", "/graphql/", "/graphql?query={viewer{id}}", "/%00", "/wechat/x", "/avatars/x.svg", "//")
    knocks = [(method, path) for method in methods for path in paths]

    assert await complaints(knocks, lambda knock: http.request(*knock, content=b"{", headers=JSON)) == []


async def test_strange_headers(http: AsyncClient):
    strange = [
        {"Authorization": "Bearer " + "x" * 10_000},
        {"Authorization": b"\xff\xfe"},
        {"Authorization": "Bearer a.b.c"},
        {"Authorization": "Bearer eyJhbGciOiJub25lIn0.eyJzaWQiOiIwIn0."},
        {"Content-Type": b"application/json; charset=\xff"},
        {"Content-Type": "application/json;" * 100},
        {"Accept": "x" * 10_000},
        {"Content-Length": "99999999999999999999"},
        {"X-Request-Id": "<script>"},
    ]
    body = b'{"query":"{ viewer { id } }"}'

    assert await complaints(strange, lambda one: http.post("/graphql", content=body, headers=JSON | one)) == []


async def test_the_same_over_a_socket(desk: House):
    viewer, right, ids = await somebody()
    documents = [{"query": document} for document in hostile_documents()]
    asked = documents + shuffled(2, [*wrong_arguments(right, ids), *wrong_cursors()], 200)
    frames = [orjson.dumps({"type": "subscribe", "id": "1", "payload": payload}).decode() for payload in asked]

    async with served(build(desk)) as address:
        fit = [frame for frame in frames if len(frame) < LARGEST_FRAME]
        assert await complaints(fit, lambda frame: first_answer(address, viewer, frame)) == []


def posting(http: AsyncClient, viewer: Viewer | None) -> Callable[[bytes], Awaitable[Response]]:
    headers = JSON | ({"Authorization": bearer(viewer)} if viewer else {})
    return lambda body: http.post("/graphql", content=body, headers=headers)


async def first_answer(address: str, viewer: Viewer, frame: str) -> Response:
    """What a socket hears first, as a response: both ways are judged alike."""
    async with a_socket(address) as socket:
        await socket.signed_in(bearer(viewer))
        await socket.send(frame)
        answer = await socket.hear_or_closed()
    return Response(500 if answer.get("closed") in (1002, 1006, 1011) else 200, content=orjson.dumps(answer))


async def complaints(requests: Sequence[Any], ask: Callable[[Any], Awaitable[Response]]) -> list[str]:
    """What is wrong with the answers: a failure of ours, a word from inside, or too much work."""
    said = [(request, await complaint(partial(ask, request))) for request in requests]
    return [f"{wrong}: {_short(request)}" for request, wrong in said if wrong]


async def complaint(ask: Callable[[], Awaitable[Response]]) -> str | None:
    """A slow answer may be noise: it is asked for again."""
    spent = MOST_CPU
    for _ in range(3):
        began = time.process_time()
        response = await ask()
        spent = min(spent, time.process_time() - began)
        if response.status_code >= 500:
            return f"status {response.status_code}"
        if leaked := [word for word in LEAKS if word in response.text]:
            return f"{leaked} in {response.text[:300]}"
        if spent < MOST_CPU:
            return None
    return f"more than {MOST_CPU} seconds"


def _short(asked: Any) -> str:
    text = repr(asked)
    return text if len(text) < 500 else f"{text[:350]} … {text[-150:]}"
