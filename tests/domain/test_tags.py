"""Tags on fans: here at once, at WeChat soon, and never more than WeChat allows."""

import asyncio

import pytest

from domain.clock import now
from domain.live import StoredEvent
from domain.tags.errors import FansHaveTooManyTags
from domain.tags.models import FanTag, TagChange, TagChangeState
from domain.tags.telling import tell_due
from tests.domain.tags import a_tag, fans_of, give, refused, states, take, takes_tags, who_has
from tests.factories import a_fan, an_account


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
