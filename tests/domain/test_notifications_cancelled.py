"""What is no news any more rings no phone, and neither does what its agent sees anyway."""

import pytest

from domain.agents import presence
from domain.clock import now
from domain.conversations.actions import add_message, from_agent, mark_read
from domain.conversations.states import close
from domain.notifications.delivering import tell_due
from domain.presence import here
from domain.transaction import transaction
from tests.factories import HandClock, an_agent
from tests.phones import (
    MINUTE,
    SECOND,
    a_quiet_talk,
    after,
    an_agent_with_phone,
    outcomes,
    writes,
)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


async def test_what_is_read_elsewhere_does_not_ring(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    await writes(talk, clock)

    await mark_read(talk, 1)
    await after(clock)

    assert push.heard == []


async def test_what_is_read_while_it_waits_for_its_minute_is_cancelled(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    await writes(talk, clock)
    await after(clock)
    await writes(talk, clock)
    await after(clock)

    await mark_read(talk, 2)
    await after(clock, MINUTE)

    assert len(push.heard) == 1
    assert await outcomes() == ["SENT", "CANCELLED"]


async def test_what_is_answered_or_closed_does_not_ring(push, clock):
    answered_talk, closed_talk = await a_quiet_talk(), await a_quiet_talk()
    for talk in (answered_talk, closed_talk):
        await an_agent_with_phone(talk)
        await writes(talk, clock)

    async with transaction():
        await add_message(answered_talk, from_agent((await an_agent()).id, "在的"), clock())
    await close(closed_talk, clock())
    await after(clock)

    assert push.heard == []


async def test_who_sits_before_a_screen_is_not_rung(push, clock):
    talk = await a_quiet_talk()
    agent = await an_agent_with_phone(talk)
    await writes(talk, clock)
    clock.advance(5 * SECOND)

    await here.touch(talk.workspace_id, [agent.id], clock())
    await tell_due(clock)

    assert push.heard == []


async def test_what_comes_right_after_the_last_screen_went_dark_rings(push, clock):
    talk = await a_quiet_talk()
    agent = await an_agent_with_phone(talk)
    await presence.keep(talk.workspace_id, [agent.id], clock())

    await presence.leave_soon(talk.workspace_id, agent.id, clock())
    await writes(talk, clock)
    await after(clock)

    assert len(push.heard) == 1


async def test_who_comes_back_before_their_minute_is_over_is_not_rung(push, clock):
    talk = await a_quiet_talk()
    agent = await an_agent_with_phone(talk)
    await writes(talk, clock)
    await after(clock)
    await writes(talk, clock)
    await after(clock)

    clock.advance(MINUTE)
    await here.touch(talk.workspace_id, [agent.id], clock())
    await tell_due(clock)

    assert await outcomes() == ["SENT", "CANCELLED"]


async def test_a_blocked_fan_does_not_ring(push, clock):
    talk = await a_quiet_talk(blocked_at=now())
    await an_agent_with_phone(talk)

    await writes(talk, clock)
    await after(clock)

    assert push.heard == []
