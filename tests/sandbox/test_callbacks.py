"""Pushes: signed, sealed, repeated, in any order; and what the fan sees when nobody takes them."""

from time import monotonic

import pytest
from starlette.responses import Response

from sandbox import xml
from sandbox.crypto import is_signed
from tests.sandbox.driving import Driver, a_fan_of
from tests.sandbox.shop import APP_ID, ORIGINAL_ID, TOKEN, Received, Shop, a_reply, says, silence

FAILURE = "该公众号提供的服务出现故障，请稍后再试"


# ---- what travels


async def test_in_plaintext_the_push_is_signed_and_open(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)

    push = await box.fan_does(fan, "write", text="你好 ]]> <b>")

    (received,) = shop.received
    assert received.query.keys() == {"signature", "timestamp", "nonce", "openid"}
    assert is_signed(received.query["signature"], TOKEN, received.query["timestamp"], received.query["nonce"])
    assert xml.read(received.body) == {
        "ToUserName": ORIGINAL_ID,
        "FromUserName": fan,
        "CreateTime": str(int(box.world.now())),
        "MsgType": "text",
        "Content": "你好 ]]> <b>",
        "MsgId": str(push["fields"]["MsgId"]),
    }


@pytest.mark.parametrize("encryption", ["COMPATIBLE", "SAFE"])
async def test_encrypted_pushes_open_with_the_accounts_key(box: Driver, shop: Shop, encryption: str) -> None:
    fan = await a_fan_of(box, shop, encryption)

    await box.fan_does(fan, "write", text="你好")

    (received,) = shop.received
    query, fields = received.query, xml.read(received.body)
    assert (query["openid"], query["encrypt_type"]) == (fan, "aes")
    assert is_signed(query["msg_signature"], TOKEN, query["timestamp"], query["nonce"], fields["Encrypt"])
    assert received.opened(APP_ID)["Content"] == "你好"


async def test_safe_mode_shows_nothing_but_the_addressee(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop, "SAFE")

    await box.fan_does(fan, "write", text="你好")

    assert xml.read(shop.received[0].body).keys() == {"ToUserName", "Encrypt"}


async def test_compatible_mode_sends_both(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop, "COMPATIBLE")

    await box.fan_does(fan, "write", text="你好")

    assert xml.read(shop.received[0].body)["Content"] == "你好"


async def test_following_and_leaving_are_events_without_a_message_id(box: Driver, shop: Shop) -> None:
    await box.an_account(callbackUrl=shop.url)
    fan = await box.a_fan(following=False)

    await box.fan_does(fan, "follow")
    await box.fan_does(fan, "unfollow")

    events = [xml.read(one.body) for one in shop.received]
    assert [(one["Event"], one["EventKey"]) for one in events] == [("subscribe", ""), ("unsubscribe", "")]
    assert all("MsgId" not in one for one in events)
    assert "<EventKey><![CDATA[]]></EventKey>" in shop.received[0].body


async def test_a_menu_tap_is_a_click_with_its_key(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)

    await box.fan_does(fan, "tap", key="HELP")

    event = xml.read(shop.received[0].body)
    assert (event["Event"], event["EventKey"]) == ("CLICK", "HELP")


async def test_a_picture_comes_with_an_address_and_a_media_id(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)

    await box.fan_does(fan, "image")

    fields = xml.read(shop.received[0].body)
    assert fields["PicUrl"] == f"http://box/media/{APP_ID}/{fields['MediaId']}"
    assert len(fields["MediaId"]) == 64


