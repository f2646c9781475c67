"""Sockets over a real uvicorn: the protocol, who is let in, and when they are closed."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.agents.actions import end_session
from domain.agents.tokens import ACCESS_LIFE, issue_access
from domain.clock import now
from domain.hub import Hub
from domain.ids import new_id
from server import sockets
from server.app import build
from server.state import House
from tests.factories import HandClock, a_message, a_viewer
from tests.server.knocking import EVENTS, URL, VIEWER, away, bearer, somebodys_talk
from tests.server.serving import a_socket, served

# Who is let in


async def test_a_living_session_is_let_in(address: str):
    async with a_socket(address) as socket:
        await socket.init(bearer(await a_viewer()))

        assert await socket.hear() == {"type": "connection_ack"}


async def test_nobody_else_is_let_in(address: str):
    viewer, ended = await a_viewer(), await a_viewer()
    await end_session(ended.session_id, now())
    forged = bearer(viewer)[:-6] + "abcdef"
    expired = "Bearer " + issue_access(viewer.session_id, viewer.agent_id, now() - 2 * ACCESS_LIFE)[0]
    unknown = "Bearer " + issue_access(new_id(), viewer.agent_id, now())[0]
    token_alone = bearer(viewer).removeprefix("Bearer ")

    for wrong in (None, "", 5, [], forged, expired, unknown, token_alone, "Bearer", bearer(ended), "Bearer \0"):
        async with a_socket(address) as socket:
            await socket.init(wrong)
            assert await socket.closed() == (4403, "Forbidden")


async def test_an_init_without_payload_is_nobodys(address: str):
    async with a_socket(address) as socket:
        await socket.send({"type": "connection_init"})

        assert await socket.closed() == (4403, "Forbidden")


async def test_only_graphql_transport_ws_is_spoken(address: str):
    for other in ("graphql-ws", "chat"):
        async with a_socket(address, other) as socket:
            assert (await socket.closed())[0] == 4406


async def test_who_says_nothing_is_not_waited_for(clock: HandClock, monkeypatch: Any):
    monkeypatch.setattr(sockets, "INIT_PATIENCE", timedelta(milliseconds=50))
    async with served(build(House(Hub(), URL, is_production=True, clock=clock))) as at, a_socket(at) as socket:
        assert (await socket.closed())[0] == 4408


async def test_nothing_is_asked_before_the_door_is_open(address: str):
    for early in ({"type": "subscribe", "id": "1", "payload": {"query": VIEWER}}, {"type": "complete", "id": "1"}):
        async with a_socket(address) as socket:
            await socket.send(early)
            assert (await socket.closed())[0] == 4401


async def test_a_second_init_is_one_too_many(address: str):
    viewer = await a_viewer()
    async with a_socket(address) as socket:
        await (await socket.signed_in(bearer(viewer))).init(bearer(viewer))

        assert (await socket.closed())[0] == 4429


# When they are closed


async def test_a_socket_ends_with_its_access_token(address: str, clock: HandClock):
    authorization = bearer(await a_viewer(), clock)
    clock.advance(ACCESS_LIFE - timedelta(seconds=1.1))  # a token's end has no fractions of a second
    async with a_socket(address) as socket:
        await (await socket.signed_in(authorization)).subscribe("1", EVENTS)

        assert await socket.closed() == (4403, "The access token has expired")


async def test_a_session_that_ended_asks_nothing_more(address: str, clock: HandClock):
    viewer = await a_viewer()
    async with a_socket(address) as socket:
        await socket.signed_in(bearer(viewer, clock))
        await end_session(viewer.session_id, now())
        await socket.subscribe("1", VIEWER)

        assert await socket.closed() == (4403, "The session has ended")


async def test_a_session_that_ended_hears_nothing_more(address: str, clock: HandClock):
    talk, viewer = await somebodys_talk()
    async with a_socket(address) as socket:
        await (await socket.signed_in(bearer(viewer, clock))).subscribe("1", EVENTS)
        assert (await socket.hear())["payload"]["data"]["events"]["__typename"] == "Heartbeat"
        await end_session(viewer.session_id, now())
        clock.advance(timedelta(seconds=5))
        await a_message(talk, "a secret")

        assert await socket.closed() == (4403, "The session has ended")


async def test_a_database_that_stumbles_lets_nobody_in(address: str):
    viewer = await a_viewer()
    async with away("session"), a_socket(address) as socket:
        await socket.init(bearer(viewer))

        assert (await socket.closed())[0] == 1013


@pytest.mark.parametrize("turns", range(20))
async def test_a_desk_that_is_closed_as_soon_as_it_is_open_closes(desk: House, turns: int):
    """Also where its hub is just about to reach Redis."""
    desk_app = build(desk)
    async with asyncio.timeout(5), desk_app.router.lifespan_context(desk_app):
        for _ in range(turns):
            await asyncio.sleep(0)
