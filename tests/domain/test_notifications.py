"""Who is told what while their phone sleeps, and when."""

import asyncio
from datetime import timedelta

import pytest

from domain.agents.models import Agent, Role, Sees, ServedAccount
from domain.assignments.taking import take
from domain.callbacks.handling import handle_waiting
from domain.clock import now
from domain.conversations.actions import Talk
from domain.conversations.models import Conversation
from domain.notifications.delivering import forget_old, is_overdue, tell_due
from domain.notifications.models import Notification, NotificationCause
from domain.teams.models import Team, TeamMember
from tests.domain.pushes import event, keep, text
from tests.factories import HandClock, an_account, an_agent
from tests.phones import (
    MINUTE,
    SECOND,
    a_quiet_talk,
    after,
    an_agent_with_phone,
    follow,
    outcomes,
    with_phone,
    writes,
)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


# When


async def test_a_sleeping_phone_is_told_five_seconds_after_the_fan_wrote(push, clock):
    talk = await a_quiet_talk(remark="小满")
    await an_agent_with_phone(talk)
    await writes(talk, clock)

    await after(clock, 4 * SECOND)
    assert push.heard == []
    assert not await is_overdue(clock())
    assert await is_overdue(clock() + SECOND)
    await after(clock, SECOND)

    assert [(told["title"], told["body"], told["bodyZh"]) for told in push.data] == [
        ("小满", "[new message]", "[新消息]")
    ]
    assert await outcomes() == ["SENT"]
    assert not await is_overdue(clock())


async def test_what_wechat_pushes_rings(push, clock):
    account = await an_account()
    await with_phone(await an_agent(workspace_id=account.workspace_id), new_followers=True)

    await keep(account, event("subscribe"), text("hi"), event("CLICK", key="HELP"))
    await handle_waiting(now)
    await after(clock, 10 * SECOND)

    assert sorted(push.bodies) == ["[new follower]", "[new message]"]


