"""Reading an account's followers: whole, once, and however often it is interrupted."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.accounts.models import OfficialAccount
from domain.clock import now
from domain.conversations.models import Conversation
from domain.fans import actions as fans
from domain.fans.models import Fan
from domain.followers.actions import start_nightly, start_sync
from domain.followers.models import FollowerSync, SyncState
from domain.followers.passes import LEASE
from domain.followers.syncing import GIVE_UP_AFTER, STUMBLES, is_overdue, sync_due
from domain.live import StoredEvent
from domain.redis import redis
from domain.tags.models import FanTag, Tag
from domain.transaction import transaction
from tests.factories import HandClock, a_fan, an_account
from tests.followers import Killed, a_user, follows
from tests.reading_followers import NEXT_PAGE, openids
from wechat import Act, Refused, TryLater, Uncertain, WeChatTag

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


async def synced(account: OfficialAccount, clock: HandClock | None = None) -> FollowerSync:
    """A whole pass, by a worker whom nothing disturbs."""
    clock = clock or HandClock()
    await start_sync(account.workspace_id, account.id, clock())
    return await gone_on_with(clock)


async def gone_on_with(clock: HandClock) -> FollowerSync:
    """Workers take the newest pass to its end."""
    for _ in range(100):
        await sync_due(clock)
        newest = await FollowerSync.all().order_by("-id").first()
        assert newest is not None
        if newest.state in (SyncState.DONE, SyncState.FAILED):
            return newest
        clock.advance(SECOND)
    raise AssertionError("it does not end")


async def test_who_follows_is_a_fan(wechat):
    account = await an_account()
    follows(wechat, [f"o{n}" for n in range(25)], page=10)

    done = await synced(account)

    assert (done.state, done.total, done.listed, done.detailed) == (SyncState.DONE, 25, 25, 25)
    assert await Fan.filter(account=account, is_following=True).count() == 25


async def test_what_wechat_tells_of_them_is_kept(wechat):
    account = await an_account()
    followed_at = now().replace(microsecond=0) - DAY
    about = {"unionid": "u1", "subscribe_scene": "ADD_SCENE_QR_CODE", "qr_scene": "shop-7", "remark": "老张"}
    follows(wechat, ["oA"], users={"oA": a_user("oA", **about, language="zh_CN", followed_at=followed_at)})

    await synced(account)

    fan = await Fan.get()
    assert (fan.unionid, fan.subscribe_scene, fan.scene, fan.remark) == ("u1", "ADD_SCENE_QR_CODE", "shop-7", "老张")
    assert (fan.language, fan.followed_at, fan.first_followed_at) == ("zh_CN", followed_at, followed_at)


@pytest.mark.parametrize(("ours", "becomes"), [("ours", "ours"), (None, "WeChat's"), ("", "")])
async def test_wechats_remark_stands_in_only_where_no_agent_gave_or_took_one(wechat, ours, becomes):
    fan = await a_fan(remark=ours)
    follows(wechat, [fan.openid], users={fan.openid: a_user(fan.openid, remark="WeChat's")})

    await synced(await OfficialAccount.get(id=fan.account_id))

    await fan.refresh_from_db()
    assert fan.remark == becomes


async def test_tags_come_in_wechats_order(wechat):
    account = await an_account()
    wechat.will("tags", [WeChatTag(2, "星标组", 0), WeChatTag(101, "new", 0), WeChatTag(100, "old", 0)])
    follows(wechat, ["oA", "oB"], users={"oA": a_user("oA", tag_ids=(101, 2)), "oB": a_user("oB", tag_ids=(100,))})

    await synced(account)

    assert await tags_of("oA") == ["new", "星标组"]
    assert await tags_of("oB") == ["old"]


async def test_tags_that_a_fan_has_no_more_are_taken_away(wechat):
    account = await an_account()
    wechat.will("tags", [WeChatTag(100, "a", 0), WeChatTag(101, "b", 0)])
    follows(wechat, ["oA"], users={"oA": a_user("oA", tag_ids=(100, 101))})
    await synced(account)
    follows(wechat, ["oA"], users={"oA": a_user("oA", tag_ids=(101,))})

    await synced(account)

    assert await tags_of("oA") == ["b"]


async def test_a_tag_that_is_gone_at_wechat_is_gone_here(wechat):
    account = await an_account()
    wechat.will("tags", [WeChatTag(100, "a", 0)])
    follows(wechat, ["oA"], users={"oA": a_user("oA", tag_ids=(100,))})
    await synced(account)
    wechat.will("tags", [])
    follows(wechat, ["oA"])

    await synced(account)

    assert (await Tag.get()).deleted_at is not None
    assert await FanTag.all().count() == 0


async def test_a_tag_that_was_made_meanwhile_is_asked_for(wechat):
    account = await an_account()
    wechat.will("tags", [], [WeChatTag(100, "just made", 0)])
    follows(wechat, ["oA"], users={"oA": a_user("oA", tag_ids=(100,))})

    await synced(account)

    assert await tags_of("oA") == ["just made"]


async def test_who_is_not_on_the_list_has_unfollowed(wechat):
    account = await an_account()
    follows(wechat, ["oA", "oB"])
    clock = HandClock()
    await synced(account, clock)
    clock.advance(DAY)
    follows(wechat, ["oB"])

    await synced(account, clock)

    assert await Fan.filter(is_following=True).values_list("openid", flat=True) == ["oB"]


async def test_who_follows_while_the_list_is_read_stays(wechat):
    """The callback and the list race: what happened after the pass began is newer than the list."""
    account, clock = await an_account(), HandClock()
    gone = await a_fan(account=account, openid="oGONE", created_at=clock() - DAY, is_following=False)

    async def follow_meanwhile() -> None:
        async with transaction():
            await fans.follow(account.workspace_id, account.id, gone.id, "", "unknown", clock() + SECOND)

    follows(wechat, ["oA"], before_page=follow_meanwhile)

    await synced(account, clock)

    assert (await Fan.get(id=gone.id)).is_following


async def test_who_unfollows_while_the_list_is_read_is_gone(wechat):
    account, clock = await an_account(), HandClock()
    fan = await a_fan(account=account, openid="oA", created_at=clock() - DAY)

    async def unfollow_meanwhile() -> None:
        async with transaction():
            await fans.unfollow(account.workspace_id, account.id, fan.id, clock() + SECOND)

    follows(wechat, ["oA"], before_page=unfollow_meanwhile)

    await synced(account, clock)

    assert not (await Fan.get(id=fan.id)).is_following


async def test_a_missed_follow_is_made_good(wechat):
    account, clock = await an_account(), HandClock()
    await a_fan(account=account, openid="oA", is_following=False, follow_changed_at=clock() - DAY)
    follows(wechat, ["oA"])

    await synced(account, clock)

    assert (await Fan.get()).is_following


async def test_a_list_that_ends_far_too_early_makes_nobody_a_stranger(wechat):
    account, clock = await an_account(), HandClock()
    follows(wechat, [f"o{n}" for n in range(40)])
    await synced(account, clock)
    clock.advance(DAY)
    follows(wechat, ["o1"], total=40)

    await synced(account, clock)

    assert await Fan.filter(is_following=True).count() == 40


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


async def test_a_second_pass_changes_nothing(wechat):
    account, clock = await an_account(), HandClock()
    follows(wechat, [f"o{n}" for n in range(30)], page=10)
    await synced(account, clock)
    before = await everything()
    clock.advance(DAY)

    await synced(account, clock)

    assert await everything() == before


async def everything() -> list[dict[str, Any]]:
    about_the_pass = ("seen_in_sync_id", "details_at")
    rows = await Fan.all().order_by("openid").values()
    return [{name: value for name, value in row.items() if name not in about_the_pass} for row in rows]


async def test_the_sweep_sees_what_a_lost_nudge_left_behind(wechat):
    account = await an_account()
    await start_sync(account.workspace_id, account.id, now())
    await redis().flushdb()

    assert not await is_overdue(now())
    assert await is_overdue(now() + 2 * SECOND)


def at_night(beijing_hour: int) -> datetime:
    """The next such hour in Beijing."""
    moment = now().replace(hour=(beijing_hour - 8) % 24, minute=0, second=0, microsecond=0)
    return moment + 2 * DAY


async def test_every_account_is_read_once_a_night(wechat):
    account = await an_account()
    await OfficialAccount.filter(id=account.id).update(created_at=at_night(2) - timedelta(hours=23))

    started = [await start_nightly(at_night(2) + n * timedelta(minutes=1)) for n in range(-60, 240)]

    assert sum(started) == 1
    assert started.index(1) == 60 + account.id.int % 180


@pytest.mark.parametrize("how", [{"is_verified": False}, {"state": "PAUSED"}, {"created_at": at_night(2) - SECOND}])
async def test_some_accounts_are_left_alone_at_night(wechat, how):
    account = await an_account()
    await OfficialAccount.filter(id=account.id).update(**{"created_at": at_night(2) - timedelta(hours=23)} | how)

    assert await start_nightly(at_night(2) + timedelta(minutes=179)) == 0


async def test_who_was_off_all_night_is_read_by_day(wechat):
    account = await an_account()
    await OfficialAccount.filter(id=account.id).update(created_at=at_night(12) - 2 * DAY)

    assert await start_nightly(at_night(12)) == 1


async def tags_of(openid: str) -> list[str]:
    """The fan's tags, in their order."""
    found = await FanTag.filter(fan__openid=openid).order_by("place").prefetch_related("tag")
    return [one.tag.name for one in found]
