"""Who is here, how they wish to be found, and when they were last seen."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

from domain import database
from domain.agents import presence
from domain.agents.actions import open_session, sign_out
from domain.agents.models import Actor, Agent, Availability, Workspace
from domain.live import EventKind, StoredEvent
from domain.presence import here
from domain.presence.availability import Presence, keep_seen, presences
from domain.redis import redis
from domain.transaction import transaction
from tests.factories import HandClock, a_workspace, an_agent

SECOND = timedelta(seconds=1)


async def shown(agent: Agent, now: datetime) -> Presence:
    """How colleagues see this agent."""
    return (await presences(agent.workspace_id, [agent.id], now)).get(agent.id, Presence.OFFLINE)


def actor(agent: Agent) -> Actor:
    return Actor(agent.workspace_id, agent.id, agent.role)


async def nudged() -> bool:
    """Was somebody asked to give talks, since the last time?"""
    found = [key async for key in redis().scan_iter("arq:job:give_talks:*")]
    if found:
        await redis().delete(*found)
    return bool(found)


async def test_a_sign_of_life_lasts_a_minute():
    agent, clock = await an_agent(), HandClock()
    assert await shown(agent, clock()) is Presence.OFFLINE

    await presence.keep(agent.workspace_id, [agent.id], clock())

    assert await shown(agent, clock() + 59 * SECOND) is Presence.ONLINE
    assert await shown(agent, clock() + 60 * SECOND) is Presence.OFFLINE


async def test_who_comes_is_given_talks_and_who_stays_makes_no_fuss():
    agent, clock = await an_agent(), HandClock()
    await presence.keep(agent.workspace_id, [agent.id], clock())
    assert await nudged()

    clock.advance(30 * SECOND)
    await presence.keep(agent.workspace_id, [agent.id], clock())
    assert not await nudged()

    clock.advance(61 * SECOND)
    await presence.keep(agent.workspace_id, [agent.id], clock())
    assert await nudged()


async def test_a_wish_is_kept_while_its_agent_is_away():
    agent, clock = await an_agent(), HandClock()
    await presence.set_availability(actor(agent), Availability.BUSY, clock())
    assert await shown(agent, clock()) is Presence.BUSY

    clock.advance(timedelta(hours=12))
    assert await shown(agent, clock()) is Presence.OFFLINE
    await presence.keep(agent.workspace_id, [agent.id], clock())

    assert await shown(agent, clock()) is Presence.BUSY


async def test_a_new_wish_is_told_and_the_same_one_is_not():
    agent, clock = await an_agent(), HandClock()
    for wished in (Availability.AWAY, Availability.AWAY, Availability.ONLINE):
        await presence.set_availability(actor(agent), wished, clock())

    told = await StoredEvent.filter(kind=EventKind.AGENT_CHANGED)
    assert [event.subject_id for event in told] == [agent.id, agent.id]
    assert await nudged()


async def test_when_they_were_seen_is_written_once_a_minute():
    agent, clock = await an_agent(), HandClock()
    began = clock()

    async def seen_at() -> datetime | None:
        await presence.keep(agent.workspace_id, [agent.id], clock())
        await agent.refresh_from_db(fields=["seen_at"])
        return agent.seen_at

    assert await seen_at() == began
    clock.advance(59 * SECOND)
    assert await seen_at() == began
    clock.advance(SECOND)
    assert await seen_at() == clock()


async def test_who_leaves_has_gone():
    agent, clock = await an_agent(), HandClock()
    await presence.keep(agent.workspace_id, [agent.id], clock())

    await presence.leave(agent.workspace_id, agent.id)

    assert await shown(agent, clock()) is Presence.OFFLINE


async def test_who_leaves_soon_has_gone_in_ten_seconds():
    agent, clock = await an_agent(), HandClock()
    await presence.keep(agent.workspace_id, [agent.id], clock())

    await presence.leave_soon(agent.workspace_id, agent.id, clock())

    assert await shown(agent, clock() + 9 * SECOND) is Presence.ONLINE
    assert await shown(agent, clock() + 10 * SECOND) is Presence.OFFLINE


async def test_who_is_heard_of_again_does_not_leave():
    agent, clock = await an_agent(), HandClock()
    await presence.keep(agent.workspace_id, [agent.id], clock())
    await presence.leave_soon(agent.workspace_id, agent.id, clock())

    clock.advance(4 * SECOND)
    await presence.keep(agent.workspace_id, [agent.id], clock())

    assert await shown(agent, clock() + 30 * SECOND) is Presence.ONLINE


async def test_leaving_soon_makes_nobody_stay_longer():
    agent, clock = await an_agent(), HandClock()
    await presence.leave_soon(agent.workspace_id, agent.id, clock())
    assert await shown(agent, clock()) is Presence.OFFLINE

    await presence.keep(agent.workspace_id, [agent.id], clock())
    clock.advance(55 * SECOND)
    await presence.leave_soon(agent.workspace_id, agent.id, clock())

    assert await shown(agent, clock() + 5 * SECOND) is Presence.OFFLINE


async def test_signing_out_of_the_last_device_leaves():
    agent, clock = await an_agent(), HandClock()
    await agent.fetch_related("workspace")
    phone, laptop = [await open_session(agent, clock()) for _ in range(2)]
    await presence.keep(agent.workspace_id, [agent.id], clock())

    await sign_out(phone.refresh_token, clock())
    assert await shown(agent, clock()) is Presence.ONLINE
    assert await shown(agent, clock() + 10 * SECOND) is Presence.OFFLINE, "if the laptop says nothing"

    await sign_out(laptop.refresh_token, clock())
    assert await shown(agent, clock()) is Presence.OFFLINE


async def test_an_agent_who_was_disabled_is_not_here():
    agent, clock = await an_agent(), HandClock()
    await presence.keep(agent.workspace_id, [agent.id], clock())

    await Agent.filter(id=agent.id).update(disabled_at=clock())

    assert await shown(agent, clock()) is Presence.OFFLINE


async def test_workspaces_do_not_see_each_other():
    ours, theirs, clock = await an_agent(), await an_agent(), HandClock()
    await presence.keep(theirs.workspace_id, [theirs.id], clock())

    assert await here.present(ours.workspace_id, clock()) == set()
    assert await presences(ours.workspace_id, [theirs.id], clock()) == {}


async def test_a_flush_of_redis_costs_a_moment():
    agent, clock = await an_agent(), HandClock()
    await presence.set_availability(actor(agent), Availability.BUSY, clock())

    await redis().flushdb()
    assert await shown(agent, clock()) is Presence.OFFLINE
    await presence.keep(agent.workspace_id, [agent.id], clock())

    assert await shown(agent, clock()) is Presence.BUSY
    await agent.refresh_from_db()
    assert agent.seen_at == clock()


async def test_without_redis_everybody_is_offline_and_nothing_breaks(no_redis: None):
    agent, clock = await an_agent(), HandClock()

    await presence.set_availability(actor(agent), Availability.AWAY, clock())
    await presence.leave_soon(agent.workspace_id, agent.id, clock())
    await presence.leave(agent.workspace_id, agent.id)

    assert await shown(agent, clock()) is Presence.OFFLINE
    await agent.refresh_from_db()
    assert (agent.availability, agent.seen_at) == (Availability.AWAY, clock())


async def test_many_are_kept_at_once():
    workspace, clock = await a_workspace(), HandClock()
    ids: list[UUID] = [(await an_agent(workspace=await Workspace.get(id=workspace.id))).id for _ in range(5)]

    await presence.keep(workspace.id, ids, clock())
    await presence.keep(workspace.id, [], clock())

    assert await here.present(workspace.id, clock()) == set(ids)
    assert await Agent.filter(seen_at=clock()).count() == 5


async def test_who_keeps_many_waits_for_none_who_is_just_being_changed():
    workspace, clock = await a_workspace(), HandClock()
    changed, other = [await an_agent(workspace=workspace) for _ in range(2)]
    is_locked, may_go = asyncio.Event(), asyncio.Event()

    async def change() -> None:
        async with transaction():
            if database.is_postgres():  # one SQLite writer at a time: there, whoever writes waits for all of it
                await Agent.select_for_update().get(id=changed.id)
            is_locked.set()
            await may_go.wait()

    changing = asyncio.create_task(change())
    await is_locked.wait()
    if not database.is_postgres():
        may_go.set()
    await asyncio.wait_for(keep_seen([changed.id, other.id], clock()), 5)
    may_go.set()
    await changing

    assert (await Agent.get(id=other.id)).seen_at == clock()
