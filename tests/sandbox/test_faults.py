"""Trouble by plan: each fault does what its name says, in a queue or by odds."""

from time import monotonic

import httpx2
import pytest

from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID, Shop

SEND = "message/custom/send"


async def a_fan_who_wrote(box: Driver, **account: object) -> str:
    await box.an_account(**account)
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    return fan


async def plan(box: Driver, fault: str, **more: object) -> Json:
    return await box.control("POST", "/faults", **{"api": SEND, "fault": fault} | more)


@pytest.mark.parametrize(("fault", "errcode"), [("BUSY", -1), ("MINUTE_LIMIT", 45011), ("INVALID_TOKEN", 40001)])
async def test_a_fault_with_a_code_refuses_the_call_and_nothing_is_applied(
    box: Driver, fault: str, errcode: int
) -> None:
    fan = await a_fan_who_wrote(box)
    await plan(box, fault)

    assert (await box.send(fan))["errcode"] == errcode
    assert await box.texts(fan, "ACCOUNT") == []
    assert (await box.send(fan))["errcode"] == 0


async def test_a_token_that_was_taken_back_stays_dead(box: Driver) -> None:
    fan = await a_fan_who_wrote(box)
    token = (await box.token())["access_token"]
    await plan(box, "INVALID_TOKEN")
    await box.send(fan, token=token)

    assert (await box.send(fan, token=token))["errcode"] == 40001
    assert (await box.token())["access_token"] != token


@pytest.mark.parametrize(
    ("fault", "status", "body"),
    [
        ("BAD_GATEWAY", 502, "<html><h1>502 Bad Gateway</h1></html>"),
        ("GARBAGE", 200, "<!-- not what you asked for -->"),
        ("EMPTY", 200, ""),
    ],
)
async def test_some_answers_are_no_answers(box: Driver, fault: str, status: int, body: str) -> None:
    fan = await a_fan_who_wrote(box)
    await plan(box, fault)
    token = (await box.token())["access_token"]

    said = {"touser": fan, "msgtype": "text", "text": {"content": "hi"}}
    answer = await box.client.post(f"/cgi-bin/{SEND}?access_token={token}", json=said)

    assert (answer.status_code, answer.text) == (status, body)
    assert await box.texts(fan, "ACCOUNT") == []


@pytest.mark.parametrize(("fault", "applied"), [("RESET_BEFORE", []), ("RESET_AFTER", ["您好"])])
async def test_a_cut_connection_leaves_open_whether_the_message_arrived(
    served_box: Driver, fault: str, applied: list[str]
) -> None:
    fan = await a_fan_who_wrote(served_box)
    await plan(served_box, fault)

    with pytest.raises(httpx2.TransportError):
        await served_box.send(fan)

    assert await served_box.texts(fan, "ACCOUNT") == applied
    assert (await served_box.send(fan))["errcode"] == 0


async def test_a_slow_answer_is_applied_before_it_is_slow(served_box: Driver) -> None:
    fan = await a_fan_who_wrote(served_box)
    token = (await served_box.token())["access_token"]
    await plan(served_box, "SLOW", seconds=30)
    served_box.client.timeout = httpx2.Timeout(0.2)

    with pytest.raises(httpx2.ReadTimeout):
        await served_box.send(fan, token=token)

    assert await served_box.texts(fan, "ACCOUNT") == ["您好"]


async def test_a_slow_answer_comes_in_the_end(box: Driver) -> None:
    fan = await a_fan_who_wrote(box)
    await plan(box, "SLOW", seconds=0.1)
    began = monotonic()

    assert (await box.send(fan))["errcode"] == 0
    assert monotonic() - began >= 0.1


async def test_faults_come_in_the_order_they_were_planned(box: Driver) -> None:
    fan = await a_fan_who_wrote(box)
    await plan(box, "BUSY", times=2)
    await plan(box, "MINUTE_LIMIT")

    assert [(await box.send(fan))["errcode"] for _ in range(4)] == [-1, -1, 45011, 0]


