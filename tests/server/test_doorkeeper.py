"""Sockets leave with their sessions, and nobody has too many."""

import asyncio

import pytest

from domain.agents.actions import end_session
from domain.agents.models import Agent
from domain.hub import Hub
from server.app import build
from server.doorkeeper import SESSION_ENDED, SOCKETS_EACH
from server.state import House
from tests.factories import HandClock, a_viewer
from tests.server.knocking import URL, VIEWER, bearer
from tests.server.serving import a_socket, served


async def nobody(code: int, reason: str) -> None:
    """A socket of another making."""


@pytest.fixture
def desk(clock: HandClock) -> House:
    """A desk whose doorkeeper makes his rounds when told."""
    return House(Hub(), URL, is_production=True, clock=clock)


async def test_an_idle_socket_leaves_with_its_session(desk: House, clock: HandClock):
    viewer, colleague = await a_viewer(), await a_viewer()
    async with served(build(desk)) as address, a_socket(address) as socket, a_socket(address) as other:
        await socket.signed_in(bearer(viewer, clock))
        await other.signed_in(bearer(colleague, clock))
        await end_session(viewer.session_id, clock())

        await desk.doorkeeper.make_a_round()

        assert await socket.closed() == (4403, SESSION_ENDED)
        assert await other.ask(VIEWER)


async def test_an_agent_who_was_disabled_leaves_too(desk: House, clock: HandClock):
    viewer = await a_viewer()
    async with served(build(desk)) as address, a_socket(address) as socket:
        await socket.signed_in(bearer(viewer, clock))
        await Agent.filter(id=viewer.agent_id).update(disabled_at=clock())

        await desk.doorkeeper.make_a_round()

        assert await socket.closed() == (4403, SESSION_ENDED)


async def test_of_too_many_sockets_the_oldest_has_to_go(desk: House, clock: HandClock):
    viewer = await a_viewer()
    async with served(build(desk)) as address, a_socket(address) as oldest, a_socket(address) as second:
        await oldest.signed_in(bearer(viewer, clock))
        await second.signed_in(bearer(viewer, clock))
        for _ in range(SOCKETS_EACH - 2):
            await desk.doorkeeper.let_in(viewer, nobody)

        async with a_socket(address) as newest:
            await newest.signed_in(bearer(viewer, clock))

            assert (await oldest.closed())[0] == 4429
            assert await second.ask(VIEWER)
            assert await newest.ask(VIEWER)


async def test_who_has_left_is_forgotten(desk: House, clock: HandClock):
    viewer = await a_viewer()
    async with served(build(desk)) as address:
        async with a_socket(address) as socket:
            await socket.signed_in(bearer(viewer, clock))
            assert await socket.ask(VIEWER)
            assert desk.doorkeeper.inside == 1

        async with asyncio.timeout(5):
            while desk.doorkeeper.inside:  # noqa: ASYNC110 (uvicorn tells nobody when a socket is gone)
                await asyncio.sleep(0)
