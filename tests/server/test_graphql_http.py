"""GraphQL over HTTP: statuses, media types, and what an error says and does not say."""

from datetime import timedelta
from io import StringIO
from typing import Any

import orjson
import pytest
from httpx2 import ASGITransport, AsyncClient, Response

from domain.allowance import Allowance
from domain.hub import Hub
from server.app import build
from server.graphql import GRAPHQL_JSON, LARGEST_BODY
from server.state import House
from tests.factories import HandClock, a_viewer
from tests.server.knocking import URL, VIEWER, bearer, post, refusal

JSON = {"Content-Type": "application/json"}


async def knock(http: AsyncClient, body: bytes | str, **headers: str) -> Response:
    return await http.post("/graphql", content=body, headers=JSON | headers)


# What is executed


async def test_what_is_executed_is_200(http: AsyncClient):
    viewer = await a_viewer()

    answer = await post(http, VIEWER, viewer)

    assert answer.status_code == 200
    assert answer.json()["data"]["viewer"]["name"] == viewer.name
    assert "errors" not in answer.json()


async def test_a_field_that_fails_is_200_too_with_its_code(http: AsyncClient):
    answer = await post(http, VIEWER)

    assert (answer.status_code, answer.json()["data"]) == (200, None)
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "UNAUTHENTICATED", "requestId": answer.headers["x-request-id"]}
    assert error["path"] == ["viewer"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (GRAPHQL_JSON, GRAPHQL_JSON),
        (f"{GRAPHQL_JSON}; charset=utf-8, application/json;q=0.9", GRAPHQL_JSON),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
    ],
)
async def test_the_answer_has_the_media_type_that_was_asked_for(http: AsyncClient, accept: str, media_type: str):
    for query in (VIEWER, "{ nothing }"):
        answer = await http.post("/graphql", json={"query": query}, headers={"Accept": accept})
        assert answer.headers["content-type"].partition(";")[0] == media_type


async def test_one_of_several_operations_is_named(http: AsyncClient):
    query = "query A { viewer { id } } query B { viewer { name } }"
    viewer = await a_viewer()

    answer = await http.post(
        "/graphql", json={"query": query, "operationName": "B"}, headers={"Authorization": bearer(viewer)}
    )

    assert answer.json()["data"] == {"viewer": {"name": viewer.name}}


async def test_every_request_has_an_id_of_its_own(http: AsyncClient):
    answers = [await http.post("/graphql", json={"query": "{ nothing }"}) for _ in range(2)]

    assert len({answer.headers["x-request-id"] for answer in answers}) == 2
    for answer in answers:
        refusal(answer)


async def test_a_client_cannot_choose_the_request_id(http: AsyncClient):
    answer = await knock(http, b"{", **{"X-Request-Id": "mine"})

    assert "mine" not in answer.headers["x-request-id"]


# What is not


@pytest.mark.parametrize("body", [b"", b"{", b"hello", b"\xff", b'{"query": NaN}', b"[" * 50 + b"]" * 50])
async def test_what_is_no_json_is_400(http: AsyncClient, body: bytes):
    assert refusal(await knock(http, body)) == (400, "BAD_USER_INPUT")


async def test_json_may_be_nested_32_levels_deep(http: AsyncClient):
    def nested(levels: int) -> bytes:
        inside = b"[" * (levels - 2) + b"]" * (levels - 2)
        return b'{"query":"{ nothing }","variables":{"x":' + inside + b"}}"

    assert refusal(await knock(http, nested(32))) == (422, "VALIDATION_FAILED")
    assert refusal(await knock(http, nested(33))) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    "body",
    [
        5,
        None,
        "{ viewer { id } }",
        [],
        [{"query": VIEWER}],
        {},
        {"query": None},
        {"query": 5},
        {"query": " "},
        {"query": VIEWER, "variables": []},
        {"query": VIEWER, "variables": "{}"},
        {"query": VIEWER, "operationName": 5},
    ],
)
async def test_json_that_is_no_request_is_422(http: AsyncClient, body: Any):
    assert refusal(await knock(http, orjson.dumps(body))) == (422, "BAD_USER_INPUT")


