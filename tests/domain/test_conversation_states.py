"""Talks are closed, snoozed and opened, and know since when the fan waits."""

import asyncio
from datetime import timedelta

import pytest

from domain import database
from domain.clock import now
from domain.conversations import counting, states
from domain.conversations.actions import Talk, add_message, from_agent, from_fan
from domain.conversations.models import Conversation, ConversationStatus, MessageKind
from domain.errors import BadInput
from domain.ids import new_id
from domain.live import EventKind, StoredEvent
from domain.sight import Sight
from domain.transaction import transaction
from tests.factories import a_fan, a_message, a_talk, an_account, words
from workers import schedule

SOON = timedelta(minutes=10)


async def row(talk: Talk) -> Conversation:
    return await Conversation.get(id=talk.id)


async def an_event(talk: Talk) -> None:
    await a_message(talk, from_fan(MessageKind.EVENT, "CLICK", now(), "KEY"))


async def an_answer(talk: Talk) -> None:
    await a_message(talk, from_agent(new_id(), "hello"))


async def changes() -> int:
    return await StoredEvent.filter(kind=EventKind.CONVERSATION_CHANGED).count()


async def test_closing_ends_snooze_and_waiting_and_is_told_once():
    talk = await a_talk()
    await states.snooze(talk, now() + SOON, now())
    told = await changes()

    await states.close(talk, now())
    await states.close(talk, now())

    closed = await row(talk)
    assert (closed.status, closed.snoozed_until_at, closed.waiting_since_at) == (ConversationStatus.CLOSED, None, None)
    assert closed.closed_at is not None
    assert await changes() == told + 1


@pytest.mark.parametrize("put_aside", ["closed", "snoozed"])
async def test_the_fans_words_open_a_talk_and_what_they_do_does_not(put_aside):
    talk = await a_talk()
    await (states.close(talk, now()) if put_aside == "closed" else states.snooze(talk, now() + SOON, now()))
    before = (await row(talk)).status

    await an_event(talk)
    after_event = (await row(talk)).status
    await a_message(talk, "hello?")

    opened = await row(talk)
    assert after_event == before
    assert (opened.status, opened.closed_at, opened.snoozed_until_at) == (ConversationStatus.OPEN, None, None)


async def test_an_answer_opens_a_closed_talk_and_leaves_a_snoozed_one_asleep():
    closed, snoozed = await a_talk(), await a_talk()
    await states.close(closed, now())
    await states.snooze(snoozed, None, now())

    await an_answer(closed)
    await an_answer(snoozed)

    assert (await row(closed)).status is ConversationStatus.OPEN
    assert (await row(snoozed)).status is ConversationStatus.SNOOZED


async def test_a_fan_waits_since_the_first_words_that_nobody_has_answered():
    talk = await a_talk()
    first = (await row(talk)).waiting_since_at
    async with transaction():
        await add_message(talk, words("are you there?"), now() + SOON)
    assert first is not None
    assert (await row(talk)).waiting_since_at == first

    await an_answer(talk)
    await an_event(talk)
    assert (await row(talk)).waiting_since_at is None

    await a_message(talk, "thanks, and one more")
    assert (await row(talk)).waiting_since_at > first


async def test_who_only_did_something_does_not_wait():
    talk = await a_talk()
    await states.close(talk, now())

    await an_event(talk)

    assert (await row(talk)).waiting_since_at is None


async def test_a_snoozed_talk_wakes_when_its_time_has_come_and_says_so():
    due, later, for_the_fan = await a_talk(), await a_talk(), await a_talk()
    await states.snooze(due, now() + SOON, now())
    await states.snooze(later, now() + 3 * SOON, now())
    await states.snooze(for_the_fan, None, now())
    told = await changes()

    await states.wake_due(now())
    assert await changes() == told
    await states.wake_due(now() + 2 * SOON)
    await states.wake_due(now() + 2 * SOON)

    woken = await row(due)
    assert (woken.status, woken.snoozed_until_at) == (ConversationStatus.OPEN, None)
    assert {(await row(talk)).status for talk in (later, for_the_fan)} == {ConversationStatus.SNOOZED}
    assert await changes() == told + 1


async def test_the_sweep_wakes():
    talk = await a_talk()
    await states.snooze(talk, now() + SOON, now())
    await Conversation.filter(id=talk.id).update(snoozed_until_at=now() - SOON)

    await schedule.sweep({})

    assert (await row(talk)).status is ConversationStatus.OPEN


async def test_two_workers_wake_each_talk_once():
    for talk in [await a_talk() for _ in range(6)]:
        await states.snooze(talk, now() + SOON, now())
    told = await changes()

    await asyncio.gather(*(states.wake_due(now() + 2 * SOON) for _ in range(4)))

    assert await Conversation.filter(status=ConversationStatus.OPEN).count() == 6
    assert await changes() == told + 6


@pytest.mark.parametrize("until", [timedelta(0), -SOON, timedelta(days=400)])
async def test_nobody_snoozes_into_the_past_or_for_ever(until):
    talk = await a_talk()

    with pytest.raises(BadInput):
        await states.snooze(talk, now() + until, now())

    assert (await row(talk)).status is ConversationStatus.OPEN


async def test_reopening_leaves_the_fan_waiting():
    talk = await a_talk()
    await states.snooze(talk, now() + SOON, now())

    await states.reopen(talk, now())

    opened = await row(talk)
    assert (opened.status, opened.snoozed_until_at) == (ConversationStatus.OPEN, None)
    assert opened.waiting_since_at is not None


async def test_a_message_costs_two_statements(monkeypatch):
    talk = await a_talk()
    statements: list[str] = []
    original = database.rows

    async def counted(sql: str, *values: object):
        statements.append(sql)
        return await original(sql, *values)

    async with transaction():
        monkeypatch.setattr(database, "rows", counted)
        await add_message(talk, words("hi"), now())
        written = [sql for sql in statements if "conversation " in sql or "message " in sql]
        monkeypatch.undo()

    assert len(written) == 2


async def test_counts_are_of_the_accounts_asked_for():
    account = await an_account()
    other = await an_account(workspace_id=account.workspace_id)
    await a_talk()  # another workspace's
    for _ in range(2):
        await states.close(await a_talk(fan=await a_fan(account=account)), now())
    await states.snooze(await a_talk(fan=await a_fan(account=account)), None, now())
    answered = await a_talk(fan=await a_fan(account=other))
    await an_answer(answered)

    await Conversation.filter(id=answered.id).update(assignee_id=(me := new_id()), queued_at=None)
    asked = Sight(account.workspace_id), me

    everywhere = await counting.count(*asked)
    here = await counting.count(*asked, [account.id])
    nowhere = await counting.count(*asked, [])

    standing = {"open": 1, "snoozed": 1, "closed": 2, "unread": 4, "waiting": 1}
    assert everywhere == standing | {"mine": 1, "unassigned": 0, "queued": 0}
    assert here == dict.fromkeys(counting.COUNTED, 0) | {"snoozed": 1, "closed": 2, "unread": 3, "waiting": 1}
    assert nowhere == dict.fromkeys(counting.COUNTED, 0)
    assert await counting.count(*asked, wanted={"open", "waiting"}) == {"open": 1, "waiting": 1}
