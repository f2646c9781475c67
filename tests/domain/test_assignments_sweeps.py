"""What the clock finds: lost nudges, and fans whose agent has gone."""

from datetime import timedelta

from domain.agents.models import Agent
from domain.assignments import giving
from domain.conversations.models import Conversation
from tests.domain.assigning import (
    a_house,
    agents_of,
    fans_write,
    give,
    present,
    reasons,
    who_has,
    write_again,
)
from tests.factories import NOON, a_talk
from workers import schedule, tasks


async def test_the_sweep_finds_what_a_lost_nudge_left_waiting():
    account = await a_house()
    (ada,) = await agents_of(account, "Ada", here=False)
    (talk,) = await fans_write(account)
    await Conversation.filter(id=talk.id).update(queued_at=NOON - giving.LATE * 2)

    assert await giving.is_overdue(NOON)
    await present(account, ada)
    await give()

    assert await who_has(talk) == ada.id
    assert not await giving.is_overdue(NOON)


async def test_the_task_gives(monkeypatch):
    account = await a_house()
    (ada,) = await agents_of(account, "Ada", here=False)
    monkeypatch.setattr(tasks._giving, "_work", lambda: giving.give_waiting(lambda: NOON))
    await present(account, ada)
    (talk,) = await fans_write(account)

    await tasks.give_talks({})

    assert await who_has(talk) == ada.id


async def test_once_a_minute_a_fan_whose_agent_has_gone_waits_for_another():
    account = await a_house()
    (ada,) = await agents_of(account, "Ada")
    (talk,) = await fans_write(account)
    await give()
    late = NOON + giving.GONE_AFTER * 2
    await Conversation.filter(id=talk.id).update(waiting_since_at=NOON)
    (bob,) = await agents_of(account, "Bob", here=False)
    await present(account, bob, at=late)

    await giving.queue_left_behind(NOON + timedelta(minutes=4))
    assert await who_has(talk) == ada.id
    await giving.queue_left_behind(late)
    await give(late)

    assert await who_has(talk) == bob.id
    assert await reasons(talk) == ["ROUND_ROBIN", "AGENT_GONE", "ROUND_ROBIN"]


async def test_who_is_here_was_here_lately_or_has_answered_keeps_their_fan():
    account = await a_house()
    ada, bob, cy = await agents_of(account, "Ada", "Bob", "Cy")
    talks = await fans_write(account, 3)
    await give()
    late = NOON + giving.GONE_AFTER * 2
    await Conversation.filter(account_id=account.id).update(waiting_since_at=NOON)
    by_agent = {await who_has(talk): talk for talk in talks}
    await present(account, ada, at=late)
    await Agent.filter(id=bob.id).update(seen_at=late - timedelta(minutes=3))
    await Conversation.filter(id=by_agent[cy.id].id).update(waiting_since_at=None)

    await giving.queue_left_behind(late)

    assert {await who_has(talk) for talk in talks} == {ada.id, bob.id, cy.id}


async def test_the_once_a_minute_sweep_is_on_the_clock():
    assert schedule.queue_left_behind in [job.coroutine for job in schedule.SCHEDULE]
    await schedule.queue_left_behind({})


async def test_of_two_workspaces_neither_gets_the_others_talks():
    here, there = await a_house(), await a_house()
    (ada,) = await agents_of(here, "Ada")
    (bob,) = await agents_of(there, "Bob")
    ours, theirs = await a_talk(account=here), await a_talk(account=there)

    await give()

    assert (await who_has(ours), await who_has(theirs)) == (ada.id, bob.id)


async def test_a_fan_who_writes_more_keeps_place_and_agent():
    account = await a_house()
    (ada,) = await agents_of(account, "Ada", capacity=1)
    seated, waits = await fans_write(account, 2)
    await give()
    since = (await Conversation.get(id=waits.id)).queued_at

    await write_again(seated)
    await write_again(waits)
    await give()

    assert await who_has(seated) == ada.id
    assert (await Conversation.get(id=waits.id)).queued_at == since
