"""Who is given a talk is told while their phone sleeps, unless they know already."""

import pytest

from domain.assignments.taking import answered, give_back, take, transfer_to_agent, transfer_to_team
from domain.clock import now
from domain.conversations.actions import add_message, from_agent
from domain.teams.models import Team
from domain.transaction import transaction
from tests.factories import HandClock, an_agent
from tests.phones import (
    MINUTE,
    SECOND,
    a_quiet_talk,
    after,
    an_agent_with_phone,
    outcomes,
    with_phone,
    writes,
)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


async def test_who_is_given_a_talk_is_told(push, clock):
    talk = await a_quiet_talk(remark="小满")
    agent, admin = await an_agent_with_phone(talk, name="mine"), await an_agent_with_phone(talk, name="admin")

    await transfer_to_agent(admin.id, talk, agent.id, clock())
    await after(clock, SECOND)
    assert push.heard == []
    await after(clock, 4 * SECOND)
    await after(clock, MINUTE)

    assert [(told["kind"], told["device"]["address"], told["title"]) for told in push.data] == [
        ("ASSIGNED", "mine", "小满")
    ]


async def test_who_takes_a_talk_or_answers_it_knows(push, clock):
    taken, answered_talk = await a_quiet_talk(), await a_quiet_talk()
    for talk in (taken, answered_talk):
        agent = await an_agent_with_phone(talk)
        async with transaction():
            await (take(agent.id, talk, clock()) if talk is taken else answered(talk, agent.id, clock()))

    await after(clock)

    assert await outcomes() == []


async def test_a_talk_that_is_given_back_or_to_a_team_rings_nobody_as_assigned(push, clock):
    talk = await a_quiet_talk()
    agent = await an_agent_with_phone(talk)
    team = await Team.create(workspace_id=talk.workspace_id, name="night", created_at=now())

    await transfer_to_team(agent.id, talk, team.id, clock())
    await take(agent.id, talk, clock())
    await give_back(agent.id, talk, clock())
    await after(clock)

    assert push.heard == []


async def test_words_and_their_assignment_ring_once(push, clock):
    talk = await a_quiet_talk()
    agent = await an_agent_with_phone(talk)
    await writes(talk, clock)
    clock.advance(SECOND)
    await transfer_to_agent((await an_agent()).id, talk, agent.id, clock())
    await after(clock, SECOND)

    for _ in range(100):
        await after(clock, SECOND)

    assert [told["kind"] for told in push.data] == ["ASSIGNED"]


async def test_a_talk_that_went_on_to_somebody_else_rings_there_only(push, clock):
    talk = await a_quiet_talk()
    first, second = await an_agent_with_phone(talk, name="first"), await an_agent_with_phone(talk, name="second")
    admin = await an_agent(workspace_id=talk.workspace_id)

    await transfer_to_agent(admin.id, talk, first.id, clock())
    await transfer_to_agent(admin.id, talk, second.id, clock())
    await after(clock)

    assert push.rung == ["second"]
    assert sorted(await outcomes()) == ["CANCELLED", "SENT"]


async def test_who_wants_no_assignments_is_told_none(push, clock):
    talk = await a_quiet_talk()
    agent = await with_phone(await an_agent(workspace_id=talk.workspace_id), assignments=False)

    await transfer_to_agent((await an_agent()).id, talk, agent.id, clock())
    await after(clock)

    assert push.heard == []


async def test_an_answer_of_the_assignee_ends_the_news_of_their_assignment(push, clock):
    talk = await a_quiet_talk()
    agent = await an_agent_with_phone(talk)
    await transfer_to_agent((await an_agent()).id, talk, agent.id, clock())
    clock.advance(SECOND)

    async with transaction():
        await add_message(talk, from_agent(agent.id, "在的"), clock())
    await after(clock)

    assert push.heard == []
    assert await outcomes() == ["CANCELLED"]
