"""Who has a socket is seen by those who follow, and who closes it leaves."""

import asyncio
from datetime import timedelta

from domain.agents.models import Workspace
from domain.hub import Hub
from server.app import build
from server.state import House
from tests.factories import HandClock, a_viewer
from tests.server.knocking import URL, VIEWER, bearer
from tests.server.serving import Socket, a_socket, served

FOLLOW = "subscription { presence { ... on AgentPresenceChanged { agent { name } presence } } }"


async def told(socket: Socket) -> tuple[str, str]:
    """Of whom a follower is told next, and what."""
    change = (await socket.until("next"))["payload"]["data"]["presence"]
    return change["agent"]["name"], change["presence"]


async def test_colleagues_come_and_go_with_their_sockets(clock: HandClock):
    desk = House(Hub(), URL, is_production=True, clock=clock)
    mei = await a_viewer(name="Mei")
    tao = await a_viewer(name="Tao", workspace=await Workspace.get(id=mei.workspace_id))
    async with served(build(desk)) as address, a_socket(address) as socket:
        await (await socket.signed_in(bearer(mei, clock))).subscribe("1", FOLLOW)
        assert await told(socket) == ("Mei", "ONLINE")

        async with a_socket(address) as other:
            await other.signed_in(bearer(tao, clock))
            assert await other.ask(VIEWER)
            assert await told(socket) == ("Tao", "ONLINE")

        await the_desk_has(desk, 1)
        clock.advance(timedelta(seconds=10))
        await desk.doorkeeper.make_a_round(clock())
        desk.presence.look_for_silence(clock())
        assert await told(socket) == ("Tao", "OFFLINE")


async def the_desk_has(desk: House, sockets: int) -> None:
    """Wait until so many sockets are inside."""
    async with asyncio.timeout(5):
        while desk.doorkeeper.inside != sockets:  # noqa: ASYNC110 (uvicorn tells nobody when a socket is gone)
            await asyncio.sleep(0)
