"""Followers of who is here: told by Redis, read once for all, and by the clock where somebody fell silent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.agents.models import Actor, Availability
from domain.agents.presence import keep, leave, set_availability
from domain.ids import new_id
from domain.presence import here
from domain.presence.hub import PresenceHub, Seen
from domain.presence.looking import show, stop
from domain.presence.telling import of_talk, of_workspace
from domain.redis import redis
from tests.factories import HandClock, an_agent
from tests.presence import awake

SECOND = timedelta(seconds=1)
PHONE = new_id()


class Follower:
    """Somebody who follows one topic."""

    def __init__(self, looks: AsyncIterator[list[Seen]]) -> None:
        self._looks = looks

    async def sees(self) -> dict[UUID, Any]:
        """How it looks next: now, or when it looks different."""
        async with asyncio.timeout(5):
            (seen,) = await anext(self._looks)
        return dict(seen.agents)

    async def sees_in_the_end(self, agents: dict[UUID, Any]) -> None:
        """It looks like that, sooner or later."""
        while await self.sees() != agents:
            pass


@asynccontextmanager
async def following(hub: PresenceHub, topic: str, clock: HandClock) -> AsyncIterator[Follower]:
    async with aclosing(hub.follow([topic], clock)) as looks:  # type: ignore[type-var]
        yield Follower(looks)


async def test_a_follower_sees_who_is_here_then_who_comes_and_goes():
    mei, clock = await an_agent(), HandClock()
    tao = await an_agent(workspace=await mei.workspace)
    await keep(mei.workspace_id, [mei.id], clock())

    async with awake(clock) as hub, following(hub, of_workspace(mei.workspace_id), clock) as follower:
        assert await follower.sees() == {mei.id: "ONLINE"}
        await keep(mei.workspace_id, [tao.id], clock())
        await follower.sees_in_the_end({mei.id: "ONLINE", tao.id: "ONLINE"})
        await leave(mei.workspace_id, mei.id)
        await follower.sees_in_the_end({tao.id: "ONLINE"})
        await set_availability(Actor(tao.workspace_id, tao.id, tao.role), Availability.AWAY, clock())
        await follower.sees_in_the_end({tao.id: "AWAY"})


async def test_a_follower_sees_who_looks_and_types():
    mei, talk, clock = new_id(), new_id(), HandClock()
    async with awake(clock) as hub, following(hub, of_talk(talk), clock) as follower:
        assert await follower.sees() == {}
        await show(talk, mei, PHONE, clock(), is_typing=False)
        await follower.sees_in_the_end({mei: False})
        await show(talk, mei, PHONE, clock(), is_typing=True)
        await follower.sees_in_the_end({mei: True})
        await stop(talk, mei, PHONE)
        await follower.sees_in_the_end({})


async def test_falling_silent_is_told_too():
    mei, talk, clock = new_id(), new_id(), HandClock()
    async with awake(clock) as hub, following(hub, of_talk(talk), clock) as follower:
        await show(talk, mei, PHONE, clock(), is_typing=True)
        await follower.sees_in_the_end({mei: True})

        clock.advance(8 * SECOND)
        hub.look_for_silence(clock())
        assert await follower.sees() == {mei: False}

        clock.advance(12 * SECOND)
        hub.look_for_silence(clock())
        assert await follower.sees() == {}


async def test_an_agent_who_falls_silent_has_gone():
    mei, clock = await an_agent(), HandClock()
    await keep(mei.workspace_id, [mei.id], clock())
    async with awake(clock) as hub, following(hub, of_workspace(mei.workspace_id), clock) as follower:
        assert await follower.sees() == {mei.id: "ONLINE"}

        clock.advance(60 * SECOND)
        hub.look_for_silence(clock())

        assert await follower.sees() == {}


async def test_who_went_on_giving_signs_of_life_is_still_here():
    mei, talk, clock = new_id(), new_id(), HandClock()
    async with awake(clock) as hub, following(hub, of_talk(talk), clock) as follower:
        await show(talk, mei, PHONE, clock(), is_typing=False)
        await follower.sees_in_the_end({mei: False})

        for _ in range(3):
            clock.advance(10 * SECOND)
            await show(talk, mei, PHONE, clock(), is_typing=False)
            hub.look_for_silence(clock())

        await show(talk, mei, PHONE, clock(), is_typing=True)
        assert await follower.sees() == {mei: True}, "nothing was different in between"


async def test_followers_of_one_topic_share_its_reading(monkeypatch: Any):
    mei, clock = await an_agent(), HandClock()
    read: list[UUID] = []
    present_until = here.present_until
    monkeypatch.setattr(here, "present_until", lambda *asked: read.append(asked[0]) or present_until(*asked))
    topic = of_workspace(mei.workspace_id)

    async with awake(clock) as hub, following(hub, topic, clock) as one, following(hub, topic, clock) as other:
        assert await one.sees() == await other.sees() == {}
        before = len(read)
        await keep(mei.workspace_id, [mei.id], clock())

        for follower in (one, other):
            await follower.sees_in_the_end({mei.id: "ONLINE"})
        for _ in range(100):
            hub.look_for_silence(clock())

    assert len(read) - before <= 2, "one for the nudge, and one where the listening had only begun"


async def test_who_is_slow_sees_the_latest_and_nothing_in_between():
    talk, clock = new_id(), HandClock()
    many = [new_id() for _ in range(20)]
    async with (
        awake(clock) as hub,
        following(hub, of_talk(talk), clock) as slow,
        following(hub, of_talk(talk), clock) as quick,
    ):
        assert await slow.sees() == {}
        for agent_id in many:
            await show(talk, agent_id, PHONE, clock(), is_typing=False)
        await quick.sees_in_the_end(dict.fromkeys(many, False))

        assert await slow.sees() == dict.fromkeys(many, False)


async def test_two_topics_are_followed_as_one():
    mei, talk, clock = await an_agent(), new_id(), HandClock()
    topics = [of_workspace(mei.workspace_id), of_talk(talk)]
    async with awake(clock) as hub, aclosing(hub.follow(topics, clock)) as looks:
        assert [seen.agents for seen in await anext(looks)] == [{}, {}]
        await show(talk, mei.id, PHONE, clock(), is_typing=False)
        async with asyncio.timeout(5):
            assert [seen.agents for seen in await anext(looks)] == [{}, {mei.id: False}]


async def test_a_flush_of_redis_loses_a_moment():
    mei, clock = await an_agent(), HandClock()
    await keep(mei.workspace_id, [mei.id], clock())
    async with awake(clock) as hub, following(hub, of_workspace(mei.workspace_id), clock) as follower:
        assert await follower.sees() == {mei.id: "ONLINE"}
        await redis().flushdb()

        clock.advance(60 * SECOND)
        hub.look_for_silence(clock())
        assert await follower.sees() == {}
        await keep(mei.workspace_id, [mei.id], clock())
        assert await follower.sees() == {mei.id: "ONLINE"}


async def test_without_redis_a_follower_sees_nobody(no_redis: None):
    mei, clock = await an_agent(), HandClock()
    async with awake(clock) as hub, following(hub, of_workspace(mei.workspace_id), clock) as follower:
        assert await follower.sees() == {}


async def test_nothing_is_kept_of_who_followed():
    mei, clock = await an_agent(), HandClock()
    hub, topic = PresenceHub(), of_workspace(mei.workspace_id)
    async with following(hub, topic, clock) as one, following(hub, topic, clock) as other:
        await one.sees()
        await other.sees()
        assert hub.topics == 1

    assert hub.topics == 0
