from datetime import UTC, datetime
from typing import Any

import pytest

from tests.wechat.fake_wechat import FakeWeChat, Fault, Says, error
from wechat import OpenIds, Refused, TryLater, Unsayable, User, WeChat

GET = "/cgi-bin/user/get"
INFO = "/cgi-bin/user/info"
BATCH = "/cgi-bin/user/info/batchget"
REMARK = "/cgi-bin/user/info/updateremark"

A_FOLLOWER = {
    "subscribe": 1,
    "openid": "oFAN",
    "language": "zh_CN",
    "subscribe_time": 1700000000,
    "unionid": "uFAN",
    "remark": "老客户",
    "groupid": 0,
    "tagid_list": [134, 2],
    "subscribe_scene": "ADD_SCENE_QR_CODE",
    "qr_scene": 98765,
    "qr_scene_str": "",
    "nickname": "",
    "headimgurl": "",
}
KNOWN = User(
    openid="oFAN",
    is_following=True,
    unionid="uFAN",
    followed_at=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
    subscribe_scene="ADD_SCENE_QR_CODE",
    qr_scene="98765",
    language="zh_CN",
    remark="老客户",
    tag_ids=(134, 2),
)


def a_page(*openids: str, total: int = 3, **odd: Any) -> dict[str, Any]:
    following = openids[-1] if openids else ""
    return {"total": total, "count": len(openids), "data": {"openid": list(openids)}, "next_openid": following, **odd}


# Followers


async def test_followers_come_a_page_at_a_time(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, a_page("o1", "o2"), a_page("o3"), {"total": 3, "count": 0, "next_openid": ""})

    first = await wechat.followers()
    second = await wechat.followers(first.next)
    last = await wechat.followers(second.next)

    assert first == OpenIds(3, ("o1", "o2"), "o2")
    assert last == OpenIds(3, (), "")
    assert [(heard.method, heard.query["next_openid"]) for heard in fake.heard_at(GET)] == [
        ("GET", ""),
        ("GET", "o2"),
        ("GET", "o3"),
    ]


async def test_a_page_of_ten_thousand_is_read_whole(wechat: WeChat, fake: FakeWeChat):
    openids = [f"o{n:027}" for n in range(10_000)]
    fake.will_say(GET, a_page(*openids, total=10_000))

    assert list((await wechat.followers()).openids) == openids


async def test_a_page_that_leads_back_to_itself_is_the_last(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, a_page("o1", next_openid="o1"))

    assert (await wechat.followers("o1")).next == ""


@pytest.mark.parametrize("odd", [{}, {"count": 2}, {"count": 2, "data": []}, {"count": "many"}, {"total": 5}], ids=str)
async def test_no_answer_passes_for_nobody_follows(wechat: WeChat, fake: FakeWeChat, odd: Says):
    fake.will_say(GET, odd)

    with pytest.raises(TryLater, match="could not be read"):
        await wechat.followers()


# One fan, and a hundred


async def test_a_followers_details_are_read(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(INFO, A_FOLLOWER)

    assert await wechat.user("oFAN") == KNOWN
    [heard] = fake.heard_at(INFO)
    assert (heard.method, heard.query) == ("GET", {"access_token": "TOKEN", "openid": "oFAN", "lang": "zh_CN"})


async def test_of_one_who_left_only_the_ids_are_known(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(INFO, {"subscribe": 0, "openid": "oFAN", "unionid": "uFAN"})

    assert await wechat.user("oFAN") == User("oFAN", False, "uFAN", None, "", "", "", "", ())


@pytest.mark.parametrize(
    ("told", "scene"),
    [
        ({"qr_scene": 0, "qr_scene_str": "shop-7"}, "shop-7"),
        ({"qr_scene": 7, "qr_scene_str": ""}, "7"),
        ({"qr_scene": 0, "qr_scene_str": ""}, ""),
    ],
)
async def test_a_scene_is_a_text_or_a_number(wechat: WeChat, fake: FakeWeChat, told: dict[str, Any], scene: str):
    fake.will_say(INFO, A_FOLLOWER | told)

    assert (await wechat.user("oFAN")).qr_scene == scene


async def test_a_hundred_fans_are_asked_for_at_once(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(BATCH, {"user_info_list": [A_FOLLOWER, {"subscribe": 0, "openid": "oGONE"}]})
    openids = [f"o{n}" for n in range(100)]

    users = await wechat.users(openids)

    assert [(user.openid, user.is_following) for user in users] == [("oFAN", True), ("oGONE", False)]
    [heard] = fake.heard_at(BATCH)
    assert heard.json == {"user_list": [{"openid": openid, "lang": "zh_CN"} for openid in openids]}


async def test_a_hundred_and_one_are_too_many(wechat: WeChat, fake: FakeWeChat):
    with pytest.raises(Unsayable, match="at most 100 fans"):
        await wechat.users(["oFAN"] * 101)

    assert fake.heard == []


async def test_nobody_is_not_asked_for(wechat: WeChat, fake: FakeWeChat):
    assert await wechat.users([]) == []
    assert fake.heard == []


async def test_a_remark_goes_as_it_is(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(REMARK, {"errcode": 0, "errmsg": "ok"})

    await wechat.set_remark("oFAN", "老客户 & 朋友")

    [heard] = fake.heard_at(REMARK)
    assert heard.json == {"openid": "oFAN", "remark": "老客户 & 朋友"}
    assert "老客户 & 朋友".encode() in heard.body


@pytest.mark.parametrize("code", [40003, 40032, 48001, 49003])
async def test_a_no_is_refused(wechat: WeChat, fake: FakeWeChat, code: int):
    for path in (GET, INFO, BATCH, REMARK):
        fake.will_say(path, error(code))

    for ask in (
        wechat.followers(),
        wechat.user("oFAN"),
        wechat.users(["oFAN"]),
        wechat.set_remark("oFAN", "x"),
    ):
        with pytest.raises(Refused) as raised:
            await ask
        assert raised.value.code == code


async def test_a_line_that_breaks_is_asked_again(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, Fault.RESET, error(-1), a_page("o1"))

    assert (await wechat.followers()).openids == ("o1",)