async def test_where_nobody_has_a_phone_nothing_is_written(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(await a_quiet_talk())

    await writes(talk, clock)
    await follow(talk, clock)

    assert await NotificationCause.all().count() == 0


async def test_words_in_quick_succession_ring_once(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)

    for _ in range(3):
        await writes(talk, clock)
        clock.advance(SECOND)
    await after(clock)

    assert push.bodies == ["[3 new messages]"]


async def test_a_talk_rings_at_most_once_a_minute(push, clock):
    talk, other = await a_quiet_talk(), await a_quiet_talk()
    await an_agent_with_phone(talk)
    await an_agent_with_phone(other)
    await writes(talk, clock)
    await after(clock)

    for _ in range(10):
        await writes(talk, clock)
        await after(clock)
    await writes(other, clock)
    await after(clock)
    assert push.bodies == ["[new message]", "[new message]"]
    await after(clock)

    assert push.bodies[2:] == ["[11 new messages]"]


async def test_of_several_workers_one_tells(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    await writes(talk, clock)
    clock.advance(MINUTE)

    await tell_all_at_once(clock, 4)

    assert len(push.heard) == 1


async def tell_all_at_once(clock: HandClock, workers: int) -> None:
    await asyncio.gather(*(tell_due(clock) for _ in range(workers)))


async def test_nobody_is_counted_twice_or_forgotten_by_workers_in_each_others_way(push, clock):
    talk = await a_quiet_talk()
    for _ in range(2):
        await with_phone(await an_agent(workspace_id=talk.workspace_id), new_followers=True)

    async def work() -> None:
        for _ in range(20):
            await after(clock, 10 * SECOND)

    await asyncio.gather(
        *(follow(talk, clock) for _ in range(10)), work(), work(), *(slowly(talk, clock) for _ in "ab")
    )
    await after(clock, MINUTE)
    await after(clock, MINUTE)

    # Time leaps here while a push service is asked, and what it took may be told again: by its id it knows that.
    ids = [headers["webhook-id"] for headers, _ in push.heard]
    told = dict(zip(ids, push.data, strict=True))
    assert sum(once["howMany"] for once in told.values()) == 2 * (10 + 20)
    assert set(await outcomes()) == {"SENT"}


async def slowly(talk: Talk, clock: HandClock) -> None:
    for _ in range(10):
        await follow(talk, clock)


# Who


async def test_the_assignee_alone_is_told(push, clock):
    talk = await a_quiet_talk()
    mine, _ = await an_agent_with_phone(talk, name="mine"), await an_agent_with_phone(talk, name="other")
    await Conversation.filter(id=talk.id).update(assignee_id=mine.id)

    await writes(talk, clock)
    await after(clock)

    assert push.rung == ["mine"]


async def test_a_talk_that_finds_its_agent_meanwhile_rings_only_there(push, clock):
    """Who is told is asked when it is due: five seconds are enough for automatic assignment."""
    talk = await a_quiet_talk()
    mine, _ = await an_agent_with_phone(talk, name="mine"), await an_agent_with_phone(talk, name="other")
    await writes(talk, clock)

    await take(mine.id, talk, clock())
    await after(clock)

    assert push.rung == ["mine"]


async def test_of_nobodys_talk_all_are_told_who_see_and_serve_it(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk, name="all")
    await an_agent_with_phone(talk, name="owner", role=Role.OWNER)
    await an_agent_with_phone(talk, name="own only", sees=Sees.OWN)
    await an_agent_with_phone(talk, name="team only", sees=Sees.TEAM)
    await an_agent_with_phone(talk, name="gone", disabled_at=now())
    await an_agent_with_phone(talk, name="elsewhere", serves_all_accounts=False)
    serving = await an_agent_with_phone(talk, name="serving", serves_all_accounts=False)
    await ServedAccount.create(agent=serving, account_id=talk.account_id)
    await with_phone(await an_agent(workspace_id=talk.workspace_id, name="no messages"), new_messages=False)

    await writes(talk, clock)
    await after(clock)

    assert sorted(push.rung) == ["all", "owner", "serving"]


async def test_of_a_teams_talk_its_members_are_told(push, clock):
    talk = await a_quiet_talk()
    team = await Team.create(workspace_id=talk.workspace_id, name="night", created_at=now())
    member = await an_agent_with_phone(talk, name="member", sees=Sees.TEAM)
    sees_own = await an_agent_with_phone(talk, name="sees own", sees=Sees.OWN)
    await an_agent_with_phone(talk, name="owner", role=Role.OWNER)
    for agent in (member, sees_own):
        await TeamMember.create(team=team, agent=agent)
    await Conversation.filter(id=talk.id).update(team_id=team.id)

    await writes(talk, clock)
    await after(clock)

    assert push.rung == ["member"]


async def test_who_no_longer_serves_the_account_when_it_goes_is_told_nothing(push, clock):
    talk = await a_quiet_talk()
    agent = await an_agent_with_phone(talk)
    await writes(talk, clock)
    await after(clock)
    await writes(talk, clock)
    await after(clock)

    await Agent.filter(id=agent.id).update(serves_all_accounts=False)
    await after(clock, MINUTE)

    assert await outcomes() == ["SENT", "CANCELLED"]


# Followers


async def test_new_followers_are_summed_up_by_account_and_minute(push, clock):
    talk = await a_quiet_talk()
    await with_phone(await an_agent(workspace_id=talk.workspace_id), new_followers=True)
    await an_agent_with_phone(talk, name="not asked")

    await follow(talk, clock)
    await after(clock)
    for _ in range(3):
        await follow(talk, clock, 4)
        await after(clock)
    await after(clock, MINUTE)

    assert push.bodies == ["[new follower]", "[12 new followers]"]
    assert push.data[1]["howMany"] == 12
    assert push.data[1]["conversationId"] is None


# Later


async def test_a_week_later_they_are_forgotten(push, clock):
    talk = await a_quiet_talk()
    await an_agent_with_phone(talk)
    await writes(talk, clock)
    await after(clock)

    await forget_old(clock() + timedelta(days=7))
    assert await Notification.all().count() == 1
    await forget_old(clock() + timedelta(days=7, seconds=1))

    assert await Notification.all().count() == 0
