"""Tags: here at once, at WeChat soon, and never more than WeChat allows."""

import asyncio
from datetime import timedelta

import pytest

from domain.accounts.errors import AccountDisconnected, WeChatRefused
from domain.accounts.models import OfficialAccount
from domain.clock import now
from domain.errors import BadInput
from domain.fans.models import Fan
from domain.ids import new_id
from domain.live import StoredEvent
from domain.redis import redis
from domain.tags.actions import create_tag, delete_tag, rename_tag
from domain.tags.errors import FansHaveTooManyTags, TagIsWeChats, TagNameTaken, TooManyTags
from domain.tags.mirror import keep_tags_of
from domain.tags.models import LEASE, FanTag, Tag, TagChange, TagChangeState
from domain.tags.outcomes import DONE_KEPT_FOR, forget_old
from domain.tags.tagging import TagOf, tag_fans, untag_fans
from domain.tags.telling import GIVE_UP_AFTER, is_overdue, tell_due
from domain.transaction import transaction
from tests.factories import HandClock, a_fan, an_account
from tests.fakes import FakeGate
from wechat import Act, Refused, TryLater, Uncertain, WeChatTag

SECOND = timedelta(seconds=1)


async def a_tag(account: OfficialAccount | None = None, number: int = 100, name: str = "VIP") -> TagOf:
    account = account or await an_account()
    made = await Tag.create(
        workspace_id=account.workspace_id, account=account, number=number, name=name, created_at=now()
    )
    return TagOf(made.id, account.workspace_id, account.id)


async def fans_of(tag: TagOf, how_many: int) -> list[Fan]:
    account = await OfficialAccount.get(id=tag.account_id)
    return [await a_fan(account=account) for _ in range(how_many)]


async def give(tag: TagOf, *fans: Fan) -> None:
    async with transaction():
        await tag_fans(tag, [fan.id for fan in fans], now())


async def take(tag: TagOf, *fans: Fan) -> None:
    async with transaction():
        await untag_fans(tag, [fan.id for fan in fans], now())


def takes_tags(wechat: FakeGate) -> None:
    """WeChat takes everything."""
    wechat.will("tag_fans", None)
    wechat.will("untag_fans", None)


async def who_has(tag: TagOf) -> set[str]:
    return set(await FanTag.filter(tag_id=tag.id).values_list("fan__openid", flat=True))


async def states() -> list[str]:
    return [change.state.value for change in await TagChange.all().order_by("id")]


async def test_a_tag_shows_at_once_and_wechat_is_told(wechat):
    takes_tags(wechat)
    tag = await a_tag()
    (fan,) = await fans_of(tag, 1)

    await give(tag, fan)
    assert await who_has(tag) == {fan.openid}
    await tell_due(now)

    assert wechat.heard("tag_fans") == [(100, [fan.openid])]
    assert await states() == ["DONE"]


async def test_taking_a_tag_away_is_told_too(wechat):
    takes_tags(wechat)
    tag = await a_tag()
    (fan,) = await fans_of(tag, 1)
    await give(tag, fan)
    await tell_due(now)

    await take(tag, fan)
    await tell_due(now)

    assert await who_has(tag) == set()
    assert wechat.heard("untag_fans") == [(100, [fan.openid])]


async def test_fifty_fans_go_into_one_sentence(wechat):
    takes_tags(wechat)
    tag = await a_tag()
    fans = await fans_of(tag, 101)

    await give(tag, *fans)
    await tell_due(now)

    assert [len(openids) for _, openids in wechat.heard("tag_fans")] == [50, 50, 1]


async def test_who_has_it_keeps_it_and_wechat_need_not_know(wechat):
    takes_tags(wechat)
    tag = await a_tag()
    (fan,) = await fans_of(tag, 1)

    await give(tag, fan, fan)
    await give(tag, fan)
    await tell_due(now)

    assert len(wechat.heard("tag_fans")) == 1


