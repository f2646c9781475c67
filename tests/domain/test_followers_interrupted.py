"""Reading an account's followers, however often it is interrupted or refused."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from datetime import timedelta
from pathlib import Path

import pytest

from domain.clock import now
from domain.conversations.models import Conversation
from domain.fans.models import Fan
from domain.followers.actions import start_sync
from domain.followers.models import FollowerSync, SyncState
from domain.followers.passes import LEASE
from domain.followers.syncing import GIVE_UP_AFTER, STUMBLES, is_overdue, sync_due
from domain.live import StoredEvent
from domain.redis import redis
from tests.factories import HandClock, an_account
from tests.followers import SECOND, Killed, follows, gone_on_with, synced
from tests.reading_followers import NEXT_PAGE, openids
from wechat import Act, Refused, TryLater, Uncertain


async def test_a_worker_that_dies_between_pages_costs_a_page(wechat):
    """It is killed: nothing is given back, and its lease has to run out."""
    account, clock = await an_account(), HandClock()
    calls = follows(wechat, [f"o{n:02}" for n in range(30)], page=10, dies_at=2)
    await start_sync(account.workspace_id, account.id, clock())
    with pytest.raises(Killed):
        await sync_due(clock)
    dead = await FollowerSync.get()
    assert (dead.listed, dead.lease_until) == (10, clock() + LEASE)

    await sync_due(clock)
    assert len(calls) == 2, "its lease has not run out"
    clock.advance(LEASE)
    done = await gone_on_with(clock)

    assert (done.state, done.listed, done.detailed) == (SyncState.DONE, 30, 30)
    assert calls == ["", "o09", "o09", "o19"]
    assert await Fan.all().count() == 30


async def test_a_worker_that_dies_while_it_asks_for_details_goes_on_where_it_was(wechat):
    account, clock = await an_account(), HandClock()
    follows(wechat, [f"o{n:04}" for n in range(1200)], details_die_at=7)
    await start_sync(account.workspace_id, account.id, clock())
    with pytest.raises(Killed):
        await sync_due(clock)
    assert (await FollowerSync.get()).detailed == 500

    clock.advance(LEASE)
    done = await gone_on_with(clock)

    assert (done.state, done.detailed) == (SyncState.DONE, 1200)
    assert await Fan.filter(details_at=None).count() == 0


async def test_a_worker_that_lost_its_lease_writes_nothing(wechat):
    account, clock = await an_account(), HandClock()

    async def sleep_through_the_lease() -> None:
        clock.advance(LEASE + SECOND)

    follows(wechat, ["oA"], before_page=sleep_through_the_lease)
    await start_sync(account.workspace_id, account.id, clock())
    await sync_due(clock)

    assert await Fan.all().count() == 0
    assert (await FollowerSync.get()).state is SyncState.LISTING


@pytest.mark.parametrize("failure", [TryLater("busy", code=-1), Uncertain("no answer")])
async def test_a_busy_wechat_is_asked_again(wechat, failure):
    account = await an_account()
    follows(wechat, ["oA"], fails_first=failure)

    assert (await synced(account)).state is SyncState.DONE


async def test_a_used_up_quota_waits_until_midnight(wechat):
    account, clock = await an_account(), HandClock()
    follows(wechat, ["oA"], fails_first=TryLater("quota", code=45009, after=timedelta(hours=5)))
    await start_sync(account.workspace_id, account.id, clock())

    await sync_due(clock)
    waiting = await FollowerSync.get()
    assert (waiting.due_at, waiting.refusal_code) == (clock() + timedelta(hours=5), 45009)
    clock.advance(timedelta(hours=5))

    assert (await gone_on_with(clock)).refusal_code is None


async def test_a_wechat_that_never_answers_ends_it(wechat):
    account, clock = await an_account(), HandClock()
    wechat.will("followers", TryLater("busy", code=-1))
    await start_sync(account.workspace_id, account.id, clock())
    clock.advance(GIVE_UP_AFTER)

    await sync_due(clock)

    assert (await FollowerSync.get()).state is SyncState.FAILED


async def test_a_refusal_ends_it_with_code_and_sentence(wechat):
    wechat.will("followers", Refused("Not authorised.", act=Act.ASK_A_HUMAN, code=48001))

    failed = await synced(await an_account())

    assert (failed.state, failed.refusal_code, failed.refusal_text) == (SyncState.FAILED, 48001, "Not authorised.")


async def test_a_bug_of_ours_does_not_go_round_for_ever(wechat):
    account, clock = await an_account(), HandClock()
    wechat.will("followers", RuntimeError("a bug"))
    await start_sync(account.workspace_id, account.id, clock())

    for _ in range(STUMBLES):
        await sync_due(clock)
        clock.advance(timedelta(minutes=10))

    assert (await FollowerSync.get()).state is SyncState.FAILED


async def test_one_pass_an_account_is_under_way(wechat):
    account = await an_account()

    first, second = [await start_sync(account.workspace_id, account.id, now()) for _ in range(2)]

    assert first == second


async def test_a_hundred_thousand_followers_survive_a_kill_9(wechat, services):
    """The worker is another process. What it had read stays; there is a handful of events, and not a single talk."""
    account, many = await an_account(), 100_000
    await start_sync(account.workspace_id, account.id, now())
    command = [sys.executable, "-m", "tests.reading_followers", *services, f"{many}"]
    worker = await asyncio.create_subprocess_exec(*command, stdout=PIPE, cwd=Path(__file__).parents[2])
    await asks_for_pages(worker, 4)
    worker.kill()
    await worker.wait()
    killed = await FollowerSync.get()
    assert (killed.listed >= 30_000, killed.finished_at) == (True, None)
    asked = follows(wechat, openids(many))

    done = await gone_on_with(HandClock(now() + LEASE))

    assert (done.state, done.listed, done.detailed) == (SyncState.DONE, many, many)
    assert await Fan.filter(is_following=True).count() == many
    assert asked[:1] == ([killed.next_openid] if killed.state is SyncState.LISTING else [])
    assert await Conversation.all().count() == 0
    assert await StoredEvent.filter(kind="FanChanged").count() == 0
    assert await StoredEvent.all().count() < 10


async def asks_for_pages(worker: Process, how_many: int) -> None:
    """Returns once the worker has asked for so many pages: all but the last are written then."""
    assert worker.stdout is not None
    async with asyncio.timeout(60):
        while how_many:
            line = (await worker.stdout.readline()).decode()
            assert line, "the worker ended by itself"
            how_many -= line.strip() == NEXT_PAGE


async def test_the_sweep_sees_what_a_lost_nudge_left_behind(wechat):
    account = await an_account()
    await start_sync(account.workspace_id, account.id, now())
    await redis().flushdb()

    assert not await is_overdue(now())
    assert await is_overdue(now() + 2 * SECOND)
