"""What WeChat tells about fans, page by page, and who is not there any more."""

import time

from tests.sandbox.asking import code_of, fan_path
from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID


async def test_item_24_nickname_and_avatar_are_empty(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan(nickname="小满")

    told = await box.ask("user/info", openid=fan)

    assert (told["subscribe"], told["nickname"], told["headimgurl"]) == (1, "", "")
    assert told["subscribe_scene"] == "ADD_SCENE_SEARCH"


async def test_item_24_a_unionid_is_there_only_when_the_account_is_bound(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    assert "unionid" not in await box.ask("user/info", openid=fan)

    await box.control("PATCH", f"/accounts/{APP_ID}/identity", openPlatform="茶社")

    told = await box.ask("user/info", openid=fan)
    shown = await box.control("GET", fan_path(fan))
    assert told["unionid"] == shown["unionid"]
    assert len(told["unionid"]) == 28


async def test_item_24_one_person_has_one_unionid_at_two_accounts_and_two_openids(box: Driver) -> None:
    await box.an_account()
    other = await box.control("POST", "/accounts", name="山野书店", verify=False)
    mei = await box.a_fan()
    made = await box.control("POST", f"/accounts/{other['appId']}/fans", following=True)
    also_mei = made["fans"][0]["openid"]
    for app_id in (APP_ID, other["appId"]):
        await box.control("PATCH", f"/accounts/{app_id}/identity", openPlatform="茶社")

    await box.control("PATCH", fan_path(mei), person="mei")
    await box.control("PATCH", f"/accounts/{other['appId']}/fans/{also_mei}/identity", person="mei")

    unionids = {
        (await box.control("GET", fan_path(mei)))["unionid"],
        (await box.control("GET", f"/accounts/{other['appId']}/fans/{also_mei}/identity"))["unionid"],
    }
    assert len(unionids) == 1
    assert mei != also_mei


async def test_item_24_of_somebody_who_does_not_follow_there_is_the_openid_and_the_unionid(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", f"/accounts/{APP_ID}/identity", openPlatform="茶社")
    fan = await box.a_fan(following=False)

    assert set(await box.ask("user/info", openid=fan)) == {"subscribe", "openid", "unionid"}


async def test_item_24_a_hundred_fans_are_told_at_once_and_not_one_more(box: Driver) -> None:
    await box.an_account()
    fans = (await box.control("POST", f"/accounts/{APP_ID}/fans", following=True, count=101))["fans"]
    wanted = [{"openid": fan["openid"], "lang": "zh_CN"} for fan in fans]

    told = await box.ask("user/info/batchget", {"user_list": wanted[:100]})

    assert [one["openid"] for one in told["user_info_list"]] == [one["openid"] for one in wanted[:100]]
    assert await code_of(box, "user/info/batchget", {"user_list": wanted}) == 40032
    assert await code_of(box, "user/info/batchget", {"user_list": []}) == 40032
    assert await code_of(box, "user/info/batchget", {"user_list": [{"openid": "oNobody"}]}) == 40003


async def test_item_24_followers_come_ten_thousand_at_a_time_until_there_is_none_left(box: Driver) -> None:
    await box.an_account()
    made = await box.control("POST", f"/accounts/{APP_ID}/fans", following=True, count=10_000)
    made["fans"] += (await box.control("POST", f"/accounts/{APP_ID}/fans", following=True, count=5))["fans"]
    await box.a_fan(following=False)

    first = await box.ask("user/get")
    second = await box.ask("user/get", next_openid=first["next_openid"])
    end = await box.ask("user/get", next_openid=second["next_openid"])

    assert [first["total"], first["count"], second["count"]] == [10_005, 10_000, 5]
    assert first["data"]["openid"] + second["data"]["openid"] == [fan["openid"] for fan in made["fans"]]
    assert end == {"total": 10_005, "count": 0, "next_openid": ""}
    assert await code_of(box, "user/get", next_openid="oNobody") == 40003


async def test_item_24_a_hundred_thousand_followers_are_paged_in_a_moment(box: Driver) -> None:
    await box.an_account()
    account = box.world.accounts[APP_ID]
    for _ in range(100_000):
        box.world.add_fan(account, "茶", is_following=True)
    began = time.perf_counter()

    after, seen = "", 0
    while (page := await box.ask("user/get", next_openid=after))["count"]:
        after, seen = page["next_openid"], seen + page["count"]

    assert seen == 100_000
    assert time.perf_counter() - began < 5


async def test_item_24_a_page_goes_on_where_a_fan_left(box: Driver) -> None:
    await box.an_account()
    first, second, third = [await box.a_fan() for _ in range(3)]
    await box.fan_does(second, "unfollow")

    page = await box.ask("user/get", next_openid=second)

    assert page["data"]["openid"] == [third]
    assert (await box.ask("user/get"))["data"]["openid"] == [first, third]


async def test_the_days_pages_of_followers_are_limited(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", f"/accounts/{APP_ID}", quotas={"user/get": 1})

    assert [await code_of(box, "user/get") for _ in range(2)] == [0, 45009]
    await box.advance(86_400)
    assert await code_of(box, "user/get") == 0


async def test_a_remark_is_kept_and_told(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()

    done = await box.ask("user/info/updateremark", {"openid": fan, "remark": "老主顾"})

    assert done == {"errcode": 0, "errmsg": "ok"}
    assert (await box.ask("user/info", openid=fan))["remark"] == "老主顾"
    assert await code_of(box, "user/info/updateremark", {"openid": fan, "remark": "长" * 30}) == 40035
    assert await code_of(box, "user/info/updateremark", {"openid": "oNobody", "remark": "x"}) == 40003


async def test_item_26_whoever_closed_their_wechat_account_is_nobody(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.control("POST", fan_path(fan, "cancel"))

    assert await code_of(box, "user/info", openid=fan) == 40003
    assert (await box.send(fan))["errcode"] == 40003
    assert (await box.ask("user/get"))["total"] == 0


async def test_an_account_that_is_not_verified_may_ask_nothing(box: Driver) -> None:
    await box.an_account(verified=False)

    assert await code_of(box, "user/get") == 48001
    assert await code_of(box, "tags/get") == 48001
    assert await code_of(box, "material/get_materialcount") == 48001
