"""What a platform may do for an account, and what it hears of the account's fans."""

import pytest

from tests.sandbox.driving import Driver
from tests.sandbox.platform import (
    COMPONENT,
    a_platform,
    authorized,
    component_token,
    on_behalf,
    opened,
    sealed_reply,
)
from tests.sandbox.shop import APP_ID, ORIGINAL_ID, Shop, open_shop, says


@pytest.mark.parametrize(
    ("api", "permissions", "errcode"),
    [
        ("user/get", [1], 61007),
        ("user/get", [1, 2], 0),
        ("tags/get", [1], 61007),
        ("material/get_materialcount", [2], 61007),
        ("menu/get", [1], 61007),
    ],
)
async def test_item_28_what_was_not_granted_is_61007(
    box: Driver, shop: Shop, api: str, permissions: list[int], errcode: int
) -> None:
    await box.an_account()
    await a_platform(box, shop)
    granted = await authorized(box, permissions=permissions)

    answer = await on_behalf(box, granted["authorizer_access_token"], api)

    assert answer.get("errcode", 0) == errcode


async def test_item_28_granted_is_not_the_same_as_verified(box: Driver, shop: Shop) -> None:
    await box.an_account(verified=False)
    await a_platform(box, shop)
    granted = await authorized(box)

    assert (await on_behalf(box, granted["authorizer_access_token"], "user/get"))["errcode"] == 48001


async def test_item_28_calls_on_behalf_use_up_the_accounts_own_quota(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await box.control("PATCH", f"/accounts/{APP_ID}", quotas={"user/get": 1})
    await a_platform(box, shop)
    granted = await authorized(box)
    await box.ask("user/get")

    assert (await on_behalf(box, granted["authorizer_access_token"], "user/get"))["errcode"] == 45009


async def test_item_28_each_token_is_for_its_own_apis(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    granted = await authorized(box)
    own = (await component_token(box))["component_access_token"]
    theirs = granted["authorizer_access_token"]

    assert (await on_behalf(box, own, "user/get"))["errcode"] == 61015
    said = {"component_appid": COMPONENT}
    assert (await on_behalf(box, theirs, "component/api_create_preauthcode", said))["errcode"] == 61014
    assert "pre_auth_code" in await on_behalf(box, own, "component/api_create_preauthcode", said)
    assert (await on_behalf(box, own, "component/api_create_preauthcode", {}))["errcode"] == 41018
    assert (await on_behalf(box, own, "component/api_create_preauthcode", {"component_appid": "x"}))["errcode"] == 61011
    await box.advance(7200)
    assert (await on_behalf(box, own, "component/api_create_preauthcode", said))["errcode"] == 42006


async def test_item_28_messages_go_to_the_platform_and_its_sealed_reply_comes_back(box: Driver, shop: Shop) -> None:
    async with open_shop() as own:
        await box.an_account(callbackUrl=own.url)
        await a_platform(box, shop)
        fan = await box.a_fan()
        await authorized(box, permissions=[1])
        shop.answers.append(says(sealed_reply(fan, ORIGINAL_ID, "在的")))

        pushed = await box.fan_does(fan, "write", text="在吗")
        await box.control("POST", f"/components/{COMPONENT}/unauthorize", account=APP_ID, wait=True)
        await box.fan_does(fan, "write", text="还在吗")

    routed = next(one for one in shop.received if one.query.get("app") == APP_ID)
    assert pushed["state"] == "DELIVERED"
    assert await box.texts(fan, "ACCOUNT") == ["在的"]
    assert opened(routed)["Content"] == "在吗"
    assert routed.query["openid"] == fan
    assert own.texts == ["还在吗"]


async def test_item_28_without_the_message_permission_the_own_server_hears_the_fan(box: Driver, shop: Shop) -> None:
    async with open_shop() as own:
        await box.an_account(callbackUrl=own.url)
        await a_platform(box, shop)
        await authorized(box, permissions=[2])

        await box.fan_does(await box.a_fan(), "write", text="在吗")

    assert own.texts == ["在吗"]
