import pytest

from tests.wechat.fake_wechat import OK, FakeWeChat, error
from wechat import OpenIds, Refused, Unsayable, WeChat

LIST = "/cgi-bin/tags/members/getblacklist"
BLOCK = "/cgi-bin/tags/members/batchblacklist"
UNBLOCK = "/cgi-bin/tags/members/batchunblacklist"


async def test_the_blacklist_comes_a_page_at_a_time(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(
        LIST,
        {"total": 1, "count": 1, "data": {"openid": ["o1"]}, "next_openid": "o1"},
        {"total": 1, "count": 0, "data": {"openid": []}},
    )

    first = await wechat.blacklist()
    last = await wechat.blacklist(first.next)

    assert (first, last) == (OpenIds(1, ("o1",), "o1"), OpenIds(1, (), ""))
    assert [heard.json for heard in fake.heard_at(LIST)] == [{"begin_openid": ""}, {"begin_openid": "o1"}]


async def test_twenty_fans_are_blocked_and_let_in_again(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(BLOCK, OK)
    fake.will_say(UNBLOCK, OK)
    openids = [f"o{n}" for n in range(20)]

    await wechat.block(openids)
    await wechat.unblock(openids)

    for path in (BLOCK, UNBLOCK):
        assert [heard.json for heard in fake.heard_at(path)] == [{"openid_list": openids}]


async def test_twenty_one_are_too_many_and_none_are_none(wechat: WeChat, fake: FakeWeChat):
    for move in (wechat.block, wechat.unblock):
        with pytest.raises(Unsayable, match="at most 20 fans"):
            await move(["oFAN"] * 21)
        await move([])

    assert fake.heard == []


@pytest.mark.parametrize("code", [40003, 40032, 48001, 49003])
async def test_a_no_is_refused(wechat: WeChat, fake: FakeWeChat, code: int):
    for path in (LIST, BLOCK, UNBLOCK):
        fake.will_say(path, error(code))

    for ask in (wechat.blacklist(), wechat.block(["oFAN"]), wechat.unblock(["oFAN"])):
        with pytest.raises(Refused) as raised:
            await ask
        assert raised.value.code == code
