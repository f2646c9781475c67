"""What fans do with QR codes: followers and strangers scan them."""

from sandbox.qr_codes import QrCode
from tests.sandbox.acting import MINUTE, a_follower, own, window
from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID


def a_code(box: Driver, scene: int | str, lasts: float | None = None) -> QrCode:
    now = box.world.now()
    code = QrCode(f"gQ{scene}", f"http://weixin.qq.com/q/{scene}", scene, now, now + lasts if lasts else None)
    return box.world.account(APP_ID).qr_codes.add(code)


async def test_a_follower_who_scans_causes_scan_with_the_bare_scene(box: Driver) -> None:
    fan = await a_follower(box)
    a_code(box, "shop_12")

    push = await box.fan_does(fan, "scan", url="http://weixin.qq.com/q/shop_12")

    assert own(push) == {"MsgType": "event", "Event": "SCAN", "EventKey": "shop_12", "Ticket": "gQshop_12"}
    assert await window(box, fan) == (3, MINUTE)


async def test_a_stranger_who_scans_and_follows_brings_qrscene(box: Driver) -> None:
    fan = await a_follower(box, following=False)
    a_code(box, 12)

    push = await box.fan_does(fan, "scan", ticket="gQ12")

    assert own(push) == {"MsgType": "event", "Event": "subscribe", "EventKey": "qrscene_12", "Ticket": "gQ12"}
    user = box.world.account(APP_ID).fan(fan)
    assert (user.subscribe_scene, user.qr_scene, user.qr_scene_str) == ("ADD_SCENE_QR_CODE", 12, "")


async def test_a_stranger_who_does_not_follow_tells_nobody(box: Driver) -> None:
    fan = await a_follower(box, following=False)
    a_code(box, "x")

    assert (await box.fan_does(fan, "scan", scene="x", follow=False))["pushes"] == []


async def test_an_expired_code_tells_nobody(box: Driver) -> None:
    fan = await a_follower(box, following=False)
    a_code(box, "x", lasts=60)
    await box.advance(60)

    assert (await box.fan_does(fan, "scan", scene="x"))["pushes"] == []
    assert (await box.control("GET", f"/accounts/{APP_ID}/qr-codes"))["codes"][0]["live"] is False
