"""Messages for later: changed, taken back, in time or too late; and those that are sent again on purpose."""

import asyncio
from datetime import datetime, timedelta

import pytest

from domain.conversations.actions import Talk
from domain.conversations.models import Message
from domain.errors import BadInput
from domain.ids import new_id
from domain.live import StoredEvent
from domain.sends.actions import send
from domain.sends.changing import send_again, take_back, update_planned
from domain.sends.contents import Article, Text
from domain.sends.delivery import GIVE_UP_AFTER, deliver_due
from domain.sends.errors import MessageNotOver, MessageUnderWay
from domain.sends.models import Send
from tests.factories import HandClock, a_talk
from wechat import Act, Refused, TryLater

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


async def plan(talk: Talk, body: str = "Good morning!", *, at: datetime | None, clock: HandClock) -> Message:
    """An agent writes it, for later or for now."""
    return await Message.get(id=await send(talk, "oMEI", new_id(), Text(body), clock(), at))


async def test_it_goes_when_it_is_due_and_not_before(wechat):
    clock = HandClock()
    message = await plan(await a_talk(), at=clock() + HOUR, clock=clock)

    clock.advance(HOUR - SECOND)
    await deliver_due(clock)
    assert wechat.texts == []
    clock.advance(2 * SECOND)
    await deliver_due(clock)

    assert wechat.texts == ["Good morning!"]
    await message.refresh_from_db()
    assert message.status == "SENT"
    assert message.send_at is not None


async def test_it_stands_where_it_was_written_and_holds_nothing_back(wechat):
    clock, talk = HandClock(), await a_talk()
    planned = await plan(talk, at=clock() + HOUR, clock=clock)
    other = await plan(talk, "now", at=None, clock=clock)

    await deliver_due(clock)

    assert wechat.texts == ["now"]
    assert planned.seq < other.seq


async def test_its_ten_minutes_begin_when_it_is_due(wechat):
    clock = HandClock()
    wechat.answers = [TryLater("WeChat is busy.", code=-1)]
    await plan(await a_talk(), at=clock() + HOUR, clock=clock)

    clock.advance(HOUR + GIVE_UP_AFTER / 2)
    await deliver_due(clock)
    clock.advance(5 * SECOND)
    await deliver_due(clock)

    assert wechat.texts == ["Good morning!"]


async def test_what_could_not_go_in_time_expires():
    clock = HandClock()
    message = await plan(await a_talk(), at=clock() + HOUR, clock=clock)

    clock.advance(HOUR + GIVE_UP_AFTER + SECOND)
    await deliver_due(clock)

    await message.refresh_from_db()
    assert message.status == "EXPIRED"


@pytest.mark.parametrize("ahead", [-SECOND, timedelta(0), timedelta(days=30, seconds=1)])
async def test_the_past_and_the_far_future_are_refused(ahead):
    clock = HandClock()

    with pytest.raises(BadInput, match="sendAt"):
        await plan(await a_talk(), at=clock() + ahead, clock=clock)

    assert await Send.all().count() == 0


async def test_words_and_time_can_be_changed_while_it_waits(wechat):
    clock, talk = HandClock(), await a_talk()
    message = await plan(talk, at=clock() + HOUR, clock=clock)
    await StoredEvent.all().delete()

    await update_planned(talk, message.id, Article("茶", "https://shop.example"), clock() + 2 * HOUR, clock())

    await message.refresh_from_db()
    assert (message.kind, message.text, message.send_at) == ("ARTICLE", "茶", clock() + 2 * HOUR)
    assert "MessageChanged" in [event.kind.value for event in await StoredEvent.all()]
    clock.advance(HOUR + SECOND)
    await deliver_due(clock)
    assert wechat.said == []
    clock.advance(HOUR)
    await deliver_due(clock)
    assert [content.title for _, content in wechat.said] == ["茶"]


async def test_what_was_not_planned_or_has_gone_is_not_changed(wechat):
    clock, talk = HandClock(), await a_talk()
    at_once = await plan(talk, "now", at=None, clock=clock)

    with pytest.raises(MessageUnderWay):
        await update_planned(talk, at_once.id, Text("later"), None, clock())


async def test_taken_back_it_is_never_sent(wechat):
    clock, talk = HandClock(), await a_talk()
    message = await plan(talk, at=clock() + HOUR, clock=clock)

    await take_back(talk, message.id, clock())

    clock.advance(2 * HOUR)
    await deliver_due(clock)
    await message.refresh_from_db()
    assert (wechat.texts, message.status) == ([], "CANCELLED")
    with pytest.raises(MessageUnderWay):
        await take_back(talk, message.id, clock())


async def test_what_a_worker_has_claimed_goes_its_way(wechat):
    clock, talk = HandClock(), await a_talk()
    message = await plan(talk, "now", at=None, clock=clock)
    refusals: list[Exception] = []

    async def meanwhile() -> None:
        try:
            await take_back(talk, message.id, clock())
        except MessageUnderWay as refusal:
            refusals.append(refusal)

    wechat.answers = [meanwhile]
    await deliver_due(clock)

    await message.refresh_from_db()
    assert (len(refusals), message.status) == (1, "SENT")


async def test_a_worker_and_an_agent_at_once_never_both_win(wechat):
    clock = HandClock()
    for n in range(8):
        talk = await a_talk()
        message = await plan(talk, f"{n}", at=None, clock=clock)
        _, cancelled = await asyncio.gather(
            deliver_due(clock), take_back(talk, message.id, clock()), return_exceptions=True
        )
        await message.refresh_from_db()
        assert message.status == ("SENT" if isinstance(cancelled, MessageUnderWay) else "CANCELLED")
        assert (f"{n}" in wechat.texts) is (message.status == "SENT")


async def test_a_refused_message_is_sent_again_as_a_new_one(wechat):
    clock, talk = HandClock(), await a_talk()
    wechat.answers = [Refused("No.", act=Act.FAN_STATE, code=45015)]
    old = await Message.get(id=await send(talk, "oMEI", new_id(), Article("茶", "https://shop.example"), clock()))
    await deliver_due(clock)

    again = await send_again(talk, "oMEI", new_id(), old.id, clock())
    await deliver_due(clock)

    assert [content.title for _, content in wechat.said] == ["茶"]
    await old.refresh_from_db()
    assert (old.status, (await Message.get(id=again)).status) == ("REFUSED", "SENT")


async def test_what_was_sent_or_waits_or_is_the_fans_is_not_sent_again():
    clock, talk = HandClock(), await a_talk()
    waiting = await plan(talk, at=clock() + HOUR, clock=clock)
    sent = await plan(talk, "now", at=None, clock=clock)
    await deliver_due(clock)
    fans = await Message.filter(direction="IN").get()

    for message in (waiting, sent, fans):
        with pytest.raises(MessageNotOver):
            await send_again(talk, "oMEI", new_id(), message.id, clock())
