"""Holds and waits: a test stops a call where it likes, and never sleeps."""

import asyncio

import httpx2
import pytest

from tests.sandbox.driving import Driver, Json

SEND = "message/custom/send"


async def a_fan_who_wrote(box: Driver) -> str:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    return fan


async def held_send(box: Driver, fan: str, point: str) -> tuple[str, "asyncio.Task[Json]"]:
    """A customer message that is stopped; the hold and the call under way."""
    hold = await box.control("POST", "/holds", api=SEND, point=point)
    call = asyncio.create_task(box.send(fan))
    await box.control("POST", "/wait/held", hold=hold["id"])
    return hold["id"], call


@pytest.mark.parametrize(("point", "applied"), [("BEFORE", []), ("AFTER", ["您好"])])
async def test_a_call_stops_before_or_after_it_is_applied(box: Driver, point: str, applied: list[str]) -> None:
    fan = await a_fan_who_wrote(box)

    hold, call = await held_send(box, fan, point)
    assert await box.texts(fan, "ACCOUNT") == applied
    await box.control("POST", f"/holds/{hold}/release")

    assert await call == {"errcode": 0, "errmsg": "ok"}
    assert await box.texts(fan, "ACCOUNT") == ["您好"]


@pytest.mark.parametrize(("point", "applied"), [("BEFORE", []), ("AFTER", ["您好"])])
async def test_a_held_call_can_be_cut(served_box: Driver, point: str, applied: list[str]) -> None:
    fan = await a_fan_who_wrote(served_box)
    hold, call = await held_send(served_box, fan, point)

    await served_box.control("POST", f"/holds/{hold}/release", cut=True)

    with pytest.raises(httpx2.TransportError):
        await call
    assert await served_box.texts(fan, "ACCOUNT") == applied


async def test_a_held_call_whose_caller_died_is_applied_all_the_same(served_box: Driver) -> None:
    fan = await a_fan_who_wrote(served_box)
    hold, call = await held_send(served_box, fan, "BEFORE")
    call.cancel()

    await served_box.control("POST", f"/holds/{hold}/release")
    await served_box.control("POST", "/wait/calls", api=SEND, answered=True)

    assert await served_box.texts(fan, "ACCOUNT") == ["您好"]


async def test_a_hold_lets_go_by_itself(box: Driver) -> None:
    fan = await a_fan_who_wrote(box)
    await box.control("POST", "/holds", api=SEND, seconds=0.05)

    assert (await box.send(fan))["errcode"] == 0


async def test_a_hold_stops_only_what_it_was_armed_for(box: Driver) -> None:
    fan = await a_fan_who_wrote(box)
    other = await box.a_fan()
    await box.fan_does(other, "write", text="在吗")
    hold = await box.control("POST", "/holds", api=SEND, openid=fan)

    assert (await box.send(other))["errcode"] == 0
    assert (await box.control("GET", "/holds"))["holds"] == [hold]


async def test_a_hold_that_nobody_armed_cannot_be_released(box: Driver) -> None:
    answer = await box.client.post("/control/holds/hold-9/release")

    assert (answer.status_code, answer.json()["error"]) == (404, "There is no hold 'hold-9'. Arm one first.")


# ---- waiting


async def test_waiting_for_calls_ends_when_they_came(box: Driver) -> None:
    await box.an_account()
    waiting = asyncio.create_task(box.control("POST", "/wait/calls", api="stable_token", count=2))
    await box.token()
    await box.token()

    assert await waiting == {"seen": 2}


async def test_waiting_for_calls_about_one_fan(box: Driver) -> None:
    fan = await a_fan_who_wrote(box)
    await box.send("oSomebodyElse")
    await box.send(fan)

    assert await box.control("POST", "/wait/calls", api=SEND, openid=fan) == {"seen": 1}


async def test_waiting_for_messages_on_a_phone(box: Driver) -> None:
    fan = await a_fan_who_wrote(box)
    account = next(iter(box.world.accounts))
    said = {"account": account, "openid": fan, "from": "ACCOUNT"}
    waiting = asyncio.create_task(box.control("POST", "/wait/messages", **said))
    await box.send(fan)

    assert await waiting == {"seen": 1}


async def test_waiting_in_vain_says_what_was_missing(box: Driver) -> None:
    answer = await box.client.post("/control/wait/calls", json={"api": SEND, "count": 3, "seconds": 0.05})

    assert answer.status_code == 408
    assert answer.json()["error"] == f"Waited 0.05 seconds for 3 calls of {SEND}; there were 0."


async def test_waiting_until_all_is_delivered(box: Driver) -> None:
    await box.an_account(callbackUrl="http://127.0.0.1:9/cb")
    await box.control("PATCH", "/settings", spacing=0.1)
    fan = await box.a_fan()
    push = await box.fan_does(fan, "write", text="在吗", wait=False)
    assert "1 pushes" in await box.refused("POST", "/wait/settled", seconds=0.05)

    await box.control("POST", "/wait/settled")

    assert (await box.control("GET", f"/pushes/{push['id']}"))["state"] == "FAILED"
