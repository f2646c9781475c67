"""In which order WeChat finds fault with calls about people, files and platforms."""

from typing import Any

import pytest

from tests.sandbox.asking import upload
from tests.sandbox.driving import Driver
from tests.sandbox.platform import COMPONENT, a_platform, authorized, component_token, on_behalf
from tests.sandbox.shop import APP_ID

READ = ("user/info", "user/get", "tags/get", "material/get_materialcount", "media/get")
WRITTEN = (
    "user/info/batchget",
    "user/info/updateremark",
    "user/tag/get",
    "tags/create",
    "tags/update",
    "tags/delete",
    "tags/getidlist",
    "tags/members/batchtagging",
    "tags/members/batchuntagging",
    "tags/members/getblacklist",
    "tags/members/batchblacklist",
    "tags/members/batchunblacklist",
    "material/get_material",
    "material/del_material",
    "material/batchget_material",
)
UPLOADED = ("media/upload", "media/uploadimg", "material/add_material")


async def code(box: Driver, method: str, api: str, token: str = "", content: bytes | None = None) -> int:
    url = f"/cgi-bin/{api}" + (f"?access_token={token}" if token else "")
    return (await box.client.request(method, url, content=content)).json()["errcode"]


@pytest.mark.parametrize("api", READ + WRITTEN + UPLOADED)
async def test_item_2_token_then_permission_then_verb_then_body(box: Driver, api: str) -> None:
    await box.an_account(verified=False)
    wrong_verb, verb = ("POST", "GET") if api in READ else ("GET", "POST")
    token = (await box.token())["access_token"]

    assert await code(box, wrong_verb, api) == 41001
    assert await code(box, wrong_verb, api, "nonsense") == 40014
    assert await code(box, wrong_verb, api, "55_" + "x" * 136) == 40001
    assert await code(box, wrong_verb, api, token) == 48001
    await box.control("PATCH", f"/accounts/{APP_ID}", verified=True)
    assert await code(box, wrong_verb, api, token) == (43001 if api in READ else 43002)
    if api in WRITTEN:
        assert await code(box, verb, api, token) == 44002
        assert await code(box, verb, api, token, b"{") == 47001
        assert await code(box, verb, api, token, rb'{"tag": {"name": "\u4f60"}}') == 40033
    await box.advance(7200)
    assert await code(box, wrong_verb, api, token) in (42001, 40001)


@pytest.mark.parametrize(
    ("api", "wrong", "errcode", "right", "beyond"),
    [
        ("user/info/updateremark", {"openid": "x", "remark": "y"}, 40003, {"remark": "y"}, 45009),
        ("tags/members/batchtagging", {"tagid": 2}, 40031, {"tagid": 2}, 45009),
    ],
)
async def test_item_2_parameters_come_before_the_quota(
    box: Driver, api: str, wrong: dict[str, Any], errcode: int, right: dict[str, Any], beyond: int
) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.control("PATCH", f"/accounts/{APP_ID}", quotas={api: 0})

    assert (await box.ask(api, wrong))["errcode"] == errcode
    assert (await box.ask(api, right | {"openid": fan, "openid_list": [fan]}))["errcode"] == beyond


async def test_item_2_an_upload_without_a_type_is_refused_before_its_file_is_looked_at(box: Driver) -> None:
    await box.an_account()

    assert (await upload(box, "media/upload", field="wrong"))["errcode"] == 40004
    assert (await upload(box, "media/upload", field="wrong", type="image"))["errcode"] == 41005


async def test_item_2_a_platforms_address_comes_before_the_account_and_that_before_the_permission(box: Driver) -> None:
    await box.an_account(verified=False)
    await a_platform(box, eventsUrl="http://127.0.0.1:9/e")
    token = (await authorized(box, permissions=[1]))["authorizer_access_token"]
    await box.control("POST", f"/components/{COMPONENT}/unauthorize", account=APP_ID)
    await box.control("PATCH", f"/components/{COMPONENT}", ipWhitelist=[])

    assert (await on_behalf(box, token, "user/get"))["errcode"] == 61004
    await box.control("PATCH", f"/components/{COMPONENT}", ipWhitelist=None)
    assert (await on_behalf(box, token, "user/get"))["errcode"] == 61003
    token = (await authorized(box, permissions=[1]))["authorizer_access_token"]
    assert (await on_behalf(box, token, "user/get"))["errcode"] == 61007
    token = (await authorized(box, permissions=[1, 2]))["authorizer_access_token"]
    assert (await on_behalf(box, token, "user/get"))["errcode"] == 48001


async def test_tokens_of_platforms_can_be_taken_back_too(box: Driver) -> None:
    await box.an_account()
    await a_platform(box, eventsUrl="http://127.0.0.1:9/e")
    token = (await authorized(box))["authorizer_access_token"]
    own = (await component_token(box))["component_access_token"]
    await box.control("POST", "/faults", api="user/get", fault="INVALID_TOKEN")
    await box.control("POST", "/faults", api="component/api_create_preauthcode", fault="INVALID_TOKEN")

    said = {"component_appid": COMPONENT}
    assert (await on_behalf(box, token, "user/get"))["errcode"] == 40001
    assert (await on_behalf(box, own, "component/api_create_preauthcode", said))["errcode"] == 40001


async def test_a_permission_that_another_platform_holds_alone_is_not_granted(box: Driver) -> None:
    await box.an_account()
    other = await box.control("POST", "/components", name="另一家")
    await box.control("POST", f"/components/{other['appId']}/authorize", account=APP_ID, permissions=[1, 4])
    await a_platform(box, eventsUrl="http://127.0.0.1:9/e")

    granted = await authorized(box, permissions=[1, 4])

    assert [one["funcscope_category"]["id"] for one in granted["func_info"]] == [1]
