"""Many give, take and hand over at the same moment: nobody ever has more than they have seats."""

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest

from domain.agents.models import Agent
from domain.assignments import releasing, taking
from domain.assignments.errors import AgentFull
from domain.assignments.models import AccountRouting, Assignment, RoutingMode
from domain.conversations import states
from domain.conversations.models import Conversation
from domain.errors import NotFound
from domain.transaction import transaction
from tests.domain.assigning import a_house, a_team, agents_of, fans_write, give, write_again
from tests.factories import NOON


async def taken() -> Counter:
    """How many seats each agent has taken."""
    rows = await Conversation.filter(status="OPEN", queued_at=None).exclude(assignee_id=None)
    return Counter(row.assignee_id for row in rows)


async def test_several_workers_give_each_talk_once_and_nobody_too_many():
    account = await a_house(RoutingMode.ROUND_ROBIN)
    agents = await agents_of(account, "Ada", "Bob", "Cy", capacity=5)
    talks = await fans_write(account, 20)

    await asyncio.gather(*(give() for _ in range(6)))
    await give()

    assert await taken() == {agent.id: 5 for agent in agents}
    assert await Assignment.all().count() == 15
    assert len({row.conversation_id for row in await Assignment.all()}) == 15
    assert await Conversation.exclude(queued_at=None).count() == len(talks) - 15


async def test_who_writes_while_talks_are_given_still_comes_to_the_accounts_team():
    account = await a_house(RoutingMode.LEAST_BUSY)
    member, _stranger = await agents_of(account, "Ada", "Bob", capacity=50)
    team = await a_team(account, member)
    await AccountRouting.filter(account_id=account.id).update(team_id=team.id)

    await asyncio.gather(fans_write(account, 30), *(give() for _ in range(40)))
    await give()

    assert {(row.team_id, row.assignee_id) for row in await Conversation.all()} == {(team.id, member.id)}


@pytest.mark.parametrize("seed", range(3))
async def test_giving_taking_and_handing_over_at_once_break_no_capacity(seed):
    account = await a_house(RoutingMode.LEAST_BUSY)
    agents = await agents_of(account, "Ada", "Bob", "Cy", capacity=2)
    ids = [agent.id for agent in agents]
    talks = await fans_write(account, 8)

    async def refused_or_done(deed) -> None:
        with suppress(AgentFull):
            await deed

    for round_ in range(3):
        deeds = [give(), give(), give()]
        for n, talk in enumerate(talks):
            who, whom = ids[(n + seed) % 3], ids[(n + round_) % 3]
            deeds += [
                refused_or_done(taking.take(who, talk, NOON)),
                refused_or_done(taking.transfer_to_agent(who, talk, whom, NOON)),
            ]
            if n % 4 == round_:
                deeds += [taking.give_back(who, talk, NOON), states.close(talk, NOON), write_again(talk)]
        await asyncio.wait_for(asyncio.gather(*deeds), 30)
        assert max((await taken()).values()) <= 2

    await give()
    is_waiting = await Conversation.exclude(queued_at=None).exists()
    assert await taken() == dict.fromkeys(ids, 2) or not is_waiting


async def test_who_leaves_while_talks_are_given_keeps_none():
    account = await a_house(RoutingMode.ROUND_ROBIN)
    ada, bob = await agents_of(account, "Ada", "Bob")
    talks = await fans_write(account, 10)

    async def leaves() -> None:
        async with transaction():
            await Agent.filter(id=ada.id).update(disabled_at=NOON)
            await releasing.release_agent(ada.id, NOON)

    async def hand_over(talk) -> None:
        with suppress(NotFound):
            await taking.transfer_to_agent(bob.id, talk, ada.id, NOON)

    deeds = [give(), give(), leaves(), give(), *(hand_over(talk) for talk in talks)]
    await asyncio.wait_for(asyncio.gather(*deeds), 30)
    await releasing.release_forgotten(NOON + timedelta(minutes=1))
    await give()

    assert await taken() == {bob.id: 10}