async def test_other_apis_are_not_touched(box: Driver) -> None:
    await a_fan_who_wrote(box)
    await plan(box, "BUSY")

    assert "access_token" in await box.token()


async def test_odds_are_drawn_from_the_seed(box: Driver) -> None:
    fan = await a_fan_who_wrote(box)
    token = (await box.token())["access_token"]
    await box.control("PUT", "/faults/odds", api="*", odds={"BUSY": 0.3, "MINUTE_LIMIT": 0.2})

    codes = [(await box.send(fan, token=token, msgtype="image"))["errcode"] for _ in range(200)]

    assert 40 < codes.count(-1) < 80
    assert 25 < codes.count(45011) < 55


async def test_faults_can_be_called_off(box: Driver) -> None:
    fan = await a_fan_who_wrote(box)
    await plan(box, "BUSY", times=100)
    await box.control("PUT", "/faults/odds", api=SEND, odds={"BUSY": 1})

    assert await box.control("DELETE", "/faults") == {"queues": {}, "odds": {}}
    assert (await box.send(fan))["errcode"] == 0


async def test_the_call_says_which_fault_it_met(box: Driver) -> None:
    fan = await a_fan_who_wrote(box)
    await plan(box, "RESET_AFTER")
    with pytest.raises(ConnectionResetError):
        await box.send(fan)

    (call,) = (await box.control("GET", "/calls", api=SEND))["calls"]

    assert (call["fault"], call["errcode"]) == ("RESET_AFTER", 0)


async def test_odds_that_are_none_are_refused(box: Driver) -> None:
    assert "at most 1" in await box.refused("PUT", "/faults/odds", api="*", odds={"BUSY": 0.6, "EMPTY": 0.6})


async def test_a_fault_that_cannot_happen_there_is_refused(box: Driver) -> None:
    assert "BUSY cannot happen to callback" in await box.refused("POST", "/faults", api="callback", fault="BUSY")
    assert "DROP cannot happen to token" in await box.refused("POST", "/faults", api="token", fault="DROP")


# ---- of callbacks


async def callback_fault(box: Driver, shop: Shop, fault: str, **more: object) -> Json:
    """A fan writes while this fault is planned."""
    await box.an_account(callbackUrl=shop.url)
    fan = await box.a_fan()
    await box.control("POST", "/faults", **{"api": "callback", "fault": fault} | more)
    return await box.fan_does(fan, "write", text="在吗")


async def test_a_callback_that_is_cut_before_comes_again(box: Driver, shop: Shop) -> None:
    push = await callback_fault(box, shop, "RESET_BEFORE")

    assert len(push["attempts"]) == 2
    assert shop.texts == ["在吗"]


async def test_a_callback_whose_answer_is_lost_comes_twice(box: Driver, shop: Shop) -> None:
    push = await callback_fault(box, shop, "RESET_AFTER")

    assert "after the server had answered" in push["attempts"][0]["problem"]
    assert shop.texts == ["在吗", "在吗"]


async def test_a_duplicate_comes_although_it_was_answered(box: Driver, shop: Shop) -> None:
    push = await callback_fault(box, shop, "DUPLICATE")
    await box.control("POST", "/wait/settled")

    assert push["state"] == "DELIVERED"
    assert shop.texts == ["在吗", "在吗"]


async def test_a_dropped_callback_never_comes(box: Driver, shop: Shop) -> None:
    push = await callback_fault(box, shop, "DROP")

    assert push["state"] == "DROPPED"
    assert shop.texts == []
    assert await box.texts(push["openid"]) == ["在吗"]


async def test_a_slow_callback_comes_later(box: Driver, shop: Shop) -> None:
    began = monotonic()

    await callback_fault(box, shop, "SLOW", seconds=0.1)

    assert monotonic() - began >= 0.1
    assert box.world.accounts[APP_ID].callback.url == shop.url
