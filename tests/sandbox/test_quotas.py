"""What is left of the day's calls, beginning anew, and automatic replies of the console."""

from tests.sandbox.driving import SECRET, Driver, Json
from tests.sandbox.shop import APP_ID

TYPED = {"errcode": 0, "errmsg": "ok"}
MENU_GET = "/cgi-bin/menu/get"


async def quota(box: Driver, path: str = MENU_GET) -> Json:
    return await box.ask("openapi/quota/get", {"cgi_path": path})


async def test_the_days_calls_are_counted_per_api(box: Driver) -> None:
    await box.an_account()
    await box.ask("menu/get")

    answer = await quota(box)

    assert answer["quota"] == {"daily_limit": 10_000, "used": 1, "remain": 9_999}
    assert answer["errcode"] == 0
    assert (await quota(box, "/cgi-bin/nothing"))["errcode"] == 76021
    assert (await quota(box, "menu/get"))["errcode"] == 76021
    assert (await quota(box, "/sns/userinfo"))["errcode"] == 76021


async def test_the_count_begins_anew_at_midnight_in_beijing(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", f"/accounts/{APP_ID}", quotas={"menu/get": 1})
    await box.ask("menu/get")
    assert (await box.ask("menu/get"))["errcode"] == 45009

    await box.advance(12 * 3600)

    assert (await quota(box))["quota"]["used"] == 0
    assert (await box.ask("menu/get"))["errcode"] == 46003


async def test_quotas_are_cleared_ten_times_a_month(box: Driver) -> None:
    await box.an_account()
    await box.ask("menu/get")

    assert await box.ask("clear_quota", {"appid": APP_ID}) == TYPED
    assert (await quota(box))["quota"]["used"] == 0
    assert (await box.ask("clear_quota", {"appid": "wxother"}))["errcode"] == 40013
    codes = [(await box.ask("clear_quota", {"appid": APP_ID}))["errcode"] for _ in range(10)]
    assert codes == [0] * 9 + [48006]
    await box.advance(9 * 86_400)
    assert (await box.ask("clear_quota", {"appid": APP_ID}))["errcode"] == 0


async def test_one_apis_quota_can_be_cleared(box: Driver) -> None:
    await box.an_account()
    await box.ask("menu/get")
    await box.ask("draft/count")

    assert (await box.ask("openapi/quota/clear", {"cgi_path": MENU_GET}))["errcode"] == 0

    assert (await quota(box))["quota"]["used"] == 0
    assert (await quota(box, "/cgi-bin/draft/count"))["quota"]["used"] == 1


async def test_quotas_can_be_cleared_without_a_token(box: Driver) -> None:
    await box.an_account()
    await box.ask("menu/get")
    params = {"appid": APP_ID, "appsecret": SECRET}

    assert (await box.client.post("/cgi-bin/clear_quota/v2", params=params)).json() == TYPED

    assert (await quota(box))["quota"]["used"] == 0
    wrong = await box.client.post("/cgi-bin/clear_quota/v2", params=params | {"appsecret": "f" * 32})
    assert wrong.json()["errcode"] == 40001


async def test_automatic_replies_are_those_of_the_console(box: Driver) -> None:
    await box.an_account()
    assert await box.ask("get_current_autoreply_info") == {"is_add_friend_reply_open": 0, "is_autoreply_open": 0}
    info = {
        "is_add_friend_reply_open": 1,
        "is_autoreply_open": 0,
        "add_friend_autoreply_info": {"type": "text", "content": "欢迎"},
    }

    await box.control("PUT", f"/accounts/{APP_ID}/autoreplies", info=info)

    assert await box.ask("get_current_autoreply_info") == info
