"""The tags of an account: made at WeChat first, renamed, and deleted."""

import pytest

from domain.accounts.errors import AccountDisconnected, WeChatRefused
from domain.accounts.models import OfficialAccount
from domain.clock import now
from domain.errors import BadInput
from domain.tags.actions import create_tag, delete_tag, rename_tag
from domain.tags.errors import TagIsWeChats, TagNameTaken, TooManyTags
from domain.tags.models import Tag
from domain.tags.telling import tell_due
from tests.domain.tags import a_tag, fans_of, give, who_has
from tests.factories import an_account
from wechat import Act, Refused, WeChatTag


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
