"""The control API: its index, its clock, its refusals, and acting as a fan."""

import asyncio
from typing import Any

import pytest

from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID

FANS = f"/accounts/{APP_ID}/fans"


async def test_the_index_describes_every_door(box: Driver) -> None:
    index = await box.control("GET", "")

    write = next(door for door in index["doors"] if door["path"].endswith("/write"))
    assert write == {
        "method": "POST",
        "path": "/control/accounts/{app_id}/fans/{openid}/write",
        "does": "Send a text.",
        "takes": {"wait": False, "deliver": True, "text": "required"},
    }
    assert all(door["does"] for door in index["doors"])


async def test_the_version_changes_with_every_change_only(box: Driver) -> None:
    before = (await box.control("GET", ""))["version"]
    assert (await box.control("GET", ""))["version"] == before

    await box.an_account()

    assert (await box.control("GET", ""))["version"] > before


async def test_a_reset_forgets_everything(box: Driver) -> None:
    await box.an_account()

    answer = await box.control("POST", "/reset", seed=3, frozenAt=1_800_000_000)

    assert answer["seed"] == 3
    assert answer["clock"] == {"now": 1_800_000_000, "beijing": "2027-01-15T16:00:00+08:00", "frozen": True}
    assert (await box.control("GET", "/accounts"))["accounts"] == []


async def test_a_reset_gives_up_what_is_under_way(box: Driver) -> None:
    await box.an_account(callbackUrl="http://127.0.0.1:9/cb")
    await box.fan_does(await box.a_fan(), "write", text="在吗", wait=False)

    await box.control("POST", "/reset")

    assert await box.control("POST", "/wait/settled") == {"settled": True}


async def test_the_clock_stands_moves_and_runs(box: Driver) -> None:
    began = (await box.control("GET", "/clock"))["now"]

    assert (await box.control("POST", "/clock/advance", seconds=90))["now"] == began + 90
    assert (await box.control("POST", "/clock/freeze", at=began))["now"] == began
    running = await box.control("POST", "/clock/run")
    assert not running["frozen"]
    assert running["now"] == pytest.approx(began, abs=5)
    assert (await box.control("POST", "/clock/freeze"))["now"] == pytest.approx(began, abs=5)


async def test_the_clock_never_goes_back(box: Driver) -> None:
    assert "forward only" in await box.refused("POST", "/clock/advance", seconds=-1)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"policy": "2030"}, "there are before-2021-06, 2021-06, 2023-06"),
        ({"patience": 0}, "patience: Input should be greater than 0"),
        ({"combining": "ADD"}, "'MAX' or 'SEPARATE'"),
        (
            {"polcy": "2021-06"},
            "Known here: policy, combining, patience, spacing, deliveries, templateDelay, massDelay, ",
        ),
    ],
)
async def test_wrong_settings_are_refused_with_a_sentence(box: Driver, said: dict[str, Any], sentence: str) -> None:
    assert sentence in await box.refused("PATCH", "/settings", **said)


@pytest.mark.parametrize("body", [b"{", b"5", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"seconds":NaN}'])
async def test_a_body_that_is_no_json_object_is_refused(box: Driver, body: bytes) -> None:
    answer = await box.client.post("/control/clock/advance", content=body)

    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_what_is_not_there_is_missing(box: Driver) -> None:
    await box.an_account()

    assert (await box.client.get("/control/accounts/wx0/fans")).status_code == 404
    assert (await box.client.get(f"/control{FANS}/oNobody")).status_code == 404
    assert (await box.client.get("/control/pushes/push-1")).status_code == 404


async def test_pages_of_other_sites_are_refused(box: Driver) -> None:
    answer = await box.client.post("/control/reset", headers={"Sec-Fetch-Site": "cross-site"})

    assert "other sites" in answer.json()["error"]


async def test_fans_are_made_in_any_number_and_found_by_name(box: Driver) -> None:
    await box.an_account()
    await box.control("POST", FANS, count=199, following=True)
    await box.control("POST", FANS, nickname="林小满满", openid="oLin")

    everybody = await box.control("GET", FANS)
    found = await box.control("GET", FANS, search="小满满")

    assert (everybody["total"], len(everybody["fans"])) == (200, 50)
    assert [fan["openid"] for fan in found["fans"]] == ["oLin"]


async def test_a_fan_cannot_be_made_twice(box: Driver) -> None:
    await box.an_account()
    await box.a_fan(openid="oLin")

    assert "already has a fan 'oLin'" in await box.refused("POST", FANS, openid="oLin")


@pytest.mark.parametrize(
    ("what", "said", "sentence"),
    [
        ("follow", {}, "already follows"),
        ("write", {"text": " "}, "the text is empty"),
        ("write", {"text": "好" * 7000}, "at most 20000 bytes"),
        ("write", {}, "text: Field required"),
        ("push", {"fields": {"Event": "x"}}, "MsgType"),
        ("push", {"fields": {"MsgType": "text", "a b": 1}}, "'a b' cannot be the name"),
    ],
)
async def test_what_a_fan_cannot_do_is_refused(box: Driver, what: str, said: dict[str, Any], sentence: str) -> None:
    await box.an_account()
    fan = await box.a_fan()

    assert sentence in await box.refused("POST", f"{FANS}/{fan}/{what}", **said)


async def test_a_reset_lets_go_of_what_is_held(box: Driver) -> None:
    await box.an_account()
    hold = await box.control("POST", "/holds", api="token")
    call = asyncio.create_task(box.plain_token())
    await box.control("POST", "/wait/held", hold=hold["id"])

    await box.control("POST", "/reset")

    assert (await call)["errcode"] == 40013


async def test_half_a_surrogate_pair_cannot_be_written(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()

    answer = await box.client.post(f"/control{FANS}/{fan}/write", content=rb'{"text":"\ud800"}')

    assert "surrogate" in answer.json()["error"]


@pytest.mark.parametrize("what", ["write", "unfollow", "tap", "image"])
async def test_a_stranger_has_to_follow_first(box: Driver, what: str) -> None:
    await box.an_account()
    fan = await box.a_fan(following=False)
    said = {"write": {"text": "hi"}, "tap": {"key": "k"}}.get(what, {})

    assert "follow first" in await box.refused("POST", f"{FANS}/{fan}/{what}", **said)


async def test_a_raw_push_can_open_a_window(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    scan = {"MsgType": "event", "Event": "SCAN", "EventKey": "shop"}

    await box.fan_does(fan, "push", fields=scan, trigger="SCAN")

    assert [(await box.send(fan))["errcode"] for _ in range(4)] == [0, 0, 0, 45047]


async def test_pushes_are_listed_by_account_and_state(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="一", deliver=False)
    await box.fan_does(fan, "write", text="二")

    held = await box.control("GET", "/pushes", account=APP_ID, state="HELD")

    assert [push["fields"]["Content"] for push in held["pushes"]] == ["一"]


async def test_a_quota_of_an_unknown_api_is_refused(box: Driver) -> None:
    await box.an_account()

    assert "no quota of menu" in await box.refused("PATCH", f"/accounts/{APP_ID}", quotas={"menu": 1})
