"""Talks that wait are given to agents, fairly, and nobody gets more than they have seats."""

import asyncio
from contextlib import aclosing
from datetime import timedelta

import pytest

from domain import database
from domain.agents.models import Agent, Availability, Role, ServedAccount
from domain.assignments import giving
from domain.assignments.models import AccountRouting, RoutingMode
from domain.assignments.taking import give_back
from domain.conversations import states
from domain.conversations.models import Conversation
from domain.hub import Hub
from domain.live import EventKind, last_seq
from domain.presence.here import leave
from domain.redis import redis
from tests.domain.assigning import (
    a_house,
    a_team,
    agents_of,
    fans_write,
    give,
    reasons,
    who_has,
)
from tests.factories import NOON, an_account


async def test_three_agents_are_given_talks_in_turn():
    account = await a_house(RoutingMode.ROUND_ROBIN)
    agents = await agents_of(account, "Ada", "Bob", "Cy")
    talks = await fans_write(account, 9)

    await give()

    given = [await who_has(talk) for talk in talks]
    assert given[:3] == given[3:6] == given[6:]
    assert set(given) == {agent.id for agent in agents}


async def test_the_least_busy_is_who_has_the_smallest_part_of_their_seats_taken():
    account = await a_house(RoutingMode.LEAST_BUSY)
    (ada,) = await agents_of(account, "Ada", capacity=4)
    (bob,) = await agents_of(account, "Bob", capacity=2)
    talks = await fans_write(account, 6)

    await give()

    given = [await who_has(talk) for talk in talks]
    # 0/4 0/2, then 1/4 0/2, 1/4 1/2, 2/4 1/2 (who was given one longest ago), 2/4 2/2, 3/4 2/2
    assert given == [ada.id, bob.id, ada.id, bob.id, ada.id, ada.id]


async def test_the_longest_wait_comes_first_and_nobody_is_given_more_than_they_have_seats():
    account = await a_house()
    (ada,) = await agents_of(account, "Ada", capacity=2)
    talks = await fans_write(account, 4)

    await give()
    await give()

    assert [await who_has(talk) for talk in talks] == [ada.id, ada.id, None, None]


async def test_a_closed_talk_frees_a_seat_and_the_queue_moves():
    account = await a_house()
    (ada,) = await agents_of(account, "Ada", capacity=1)
    first, second = await fans_write(account, 2)
    await give()
    seq, hub = await last_seq(account.workspace_id), Hub()
    life = asyncio.create_task(hub.run())

    await states.close(first, NOON)
    await give()

    heard = []
    async with asyncio.timeout(10), aclosing(hub.follow(account.workspace_id, seq)) as events:
        async for recorded in events:
            heard += [recorded.event.kind] if recorded else []
            if EventKind.CONVERSATION_ASSIGNED in heard:
                break
    life.cancel()
    assert heard == [EventKind.CONVERSATION_CHANGED, EventKind.CONVERSATION_ASSIGNED]
    assert await who_has(second) == ada.id


@pytest.mark.parametrize("free_a_seat", ["close", "snooze", "give back"])
async def test_whatever_frees_a_seat_wakes_the_workers(free_a_seat):
    account = await a_house()
    (ada,) = await agents_of(account, "Ada")
    (talk,) = await fans_write(account)
    await give()
    await redis().flushdb()
    if free_a_seat == "close":
        await states.close(talk, NOON)
    elif free_a_seat == "snooze":
        await states.snooze(talk, None, NOON)
    else:
        await give_back(ada.id, talk, NOON)

    assert [job.function for job in await redis().queued_jobs()] == ["give_talks"]


async def test_nobody_is_given_anything_who_is_not_here_or_wants_none():
    account = await a_house()
    await agents_of(account, "Gone", here=False)
    await agents_of(account, "Busy", availability=Availability.BUSY)
    await agents_of(account, "Away", availability=Availability.AWAY)
    await agents_of(account, "Left", disabled_at=NOON)
    await agents_of(account, "Elsewhere", serves_all_accounts=False)
    (talk,) = await fans_write(account)

    await give()
    assert await who_has(talk) is None
    (ada,) = await agents_of(account, "Ada")
    await give()

    assert await who_has(talk) == ada.id


