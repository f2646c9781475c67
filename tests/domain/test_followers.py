"""Reading an account's followers: what a whole pass makes of fans and their tags."""

from typing import Any

import pytest

from domain.accounts.models import OfficialAccount
from domain.clock import now
from domain.fans import actions as fans
from domain.fans.models import Fan
from domain.followers.models import SyncState
from domain.tags.models import FanTag, Tag
from domain.transaction import transaction
from tests.factories import HandClock, a_fan, an_account
from tests.followers import DAY, SECOND, a_user, follows, synced
from wechat import WeChatTag


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


async def tags_of(openid: str) -> list[str]:
    """The fan's tags, in their order."""
    found = await FanTag.filter(fan__openid=openid).order_by("place").prefetch_related("tag")
    return [one.tag.name for one in found]
