"""Tags, with WeChat's limits and codes, and the blacklist."""

from typing import Any

import pytest

from tests.sandbox.asking import code_of, fan_path
from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID


async def a_tag(box: Driver, name: str = "广东") -> int:
    return (await box.ask("tags/create", {"tag": {"name": name}}))["tag"]["id"]


async def put_on(box: Driver, tag: int, *fans: str) -> int:
    return await code_of(box, "tags/members/batchtagging", {"openid_list": list(fans), "tagid": tag})


async def test_a_tag_is_made_renamed_counted_and_deleted(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    tag = await a_tag(box)
    await put_on(box, tag, fan)

    assert await code_of(box, "tags/update", {"tag": {"id": tag, "name": "岭南"}}) == 0
    assert (await box.ask("tags/get"))["tags"] == [
        {"id": 2, "name": "星标组", "count": 0},
        {"id": tag, "name": "岭南", "count": 1},
    ]
    assert await code_of(box, "tags/delete", {"tag": {"id": tag}}) == 0
    assert (await box.ask("tags/getidlist", {"openid": fan})) == {"tagid_list": []}


async def test_item_24_an_account_has_a_hundred_tags(box: Driver) -> None:
    await box.an_account()
    for number in range(100):
        await a_tag(box, f"标签{number}")

    assert await code_of(box, "tags/create", {"tag": {"name": "一百零一"}}) == 45056


async def test_item_24_a_fan_has_twenty_tags_and_the_call_tags_all_or_nobody(box: Driver) -> None:
    await box.an_account()
    full, free = await box.a_fan(), await box.a_fan()
    tags = [await a_tag(box, f"标签{number}") for number in range(21)]
    for tag in tags[:20]:
        await put_on(box, tag, full)

    assert await put_on(box, tags[20], free, full) == 45059
    assert (await box.ask("tags/getidlist", {"openid": free}))["tagid_list"] == []
    assert await put_on(box, tags[0], full) == 0


async def test_item_24_fifty_fans_are_tagged_at_once_and_not_one_more(box: Driver) -> None:
    await box.an_account()
    fans = (await box.control("POST", f"/accounts/{APP_ID}/fans", following=True, count=51))["fans"]
    openids, tag = [fan["openid"] for fan in fans], await a_tag(box)

    assert await put_on(box, tag, *openids) == 40032
    assert await put_on(box, tag) == 40032
    assert await put_on(box, tag, *openids[:50]) == 0
    page = await box.ask("user/tag/get", {"tagid": tag, "next_openid": openids[9]})
    assert page == {"count": 40, "data": {"openid": openids[10:50]}, "next_openid": openids[49]}


async def test_tags_stand_in_the_order_in_which_they_were_put_on(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    first, second = await a_tag(box, "甲"), await a_tag(box, "乙")
    for tag in (second, first, second):
        await put_on(box, tag, fan)

    told = await box.ask("user/info", openid=fan)

    assert (told["tagid_list"], told["groupid"]) == ([second, first], second)
    assert await code_of(box, "tags/members/batchuntagging", {"openid_list": [fan], "tagid": second}) == 0
    assert (await box.ask("tags/getidlist", {"openid": fan}))["tagid_list"] == [first]


@pytest.mark.parametrize(
    ("api", "said", "errcode"),
    [
        ("tags/create", {"tag": {"name": ""}}, 45157),
        ("tags/create", {"tag": {"name": 5}}, 45157),
        ("tags/create", {}, 45157),
        ("tags/create", {"tag": {"name": "星标组"}}, 45157),
        ("tags/create", {"tag": {"name": "长" * 31}}, 45158),
        ("tags/update", {"tag": {"id": 2, "name": "x"}}, 45058),
        ("tags/update", {"tag": {"id": 999, "name": "x"}}, 45159),
        ("tags/delete", {"tag": {"id": 0}}, 45058),
        ("tags/delete", {"tag": {"id": "134"}}, 45159),
        ("user/tag/get", {"tagid": 999}, 45159),
        ("tags/getidlist", {"openid": "oNobody"}, 40003),
        ("tags/members/batchtagging", {"openid_list": ["oNobody"], "tagid": 2}, 40003),
        ("tags/members/batchtagging", {"openid_list": "o", "tagid": 2}, 40031),
        ("tags/members/batchtagging", {"tagid": 2}, 40031),
        ("tags/members/batchuntagging", {"openid_list": [5], "tagid": 2}, 40003),
        ("tags/members/batchblacklist", {"openid_list": []}, 40032),
    ],
)
async def test_what_wechat_refuses_about_tags(box: Driver, api: str, said: dict[str, Any], errcode: int) -> None:
    await box.an_account()

    assert await code_of(box, api, said) == errcode


async def test_a_tag_with_too_many_fans_cannot_be_deleted(box: Driver) -> None:
    await box.an_account()
    tag = await a_tag(box)
    await put_on(box, tag, await box.a_fan())
    await box.control("PATCH", f"/accounts/{APP_ID}/limits", tagFans=0)

    assert await code_of(box, "tags/delete", {"tag": {"id": tag}}) == 45057


async def test_an_openid_of_another_account_is_49003(box: Driver) -> None:
    await box.an_account()
    other = await box.control("POST", "/accounts", name="山野书店", verify=False)
    made = await box.control("POST", f"/accounts/{other['appId']}/fans", following=True)

    assert await put_on(box, 2, made["fans"][0]["openid"]) == 49003


async def test_item_17_whoever_is_on_the_blacklist_is_reached_no_more(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")

    assert await code_of(box, "tags/members/batchblacklist", {"openid_list": [fan]}) == 0
    assert (await box.send(fan))["errcode"] == 43019
    listed = await box.ask("tags/members/getblacklist", {"begin_openid": ""})
    assert listed == {"total": 1, "count": 1, "data": {"openid": [fan]}, "next_openid": fan}

    assert await code_of(box, "tags/members/batchunblacklist", {"openid_list": [fan]}) == 0
    assert (await box.send(fan))["errcode"] == 0
    assert (await box.ask("tags/members/getblacklist", {}))["count"] == 0


async def test_twenty_fans_are_blacklisted_at_once_and_not_one_more(box: Driver) -> None:
    await box.an_account()
    fans = (await box.control("POST", f"/accounts/{APP_ID}/fans", following=True, count=21))["fans"]

    said = {"openid_list": [fan["openid"] for fan in fans]}

    assert await code_of(box, "tags/members/batchblacklist", said) == 40032


async def test_a_test_sees_who_has_which_tag(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    tag = await a_tag(box)
    await box.control("PATCH", fan_path(fan), tags=[2, tag])

    shown = await box.control("GET", f"/accounts/{APP_ID}/tags")

    assert shown["tags"] == [
        {"id": 2, "name": "星标组", "openids": [fan]},
        {"id": tag, "name": "广东", "openids": [fan]},
    ]
