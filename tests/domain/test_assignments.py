"""Why a talk came to where it is: what the rules decide, and fans who come back."""

import pytest

from domain.agents.models import Agent, Availability
from domain.assignments import taking
from domain.assignments.explaining import explain
from domain.assignments.models import Assignment, RoutingMode
from domain.assignments.reading import assignments
from domain.conversations import states
from domain.conversations.actions import Talk
from domain.presence.here import leave
from domain.sight import Sight
from tests.domain.assigning import a_house, agents_of, fans_write, give, reasons, said, who_has, write_again
from tests.factories import NOON


async def comes_back(talk: Talk) -> None:
    """The talk was closed, and the fan writes again."""
    await states.close(talk, NOON)
    await write_again(talk)
    await give()


async def test_round_robin_explains_itself():
    account = await a_house(RoutingMode.ROUND_ROBIN)
    await agents_of(account, "Ada", "Bob")
    await agents_of(account, "Cy", here=False)
    (talk,) = await fans_write(account)

    await give()

    assert await reasons(talk) == ["ROUND_ROBIN"]
    assert await said(talk) == "It was Ada's turn: of 2 agents with a free seat, their last turn is the longest ago."


async def test_least_busy_explains_itself():
    account = await a_house(RoutingMode.LEAST_BUSY)
    await agents_of(account, "Ada", capacity=5)
    (talk,) = await fans_write(account)

    await give()

    assert await reasons(talk) == ["LEAST_BUSY"]
    assert await said(talk) == "Ada was the least busy of 1 agent with a free seat: 0 of 5 seats were taken."


async def test_a_fan_who_comes_back_finds_the_agent_they_had():
    account = await a_house(RoutingMode.ROUND_ROBIN)
    ada, bob = await agents_of(account, "Ada", "Bob")
    (talk,) = await fans_write(account)
    await give()
    had = await who_has(talk)
    await Agent.filter(id=had).update(availability=Availability.BUSY)  # takes nothing new, but their own fans

    await comes_back(talk)

    assert await who_has(talk) == had
    assert await reasons(talk) == ["ROUND_ROBIN", "STICKY"]
    assert had in (ada.id, bob.id)


@pytest.mark.parametrize("why", ["offline", "away", "disabled", "serves others"])
async def test_a_fan_whose_agent_is_gone_is_given_to_another(why):
    account = await a_house(RoutingMode.ROUND_ROBIN)
    (ada,) = await agents_of(account, "Ada")
    (talk,) = await fans_write(account)
    await give()
    (bob,) = await agents_of(account, "Bob")
    changes = {
        "away": {"availability": Availability.AWAY},
        "disabled": {"disabled_at": NOON},
        "serves others": {"serves_all_accounts": False},
    }
    if why == "offline":
        await leave(account.workspace_id, ada.id)
    else:
        await Agent.filter(id=ada.id).update(**changes[why])

    await comes_back(talk)

    assert await who_has(talk) == bob.id
    assert await reasons(talk) == ["ROUND_ROBIN", "AGENT_GONE", "ROUND_ROBIN"]
    gone = await Assignment.get(conversation_id=talk.id, reason="AGENT_GONE")
    told = explain((await assignments(Sight(talk.workspace_id), [gone.id]))[0])
    assert (
        told
        == {
            "offline": "Ada was not here, so it waits for somebody else.",
            "away": "Ada was away, so it waits for somebody else.",
            "disabled": "Ada no longer works here, so it waits for somebody else.",
            "serves others": "Ada does not serve this account any more, so it waits for somebody else.",
        }[why]
    )


async def test_a_fan_whose_agent_is_full_waits_for_another():
    account = await a_house(RoutingMode.ROUND_ROBIN)
    (ada,) = await agents_of(account, "Ada", capacity=1)
    (talk,) = await fans_write(account)
    await give()
    await states.close(talk, NOON)
    (newer,) = await fans_write(account)
    await give()

    await write_again(talk)
    await give()

    assert (await who_has(newer), await who_has(talk)) == (ada.id, None)
    assert await reasons(talk) == ["ROUND_ROBIN", "AGENT_FULL"]
    assert await said(talk) == "Ada had no seat free (1 of 1 taken), so it waits for somebody else."


async def test_without_stickiness_a_fan_who_comes_back_is_anybodys():
    account = await a_house(RoutingMode.ROUND_ROBIN, is_sticky=False)
    (ada,) = await agents_of(account, "Ada")
    (talk,) = await fans_write(account)
    await give()

    await comes_back(talk)

    assert await reasons(talk) == ["ROUND_ROBIN", "QUEUED", "ROUND_ROBIN"]
    assert await who_has(talk) == ada.id


async def test_in_a_manual_account_a_fan_comes_back_to_an_agent_who_is_not_here():
    account = await a_house(RoutingMode.MANUAL)
    (ada,) = await agents_of(account, "Ada", here=False, availability=Availability.AWAY)
    (talk,) = await fans_write(account)
    await taking.take(ada.id, talk, NOON)

    await comes_back(talk)

    assert await who_has(talk) == ada.id
    assert await reasons(talk) == ["TAKEN", "STICKY"]
