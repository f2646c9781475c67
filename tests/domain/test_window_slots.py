"""Slots of a window: who holds one, who keeps it, and who gives it back."""

import asyncio
from datetime import timedelta

import pytest

from domain.sends.actions import cancel_for_fan
from domain.sends.delivery import deliver_due, recover_abandoned
from domain.sends.models import LEASE, Send
from domain.windows.models import Window
from tests.domain.pushes import text
from tests.domain.test_sends import unknown
from tests.domain.windows import a_fan_who_wrote, after, predicted, write
from tests.factories import NOON, HandClock, an_account
from wechat import Act, Refused, TryLater

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


async def test_what_waits_holds_a_slot_and_what_was_sent_keeps_it(clock: HandClock):
    fan = await a_fan_who_wrote()
    await write(fan)
    assert (await predicted(fan)).remaining == 4

    await deliver_due(clock)

    assert (await predicted(fan)).remaining == 4
    assert (await Window.get()).used == 1


async def test_of_many_who_answer_at_once_each_takes_a_slot():
    fan = await a_fan_who_wrote()

    await asyncio.gather(*(write(fan, body=f"{n}") for n in range(5)))

    assert ((await predicted(fan)).remaining, (await predicted(fan)).reasons) == (0, ["USED_UP"])


async def test_of_many_that_are_delivered_at_once_each_is_counted_once(clock: HandClock):
    fan = await a_fan_who_wrote()
    for n in range(4):
        await write(fan, body=f"{n}")

    await asyncio.gather(*(deliver_due(clock) for _ in range(4)))

    assert (await Window.get()).used == 4


async def test_an_unknown_outcome_keeps_its_slot(wechat, clock: HandClock):
    wechat.answers = [unknown()]
    fan = await a_fan_who_wrote()
    await write(fan)

    await deliver_due(clock)

    assert (await predicted(fan)).remaining == 4


async def test_a_lost_worker_keeps_the_slot_of_what_it_may_have_sent(clock: HandClock):
    fan = await a_fan_who_wrote()
    await write(fan)
    await Send.all().update(state="CLAIMED", lease_until=NOON + LEASE, lease_token=fan.id, called_at=NOON)

    await recover_abandoned(NOON + 2 * LEASE)

    assert (await Window.get()).used == 1


@pytest.mark.parametrize("code", [45002, 48002, None])
async def test_a_refusal_gives_its_slot_back(wechat, clock: HandClock, code: int | None):
    wechat.answers = [Refused("No.", act=Act.FAN_STATE, code=code)]
    fan = await a_fan_who_wrote()
    await write(fan)

    await deliver_due(clock)

    assert (await predicted(fan)).remaining == 5


async def test_what_is_taken_back_or_comes_too_late_gives_its_slot_back(wechat, clock: HandClock):
    fan = await a_fan_who_wrote()
    await write(fan)
    await cancel_for_fan(fan.id, "Taken back.", NOON)
    assert (await predicted(fan)).remaining == 5

    wechat.answers = [TryLater("WeChat is busy.", after=HOUR, code=-1)]
    await write(fan)
    await deliver_due(clock)

    assert (await predicted(fan)).remaining == 5


async def test_what_waits_when_the_fan_writes_again_holds_a_slot_of_the_new_window():
    account = await an_account()
    fan = await after(account, text("hi"))
    await write(fan)

    await after(account, text("and?", at=NOON + SECOND))

    assert (await predicted(fan)).remaining == 4
