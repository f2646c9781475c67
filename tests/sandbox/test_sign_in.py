"""Web pages and mini-programs sign people in."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.sandbox.asking import fan_path
from tests.sandbox.driving import SECRET, Driver, Json
from tests.sandbox.shop import APP_ID

BACK = "https://shop.example/back?page=1"
WHO = {"appid": APP_ID, "secret": SECRET, "grant_type": "authorization_code"}


async def open_page(box: Driver, fan: str | None = None, scope: str = "snsapi_base", **more: str) -> httpx2.Response:
    query = {"appid": APP_ID, "redirect_uri": BACK, "response_type": "code", "scope": scope, "state": "s1"}
    return await box.client.get(
        "/connect/oauth2/authorize", params=query | ({"fan": fan} if fan else {}) | more, follow_redirects=False
    )


async def agree(box: Driver, fan: str, answer: str = "allow") -> httpx2.Response:
    query = {"appid": APP_ID, "redirect_uri": BACK, "response_type": "code", "scope": "snsapi_userinfo", "fan": fan}
    return await box.client.post(
        "/connect/oauth2/authorize", params=query, data={"answer": answer}, follow_redirects=False
    )


def came_back_with(answer: httpx2.Response) -> dict[str, str]:
    assert answer.status_code == 302, answer.text
    assert answer.headers["location"].startswith(BACK)
    return {key: value[0] for key, value in parse_qs(urlsplit(answer.headers["location"]).query).items()}


async def sign_in(box: Driver, code: str, **given: str) -> Json:
    return (await box.client.get("/sns/oauth2/access_token", params=WHO | {"code": code} | given)).json()


async def sns(box: Driver, api: str, **query: Any) -> Json:
    return (await box.client.get(f"/sns/{api}", params=query)).json()


async def signed_in(box: Driver, fan: str, scope: str = "snsapi_userinfo") -> Json:
    code = (await box.control("POST", fan_path(fan, "web-code"), scope=scope))["code"]
    return await sign_in(box, code)


async def test_item_27_snsapi_base_asks_nobody(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()

    came = came_back_with(await open_page(box, fan))

    assert (came["page"], came["state"]) == ("1", "s1")
    told = await sign_in(box, came["code"])
    assert (told["openid"], told["scope"], told["expires_in"]) == (fan, "snsapi_base", 7200)
    assert "unionid" not in told


async def test_item_27_snsapi_userinfo_asks_the_person_on_the_phone(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan(nickname="小满<b>")

    page = await open_page(box, fan, "snsapi_userinfo")
    told = await sign_in(box, came_back_with(await agree(box, fan))["code"])
    profile = await sns(box, "userinfo", access_token=told["access_token"], openid=fan, lang="zh_CN")

    assert page.status_code == 200
    assert "小满&lt;b&gt;" in page.text
    assert "花间茶社" in page.text
    assert (profile["nickname"], profile["sex"], profile["privilege"]) == ("小满<b>", 0, [])
    assert (await box.client.get(profile["headimgurl"])).headers["content-type"] == "image/png"


async def test_item_27_whoever_refuses_stays_where_they_are(box: Driver) -> None:
    await box.an_account()

    answer = await agree(box, await box.a_fan(), "deny")

    assert answer.status_code == 200
    assert "已拒绝" in answer.text


async def test_item_27_the_phone_remembers_who_it_belongs_to(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    assert "你是谁" in (await open_page(box)).text
    await open_page(box, fan)

    code = came_back_with(await open_page(box))["code"]

    assert (await sign_in(box, code))["openid"] == fan


async def test_item_27_a_stranger_gets_an_openid_at_the_account_without_following(box: Driver) -> None:
    await box.an_account()
    other = await box.control("POST", "/accounts", name="山野书店", verify=False)
    made = await box.control("POST", f"/accounts/{other['appId']}/fans", nickname="阿竹", following=True)

    codes = [came_back_with(await open_page(box, made["fans"][0]["openid"]))["code"] for _ in range(2)]

    openids = {(await sign_in(box, code))["openid"] for code in codes}
    assert len(openids) == 1
    assert (await box.ask("user/info", openid=openids.pop()))["subscribe"] == 0


async def test_item_27_a_code_works_once_and_for_five_minutes(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    used, late = [(await box.control("POST", fan_path(fan, "web-code")))["code"] for _ in range(2)]

    assert (await sign_in(box, used))["openid"] == fan
    assert (await sign_in(box, used))["errcode"] == 40163
    await box.advance(300)
    assert (await sign_in(box, late))["errcode"] == 42003
    assert (await sign_in(box, "nonsense"))["errcode"] == 40029
    assert (await sign_in(box, ""))["errcode"] == 41008


@pytest.mark.parametrize(
    ("given", "errcode"),
    [
        ({"appid": ""}, 41002),
        ({"appid": "wx0"}, 40013),
        ({"secret": ""}, 41004),
        ({"secret": "0" * 32}, 40001),
        ({"secret": "nonsense"}, 40125),
        ({"grant_type": "x"}, 40002),
    ],
)
async def test_a_site_that_is_not_the_accounts_gets_nothing(box: Driver, given: dict[str, str], errcode: int) -> None:
    await box.an_account()

    assert (await sign_in(box, "x", **given))["errcode"] == errcode


async def test_item_27_a_sign_in_is_refreshed_for_thirty_days(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    told = await signed_in(box, fan)
    refresh = {"appid": APP_ID, "grant_type": "refresh_token", "refresh_token": told["refresh_token"]}
    shown = {"access_token": told["access_token"], "openid": fan}
    assert (await sns(box, "auth", **shown))["errcode"] == 0

    await box.advance(7200)
    assert (await sns(box, "auth", **shown))["errcode"] == 42001
    again = await sns(box, "oauth2/refresh_token", **refresh)
    assert again["access_token"] != told["access_token"]
    assert (await sns(box, "userinfo", access_token=again["access_token"], openid=fan))["openid"] == fan

    await box.advance(30 * 86_400)
    assert (await sns(box, "oauth2/refresh_token", **refresh))["errcode"] == 42002
    assert (await sns(box, "oauth2/refresh_token", **refresh | {"refresh_token": "x"}))["errcode"] == 40030


async def test_a_persons_token_is_for_that_person_and_that_scope(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    told, base = await signed_in(box, fan), await signed_in(box, fan, "snsapi_base")

    assert (await sns(box, "userinfo", access_token=told["access_token"], openid="oOther"))["errcode"] == 40003
    assert (await sns(box, "userinfo", access_token=base["access_token"], openid=fan))["errcode"] == 48001
    assert (await sns(box, "userinfo", access_token="x", openid=fan))["errcode"] == 40001
    assert (await sns(box, "userinfo", openid=fan))["errcode"] == 41001


async def test_item_27_a_snapshot_page_gets_somebody_who_does_not_exist(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan(nickname="小满")
    await box.control("PATCH", f"/accounts/{APP_ID}/identity", snapshots=True, openPlatform="茶社")

    told = await sign_in(box, came_back_with(await open_page(box, fan, "snsapi_userinfo"))["code"])
    profile = await sns(box, "userinfo", access_token=told["access_token"], openid=told["openid"])

    assert told["is_snapshotuser"] == 1
    assert told["openid"] != fan
    assert profile["nickname"] != "小满"
    assert profile["unionid"] != (await box.control("GET", fan_path(fan)))["unionid"]
    assert "is_snapshotuser" not in await sign_in(box, came_back_with(await open_page(box, fan))["code"])


async def test_the_unionid_comes_with_the_profile(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", f"/accounts/{APP_ID}/identity", openPlatform="茶社")
    fan = await box.a_fan()

    told = await signed_in(box, fan)

    assert told["unionid"] == (await box.control("GET", fan_path(fan)))["unionid"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"redirect_uri": "https://elsewhere.example/"}, "10003"),
        ({"redirect_uri": "javascript:alert(1)"}, "10003"),
        ({"scope": "snsapi_login"}, "10005"),
        ({"appid": "wx0"}, "AppID"),
        ({"response_type": "token"}, "response_type"),
        ({"state": "x" * 129}, "state"),
        ({"component_appid": "wx0"}, "10005"),
    ],
)
async def test_a_page_that_asks_wrongly_sees_wechats_error(box: Driver, more: dict[str, str], words: str) -> None:
    await box.an_account()
    await box.control("PATCH", f"/accounts/{APP_ID}/identity", webDomain="shop.example")

    answer = await open_page(box, await box.a_fan(), **more)

    assert answer.status_code == 200
    assert words in answer.text


async def test_a_subscription_account_signs_nobody_in(box: Driver) -> None:
    await box.an_account(kind="SUBSCRIPTION")

    assert "10005" in (await open_page(box, await box.a_fan())).text


async def test_a_mini_program_signs_its_user_in(box: Driver) -> None:
    await box.an_account(kind="MINI_PROGRAM")
    await box.control("PATCH", f"/accounts/{APP_ID}/identity", openPlatform="茶社")
    user = await box.a_fan(following=False)
    code = (await box.control("POST", fan_path(user, "login-code")))["code"]
    said = WHO | {"js_code": code}

    told = await sns(box, "jscode2session", **said)

    assert (told["openid"], len(told["session_key"])) == (user, 24)
    assert told["unionid"] == (await box.control("GET", fan_path(user)))["unionid"]
    assert (await sns(box, "jscode2session", **said))["errcode"] == 40163
    assert (await sns(box, "jscode2session", **WHO | {"js_code": "x"}))["errcode"] == 40029


async def test_a_code_of_a_mini_program_is_none_for_a_page(box: Driver) -> None:
    await box.an_account()
    code = (await box.control("POST", fan_path(await box.a_fan(), "login-code")))["code"]

    assert (await sign_in(box, code))["errcode"] == 40029