async def test_agents_are_given_talks_of_the_accounts_they_serve():
    account = await a_house()
    other = await an_account(workspace_id=account.workspace_id)
    await AccountRouting.create(account_id=other.id, workspace_id=other.workspace_id, mode=RoutingMode.ROUND_ROBIN)
    (ada,) = await agents_of(account, "Ada", serves_all_accounts=False, role=Role.ADMIN)
    (bob,) = await agents_of(account, "Bob", serves_all_accounts=False)
    await ServedAccount.create(agent=ada, account_id=account.id)
    await ServedAccount.create(agent=bob, account_id=other.id)
    talks, others = await fans_write(account, 2), await fans_write(other, 2)

    await give()

    assert {await who_has(talk) for talk in talks} == {ada.id}
    assert {await who_has(talk) for talk in others} == {bob.id}


async def test_what_waits_for_a_team_is_given_to_its_members():
    account = await a_house()
    _, bob = await agents_of(account, "Ada", "Bob")
    team = await a_team(account, bob)
    await AccountRouting.filter(account_id=account.id).update(team_id=team.id)
    talks = await fans_write(account, 3)

    await give()

    assert {await who_has(talk) for talk in talks} == {bob.id}
    assert await reasons(talks[0]) == ["QUEUED", "ROUND_ROBIN"]
    assert (await Conversation.get(id=talks[0].id)).team_id == team.id


async def test_in_a_manual_account_talks_wait_for_whoever_takes_them():
    account = await a_house(RoutingMode.MANUAL)
    await agents_of(account, "Ada")
    (talk,) = await fans_write(account)

    await give()

    assert await who_has(talk) is None
    assert await reasons(talk) == []
    assert not await giving.is_overdue(NOON + timedelta(days=999))


async def test_who_gave_a_talk_back_gets_it_again_only_where_nobody_else_is_free():
    account = await a_house()
    ada, bob = await agents_of(account, "Ada", "Bob")
    (talk,) = await fans_write(account)
    await give()
    first = await who_has(talk)

    await give_back(first, talk, NOON)
    await give()
    second = await who_has(talk)
    await leave(account.workspace_id, first)
    await give_back(second, talk, NOON)
    await give()

    assert {first, second} == {ada.id, bob.id}
    assert await who_has(talk) == second


async def test_less_capacity_takes_nothing_away_and_gives_nothing_until_a_seat_is_free():
    account = await a_house()
    (ada,) = await agents_of(account, "Ada", capacity=3)
    held = await fans_write(account, 3)
    await give()
    await Agent.filter(id=ada.id).update(capacity=1)
    (waits,) = await fans_write(account)

    await give()
    assert [await who_has(talk) for talk in [*held, waits]] == [ada.id, ada.id, ada.id, None]
    for talk in held[:2]:
        await states.close(talk, NOON)
    await give()
    assert await who_has(waits) is None
    await states.close(held[2], NOON)
    await give()

    assert await who_has(waits) == ada.id


async def test_a_queue_of_many_with_nobody_free_costs_the_same_as_one_of_one(monkeypatch):
    account = await a_house()
    await agents_of(account, "Ada", capacity=0)
    original, statements = database.rows, list[str]()

    async def counted(sql: str, *values: object):
        statements.append(sql)
        return await original(sql, *values)

    costs = []
    for how_many in (1, 20):
        await fans_write(account, how_many)
        with monkeypatch.context() as patched:
            patched.setattr(database, "rows", counted)
            await give()
        costs.append(len(statements))
        statements.clear()

    assert costs[0] == costs[1] <= 5


async def test_the_fan_who_waits_longest_over_all_queues_gets_the_only_seat():
    account = await a_house()
    (ada,) = await agents_of(account, "Ada", capacity=1)
    team = await a_team(account, ada)
    of_all, of_team = await fans_write(account, 2)
    await Conversation.filter(id=of_team.id).update(team_id=team.id, queued_at=NOON - timedelta(hours=1))
    await Conversation.filter(id=of_all.id).update(queued_at=NOON)

    await give()

    assert (await who_has(of_team), await who_has(of_all)) == (ada.id, None)
