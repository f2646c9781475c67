"""Parametric QR codes (带参数二维码)."""

from typing import Any

import pytest

from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID


def asking(name: str, scene: Any, **more: Any) -> Json:
    key = "scene_str" if "STR" in name else "scene_id"
    return {"action_name": name, "action_info": {"scene": {key: scene}}} | more


@pytest.mark.parametrize(
    ("name", "scene"),
    [("QR_SCENE", 123), ("QR_STR_SCENE", "shop-1"), ("QR_LIMIT_SCENE", 100_000), ("QR_LIMIT_STR_SCENE", "门店")],
)
async def test_item_22_there_are_four_kinds(box: Driver, name: str, scene: Any) -> None:
    await box.an_account()

    answer = await box.ask("qrcode/create", asking(name, scene, expire_seconds=604_800))

    assert "errcode" not in answer
    assert answer["url"].startswith("http://weixin.qq.com/q/")
    assert ("expire_seconds" in answer) == ("LIMIT" not in name)
    assert answer.get("expire_seconds", 604_800) == 604_800


async def test_item_22_the_picture_is_a_real_png(box: Driver) -> None:
    await box.an_account()
    made = await box.ask("qrcode/create", asking("QR_STR_SCENE", "a"))
    assert set(made["ticket"]) & set("+/=")

    answer = await box.client.get("/cgi-bin/showqrcode", params={"ticket": made["ticket"]})

    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert answer.content.endswith(b"IEND\xaeB`\x82")
    assert (await box.client.get("/cgi-bin/showqrcode", params={"ticket": "no"})).status_code == 404


async def test_item_22_a_temporary_code_expires(box: Driver) -> None:
    await box.an_account()
    made = await box.ask("qrcode/create", asking("QR_SCENE", 7))
    assert made["expire_seconds"] == 60
    codes = box.world.account(APP_ID).qr_codes
    assert codes.find(made["ticket"], box.world.now()) is not None

    await box.advance(60)

    assert codes.find(made["ticket"], box.world.now()) is None
    assert (await box.client.get("/cgi-bin/showqrcode", params={"ticket": made["ticket"]})).status_code == 404


async def test_item_22_permanent_text_scenes_run_out_and_numbers_do_not(box: Driver) -> None:
    await box.an_account()
    await box.control("PUT", f"/accounts/{APP_ID}/qr-limit", most=1)
    first = await box.ask("qrcode/create", asking("QR_LIMIT_STR_SCENE", "a"))

    assert (await box.ask("qrcode/create", asking("QR_LIMIT_STR_SCENE", "b")))["errcode"] == 45029
    assert await box.ask("qrcode/create", asking("QR_LIMIT_STR_SCENE", "a")) == first
    assert "ticket" in await box.ask("qrcode/create", asking("QR_LIMIT_SCENE", 1))
    assert "ticket" in await box.ask("qrcode/create", asking("QR_STR_SCENE", "b"))


@pytest.mark.parametrize(
    ("said", "errcode"),
    [
        (asking("QR_MAGIC", 1), 40052),
        (asking("QR_SCENE", 0), 40053),
        (asking("QR_SCENE", 2**32), 40053),
        (asking("QR_SCENE", "1"), 40053),
        (asking("QR_LIMIT_SCENE", 100_001), 40053),
        (asking("QR_STR_SCENE", ""), 40053),
        (asking("QR_STR_SCENE", "x" * 65), 40053),
        ({"action_name": "QR_SCENE"}, 40053),
        (asking("QR_SCENE", 1, expire_seconds=2_592_001), 40035),
    ],
)
async def test_what_is_wrong_with_a_scene_is_said(box: Driver, said: Json, errcode: int) -> None:
    await box.an_account()

    assert (await box.ask("qrcode/create", said))["errcode"] == errcode


@pytest.mark.parametrize("given", [{"kind": "SUBSCRIPTION"}, {"verified": False}])
async def test_only_verified_service_accounts_have_codes(box: Driver, given: Json) -> None:
    await box.an_account(**given)

    assert (await box.ask("qrcode/create", asking("QR_SCENE", 1)))["errcode"] == 48001
