"""Who is here, who looks at which conversation, and both as they change."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from domain.agents.actions import end_session
from domain.agents.models import Agent, Role, Sees, Workspace
from domain.agents.presence import keep
from domain.conversations.actions import Talk
from domain.hub import Hub
from domain.ids import AGENT, CONVERSATION, new_id, public_id
from domain.presence.hub import PresenceHub
from domain.presence.looking import show
from domain.redis import redis
from domain.viewer import Viewer
from tests.factories import HandClock, a_fan, a_talk, a_viewer, an_account
from tests.presence import awake
from tests.schema.asking import Listener, ask, listening, told

PRESENCE = "query ($id: ID!) { node(id: $id) { ... on Agent { presence } } }"
SET = "mutation ($input: SetPresenceInput!) { setPresence(input: $input) { agent { name presence } } }"
KEEP = "mutation ($input: KeepPresenceInput!) { keepPresence(input: $input) { agent { presence } } }"
SHOW = """
mutation ($input: ShowViewingInput!) {
  showViewing(input: $input) { viewers { agent { name } isTyping } userErrors { code field } }
}"""
VIEWERS = "query ($id: ID!) { conversation(id: $id) { viewers { agent { name presence } isTyping } } }"
INBOX = "{ conversations { edges { node { viewers { agent { name } isTyping } } } } }"
FOLLOW = """
subscription ($conversationId: ID) {
  presence(conversationId: $conversationId) {
    ... on AgentPresenceChanged { agent { name } presence }
    ... on ViewersChanged { conversationId viewers { agent { name } isTyping } }
  }
}"""
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest_asyncio.fixture
async def hall(clock: HandClock) -> AsyncIterator[PresenceHub]:
    """Where comings and goings are heard."""
    async with awake(clock) as hub:
        yield hub


@pytest_asyncio.fixture
async def mei() -> Viewer:
    return await a_viewer(name="Mei")


@pytest_asyncio.fixture
async def tao(mei: Viewer) -> Viewer:
    return await a_viewer(name="Tao", workspace=await Workspace.get(id=mei.workspace_id))


@pytest_asyncio.fixture
async def talk(mei: Viewer) -> Talk:
    return await a_talk(fan=await a_fan(account=await an_account(workspace_id=mei.workspace_id)))


def id_of(talk: Talk) -> str:
    return public_id(CONVERSATION, talk.id)


def here(name: str, presence: str = "ONLINE") -> Any:
    """What is told of an agent."""
    return {"agent": {"name": name}, "presence": presence}


def seen(talk: Talk, **typing: bool) -> Any:
    """What is told of those who look at a talk."""
    viewers = [{"agent": {"name": name}, "isTyping": is_typing} for name, is_typing in typing.items()]
    return {"conversationId": id_of(talk), "viewers": viewers}


async def looks(viewer: Viewer, talk: Talk, clock: HandClock, **more: Any) -> Any:
    return await told(SHOW, viewer, clock, input={"conversationId": id_of(talk)} | more)


@asynccontextmanager
async def following(
    viewer: Viewer, hub: Hub, hall: PresenceHub, clock: HandClock, talk: Talk | None = None
) -> AsyncIterator[Listener]:
    asked = {"conversationId": id_of(talk)} if talk else {}
    async with listening(FOLLOW, viewer, hub, clock, presence=hall, **asked) as listener:
        yield listener


# Asking


async def test_an_agent_is_offline_until_they_are_heard_of(mei, tao, clock):
    asked = {"id": public_id(AGENT, mei.agent_id)}
    assert await told(PRESENCE, tao, clock, **asked) == {"presence": "OFFLINE"}

    kept = await told(KEEP, mei, clock, input={})

    assert kept == {"agent": {"presence": "ONLINE"}}
    assert await told(PRESENCE, tao, clock, **asked) == {"presence": "ONLINE"}


async def test_a_wish_is_shown_and_leaving_ends_it(mei, clock):
    assert await told(SET, mei, clock, input={"presence": "BUSY"}) == {"agent": {"name": "Mei", "presence": "BUSY"}}
    assert await told(KEEP, mei, clock, input={"isHere": False}) == {"agent": {"presence": "OFFLINE"}}


async def test_a_phone_that_is_put_away_leaves_its_agent_at_the_laptop(mei, clock):
    await a_viewer(agent=await Agent.get(id=mei.agent_id))
    await told(KEEP, mei, clock, input={})

    assert await told(KEEP, mei, clock, input={"isHere": False}) == {"agent": {"presence": "ONLINE"}}

    clock.advance(timedelta(seconds=10))
    assert await told(PRESENCE, mei, clock, id=public_id(AGENT, mei.agent_id)) == {"presence": "OFFLINE"}


async def test_nobody_wishes_to_be_offline(mei):
    assert (await ask(SET, mei, input={"presence": "OFFLINE"})).codes == ["BAD_USER_INPUT"]


async def test_who_looks_at_a_conversation_sees_the_others(mei, tao, talk, clock):
    assert await looks(mei, talk, clock, isTyping=True) == {"viewers": [], "userErrors": []}

    assert (await looks(tao, talk, clock))["viewers"] == [{"agent": {"name": "Mei"}, "isTyping": True}]

    (viewer,) = (await told(VIEWERS, mei, clock, id=id_of(talk)))["viewers"]
    assert viewer == {"agent": {"name": "Tao", "presence": "OFFLINE"}, "isTyping": False}


async def test_the_inbox_shows_who_looks_at_what(mei, tao, talk, clock):
    await a_talk(fan=await a_fan(account=await an_account(workspace_id=mei.workspace_id)))
    await looks(tao, talk, clock)

    found = await told(INBOX, mei, clock)

    shown = [edge["node"]["viewers"] for edge in found["edges"]]
    assert sorted(shown, key=len) == [[], [{"agent": {"name": "Tao"}, "isTyping": False}]]


async def test_a_screen_that_shows_something_else_is_gone_at_once(mei, tao, talk, clock):
    await looks(tao, talk, clock)
    await looks(tao, talk, clock, isViewing=False)

    assert (await looks(mei, talk, clock))["viewers"] == []


async def test_what_is_out_of_sight_cannot_be_looked_at(mei, talk, clock):
    stranger = await a_viewer()
    for wrong in (id_of(talk), public_id(CONVERSATION, new_id()), "nonsense"):
        answer = await told(SHOW, stranger, clock, input={"conversationId": wrong})

        assert answer == {"viewers": [], "userErrors": [{"code": "NOT_FOUND", "field": ["conversationId"]}]}


async def test_without_redis_nobody_is_here_and_everything_is_answered(mei, talk, clock, no_redis):
    assert await told(SET, mei, clock, input={"presence": "BUSY"}) == {"agent": {"name": "Mei", "presence": "OFFLINE"}}
    assert await looks(mei, talk, clock) == {"viewers": [], "userErrors": []}


# Following


async def test_first_comes_what_is_then_what_changes(mei, tao, talk, hub, hall, clock):
    await keep(tao.workspace_id, [tao.agent_id], clock())
    await looks(tao, talk, clock)
    async with following(mei, hub, hall, clock, talk) as follower:
        assert await follower.next() == here("Tao")
        assert await follower.next() == seen(talk, Tao=False)

        await told(SET, tao, clock, input={"presence": "AWAY"})
        assert await follower.next() == here("Tao", "AWAY")
        await looks(tao, talk, clock, isTyping=True)
        assert await follower.next() == seen(talk, Tao=True)


async def test_silence_is_told(mei, tao, talk, hub, hall, clock):
    await keep(tao.workspace_id, [tao.agent_id], clock())
    await looks(tao, talk, clock)
    async with following(mei, hub, hall, clock, talk) as follower:
        await follower.next()
        await follower.next()

        clock.advance(20 * SECOND)
        hall.look_for_silence(clock())
        assert await follower.next() == seen(talk)
        clock.advance(40 * SECOND)
        hall.look_for_silence(clock())
        assert await follower.next() == here("Tao", "OFFLINE")


async def test_ones_own_screens_are_not_told(mei, tao, talk, hub, hall, clock):
    async with following(mei, hub, hall, clock, talk) as follower:
        assert await follower.next() == seen(talk)
        await looks(mei, talk, clock, isTyping=True)
        await looks(tao, talk, clock)

        assert await follower.next() == seen(talk, Tao=False)


async def test_without_a_conversation_only_agents_are_told(mei, tao, talk, hub, hall, clock):
    await keep(mei.workspace_id, [mei.agent_id], clock())
    async with following(mei, hub, hall, clock) as follower:
        assert await follower.next() == here("Mei")
        await looks(tao, talk, clock)
        await keep(tao.workspace_id, [tao.agent_id], clock())

        assert await follower.next() == here("Tao")


async def test_another_workspace_is_told_nothing(mei, tao, talk, hub, hall, clock):
    stranger = await a_viewer(name="Stranger")
    await keep(stranger.workspace_id, [stranger.agent_id], clock())
    async with following(stranger, hub, hall, clock) as follower:
        assert await follower.next() == here("Stranger")
        await keep(tao.workspace_id, [tao.agent_id], clock())
        await looks(tao, talk, clock)
        await told(SET, stranger, clock, input={"presence": "BUSY"})

        assert await follower.next() == here("Stranger", "BUSY")


async def test_a_conversation_that_is_out_of_sight_is_not_followed(mei, tao, talk, hub, hall, clock):
    await looks(tao, talk, clock)
    for viewer in (await a_viewer(), await an_agent_who_sees_their_own(mei)):
        async with following(viewer, hub, hall, clock, talk) as follower:
            assert (await follower.answer()).codes == ["NOT_FOUND"]


async def test_a_conversation_that_goes_out_of_sight_is_followed_no_longer(mei, tao, talk, hub, hall, clock):
    limited = await an_agent_who_sees_their_own(mei, Sees.ALL)
    async with following(limited, hub, hall, clock, talk) as follower:
        assert await follower.next() == seen(talk)
        await Agent.filter(id=limited.agent_id).update(sees=Sees.OWN)
        clock.advance(6 * SECOND)
        await looks(tao, talk, clock)

        assert (await follower.answer()).codes == ["NOT_FOUND"]


async def test_a_session_that_has_ended_follows_no_longer(mei, tao, talk, hub, hall, clock):
    async with following(mei, hub, hall, clock, talk) as follower:
        await follower.next()
        await end_session(mei.session_id, clock())
        clock.advance(6 * SECOND)
        await looks(tao, talk, clock)

        assert (await follower.answer()).codes == ["UNAUTHENTICATED"]


async def test_a_flush_of_redis_loses_a_moment(mei, tao, talk, hub, hall, clock):
    await keep(tao.workspace_id, [tao.agent_id], clock())
    async with following(mei, hub, hall, clock, talk) as follower:
        assert await follower.next() == here("Tao")
        assert await follower.next() == seen(talk)
        await redis().flushdb()

        await looks(tao, talk, clock)
        assert await follower.next() == seen(talk, Tao=False)
        await keep(tao.workspace_id, [tao.agent_id], clock())
        await show(talk.id, tao.agent_id, tao.session_id, clock(), is_typing=True)
        assert await follower.next() == seen(talk, Tao=True), "Tao was here all the time"


async def an_agent_who_sees_their_own(colleague: Viewer, sees: Sees = Sees.OWN) -> Viewer:
    home = await Workspace.get(id=colleague.workspace_id)
    return await a_viewer(name="Limited", workspace=home, role=Role.AGENT, sees=sees)
