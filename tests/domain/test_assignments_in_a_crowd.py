"""Talks, agents, teams and routing are changed by everybody at the same moment: nobody waits in a circle."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from domain.agents import colleagues
from domain.agents.models import Actor, Agent, Role
from domain.agents.work import Work
from domain.assignments import leaving, taking
from domain.assignments.giving import queue_left_behind
from domain.assignments.models import RoutingMode
from domain.assignments.routing import Routing, change_routing
from domain.conversations import states
from domain.conversations.actions import Talk
from domain.conversations.models import Conversation
from domain.errors import DomainError
from domain.presence.availability import keep_seen
from domain.sends.actions import send_text
from domain.teams import actions as teams
from domain.teams.models import Team
from tests.domain.assigning import a_house, a_team, agents_of, fans_write, give, write_again
from tests.factories import NOON, an_agent

MINUTE = timedelta(minutes=1)
CAPACITY = 3


def on_talks(talk: Talk, who: Agent, whom: Agent, team: Team) -> list[Callable[[], Awaitable]]:
    """What agents and fans do."""
    return [
        lambda: taking.take(who.id, talk, NOON),
        lambda: taking.transfer_to_agent(who.id, talk, whom.id, NOON),
        lambda: taking.transfer_to_team(who.id, talk, team.id, NOON),
        lambda: taking.give_back(who.id, talk, NOON),
        lambda: send_text(talk, "oFAN", who.id, "在的", NOON),
        lambda: write_again(talk),
        lambda: states.close(talk, NOON),
        lambda: states.reopen(talk, NOON),
        lambda: states.snooze(talk, NOON + MINUTE, NOON),
        lambda: states.wake_due(NOON + 2 * MINUTE),
        lambda: queue_left_behind(NOON + 10 * MINUTE),
        give,
        give,
    ]


def on_people(dice: random.Random, boss: Actor, whom: Agent, team: Team, talk: Talk) -> list[Callable[[], Awaitable]]:
    """What owners do."""
    accounts, role = dice.choice([[], [talk.account_id]]), dice.choice([Role.OWNER, Role.AGENT])
    routing = Routing(RoutingMode.ROUND_ROBIN, True, dice.choice([None, team.id]))
    return [
        lambda: leaving.update_work(boss, whom.id, Work(account_ids=accounts), NOON),
        lambda: leaving.disable_agent(boss, whom.id, NOON),
        lambda: colleagues.enable(boss, whom.id, NOON),
        lambda: colleagues.change_role(boss, whom.id, role, NOON),
        lambda: teams.add_member(boss, team.id, whom.id, NOON),
        lambda: teams.remove_member(boss, team.id, whom.id, NOON),
        lambda: change_routing(boss, talk.account_id, routing, NOON),
    ]


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_happens_at_once_ends_and_nobody_has_more_than_their_seats(seed):
    dice, account = random.Random(seed), await a_house(RoutingMode.LEAST_BUSY)
    agents = await agents_of(account, "Ada", "Bob", "Cy", "Di", capacity=CAPACITY)
    boss = await an_agent(workspace=await account.workspace, role=Role.OWNER)
    actor, team = Actor(account.workspace_id, boss.id, Role.OWNER), await a_team(account, *agents[:2])
    talks, ids = await fans_write(account, 10), [agent.id for agent in agents]

    async def attempt(deed: Callable[[], Awaitable]) -> None:
        with suppress(DomainError):
            await deed()

    deeds: list[Callable[[], Awaitable]] = [lambda: leaving.delete_team(actor, team.id, NOON)] * (seed % 2)
    for minute in range(60):
        talk, who, whom = dice.choice(talks), dice.choice(agents), dice.choice(agents)
        people = [*on_people(dice, actor, whom, team, talk), lambda n=minute: keep_seen(ids, NOON + n * MINUTE)]
        deeds.append(dice.choice([*on_talks(talk, who, whom, team), *people]))
    dice.shuffle(deeds)
    await asyncio.wait_for(asyncio.gather(*(attempt(deed) for deed in deeds)), 60)

    for agent in agents:
        seated = Conversation.filter(assignee_id=agent.id, status="OPEN", queued_at=None)
        assert await seated.count() <= CAPACITY
