"""Connecting an account: its settings are checked, and its server has to prove itself."""

from typing import Any

import pytest

from tests.sandbox.driving import Driver
from tests.sandbox.shop import AES_KEY, APP_ID, TOKEN, Shop, open_shop


async def test_a_server_that_repeats_the_echostr_is_connected(box: Driver, shop: Shop) -> None:
    await box.an_account()

    saved = await box.control("PUT", f"/accounts/{APP_ID}/callback", callbackUrl=shop.url, encryption="SAFE")

    assert (saved["callbackUrl"], saved["encryption"]) == (shop.url, "SAFE")


async def test_a_server_that_answers_anything_else_is_refused(box: Driver, shop: Shop) -> None:
    await box.an_account()
    shop.echo = '"{}"'.format

    sentence = await box.refused("PUT", f"/accounts/{APP_ID}/callback", callbackUrl=shop.url)

    assert "is to answer exactly the echostr" in sentence
    assert box.world.accounts[APP_ID].callback.url == ""


async def test_a_server_that_is_not_there_is_refused_unless_nobody_asks(box: Driver) -> None:
    await box.an_account()
    where = {"callbackUrl": "http://127.0.0.1:9/cb"}

    assert "the connection failed" in await box.refused("PUT", f"/accounts/{APP_ID}/callback", **where)
    assert (await box.control("PUT", f"/accounts/{APP_ID}/callback", **where, verify=False))["callbackUrl"]


async def test_what_is_left_out_of_a_callback_stays(box: Driver) -> None:
    await box.an_account()

    await box.control("PUT", f"/accounts/{APP_ID}/callback", encryption="COMPATIBLE")

    callback = box.world.accounts[APP_ID].callback
    assert (callback.token, callback.encoding_aes_key, callback.encryption) == (TOKEN, AES_KEY, "COMPATIBLE")


async def test_an_account_needs_a_name_and_makes_up_the_rest(box: Driver, shop: Shop) -> None:
    made = await box.control("POST", "/accounts", name="山野书店", callbackUrl=shop.url)

    assert made["appId"].startswith("wx")
    assert made["originalId"].startswith("gh_")
    assert (len(made["appSecret"]), len(made["encodingAesKey"])) == (32, 43)


async def test_secrets_are_not_shown_again(box: Driver) -> None:
    await box.an_account()

    shown = (await box.client.get("/control/accounts")).text

    assert TOKEN not in shown
    assert AES_KEY not in shown


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"token": "a b"}, "3 to 32 letters"),
        ({"encodingAesKey": "x" * 42}, "43 letters and digits"),
        ({"encodingAesKey": "x" * 44}, "43 letters and digits"),
        ({"encryption": "SAFE", "encodingAesKey": ""}, "43 letters and digits"),
        ({"callbackUrl": "shop"}, "begins with http"),
        ({"callbackUrl": "http://127.0.0.1:99999/cb"}, "begins with http"),
        ({"callbackUrl": "http://[::1/cb"}, "begins with http"),
        ({"callbackUrl": "http://127.0.0.1/\n"}, "begins with http"),
        ({"callbackUrl": "http://example.com/cb"}, "127.0.0.1"),
        ({"callbackUrl": "http://10.0.0.1/cb"}, "127.0.0.1"),
        ({"kind": "PERSONAL"}, "'SUBSCRIPTION' or 'MINI_PROGRAM'"),
        ({"name": ""}, "name"),
        ({"app_key": "x"}, "app_key"),
    ],
)
async def test_settings_that_wechat_would_not_take_are_refused(
    box: Driver, given: dict[str, Any], sentence: str
) -> None:
    usual = {"name": "花间茶社", "token": TOKEN, "encodingAesKey": AES_KEY, "verify": False}

    assert sentence in await box.refused("POST", "/accounts", **usual | given)


async def test_two_accounts_cannot_have_one_app_id(box: Driver) -> None:
    await box.an_account()

    assert APP_ID in await box.refused("POST", "/accounts", name="B", appId=APP_ID)
    assert APP_ID in await box.refused("POST", "/accounts", name="B", originalId="gh_0000000001ab")


async def test_a_callback_keeps_the_query_of_its_own(box: Driver) -> None:
    async with open_shop() as shop:
        await box.an_account(callbackUrl=shop.url + "?branch=7")
        fan = await box.a_fan()

        await box.fan_does(fan, "write", text="hi")

    assert shop.received[0].query["branch"] == "7"
    assert "signature" in shop.received[0].query
