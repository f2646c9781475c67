"""Customer messages: what reaches the phone, and every way in which it does not."""

from typing import Any

import pytest

from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID


async def test_a_customer_message_appears_on_the_phone(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")

    answer = await box.send(fan, '在的 <a href="https://example.invalid">看这里</a> & 谢谢 👍')

    assert answer == {"errcode": 0, "errmsg": "ok"}
    assert (await box.phone(fan))[-1] | {"id": 0} == {
        "id": 0,
        "at": box.world.now(),
        "from": "ACCOUNT",
        "kind": "TEXT",
        "text": '在的 <a href="https://example.invalid">看这里</a> & 谢谢 👍',
        "via": "CUSTOMER",
        "push": None,
        "details": {},
        "delivery": None,
    }


async def test_item_17_five_messages_in_48_hours_and_no_sixth(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    await box.advance(47 * 3600)

    codes = [(await box.send(fan))["errcode"] for _ in range(6)]

    assert codes == [0, 0, 0, 0, 0, 45047]


async def test_item_17_after_48_hours_the_window_is_closed(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    await box.advance(48 * 3600)

    assert (await box.send(fan))["errcode"] == 45015


async def test_item_17_following_and_menu_taps_allow_three_within_a_minute(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan(following=False)
    await box.fan_does(fan, "follow")
    assert [(await box.send(fan))["errcode"] for _ in range(4)] == [0, 0, 0, 45047]
    await box.advance(60)
    assert (await box.send(fan))["errcode"] == 45015

    await box.fan_does(fan, "tap", key="HELP")

    assert [(await box.send(fan))["errcode"] for _ in range(4)] == [0, 0, 0, 45047]


async def test_item_17_under_the_rules_of_2021_there_are_twenty(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", "/settings", policy="2021-06")
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")

    codes = [(await box.send(fan))["errcode"] for _ in range(21)]

    assert codes == [0] * 20 + [45047]


async def test_item_17_separate_purses_can_be_switched_on(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", "/settings", combining="SEPARATE")
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    await box.fan_does(fan, "tap", key="HELP")

    codes = [(await box.send(fan))["errcode"] for _ in range(9)]

    assert codes == [0] * 8 + [45047]


async def test_item_17_whoever_left_cannot_be_written_to(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    await box.fan_does(fan, "unfollow")

    assert (await box.send(fan))["errcode"] == 45015


async def test_whoever_came_back_can_be_greeted(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "unfollow")
    await box.fan_does(fan, "follow")

    assert (await box.send(fan))["errcode"] == 0


@pytest.mark.parametrize(("trait", "errcode"), [("blacklisted", 43019), ("refuses", 48002)])
async def test_item_17_some_fans_cannot_be_written_to(box: Driver, trait: str, errcode: int) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    await box.control("PATCH", f"/accounts/{APP_ID}/fans/{fan}", **{trait: True})

    assert (await box.send(fan))["errcode"] == errcode


async def test_another_accounts_fan_is_nobody(box: Driver) -> None:
    await box.an_account()
    other = await box.control("POST", "/accounts", name="山野书店")
    made = await box.control("POST", f"/accounts/{other['appId']}/fans", following=True)

    assert (await box.send(made["fans"][0]["openid"]))["errcode"] == 40003


@pytest.mark.parametrize(
    ("said", "errcode"),
    [
        ({"touser": 5}, 40003),
        ({"touser": None}, 40003),
        ({"msgtype": "image"}, 40007),
        ({"msgtype": None}, 40008),
        ({"text": {}}, 44004),
        ({"text": "hello"}, 44004),
        ({"text": {"content": ""}}, 44004),
        ({"text": {"content": 7}}, 44004),
        ({"text": {"content": "好" * 683}}, 45002),
    ],
)
async def test_what_is_wrong_with_a_message_is_said(box: Driver, said: dict[str, Any], errcode: int) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")

    assert (await box.send(fan, **said))["errcode"] == errcode


async def test_2048_bytes_are_not_too_long(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")

    assert (await box.send(fan, "好" * 682 + "ok"))["errcode"] == 0


async def test_a_refused_message_costs_nothing_of_the_window(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    await box.send(fan, msgtype="image")

    shown = await box.control("GET", f"/accounts/{APP_ID}/fans/{fan}")

    assert shown["fan"]["left"] == 5
