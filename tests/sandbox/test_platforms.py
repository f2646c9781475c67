"""Accounts authorise third-party platforms, change their minds, and leave."""

from typing import Any

import pytest

from tests.sandbox.driving import Driver
from tests.sandbox.platform import (
    COMPONENT,
    COMPONENT_SECRET,
    COMPONENT_TOKEN,
    a_platform,
    authorized,
    events,
    on_behalf,
    tell,
)
from tests.sandbox.shop import AES_KEY, APP_ID, Shop


async def test_item_28_an_authorisation_is_told_and_exchanged(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)

    granted = await authorized(box, permissions=[1, 2])

    [event] = events(shop, "authorized")
    assert event["AuthorizerAppid"] == granted["authorizer_appid"] == APP_ID
    assert int(event["AuthorizationCodeExpiredTime"]) == box.world.now() + 600
    assert granted["func_info"] == [{"funcscope_category": {"id": 1}}, {"funcscope_category": {"id": 2}}]
    assert (await on_behalf(box, granted["authorizer_access_token"], "user/get"))["count"] == 0


async def test_item_28_an_authorisation_code_works_once_and_for_ten_minutes(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    used, late = [
        (await box.control("POST", f"/components/{COMPONENT}/authorize", account=APP_ID))["authCode"] for _ in range(2)
    ]

    assert "authorization_info" in await tell(box, "api_query_auth", authorization_code=used)
    assert (await tell(box, "api_query_auth", authorization_code=used))["errcode"] == 61009
    assert (await tell(box, "api_query_auth", authorization_code="x"))["errcode"] == 61009
    await box.advance(600)
    assert (await tell(box, "api_query_auth", authorization_code=late))["errcode"] == 61010


async def test_item_28_the_code_of_the_event_is_as_good_as_that_of_the_browser(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    first = await authorized(box)
    [event] = events(shop, "authorized")

    second = (await tell(box, "api_query_auth", authorization_code=event["AuthorizationCode"]))["authorization_info"]

    assert second["authorizer_refresh_token"] == first["authorizer_refresh_token"]
    assert second["authorizer_access_token"] != first["authorizer_access_token"]


@pytest.mark.parametrize(
    ("telling", "hears"),
    [("EVENT_FIRST", (True, True)), ("EVENT_ONLY", (False, True)), ("REDIRECT_ONLY", (True, False))],
)
async def test_item_28_the_browser_or_the_event_can_be_left_out(
    box: Driver, shop: Shop, telling: str, hears: tuple[bool, bool]
) -> None:
    await box.an_account()
    await a_platform(box, shop, telling=telling)

    agreed = await box.control("POST", f"/components/{COMPONENT}/authorize", account=APP_ID, wait=True)

    assert (agreed["authCode"] is not None, bool(events(shop, "authorized"))) == hears


async def test_item_28_a_re_authorisation_kills_the_old_refresh_token(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    old = await authorized(box)
    new = await authorized(box, permissions=[1, 2, 3])

    def renew(granted: dict[str, Any]) -> Any:
        refresh = granted["authorizer_refresh_token"]
        return tell(box, "api_authorizer_token", authorizer_appid=APP_ID, authorizer_refresh_token=refresh)

    assert (await renew(old))["errcode"] == 61023
    assert (await renew(new))["authorizer_refresh_token"] == new["authorizer_refresh_token"]
    assert len(events(shop, "updateauthorized")) == 1


async def test_item_28_the_same_permissions_again_cause_no_event(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    await authorized(box, permissions=[1])
    await authorized(box, permissions=[1])

    assert (len(events(shop, "authorized")), events(shop, "updateauthorized")) == (1, [])


async def test_item_28_an_account_that_left_is_61003(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    granted = await authorized(box)

    await box.control("POST", f"/components/{COMPONENT}/unauthorize", account=APP_ID, wait=True)

    refresh = {"authorizer_appid": APP_ID, "authorizer_refresh_token": granted["authorizer_refresh_token"]}
    assert events(shop, "unauthorized")[0]["AuthorizerAppid"] == APP_ID
    assert (await tell(box, "api_authorizer_token", **refresh))["errcode"] == 61003
    assert (await on_behalf(box, granted["authorizer_access_token"], "user/get"))["errcode"] == 61003
    assert (await tell(box, "api_get_authorizer_info", authorizer_appid=APP_ID))["errcode"] == 61003
    assert (await tell(box, "api_get_authorizer_list", offset=0, count=10))["list"] == []
    assert "has not authorised" in await box.refused("POST", f"/components/{COMPONENT}/unauthorize", account=APP_ID)


async def test_item_28_a_platform_is_no_account(box: Driver) -> None:
    await a_platform(box)

    assert (await box.token(appid=COMPONENT))["errcode"] == 61024
    assert "is taken" in await box.refused("POST", "/components", appId=COMPONENT)


async def test_item_28_lost_refresh_tokens_are_found_in_the_list(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    await box.control("POST", f"/components/{COMPONENT}/authorize", account=APP_ID)
    assert (await tell(box, "api_get_authorizer_list", offset=0, count=500))["total_count"] == 0
    granted = await authorized(box)

    listed = await tell(box, "api_get_authorizer_list", offset=0, count=500)

    refresh = granted["authorizer_refresh_token"]
    item = {"authorizer_appid": APP_ID, "refresh_token": refresh, "auth_time": int(box.world.now())}
    assert listed == {"total_count": 1, "list": [item]}
    assert (await tell(box, "api_get_authorizer_list", offset=0, count=501))["errcode"] == 61020


@pytest.mark.parametrize(
    ("account", "kind", "verified"),
    [
        ({"kind": "SERVICE"}, 2, 0),
        ({"kind": "SUBSCRIPTION", "verified": False}, 0, -1),
        ({"kind": "MINI_PROGRAM"}, 0, 0),
    ],
)
async def test_item_28_a_platform_is_told_who_an_account_is(
    box: Driver, shop: Shop, account: dict[str, Any], kind: int, verified: int
) -> None:
    await box.an_account(**account)
    await a_platform(box, shop)
    await authorized(box)

    told = await tell(box, "api_get_authorizer_info", authorizer_appid=APP_ID)

    info = told["authorizer_info"]
    assert (info["nick_name"], info["user_name"]) == ("花间茶社", "gh_0000000001ab")
    assert (info["service_type_info"], info["verify_type_info"]) == ({"id": kind}, {"id": verified})
    assert ("MiniProgramInfo" in info) == (account["kind"] == "MINI_PROGRAM")
    assert told["authorization_info"]["authorizer_appid"] == APP_ID


async def test_item_28_options_are_read_and_set(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    await authorized(box)
    name = {"authorizer_appid": APP_ID, "option_name": "voice_recognize"}

    assert (await tell(box, "get_authorizer_option", **name))["option_value"] == "0"
    assert (await tell(box, "set_authorizer_option", **name, option_value="1"))["errcode"] == 0
    assert (await tell(box, "get_authorizer_option", **name))["option_value"] == "1"
    assert (await tell(box, "set_authorizer_option", **name, option_value="7"))["errcode"] == 61013
    assert (await tell(box, "get_authorizer_option", **name | {"option_name": "x"}))["errcode"] == 61012


async def test_a_platforms_settings_are_checked(box: Driver) -> None:
    assert "$APPID$" in await box.refused("POST", "/components", messageUrl="http://127.0.0.1/cb")
    assert "127.0.0.1" in await box.refused("POST", "/components", eventsUrl="http://example.com/")
    assert "43 letters" in await box.refused("POST", "/components", encodingAesKey="x")
    assert "no third-party platform" in await box.refused("PATCH", "/components/wx0")


async def test_a_platforms_secrets_are_not_shown_again(box: Driver) -> None:
    await a_platform(box)

    shown = (await box.client.get("/control/components")).text

    assert COMPONENT in shown
    assert not any(secret in shown for secret in (COMPONENT_SECRET, COMPONENT_TOKEN, AES_KEY))
