"""Custom menus (自定义菜单) and conditional ones (个性化菜单)."""

from typing import Any

import pytest

from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID
from tests.sandbox.speaking import a_file

OK = {"errcode": 0, "errmsg": "ok"}
CLICK = {"type": "click", "name": "今日茶单", "key": "MENU"}
VIEW = {"type": "view", "name": "商城", "url": "https://shop.invalid/"}
PARENT = {"name": "更多", "sub_button": [VIEW, {"type": "scancode_waitmsg", "name": "扫码", "key": "SCAN"}]}


def stored(button: Json) -> Json:
    """The way in which menu/get gives a button back."""
    below = [stored(one) for one in button.get("sub_button", [])]
    return {key: button[key] for key in button if key != "sub_button"} | {"sub_button": below}


async def create(box: Driver, *buttons: Any) -> int:
    return (await box.ask("menu/create", {"button": list(buttons)}))["errcode"]


async def conditional(box: Driver, rule: Json, *buttons: Json) -> Json:
    return await box.ask("menu/addconditional", {"button": list(buttons) or [CLICK], "matchrule": rule})


async def test_a_menu_is_made_read_and_deleted(box: Driver) -> None:
    await box.an_account()

    assert await box.ask("menu/create", {"button": [CLICK, PARENT]}) == OK

    menu = await box.ask("menu/get")
    assert menu["menu"]["button"] == [stored(CLICK), stored(PARENT)]
    assert isinstance(menu["menu"]["menuid"], int)
    assert "errcode" not in menu
    current = await box.ask("get_current_selfmenu_info")
    assert current["is_menu_open"] == 1
    assert current["selfmenu_info"]["button"] == [CLICK, PARENT | {"sub_button": {"list": PARENT["sub_button"]}}]
    assert await box.ask("menu/delete") == OK
    assert (await box.ask("get_current_selfmenu_info"))["is_menu_open"] == 0


async def test_item_23_without_a_menu_there_is_46003(box: Driver) -> None:
    await box.an_account()

    assert (await box.ask("menu/get"))["errcode"] == 46003


@pytest.mark.parametrize(
    ("buttons", "errcode"),
    [
        ([], 40016),
        ([CLICK] * 4, 40016),
        ([CLICK | {"type": "dance"}], 40017),
        ([{"name": "无动作"}], 65308),
        ([CLICK | {"name": "好" * 6}], 40018),
        ([CLICK | {"name": ""}], 40018),
        ([CLICK | {"key": "k" * 129}], 40019),
        ([{"type": "click", "name": "无键"}], 40019),
        ([VIEW | {"url": "https://a.invalid/" + "u" * 1024}], 40020),
        ([VIEW | {"url": "ftp://a.invalid/"}], 40055),
        ([PARENT | {"sub_button": [CLICK] * 6}], 40023),
        ([PARENT | {"sub_button": [PARENT]}], 40022),
        ([PARENT | {"sub_button": [CLICK | {"type": "dance"}]}], 40024),
        ([PARENT | {"sub_button": [CLICK | {"name": "好" * 21}]}], 40025),
        ([PARENT | {"sub_button": [CLICK | {"key": ""}]}], 40026),
        ([PARENT | {"sub_button": [VIEW | {"url": ""}]}], 40027),
        ([PARENT | {"sub_button": [VIEW | {"url": "shop"}]}], 40054),
        ([VIEW | {"type": "miniprogram", "appid": "wxother", "pagepath": "p"}], 45064),
        ([{"type": "media_id", "name": "图片", "media_id": "no"}], 40007),
        ([{"type": "article_id", "name": "文章", "article_id": "no"}], 53600),
        ([5], 40018),
    ],
)
async def test_item_23_what_is_wrong_with_a_menu_is_said(box: Driver, buttons: list[Any], errcode: int) -> None:
    await box.an_account()

    assert await create(box, *buttons) == errcode
    assert (await box.ask("menu/get"))["errcode"] == 46003


async def test_every_type_of_button_can_be_made(box: Driver) -> None:
    await box.an_account()
    await box.control("PUT", f"/accounts/{APP_ID}/mini-programs", appIds=["wxlinked"])
    keyed = ["pic_sysphoto", "pic_photo_or_album", "pic_weixin", "location_select", "scancode_push"]
    below = [{"type": kind, "name": kind, "key": "K"} for kind in keyed]
    mini = VIEW | {"type": "miniprogram", "appid": "wxlinked", "pagepath": "pages/a"}
    media = {"type": "media_id", "name": "图片", "media_id": a_file(box, is_permanent=True)}

    assert await create(box, {"name": "全部", "sub_button": below}, mini, media) == 0