@pytest.mark.parametrize("query", ["{", "hello", "{ viewer { id }", "#", '{ node(id: "x) { id } }'])
async def test_a_document_that_does_not_parse_is_400(http: AsyncClient, query: str):
    assert refusal(await post(http, query)) == (400, "VALIDATION_FAILED")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ nothing }", "VALIDATION_FAILED"),
        ("{ viewer }", "VALIDATION_FAILED"),
        ("query ($id: ID!) { node(id: $id) { id } }", "BAD_USER_INPUT"),
        ("query A { viewer { id } } query B { viewer { id } }", "VALIDATION_FAILED"),
        ("fragment A on Agent { id }", "VALIDATION_FAILED"),
        ("subscription { events { cursor } }", "VALIDATION_FAILED"),
        (
            "{ conversations(first: 100) { edges { node { messages(first: 100) { edges { cursor } } } } } }",
            "COST_LIMIT",
        ),
    ],
)
async def test_a_document_that_cannot_be_executed_is_422(http: AsyncClient, query: str, code: str):
    assert refusal(await post(http, query, await a_viewer())) == (422, code)


async def test_an_operation_that_is_not_there_is_422(http: AsyncClient):
    answer = await http.post("/graphql", json={"query": VIEWER, "operationName": "Nobody"})

    assert refusal(answer) == (422, "VALIDATION_FAILED")


async def test_who_asked_for_too_much_is_told_when_to_come_back():
    desk = House(Hub(), URL, is_production=True, allowance=Allowance(agent_per_second=1))
    viewer = await a_viewer()
    page = "{ conversations(first: 50) { edges { node { id } } } }"
    async with AsyncClient(transport=ASGITransport(app=build(desk)), base_url=URL) as http:
        assert (await post(http, page, viewer)).status_code == 200

        answer = await post(http, page, viewer)

    assert refusal(answer) == (429, "RATE_LIMITED")
    [error] = answer.json()["errors"]
    assert 40 <= int(answer.headers["retry-after"]) == error["extensions"]["retryAfter"] <= 42
    assert f"wait {answer.headers['retry-after']} s" in error["message"]


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_only_post_is_taken(http: AsyncClient, method: str):
    answer = await http.request(method, "/graphql", params={"query": VIEWER})

    assert refusal(answer) == (405, "BAD_USER_INPUT")
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize("type_", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_only_json_is_taken(http: AsyncClient, type_: str):
    answer = await http.post("/graphql", content=b'{"query":"{ viewer { id } }"}', headers={"Content-Type": type_})

    assert refusal(answer) == (415, "BAD_USER_INPUT")


async def test_a_body_may_have_256_kib(http: AsyncClient):
    def padded(size: int) -> bytes:
        return b'{"query":"{ nothing }"}'.ljust(size)

    assert refusal(await knock(http, padded(LARGEST_BODY)))[0] == 422
    assert refusal(await knock(http, padded(LARGEST_BODY + 1))) == (413, "BAD_USER_INPUT")


async def test_a_body_of_a_hundred_thousand_values_is_too_much(http: AsyncClient):
    body = b'{"query":"{ nothing }","variables":{"x":[' + b"1," * 100_000 + b"1]}}"

    assert refusal(await knock(http, body)) == (400, "BAD_USER_INPUT")


async def test_a_client_that_goes_away_is_no_bug_of_ours(desk: House, logs: StringIO):
    arriving = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}])
    answered: list[Any] = []
    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}

    async def receive() -> Any:
        return next(arriving)

    async def send(message: Any) -> None:
        answered.append(message)

    await build(desk)(scope, receive, send)

    assert answered[0]["status"] == 400
    assert "bug" not in logs.getvalue()


# Who asks


async def test_an_access_token_is_good_for_fifteen_minutes(http: AsyncClient, clock: HandClock):
    viewer = await a_viewer()
    authorization = bearer(viewer, clock)

    async def code() -> str | None:
        answer = await http.post("/graphql", json={"query": VIEWER}, headers={"Authorization": authorization})
        return answer.json()["errors"][0]["extensions"]["code"] if "errors" in answer.json() else None

    clock.advance(timedelta(minutes=14))
    assert await code() is None
    clock.advance(timedelta(minutes=1))
    assert await code() == "UNAUTHENTICATED"
