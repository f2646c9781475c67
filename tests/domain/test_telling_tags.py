"""Telling WeChat of tags, whatever happens to WeChat, to our workers and to the account."""

import asyncio
from datetime import timedelta

import pytest

from domain.accounts.models import OfficialAccount
from domain.clock import now
from domain.ids import new_id
from domain.redis import redis
from domain.tags.mirror import keep_tags_of
from domain.tags.models import LEASE, TagChange
from domain.tags.outcomes import DONE_KEPT_FOR, forget_old
from domain.tags.telling import GIVE_UP_AFTER, is_overdue, tell_due
from domain.transaction import transaction
from tests.domain.tags import a_tag, fans_of, give, states, takes_tags, who_has
from tests.factories import HandClock
from wechat import TryLater, Uncertain

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("failure", [TryLater("busy", code=-1), Uncertain("no answer")])
async def test_a_busy_wechat_is_told_again(wechat, failure):
    wechat.will("tag_fans", failure, None)
    tag = await a_tag()
    await give(tag, *await fans_of(tag, 1))

    await tell_due(now)
    assert await states() == ["WAITING"]
    await tell_due(lambda: now() + timedelta(minutes=1))

    assert await states() == ["DONE"]


async def test_a_used_up_quota_waits_until_midnight(wechat):
    wechat.will("tag_fans", TryLater("quota", code=45009, after=timedelta(hours=5)))
    tag = await a_tag()
    await give(tag, *await fans_of(tag, 1))
    clock = HandClock()

    await tell_due(clock)

    assert (await TagChange.get()).due_at >= clock() + timedelta(hours=5)


async def test_who_is_busy_for_days_has_refused(wechat):
    wechat.will("tag_fans", TryLater("busy", code=-1))
    tag = await a_tag()
    await give(tag, *await fans_of(tag, 1))

    await tell_due(lambda: now() + GIVE_UP_AFTER)

    assert (await states(), await who_has(tag)) == (["REFUSED"], set())


async def test_a_worker_that_died_is_replaced_when_its_lease_has_run_out(wechat):
    takes_tags(wechat)
    tag, clock = await a_tag(), HandClock()
    await give(tag, *await fans_of(tag, 1))
    await TagChange.all().update(state="CLAIMED", lease_token=new_id(), lease_until=clock() + LEASE)

    await tell_due(clock)
    assert wechat.asked == []
    clock.advance(LEASE)
    await tell_due(clock)

    assert await states() == ["DONE"]


async def test_a_worker_that_lost_its_lease_writes_nothing(wechat):
    tag = await a_tag()
    await give(tag, *await fans_of(tag, 1))

    async def lose_it(*_: object) -> None:
        await TagChange.all().update(lease_token=new_id())

    wechat.will("tag_fans", lose_it)
    await tell_due(now)

    assert await states() == ["CLAIMED"]


async def test_of_several_workers_each_tells_what_the_others_do_not(wechat):
    takes_tags(wechat)
    tag = await a_tag()
    fans = await fans_of(tag, 120)
    await give(tag, *fans)

    await asyncio.gather(*(tell_due(now) for _ in range(3)))

    told = [openid for _, openids in wechat.heard("tag_fans") for openid in openids]
    assert sorted(told) == sorted(fan.openid for fan in fans)


async def test_a_paused_account_is_told_when_it_is_resumed(wechat):
    takes_tags(wechat)
    tag = await a_tag()
    await give(tag, *await fans_of(tag, 1))
    await OfficialAccount.all().update(state="PAUSED")
    await tell_due(now)
    assert wechat.asked == []

    await OfficialAccount.all().update(state="CONNECTED")
    await tell_due(now)

    assert await states() == ["DONE"]


async def test_the_sweep_sees_what_a_lost_nudge_left_behind():
    tag = await a_tag()
    await give(tag, *await fans_of(tag, 1))
    await redis().flushdb()

    assert not await is_overdue(now())
    assert await is_overdue(now() + 2 * SECOND)


async def test_what_was_told_is_forgotten_after_a_day(wechat):
    takes_tags(wechat)
    tag = await a_tag()
    await give(tag, *await fans_of(tag, 1))
    await tell_due(now)

    await forget_old(now() + DONE_KEPT_FOR + SECOND)

    assert await TagChange.all().count() == 0


@pytest.mark.parametrize("told", [False, True])
async def test_an_answer_that_is_older_than_our_change_takes_nothing_back(wechat, told):
    """WeChat was asked for the fan's tags, and answers without the one that was given meanwhile."""
    takes_tags(wechat)
    tag, asked_at = await a_tag(), now()
    (fan,) = await fans_of(tag, 1)
    await give(tag, fan)
    if told:
        await tell_due(now)

    async with transaction():
        await keep_tags_of({fan.id: []}, asked_at)

    assert await who_has(tag) == {fan.openid}