async def test_given_and_taken_before_wechat_knew_it_need_not_know(wechat):
    tag = await a_tag()
    (fan,) = await fans_of(tag, 1)

    await give(tag, fan)
    await take(tag, fan)
    await tell_due(now)

    assert wechat.asked == []


async def test_taken_while_wechat_is_being_told_is_told_after(wechat):
    tag = await a_tag()
    (fan,) = await fans_of(tag, 1)

    async def change_our_mind(*_: object) -> None:
        await take(tag, fan)

    wechat.will("tag_fans", change_our_mind)
    wechat.will("untag_fans", None)
    await give(tag, fan)
    await tell_due(now)

    assert [said for said, _ in wechat.asked] == ["tag_fans", "untag_fans"]
    assert await who_has(tag) == set()


async def test_fans_of_another_account_are_left_alone(wechat):
    tag, stranger = await a_tag(), await a_fan()

    await give(tag, stranger)

    assert await who_has(tag) == set()


async def test_a_fan_takes_twenty_tags_and_not_one_more():
    account = await an_account()
    fan, other = await a_fan(account=account, remark="老张"), await a_fan(account=account)
    tags = [await a_tag(account, 100 + n, f"{n}") for n in range(21)]
    for tag in tags[:20]:
        await give(tag, fan)

    with pytest.raises(FansHaveTooManyTags, match=r"1 of these fans have 20 tags already.*老张"):
        await give(tags[20], other, fan)

    assert await who_has(tags[20]) == set()
    assert await FanTag.filter(fan=fan).count() == 20


async def test_two_who_tag_at_once_do_not_pass_the_limit():
    account = await an_account()
    fan = await a_fan(account=account)
    for n in range(19):
        await give(await a_tag(account, 100 + n, f"{n}"), fan)
    last = [await a_tag(account, 200 + n, f"last {n}") for n in range(2)]

    came_of_it = await asyncio.gather(*(give(tag, fan) for tag in last), return_exceptions=True)

    assert [type(one) for one in came_of_it].count(FansHaveTooManyTags) == 1
    assert await FanTag.filter(fan=fan).count() == 20


async def test_of_fifty_the_one_that_wechat_refuses_is_found(wechat):
    tag = await a_tag()
    fans = await fans_of(tag, 50)
    bad = fans[31]

    def all_or_nothing(_: int, openids: list[str]) -> None:
        if bad.openid in openids:
            raise refused(40003)

    wechat.will("tag_fans", all_or_nothing)
    await give(tag, *fans)
    await tell_due(now)

    assert await who_has(tag) == {fan.openid for fan in fans} - {bad.openid}
    (change,) = await TagChange.filter(state=TagChangeState.REFUSED)
    assert (change.fan_id, change.refusal_code) == (bad.id, 40003)
    assert len(wechat.asked) <= 13


async def test_a_refusal_that_is_about_all_is_asked_once(wechat):
    wechat.will("tag_fans", refused(48001))
    tag = await a_tag()
    await give(tag, *await fans_of(tag, 10))

    await tell_due(now)

    assert len(wechat.asked) == 1
    assert await who_has(tag) == set()


async def test_what_wechat_does_not_take_away_comes_back(wechat):
    wechat.will("tag_fans", None)
    wechat.will("untag_fans", refused(40003))
    tag = await a_tag()
    (fan,) = await fans_of(tag, 1)
    await give(tag, fan)
    await tell_due(now)

    await take(tag, fan)
    await tell_due(now)

    assert await who_has(tag) == {fan.openid}


async def test_a_refusal_does_not_undo_what_was_said_after_it(wechat):
    tag = await a_tag()
    (fan,) = await fans_of(tag, 1)

    async def take_and_give_again(*_: object) -> None:
        await take(tag, fan)
        await give(tag, fan)
        raise refused(40003)

    wechat.will("tag_fans", take_and_give_again, None)
    await give(tag, fan)
    await tell_due(now)

    assert await who_has(tag) == {fan.openid}


