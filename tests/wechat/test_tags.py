import pytest

from tests.wechat.fake_wechat import OK, FakeWeChat, Fault, Says, error
from wechat import OpenIds, Refused, TryLater, Uncertain, Unsayable, WeChat, WeChatTag

TAGS = "/cgi-bin/tags/get"
CREATE = "/cgi-bin/tags/create"
RENAME = "/cgi-bin/tags/update"
DELETE = "/cgi-bin/tags/delete"
FANS = "/cgi-bin/user/tag/get"
TAG = "/cgi-bin/tags/members/batchtagging"
UNTAG = "/cgi-bin/tags/members/batchuntagging"
OF = "/cgi-bin/tags/getidlist"


async def test_an_accounts_tags_are_listed(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TAGS, {"tags": [{"id": 2, "name": "星标组", "count": 0}, {"id": 134, "name": "广东", "count": 7}]})

    assert await wechat.tags() == [WeChatTag(2, "星标组", 0), WeChatTag(134, "广东", 7)]
    assert fake.heard_at(TAGS)[0].method == "GET"


async def test_a_tag_is_made(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(CREATE, {"tag": {"id": 134, "name": "广东"}})

    assert await wechat.create_tag("广东") == WeChatTag(134, "广东", 0)
    [heard] = fake.heard_at(CREATE)
    assert heard.json == {"tag": {"name": "广东"}}
    assert "广东".encode() in heard.body


@pytest.mark.parametrize("says", [Fault.RESET, {}, {"tag": []}, {"tag": {"name": "广东"}}], ids=str)
async def test_a_tag_that_may_have_been_made_is_not_made_again(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(CREATE, says)

    with pytest.raises(Uncertain, match="did not confirm the change"):
        await wechat.create_tag("广东")

    assert len(fake.heard_at(CREATE)) == 1


async def test_a_tag_is_renamed_and_deleted(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(RENAME, OK)
    fake.will_say(DELETE, OK)

    await wechat.rename_tag(134, "广州")
    await wechat.delete_tag(134)

    assert fake.heard_at(RENAME)[0].json == {"tag": {"id": 134, "name": "广州"}}
    assert fake.heard_at(DELETE)[0].json == {"tag": {"id": 134}}


async def test_the_fans_of_a_tag_come_a_page_at_a_time(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(
        FANS,
        {"count": 2, "data": {"openid": ["o1", "o2"]}, "next_openid": "o2"},
        {"count": 0, "next_openid": ""},
    )

    first = await wechat.fans_with_tag(134)
    last = await wechat.fans_with_tag(134, first.next)

    assert (first, last) == (OpenIds(None, ("o1", "o2"), "o2"), OpenIds(None, (), ""))
    assert [heard.json for heard in fake.heard_at(FANS)] == [
        {"tagid": 134, "next_openid": ""},
        {"tagid": 134, "next_openid": "o2"},
    ]


async def test_fifty_fans_are_tagged_and_untagged_at_once(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TAG, OK)
    fake.will_say(UNTAG, OK)
    openids = [f"o{n}" for n in range(50)]

    await wechat.tag_fans(134, openids)
    await wechat.untag_fans(134, openids)

    for path in (TAG, UNTAG):
        assert [heard.json for heard in fake.heard_at(path)] == [{"openid_list": openids, "tagid": 134}]


async def test_fifty_one_are_too_many_and_none_are_none(wechat: WeChat, fake: FakeWeChat):
    for mark in (wechat.tag_fans, wechat.untag_fans):
        with pytest.raises(Unsayable, match="at most 50 fans"):
            await mark(134, ["oFAN"] * 51)
        await mark(134, [])

    assert fake.heard == []


async def test_a_fans_tags_keep_their_order(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(OF, {"tagid_list": [134, 2, 101]})

    assert await wechat.tags_of("oFAN") == [134, 2, 101]
    assert fake.heard_at(OF)[0].json == {"openid": "oFAN"}


@pytest.mark.parametrize("says", [{}, {"tagid_list": {}}], ids=str)
async def test_no_answer_passes_for_no_tags(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(OF, says)

    with pytest.raises(TryLater):
        await wechat.tags_of("oFAN")


@pytest.mark.parametrize("code", [40003, 40032, 45056, 45057, 45058, 45059, 45157, 45158, 45159, 49003])
async def test_a_tag_rule_of_wechat_is_refused(wechat: WeChat, fake: FakeWeChat, code: int):
    for path in (CREATE, RENAME, DELETE, TAG, UNTAG, OF, FANS):
        fake.will_say(path, error(code))

    for ask in (
        wechat.create_tag("x"),
        wechat.rename_tag(134, "x"),
        wechat.delete_tag(134),
        wechat.tag_fans(134, ["oFAN"]),
        wechat.untag_fans(134, ["oFAN"]),
        wechat.tags_of("oFAN"),
        wechat.fans_with_tag(134),
    ):
        with pytest.raises(Refused) as raised:
            await ask
        assert raised.value.code == code