async def test_item_3_chinese_in_escapes_is_refused(box: Driver) -> None:
    await box.an_account()
    token = (await box.token())["access_token"]
    body = rb'{"button":[{"type":"click","name":"\u83dc\u5355","key":"K"}]}'

    answer = await box.client.post(f"/cgi-bin/menu/create?access_token={token}", content=body)

    assert answer.json()["errcode"] == 40033


async def tagged(box: Driver, fan: str, *names: str) -> list[int]:
    """Tags put on a fan in this order; their ids."""
    account = box.world.account(APP_ID)
    made = [account.tags.create(name) for name in names]
    account.fan(fan).tag_ids.extend(made)
    return made


async def seen(box: Driver, fan: str) -> str:
    return (await box.ask("menu/trymatch", {"user_id": fan}))["button"][0]["name"]


async def test_item_23_the_newest_menu_that_matches_wins(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    (tag,) = await tagged(box, fan, "常客")
    await create(box, CLICK)
    first = await conditional(box, {"tag_id": str(tag)}, CLICK | {"name": "常客甲"})
    second = await conditional(box, {"tag_id": tag}, CLICK | {"name": "常客乙"})
    assert list(second) == ["menuid"]
    assert isinstance(second["menuid"], str)

    assert await seen(box, fan) == "常客乙"
    listed = (await box.ask("menu/get"))["conditionalmenu"]
    assert [str(menu["menuid"]) for menu in listed] == [second["menuid"], first["menuid"]]
    assert listed[0]["matchrule"] == {"tag_id": str(tag)}
    assert await box.ask("menu/delconditional", {"menuid": second["menuid"]}) == OK
    assert await seen(box, fan) == "常客甲"
    assert (await box.ask("menu/delconditional", {"menuid": second["menuid"]}))["errcode"] == 65301


async def test_item_23_only_the_last_tag_counts(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    early, late = await tagged(box, fan, "早", "晚")
    await create(box, CLICK)
    await conditional(box, {"tag_id": late}, CLICK | {"name": "晚茶"})
    await conditional(box, {"tag_id": early}, CLICK | {"name": "早茶"})

    assert await seen(box, fan) == "晚茶"


async def test_item_23_the_phone_counts_too(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await create(box, CLICK)
    await conditional(box, {"client_platform_type": "1"}, CLICK | {"name": "苹果"})
    assert await seen(box, fan) == "今日茶单"

    box.world.account(APP_ID).fan(fan).client_platform_type = 1

    assert await seen(box, fan) == "苹果"


@pytest.mark.parametrize(
    ("rule", "errcode"),
    [
        ({}, 65304),
        ({"tag_id": ""}, 65304),
        ({"sex": "1"}, 65320),
        ({"country": "中国"}, 65320),
        ({"tag_id": 999}, 45159),
    ],
)
async def test_item_23_some_rules_are_refused(box: Driver, rule: Json, errcode: int) -> None:
    await box.an_account()
    assert (await conditional(box, {"tag_id": "2"}))["errcode"] == 65303
    await create(box, CLICK)

    assert (await conditional(box, rule))["errcode"] == errcode


async def test_item_23_conditional_menus_lead_to_three_domains_at_most(box: Driver) -> None:
    await box.an_account()
    await create(box, CLICK)
    links = [VIEW | {"url": f"https://{name}.invalid"} for name in "abc"]
    assert "menuid" in await conditional(box, {"tag_id": 2}, *links)

    assert (await conditional(box, {"tag_id": 2}, VIEW | {"url": "https://d.invalid"}))["errcode"] == 65316
    assert "menuid" in await conditional(box, {"tag_id": 2}, links[0])


async def test_item_23_deleting_the_default_menu_wipes_all(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await create(box, CLICK)
    await conditional(box, {"client_platform_type": 2})

    await box.ask("menu/delete")

    assert (await box.ask("menu/trymatch", {"user_id": fan}))["errcode"] == 46003
    await create(box, CLICK)
    assert "conditionalmenu" not in await box.ask("menu/get")
    assert (await box.ask("menu/trymatch", {"user_id": "oNobody"}))["errcode"] == 65302
