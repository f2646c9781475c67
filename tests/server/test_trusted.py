"""Trusted documents: asked for by id, over HTTP and over a socket; in production nothing else is executed."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import pytest_asyncio
from httpx2 import ASGITransport, AsyncClient, Response

from cli.house import CannotStart
from cli.processes import web_app
from domain.hub import Hub
from domain.settings import Settings
from domain.viewer import Viewer
from schema.contract import IDS, document_id
from server import trusted
from server.app import build
from server.state import House
from server.trusted import BrokenManifest, TrustedDocuments
from tests.factories import PASSWORD, HandClock, a_viewer
from tests.server.knocking import URL, VIEWER, bearer, post, refusal
from tests.server.serving import Socket, a_socket, served

ID = orjson.loads(IDS.read_bytes())
UNKNOWN = document_id("query Nothing{viewer{id}}")


@pytest.fixture
def strict(clock: HandClock) -> House:
    """A house that executes the documents of the manifest only."""
    return House(Hub(), URL, is_production=True, clock=clock, documents=TrustedDocuments.load(only=True))


@pytest_asyncio.fixture
async def production(strict: House) -> AsyncIterator[AsyncClient]:
    """Its door."""
    async with AsyncClient(transport=ASGITransport(app=build(strict)), base_url=URL) as client:
        yield client


async def send(http: AsyncClient, viewer: Viewer | None = None, **body: Any) -> Response:
    headers = {"Authorization": bearer(viewer)} if viewer else {}
    return await http.post("/graphql", json=body, headers=headers)


# Over HTTP


async def test_a_document_is_asked_for_by_its_id(http: AsyncClient):
    viewer = await a_viewer()

    answer = await send(http, viewer, documentId=ID["Viewer"])

    assert (answer.status_code, answer.json()["data"]["viewer"]["name"]) == (200, viewer.name)


async def test_an_empty_query_beside_the_id_is_none(http: AsyncClient):
    answer = await send(http, await a_viewer(), documentId=ID["Viewer"], query="")

    assert answer.json()["data"]["viewer"]


async def test_an_unknown_id_is_not_found(http: AsyncClient):
    assert refusal(await send(http, documentId=UNKNOWN)) == (422, "DOCUMENT_NOT_FOUND")


@pytest.mark.parametrize("wrong", ["", 5, [], {}])
async def test_an_id_that_is_none_cannot_be_used(http: AsyncClient, wrong: Any):
    assert refusal(await send(http, documentId=wrong)) == (422, "BAD_USER_INPUT")


async def test_text_and_id_together_are_one_too_many(http: AsyncClient):
    assert refusal(await send(http, documentId=ID["Viewer"], query=VIEWER)) == (422, "BAD_USER_INPUT")


async def test_variables_go_with_the_id(http: AsyncClient):
    answer = await send(http, await a_viewer(), documentId=ID["Conversation"], variables={"id": "cnv_missing"})

    assert answer.json()["data"] == {"conversation": None}


# In production


async def test_production_executes_no_other_text(production: AsyncClient):
    viewer = await a_viewer()

    assert refusal(await post(production, VIEWER, viewer)) == (403, "DOCUMENT_NOT_TRUSTED")
    assert refusal(await post(production, "{ __schema { types { name } } }")) == (403, "DOCUMENT_NOT_TRUSTED")


async def test_signing_in_and_reading_work_in_production(production: AsyncClient):
    viewer = await a_viewer(email="mei@shop.example")

    signed_in = await send(
        production, documentId=ID["SignIn"], variables={"input": {"email": "mei@shop.example", "password": PASSWORD}}
    )
    token = signed_in.json()["data"]["signIn"]["session"]["accessToken"]
    answer = await production.post(
        "/graphql", json={"documentId": ID["Inbox"]}, headers={"Authorization": f"Bearer {token}"}
    )

    assert signed_in.json()["data"]["signIn"]["session"]["agent"]["name"] == viewer.name
    assert answer.json()["data"]["conversations"]["edges"] == []


async def test_a_documents_text_is_as_good_as_its_id(production: AsyncClient, strict: House):
    answer = await post(production, strict.documents.texts[ID["Viewer"]], await a_viewer())

    assert answer.json()["data"]["viewer"]


# Over a socket


async def test_a_subscription_is_begun_by_its_id(strict: House):
    async with served(build(strict)) as at, a_socket(at) as socket:
        await socket.signed_in(bearer(await a_viewer(), strict.clock))
        await begin(socket, documentId=ID["Events"])

        heard = await socket.hear()

    assert heard["payload"]["data"]["events"]["__typename"] == "Heartbeat"


async def test_what_is_not_taken_ends_its_operation_and_no_other(strict: House):
    async with served(build(strict)) as at, a_socket(at) as socket:
        await socket.signed_in(bearer(await a_viewer(), strict.clock))
        await begin(socket, documentId=UNKNOWN)
        unknown = await socket.hear()
        await begin(socket, query=VIEWER)
        untrusted = await socket.hear()
        await begin(socket, documentId=ID["Viewer"])
        taken = await socket.hear()

    assert [error_of(unknown), error_of(untrusted)] == ["DOCUMENT_NOT_FOUND", "DOCUMENT_NOT_TRUSTED"]
    assert taken["payload"]["data"]["viewer"]


async def test_a_subscription_with_both_breaks_the_protocol(address: str, clock: HandClock):
    async with a_socket(address) as socket:
        await socket.signed_in(bearer(await a_viewer(), clock))
        await begin(socket, documentId=ID["Viewer"], query=VIEWER)

        assert await socket.closed() == (4400, "Send `query` or `documentId`, not both.")


# At the start


def test_a_text_changed_by_hand_stops_the_start(tmp_path: Path):
    file = tmp_path / "manifest.json"
    file.write_bytes(orjson.dumps({document_id("query A{viewer{id}}"): "query A{viewer{name}}"}))

    with pytest.raises(BrokenManifest, match="has another hash, so it was changed by hand"):
        TrustedDocuments.load(file)


@pytest.mark.parametrize("content", ["", "[]", '{"sha256:0": 5}', None])
def test_a_manifest_that_is_none_stops_the_start(tmp_path: Path, content: str | None):
    file = tmp_path / "manifest.json"
    if content is not None:
        file.write_text(content)

    with pytest.raises(BrokenManifest, match="make contract"):
        TrustedDocuments.load(file)


def test_fandesk_does_not_start_without_its_manifest(tmp_path: Path, monkeypatch: Any):
    monkeypatch.setattr(trusted, "MANIFEST", tmp_path / "gone.json")

    with pytest.raises(CannotStart, match="make contract"):
        web_app(Settings())


@pytest.mark.parametrize(
    ("given", "is_strict"),
    [
        ({}, False),
        ({"env": "production"}, True),
        ({"env": "production", "trusted_documents": "off"}, False),
        ({"trusted_documents": "on"}, True),
    ],
)
def test_production_trusts_only_unless_told_otherwise(given: dict[str, Any], is_strict: bool):
    assert Settings(secret_key="k" * 32, **given).takes_trusted_only is is_strict


async def begin(socket: Socket, **payload: Any) -> None:
    await socket.send({"type": "subscribe", "id": "it", "payload": payload})


def error_of(frame: dict[str, Any]) -> str:
    assert frame["type"] == "error"
    (error,) = frame["payload"]
    assert error["extensions"]["requestId"]
    return str(error["extensions"]["code"])
