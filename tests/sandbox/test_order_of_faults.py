"""In which order an API finds fault: token, right, verb, body."""

import pytest

from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID

READING = [
    "template/get_all_private_template",
    "draft/count",
    "menu/get",
    "menu/delete",
    "get_current_selfmenu_info",
    "get_current_autoreply_info",
]
SAYING = [
    "message/custom/send",
    "message/custom/typing",
    "message/template/send",
    "message/subscribe/bizsend",
    "message/mass/sendall",
    "message/mass/send",
    "message/mass/preview",
    "message/mass/get",
    "message/mass/delete",
    "message/mass/speed/set",
    "media/uploadvideo",
    "template/api_add_template",
    "template/del_private_template",
    "draft/add",
    "draft/get",
    "draft/update",
    "draft/delete",
    "draft/batchget",
    "qrcode/create",
    "menu/create",
    "menu/addconditional",
    "menu/delconditional",
    "menu/trymatch",
    "openapi/quota/get",
    "openapi/quota/clear",
    "clear_quota",
]


async def codes(box: Driver, api: str, method: str, token: str) -> list[int]:
    url = f"/cgi-bin/{api}"
    unknown = (await box.client.request(method, url)).json()["errcode"]
    known = (await box.client.request(method, url, params={"access_token": token})).json()["errcode"]
    return [unknown, known]


@pytest.mark.parametrize("api", READING)
async def test_item_2_what_is_read_asks_for_a_token_a_right_and_a_get(box: Driver, api: str) -> None:
    await box.an_account(verified=False)
    token = (await box.token())["access_token"]
    assert await codes(box, api, "POST", token) == [41001, 48001]

    await box.control("PATCH", f"/accounts/{APP_ID}", verified=True)

    assert await codes(box, api, "POST", token) == [41001, 43001]


@pytest.mark.parametrize("api", SAYING)
async def test_item_2_what_is_said_asks_for_a_token_a_right_a_post_and_a_body(box: Driver, api: str) -> None:
    await box.an_account(verified=False)
    token = (await box.token())["access_token"]
    assert await codes(box, api, "GET", token) == [41001, 48001]
    await box.control("PATCH", f"/accounts/{APP_ID}", verified=True)

    assert await codes(box, api, "GET", token) == [41001, 43002]
    assert await codes(box, api, "POST", token) == [41001, 44002]
    wrong = await box.client.post(f"/cgi-bin/{api}", params={"access_token": token}, content=b"{")
    assert wrong.json()["errcode"] == 47001
