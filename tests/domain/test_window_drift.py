"""WeChat's word on windows, where it is another than ours."""

from datetime import timedelta
from typing import Any

import pytest

from domain.sends.delivery import deliver_due
from domain.transaction import transaction
from domain.windows.actions import open_window
from domain.windows.models import WindowCause
from tests.domain.pushes import event
from tests.domain.test_sends import refused
from tests.domain.windows import a_fan_who_wrote, after, predicted, write
from tests.factories import NOON, HandClock, an_account

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


def drifts(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """What was logged of predictions that were wrong."""
    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    return [line for line in lines if line["event"] == "quota drift"]


async def test_wechats_word_closes_a_window_that_we_thought_open(wechat, clock: HandClock, caplog):
    wechat.answers = [refused(45015)]
    fan = await a_fan_who_wrote()
    await write(fan)

    await deliver_due(clock)

    assert (await predicted(fan)).reasons == ["NO_WINDOW"]
    (drift,) = drifts(caplog)
    assert (drift["account"], drift["code"], drift["predicted"]) == (str(fan.account_id), 45015, True)


async def test_wechats_word_uses_a_window_up(wechat, clock: HandClock):
    wechat.answers = [refused(45047)]
    fan = await after(await an_account(), event("subscribe", key="last_trade_no_42"))
    await write(fan)

    await deliver_due(clock)

    assert (await predicted(fan)).reasons == ["USED_UP"]


async def test_a_refusal_that_was_foreseen_is_no_drift(wechat, clock: HandClock, caplog):
    wechat.answers = [refused(45015)]
    fan = await a_fan_who_wrote(at=NOON - 48 * HOUR)
    await write(fan)

    await deliver_due(clock)

    assert drifts(caplog) == []


async def test_what_arrives_although_it_should_not_is_drift_too(clock: HandClock, caplog):
    fan = await a_fan_who_wrote(at=NOON - 48 * HOUR)
    await write(fan)

    await deliver_due(clock)

    assert [line["predicted"] for line in drifts(caplog)] == [False]


async def test_a_window_that_opened_while_wechat_refused_stays_open(wechat, clock: HandClock):
    fan = await a_fan_who_wrote(at=NOON - 48 * HOUR)

    async def refuse_while_the_fan_writes() -> None:
        async with transaction():
            await open_window(fan.id, WindowCause.MESSAGE, NOON + SECOND)
        raise refused(45015)

    wechat.answers = [refuse_while_the_fan_writes]
    await write(fan)
    await deliver_due(clock)

    assert (await predicted(fan)).can_send
