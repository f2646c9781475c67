import asyncio
from datetime import timedelta

import pytest

from domain.clock import now
from domain.conversations.actions import Talk
from domain.conversations.models import Message
from domain.fans.models import Fan
from domain.live import StoredEvent
from domain.sends.actions import send_text
from domain.sends.delivery import GIVE_UP_AFTER, TRIES, deliver_due, is_overdue, recover_abandoned
from domain.sends.errors import MessageEmpty, MessageTooLong
from domain.sends.models import Send, SendState
from tests.factories import HandClock, a_talk, an_agent
from wechat import Act, NotYet, Refused, TryLater, Uncertain

SECOND = timedelta(seconds=1)


async def write(talk: Talk, body: str = "On its way!") -> Message:
    """An agent answers."""
    fan = await Fan.get(id=talk.fan_id)
    return await Message.get(id=await send_text(talk, fan.openid, (await an_agent()).id, body, now()))


async def test_an_answer_waits_until_a_worker_sends_it(wechat):
    message = await write(await a_talk())
    assert message.status == "SCHEDULED"

    await deliver_due(now)

    assert wechat.texts == ["On its way!"]
    await message.refresh_from_db()
    assert message.status == "SENT"


async def test_delivering_twice_sends_once(wechat):
    await write(await a_talk())

    await deliver_due(now)
    await deliver_due(now)

    assert wechat.texts == ["On its way!"]


async def test_of_several_workers_one_sends(wechat):
    for n in range(20):
        await write(await a_talk(), f"{n}")

    await asyncio.gather(*(deliver_due(now) for _ in range(4)))

    assert sorted(wechat.texts, key=int) == [f"{n}" for n in range(20)]


async def test_answers_of_one_talk_arrive_in_order_one_at_a_time(wechat):
    talk = await a_talk()
    for n in range(5):
        await write(talk, f"{n}")

    await asyncio.gather(*(deliver_due(now) for _ in range(3)))

    assert wechat.texts == ["0", "1", "2", "3", "4"]


async def test_a_refusal_ends_on_the_message_with_code_and_sentence(wechat):
    wechat.answers = [refused(45015)]
    message = await write(await a_talk())

    await deliver_due(now)

    await message.refresh_from_db()
    assert (message.status, message.refusal_code) == ("REFUSED", 45015)
    assert message.refusal_text


async def test_a_refusal_lets_the_next_answer_go(wechat):
    wechat.answers = [refused(45002)]
    talk = await a_talk()
    await write(talk, "too long for WeChat")
    await write(talk, "short")

    await deliver_due(now)

    assert wechat.texts == ["short"]


async def test_an_unknown_outcome_is_shown_and_never_repeated(wechat):
    wechat.answers = [unknown()]
    message = await write(await a_talk())

    for clock in (now, lambda: now() + timedelta(hours=1)):
        await deliver_due(clock)
        await recover_abandoned(clock())

    await message.refresh_from_db()
    assert message.status == "UNCERTAIN"
    assert wechat.texts == []


async def test_a_busy_wechat_is_asked_again_later(wechat):
    wechat.answers = [busy()]
    message = await write(await a_talk())
    await deliver_due(now)
    await message.refresh_from_db()
    assert message.status == "SCHEDULED"

    await deliver_due(lambda: now() + 5 * SECOND)

    assert wechat.texts == ["On its way!"]


async def test_a_retry_holds_back_what_was_written_after_it(wechat):
    wechat.answers = [busy(after=timedelta(seconds=60))]
    talk = await a_talk()
    await write(talk, "first")
    await deliver_due(now)
    await write(talk, "second")

    await deliver_due(now)
    assert wechat.texts == []

    await deliver_due(lambda: now() + 61 * SECOND)
    assert wechat.texts == ["first", "second"]


async def test_a_retry_holds_back_no_other_talk(wechat):
    wechat.answers = [busy(after=timedelta(seconds=60))]
    await write(await a_talk(), "waits")
    await deliver_due(now)
    await write(await a_talk(), "goes")

    await deliver_due(now)

    assert wechat.texts == ["goes"]


async def test_what_cannot_go_within_ten_minutes_expires_and_says_so(wechat):
    wechat.answers = [busy(after=timedelta(hours=5))]
    message = await write(await a_talk())

    await deliver_due(now)

    await message.refresh_from_db()
    assert (message.status, message.refusal_code) == ("EXPIRED", -1)
    assert message.refusal_text.endswith("It was not sent; send it again when you like.")


async def test_six_tries_are_enough(wechat):
    wechat.answers = [busy() for _ in range(TRIES)]
    message = await write(await a_talk())
    clock = HandClock()

    for _ in range(TRIES):
        clock.advance(GIVE_UP_AFTER / (TRIES + 1))
        await deliver_due(clock)

    await message.refresh_from_db()
    assert message.status == "EXPIRED"


async def test_our_own_pace_uses_up_no_try(wechat):
    wechat.answers = [NotYet("The account speaks as fast as it may.") for _ in range(3 * TRIES)]
    await write(await a_talk(), "in the end")
    clock = HandClock()

    for _ in range(3 * TRIES + 1):
        clock.advance(timedelta(seconds=8))
        await deliver_due(clock)

    assert wechat.texts == ["in the end"]


async def test_no_token_means_that_nothing_was_sent(wechat):
    wechat.readiness = [busy()]
    await write(await a_talk())

    await deliver_due(now)

    send = await Send.get()
    assert (send.state, send.called_at) == (SendState.SCHEDULED, None)


async def test_what_becomes_of_a_message_is_told_once():
    await write(await a_talk())
    await StoredEvent.all().delete()

    await deliver_due(now)
    await deliver_due(now)

    kinds = sorted(event.kind.value for event in await StoredEvent.all())
    assert kinds == ["ConversationChanged", "MessageChanged"]


async def test_the_sweep_sees_what_a_lost_nudge_left_behind():
    await write(await a_talk())

    assert not await is_overdue(now())
    assert await is_overdue(now() + 2 * SECOND)


async def test_a_text_takes_2048_bytes():
    talk = await a_talk()
    await write(talk, "字" * 682)

    with pytest.raises(MessageTooLong, match="2049 bytes"):
        await write(talk, "字" * 683)


async def test_an_empty_text_is_refused():
    with pytest.raises(MessageEmpty):
        await write(await a_talk(), " \n ")

    assert await Send.all().count() == 0


def busy(after: timedelta | None = None) -> Exception:
    return TryLater("WeChat is busy.", after=after, code=-1)


def refused(code: int) -> Exception:
    return Refused("WeChat said no.", act=Act.FAN_STATE, code=code)


def unknown() -> Exception:
    return Uncertain("WeChat did not answer.")