async def test_any_fields_can_be_pushed(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    scan = {"ScanType": "qrcode", "ScanResult": "1"}
    fields = {"MsgType": "event", "Event": "scancode_push", "EventKey": "k", "ScanCodeInfo": scan, "n": [1, 2]}

    await box.fan_does(fan, "push", fields=fields)

    assert shop.received[0].body.endswith(
        "<Event><![CDATA[scancode_push]]></Event><EventKey><![CDATA[k]]></EventKey>"
        "<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[1]]></ScanResult></ScanCodeInfo>"
        "<n>1</n><n>2</n></xml>"
    )


async def test_message_ids_are_too_big_for_javascript(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)

    ids = [(await box.fan_does(fan, "write", text="hi"))["fields"]["MsgId"] for _ in range(2)]

    assert ids[0] > 2**53
    assert len(set(ids)) == 2


# ---- repeats


async def test_a_silent_server_hears_the_same_three_times(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    await box.control("PATCH", "/settings", patience=0.15)
    shop.answers.extend([silence(shop)] * 3)

    push = await box.fan_does(fan, "write", text="在吗")

    assert push["state"] == "FAILED"
    assert [one["problem"] for one in push["attempts"]] == ["no answer came within 0.15 seconds"] * 3
    assert len({one.body for one in shop.received}) == 1
    assert len({one.query["nonce"] for one in shop.received}) == 3


async def test_a_repeat_carries_the_time_of_the_repeat_and_the_old_create_time(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    began = int(box.world.now())

    async def a_minute_passes(received: Received) -> Response:
        box.world.clock.advance(60)
        return await says("oops", 500)(received)

    shop.answers.append(a_minute_passes)
    await box.fan_does(fan, "write", text="在吗")

    assert [int(one.query["timestamp"]) for one in shop.received] == [began, began + 60]
    assert [xml.read(one.body)["CreateTime"] for one in shop.received] == [str(began)] * 2


async def test_when_all_fails_the_fan_is_told(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    shop.answers.extend([says("broken", 500)] * 3)

    await box.fan_does(fan, "write", text="在吗")

    assert await box.texts(fan) == ["在吗", FAILURE]


async def test_a_server_that_is_not_there_fails_too(box: Driver) -> None:
    await box.an_account(callbackUrl="http://127.0.0.1:9/cb")
    fan = await box.a_fan()

    push = await box.fan_does(fan, "write", text="在吗")

    assert "the connection failed" in push["attempts"][0]["problem"]
    assert FAILURE in await box.texts(fan)


async def test_a_second_delivery_that_is_answered_saves_the_day(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    shop.answers.extend([says("broken", 500), says(a_reply(fan))])

    push = await box.fan_does(fan, "write", text="在吗")

    assert [one["status"] for one in push["attempts"]] == [500, 200]
    assert await box.texts(fan) == ["在吗", "收到"]


async def test_a_late_answer_is_lost(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)

    async def too_late(received: Received) -> Response:
        await silence(shop)(received)
        return await says(a_reply(fan, "太晚了"))(received)

    await box.control("PATCH", "/settings", patience=0.5)
    shop.answers.append(too_late)
    push = await box.fan_does(fan, "write", text="在吗")

    assert (push["state"], len(push["attempts"])) == ("DELIVERED", 2)
    assert await box.texts(fan) == ["在吗"]


async def test_the_fan_who_leaves_is_told_nothing(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    shop.answers.extend([says("broken", 500)] * 3)

    push = await box.fan_does(fan, "unfollow")

    assert push["state"] == "FAILED"
    assert FAILURE not in await box.texts(fan)


async def test_repeats_come_as_far_apart_as_wechat_is_patient(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    await box.control("PATCH", "/settings", patience=0.2, spacing=0.2)
    shop.answers.append(says("broken", 500))
    began = monotonic()

    await box.fan_does(fan, "write", text="在吗")

    assert monotonic() - began >= 0.2


async def test_the_number_of_deliveries_can_be_changed(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    await box.control("PATCH", "/settings", deliveries=4)
    shop.answers.extend([says("broken", 500)] * 4)

    assert len((await box.fan_does(fan, "write", text="在吗"))["attempts"]) == 4


async def test_pushes_of_one_fan_do_not_wait_for_each_other(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    shop.answers.append(silence(shop))
    slow = await box.fan_does(fan, "write", text="一", wait=False)

    quick = await box.fan_does(fan, "write", text="二")

    assert quick["state"] == "DELIVERED"
    assert (await box.control("GET", f"/pushes/{slow['id']}"))["state"] == "WAITING"


async def test_without_a_callback_url_wechat_tells_nobody(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()

    push = await box.fan_does(fan, "write", text="在吗")

    assert push["state"] == "UNADDRESSED"
    assert await box.texts(fan) == ["在吗"]


# ---- again, and in any order


async def test_a_push_can_be_delivered_again_without_showing_twice(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    shop.answers.extend([says(a_reply(fan)), says(a_reply(fan)), says("oops", 500)])
    push = await box.fan_does(fan, "write", text="在吗")

    again = await box.control("POST", "/pushes/deliver", pushes=[push["id"]], times=2)

    assert [one["reply"] for one in again["pushes"][0]["attempts"]] == ["收到", "收到", None]
    assert again["pushes"][0]["state"] == "DELIVERED"
    assert await box.texts(fan) == ["在吗", "收到"]


@pytest.mark.parametrize("together", [False, True])
async def test_held_pushes_go_out_in_any_order(box: Driver, shop: Shop, together: bool) -> None:
    fan = await a_fan_of(box, shop)
    held = [await box.fan_does(fan, "write", text=str(n), deliver=False) for n in range(6)]
    assert shop.received == []

    done = await box.control("POST", "/pushes/deliver", times=4, shuffled=True, together=together)

    assert sorted(shop.texts) == sorted(["0", "1", "2", "3", "4", "5"] * 4)
    assert done["order"] != [push["id"] for push in held for _ in range(4)]
    assert {push["state"] for push in done["pushes"]} == {"DELIVERED"}


async def test_held_pushes_that_nobody_takes_fail(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    await box.fan_does(fan, "write", text="在吗", deliver=False)
    shop.answers.append(says("oops", 500))

    done = await box.control("POST", "/pushes/deliver")

    assert done["pushes"][0]["state"] == "FAILED"
    assert FAILURE in await box.texts(fan)
