"""Sockets leave with their sessions, nobody has too many, and whoever has one is here."""

import asyncio
from datetime import timedelta

import pytest

from domain.agents.actions import end_session
from domain.agents.models import Agent
from domain.hub import Hub
from domain.presence import here
from domain.viewer import Viewer
from server.app import build
from server.doorkeeper import SESSION_ENDED, SOCKETS_EACH, Doorkeeper
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

        await desk.doorkeeper.make_a_round(clock())

        assert await socket.closed() == (4403, SESSION_ENDED)
        assert await other.ask(VIEWER)


async def test_an_agent_who_was_disabled_leaves_too(desk: House, clock: HandClock):
    viewer = await a_viewer()
    async with served(build(desk)) as address, a_socket(address) as socket:
        await socket.signed_in(bearer(viewer, clock))
        await Agent.filter(id=viewer.agent_id).update(disabled_at=clock())

        await desk.doorkeeper.make_a_round(clock())

        assert await socket.closed() == (4403, SESSION_ENDED)


async def test_of_too_many_sockets_the_oldest_has_to_go(desk: House, clock: HandClock):
    viewer = await a_viewer()
    async with served(build(desk)) as address, a_socket(address) as oldest, a_socket(address) as second:
        await oldest.signed_in(bearer(viewer, clock))
        await second.signed_in(bearer(viewer, clock))
        for _ in range(SOCKETS_EACH - 2):
            await desk.doorkeeper.let_in(viewer, nobody, clock())

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


# Who is here


async def is_here(viewer: Viewer, clock: HandClock) -> bool:
    return viewer.agent_id in await here.present(viewer.workspace_id, clock())


async def test_who_has_a_socket_is_here_for_as_long_as_the_rounds_are_made(desk: House, clock: HandClock):
    viewer = await a_viewer()
    async with served(build(desk)) as address, a_socket(address) as socket:
        await socket.signed_in(bearer(viewer, clock))
        assert await socket.ask(VIEWER)
        assert await is_here(viewer, clock)

        for _ in range(30):
            clock.advance(timedelta(seconds=4))
            await desk.doorkeeper.make_a_round(clock())

        assert await is_here(viewer, clock)
        seen_at = (await Agent.get(id=viewer.agent_id)).seen_at
        assert seen_at is not None
        assert clock() - seen_at < timedelta(minutes=1)


async def test_with_the_last_socket_its_agent_leaves_soon(clock: HandClock):
    viewer, doorkeeper = await a_viewer(), Doorkeeper()
    phone, laptop = [await doorkeeper.let_in(viewer, nobody, clock()) for _ in range(2)]
    soon = clock() + timedelta(seconds=10)

    await doorkeeper.see_out(phone, clock())
    assert viewer.agent_id in await here.present(viewer.workspace_id, soon)

    await doorkeeper.see_out(laptop, clock())
    assert await is_here(viewer, clock)
    assert viewer.agent_id not in await here.present(viewer.workspace_id, soon)


async def test_a_socket_at_another_process_keeps_its_agent_here(clock: HandClock):
    viewer, doorkeeper, elsewhere = await a_viewer(), Doorkeeper(), Doorkeeper()
    guest = await doorkeeper.let_in(viewer, nobody, clock())
    await elsewhere.let_in(viewer, nobody, clock())

    await doorkeeper.see_out(guest, clock())
    clock.advance(timedelta(seconds=4))
    await elsewhere.make_a_round(clock())
    clock.advance(timedelta(seconds=30))

    assert await is_here(viewer, clock)


async def test_who_was_signed_out_is_not_kept_here(clock: HandClock):
    viewer, doorkeeper = await a_viewer(), Doorkeeper()
    await doorkeeper.let_in(viewer, nobody, clock())
    await end_session(viewer.session_id, clock())
    clock.advance(timedelta(seconds=58))

    await doorkeeper.make_a_round(clock())
    clock.advance(timedelta(seconds=2))

    assert not await is_here(viewer, clock)


async def test_without_redis_sockets_are_let_in_all_the_same(clock: HandClock, no_redis: None):
    viewer, doorkeeper = await a_viewer(), Doorkeeper()
    guest = await doorkeeper.let_in(viewer, nobody, clock())
    await doorkeeper.make_a_round(clock())

    assert doorkeeper.inside == 1
    await doorkeeper.see_out(guest, clock())
    assert doorkeeper.inside == 0


async def test_a_socket_that_does_not_go_keeps_nobody_else_away(clock: HandClock):
    viewer, colleague, doorkeeper = await a_viewer(), await a_viewer(), Doorkeeper()
    may_go, others_said_goodbye = asyncio.Event(), asyncio.Event()

    async def stuck(code: int, reason: str) -> None:
        await may_go.wait()

    async def polite(code: int, reason: str) -> None:
        others_said_goodbye.set()

    for who, close in ((viewer, stuck), (viewer, polite), (colleague, nobody)):
        await doorkeeper.let_in(who, close, clock())
    await end_session(viewer.session_id, clock())
    clock.advance(timedelta(seconds=61))

    a_round = asyncio.create_task(doorkeeper.make_a_round(clock()))
    async with asyncio.timeout(5):
        await others_said_goodbye.wait()
        while not await is_here(colleague, clock):  # noqa: ASYNC110 (nobody tells when a round has come so far)
            await asyncio.sleep(0)
    may_go.set()
    await a_round
