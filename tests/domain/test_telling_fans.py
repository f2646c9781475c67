"""Telling WeChat of blocks and remarks, whatever happens to WeChat, to our workers and to the account."""

import asyncio
from datetime import timedelta

import pytest

from domain.accounts.models import OfficialAccount
from domain.clock import now
from domain.fans.models import FanChange
from domain.fans.telling import GIVE_UP_AFTER, LEASE, is_overdue, tell_due
from domain.ids import new_id
from domain.redis import redis
from tests.domain.blocking import blocked, called, is_blocked, refused, takes_everything
from tests.factories import HandClock, a_fan, an_account
from wechat import TryLater, Uncertain

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("failure", [TryLater("busy", code=-1), Uncertain("no answer")])
async def test_a_busy_wechat_is_told_again(wechat, failure):
    wechat.will("block", failure, None)
    fan = await a_fan()
    await blocked(fan)

    await tell_due(now)
    assert await FanChange.all().count() == 1
    await tell_due(lambda: now() + timedelta(minutes=1))

    assert (await FanChange.all().count(), await is_blocked(fan)) == (0, True)


async def test_a_used_up_quota_waits_until_midnight(wechat):
    wechat.will("set_remark", TryLater("quota", code=45009, after=timedelta(hours=5)))
    await called(await a_fan(), "老张")
    clock = HandClock()

    await tell_due(clock)

    assert (await FanChange.get()).due_at >= clock() + timedelta(hours=5)


async def test_who_is_busy_for_days_has_refused(wechat):
    wechat.will("block", TryLater("busy", code=-1))
    fan = await a_fan()
    await blocked(fan)

    await tell_due(lambda: now() + GIVE_UP_AFTER)

    assert not await is_blocked(fan)


async def test_a_worker_that_died_is_replaced_when_its_lease_has_run_out(wechat):
    takes_everything(wechat)
    clock = HandClock()
    await blocked(await a_fan())
    await FanChange.all().update(lease_token=new_id(), lease_until=clock() + LEASE)

    await tell_due(clock)
    assert wechat.asked == []
    clock.advance(LEASE)
    await tell_due(clock)

    assert len(wechat.asked) == 1


async def test_a_worker_that_lost_its_lease_writes_nothing(wechat):
    async def lose_it(*_: object) -> None:
        await FanChange.all().update(lease_token=new_id())
        raise refused(48001)

    wechat.will("block", lose_it)
    fan = await a_fan()
    await blocked(fan)

    await tell_due(now)

    assert (await FanChange.all().count(), await is_blocked(fan)) == (1, True)


async def test_of_several_workers_each_tells_what_the_others_do_not(wechat):
    takes_everything(wechat)
    account = await an_account()
    fans = [await a_fan(account=account) for _ in range(60)]
    await blocked(*fans)

    await asyncio.gather(*(tell_due(now) for _ in range(3)))

    told = [openid for (openids,) in wechat.heard("block") for openid in openids]
    assert sorted(told) == sorted(fan.openid for fan in fans)


async def test_a_paused_account_is_told_when_it_is_resumed(wechat):
    takes_everything(wechat)
    await blocked(await a_fan())
    await OfficialAccount.all().update(state="PAUSED")
    await tell_due(now)
    assert wechat.asked == []

    await OfficialAccount.all().update(state="CONNECTED")
    await tell_due(now)

    assert len(wechat.asked) == 1


async def test_the_sweep_sees_what_a_lost_nudge_left_behind():
    await blocked(await a_fan())
    await redis().flushdb()

    assert not await is_overdue(now())
    assert await is_overdue(now() + 2 * SECOND)