async def test_screens_hear_of_a_refusal(wechat):
    wechat.will("tag_fans", refused(40003))
    tag = await a_tag()
    (fan,) = await fans_of(tag, 1)
    await give(tag, fan)
    await StoredEvent.all().delete()

    await tell_due(now)

    assert [(event.kind, event.subject_id) for event in await StoredEvent.all()] == [("FanChanged", fan.id)]


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


async def test_a_tag_is_made_at_wechat_first(wechat):
    wechat.will("create_tag", WeChatTag(134, "广东", 0))
    account = await an_account()

    id = await create_tag(account.id, " 广东 ", now())

    tag = await Tag.get(id=id)
    assert (tag.number, tag.name) == (134, "广东")
    assert wechat.heard("create_tag") == [("广东",)]


async def test_making_it_twice_makes_it_once(wechat):
    wechat.will("create_tag", WeChatTag(134, "广东", 0))
    account = await an_account()

    first, second = [await create_tag(account.id, "广东", now()) for _ in range(2)]

    assert (first, len(wechat.asked)) == (second, 1)


@pytest.mark.parametrize("name", ["", "  ", "字" * 31, "a\nb"])
async def test_a_name_takes_1_to_30_characters(name):
    with pytest.raises(BadInput, match="1 to 30 characters"):
        await create_tag((await an_account()).id, name, now())


async def test_an_account_has_a_hundred_tags_besides_wechats_own(wechat):
    wechat.will("create_tag", WeChatTag(300, "the hundredth", 0))
    account = await an_account()
    await a_tag(account, 2, "星标组")
    for n in range(99):
        await a_tag(account, 100 + n, f"{n}")
    await create_tag(account.id, "the hundredth", now())

    with pytest.raises(TooManyTags):
        await create_tag(account.id, "one more", now())


async def test_what_wechat_refuses_is_not_here_either(wechat):
    wechat.will("create_tag", Refused("Illegal name.", "标签名非法。", act=Act.FIX_REQUEST, code=45157))

    with pytest.raises(WeChatRefused, match="Illegal name"):
        await create_tag((await an_account()).id, "x", now())

    assert await Tag.all().count() == 0


async def test_a_tag_gets_another_name(wechat):
    wechat.will("rename_tag", None)
    tag = await a_tag()

    await rename_tag(tag.id, "SVIP")

    assert (await Tag.get()).name == "SVIP"
    assert wechat.heard("rename_tag") == [(100, "SVIP")]


async def test_not_that_of_another_tag():
    account = await an_account()
    await a_tag(account, 100, "VIP")

    with pytest.raises(TagNameTaken):
        await rename_tag((await a_tag(account, 101, "SVIP")).id, "VIP")


async def test_a_deleted_tag_is_nobodys(wechat):
    wechat.will("delete_tag", None)
    tag = await a_tag()
    await give(tag, *await fans_of(tag, 3))

    await delete_tag(tag.id, now())
    await tell_due(now)

    assert await who_has(tag) == set()
    assert [said for said, _ in wechat.asked] == ["delete_tag"]


@pytest.mark.parametrize("number", [0, 1, 2])
async def test_wechats_own_tags_stay_as_they_are(number):
    tag = await a_tag(number=number)

    with pytest.raises(TagIsWeChats):
        await rename_tag(tag.id, "mine")
    with pytest.raises(TagIsWeChats):
        await delete_tag(tag.id, now())


async def test_an_account_that_is_gone_gets_no_tags():
    account = await an_account()
    await OfficialAccount.filter(id=account.id).update(state="DISCONNECTED")

    with pytest.raises(AccountDisconnected):
        await create_tag(account.id, "x", now())


def refused(code: int) -> Refused:
    return Refused("WeChat said no.", act=Act.FIX_REQUEST, code=code)
