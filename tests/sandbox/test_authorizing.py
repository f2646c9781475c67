"""The page on which an admin authorises a platform, and signing in on behalf of an account."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.sandbox.asking import fan_path
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.platform import (
    COMPONENT,
    a_platform,
    authorized,
    component_token,
    events,
    tell,
)
from tests.sandbox.shop import APP_ID, Shop

BACK = "https://shop.example/back?team=7"
PC, MOBILE = "/cgi-bin/componentloginpage", "/wxaopen/safe/bindcomponent"


async def query(box: Driver, **more: str) -> dict[str, str]:
    code = (await tell(box, "api_create_preauthcode"))["pre_auth_code"]
    return {"component_appid": COMPONENT, "pre_auth_code": code, "redirect_uri": BACK, "auth_type": "1"} | more


async def agree(box: Driver, said: dict[str, str], page: str = PC, **form: object) -> httpx2.Response:
    given = {"account": APP_ID, "permission": ["1", "2"]} | form
    return await box.client.post(page, params=said, data=given, follow_redirects=False)


def came_back_with(answer: httpx2.Response) -> dict[str, str]:
    assert answer.status_code == 303, answer.text
    return {key: value[0] for key, value in parse_qs(urlsplit(answer.headers["location"]).query).items()}


@pytest.mark.parametrize("page", [PC, MOBILE])
async def test_item_28_an_admin_chooses_the_account_and_what_it_grants(box: Driver, shop: Shop, page: str) -> None:
    await box.an_account()
    await a_platform(box, shop, permissions=[1, 2, 7])
    said = await query(box)

    shown = await box.client.get(page, params=said)
    came = came_back_with(await agree(box, said, page))
    granted = (await tell(box, "api_query_auth", authorization_code=came["auth_code"]))["authorization_info"]

    assert all(words in shown.text for words in ("茶客通", "花间茶社", "消息管理", "用户管理", "群发与通知"))
    assert (came["team"], came["expires_in"]) == ("7", "600")
    assert [one["funcscope_category"]["id"] for one in granted["func_info"]] == [1, 2]


async def test_item_28_the_event_carries_the_pre_auth_code_and_comes_first(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    said = await query(box)

    came = came_back_with(await agree(box, said))

    [event] = events(shop, "authorized")
    assert event["PreAuthCode"] == said["pre_auth_code"]
    assert event["AuthorizationCode"] != came["auth_code"]


async def test_item_28_the_browser_can_come_before_the_event(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop, telling="REDIRECT_FIRST")

    came_back_with(await agree(box, await query(box)))
    await box.control("POST", "/wait/settled")

    assert len(events(shop, "authorized")) == 1


async def test_item_28_a_browser_that_never_comes_back_sees_that_it_is_done(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop, telling="EVENT_ONLY")

    answer = await agree(box, await query(box))

    assert (answer.status_code, len(events(shop, "authorized"))) == (200, 1)
    assert "授权成功" in answer.text


async def test_item_28_a_pre_auth_code_works_once_and_for_ten_minutes(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    used, late = await query(box), await query(box)
    await agree(box, used)

    assert "预授权码" in (await agree(box, used)).text
    await box.advance(600)
    assert "预授权码" in (await box.client.get(PC, params=late)).text


async def test_item_28_of_two_browsers_with_one_pre_auth_code_one_comes_back(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    said, is_asking, other_is_back = await query(box), asyncio.Event(), asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        is_asking.set()
        await other_is_back.wait()
        yield f"account={APP_ID}&permission=1".encode()

    slow = asyncio.create_task(box.client.post(PC, params=said, content=slowly(), follow_redirects=False))
    await is_asking.wait()
    came_back_with(await agree(box, said))
    other_is_back.set()

    assert "预授权码" in (await slow).text


async def test_item_28_how_long_a_pre_auth_code_lives_can_be_set(box: Driver, shop: Shop) -> None:
    await a_platform(box, shop, preAuthLife=1800)

    assert (await tell(box, "api_create_preauthcode"))["expires_in"] == 1800


async def test_item_28_the_page_is_entered_by_a_click_on_the_registered_domain(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop, launchDomain="shop.example")
    said = await query(box)

    assert "授权入口页所在域名" in (await box.client.get(PC, params=said)).text
    from_there = await box.client.get(PC, params=said, headers={"Referer": "https://shop.example/connect"})
    assert "花间茶社" in from_there.text
    elsewhere = await query(box, redirect_uri="https://elsewhere.example/")
    assert "回调页域名" in (await agree(box, elsewhere)).text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"component_appid": "wx0"}, "component_appid"),
        ({"pre_auth_code": "x"}, "pre_auth_code"),
        ({"redirect_uri": "nowhere"}, "redirect_uri"),
        ({"auth_type": "2"}, "auth_type"),
        ({"biz_appid": "wx0"}, "biz_appid"),
    ],
)
async def test_item_28_a_page_that_is_opened_wrongly_says_so(
    box: Driver, shop: Shop, more: dict[str, str], words: str
) -> None:
    await box.an_account()
    await a_platform(box, shop)

    answer = await box.client.get(PC, params=await query(box, **more))

    assert answer.status_code == 200
    assert words in answer.text


async def test_item_28_an_account_that_was_not_offered_cannot_be_chosen(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)

    answer = await agree(box, await query(box), account="wx0", permission=["1", "99"])

    assert "请选择" in answer.text
    assert events(shop, "authorized") == []


async def test_item_28_a_person_signs_in_on_behalf_of_an_account(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop, webDomain="shop.example")
    await authorized(box, permissions=[4])
    fan = await box.a_fan()
    asked = {"appid": APP_ID, "redirect_uri": BACK, "response_type": "code", "scope": "snsapi_base", "fan": fan}
    page = await box.client.get(
        "/connect/oauth2/authorize", params=asked | {"component_appid": COMPONENT, "state": "s"}, follow_redirects=False
    )
    came = {key: value[0] for key, value in parse_qs(urlsplit(page.headers["location"]).query).items()}
    token = (await component_token(box))["component_access_token"]
    said = {"appid": APP_ID, "component_appid": COMPONENT, "component_access_token": token}

    alone = {"appid": APP_ID, "secret": SECRET, "grant_type": "authorization_code", "code": came["code"]}
    refused = (await box.client.get("/sns/oauth2/access_token", params=alone)).json()
    told = (
        await box.client.get(
            "/sns/oauth2/component/access_token",
            params=said | {"code": came["code"], "grant_type": "authorization_code"},
        )
    ).json()
    again = (
        await box.client.get(
            "/sns/oauth2/component/refresh_token",
            params=said | {"grant_type": "refresh_token", "refresh_token": told["refresh_token"]},
        )
    ).json()

    assert (came["appid"], came["state"], told["openid"], again["openid"]) == (APP_ID, "s", fan, fan)
    assert refused["errcode"] == 40029


async def test_item_28_signing_in_on_behalf_needs_the_web_permission(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    await authorized(box, permissions=[1])
    fan = await box.a_fan()
    asked = {"appid": APP_ID, "redirect_uri": BACK, "response_type": "code", "scope": "snsapi_base", "fan": fan}

    page = await box.client.get("/connect/oauth2/authorize", params=asked | {"component_appid": COMPONENT})
    token = (await component_token(box))["component_access_token"]
    said = {"appid": APP_ID, "component_appid": COMPONENT, "component_access_token": token, "code": "x"}
    answer = (await box.client.get("/sns/oauth2/component/access_token", params=said)).json()

    assert "权限集" not in page.text
    assert "permission set 4" in page.text
    assert answer["errcode"] == 61007


async def test_item_28_a_mini_program_signs_in_through_its_platform(box: Driver, shop: Shop) -> None:
    await box.an_account(kind="MINI_PROGRAM")
    await a_platform(box, shop)
    await authorized(box)
    user = await box.a_fan(following=False)
    code = (await box.control("POST", fan_path(user, "login-code")))["code"]
    token = (await component_token(box))["component_access_token"]
    said = {"appid": APP_ID, "component_appid": COMPONENT, "component_access_token": token}

    told = await box.client.get(
        "/sns/component/jscode2session", params=said | {"js_code": code, "grant_type": "authorization_code"}
    )

    assert told.json()["openid"] == user
