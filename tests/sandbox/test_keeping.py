"""The same twice, and the same after a restart."""

import json

import httpx2
import pytest

from sandbox.app import build
from sandbox.clock import Clock
from sandbox.mistakes import Mistake
from sandbox.snapshot import restore, snapshot
from sandbox.world import World
from tests.sandbox.conftest import NOON
from tests.sandbox.driving import Driver
from tests.sandbox.shop import Shop, says


async def a_day(seed: int, shop: Shop) -> bytes:
    """A script with everything that is left to chance; all that it leaves behind."""
    app = build(World(seed=seed, clock=Clock(frozen_at=NOON)))
    app.state.world.settings.spacing = 0.0
    transport = httpx2.ASGITransport(app=app)
    shop.received.clear()
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://box") as client,
    ):
        box = Driver(app, client)
        await box.an_account(callbackUrl=shop.url, encryption="SAFE")
        await box.control("PUT", "/faults/odds", api="message/custom/send", odds={"BUSY": 0.5})
        await box.control("PUT", "/faults/odds", api="callback", odds={"DUPLICATE": 0.3, "DROP": 0.2})
        fans = [await box.a_fan(following=False) for _ in range(3)]
        for fan in fans:
            await box.fan_does(fan, "follow")
            await box.fan_does(fan, "image", picUrl="http://127.0.0.1/p.png")
        await box.fan_does(fans[0], "write", text="一", deliver=False)
        await box.fan_does(fans[1], "write", text="二", deliver=False)
        await box.control("POST", "/pushes/deliver", times=3, shuffled=True)
        await box.control("POST", "/wait/settled")
        answers = [await box.send(fan, "你好") for fan in fans]
        calls = await box.control("GET", "/calls")
        received = [[sorted(one.query.items()), one.body] for one in shop.received]
        return json.dumps([snapshot(box.world), answers, calls, received], sort_keys=True).encode()


async def test_the_same_seed_script_and_clock_give_the_same_bytes(shop: Shop) -> None:
    assert await a_day(7, shop) == await a_day(7, shop)


async def test_another_seed_gives_other_bytes(shop: Shop) -> None:
    assert await a_day(7, shop) != await a_day(8, shop)


async def test_a_world_without_a_seed_is_unpredictable() -> None:
    assert World().dice.seed != World().dice.seed


async def test_a_world_comes_back_from_its_snapshot(box: Driver, shop: Shop) -> None:
    await box.an_account(callbackUrl=shop.url, encryption="SAFE")
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    await box.send(fan)
    await box.control("PATCH", "/settings", policy="2021-06", combining="SEPARATE")
    await box.control("POST", "/faults", api="token", fault="SLOW", seconds=2)

    kept = json.loads(json.dumps(snapshot(box.world)))

    assert snapshot(restore(kept)) == kept


async def test_a_restored_world_goes_on_where_it_was(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    token = (await box.token())["access_token"]
    await box.send(fan, token=token)

    app = build(restore(snapshot(box.world)))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://box") as client:
        again = Driver(app, client)
        codes = [(await again.send(fan, token=token))["errcode"] for _ in range(5)]

    assert codes == [0, 0, 0, 0, 45047]
    assert len(app.state.world.accounts) == 1


async def test_a_push_that_was_on_its_way_sets_out_again(shop: Shop) -> None:
    first = build(World(seed=1))
    first.state.world.settings.spacing = 0.0
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=first), base_url="http://box") as client:
        box = Driver(first, client)
        await box.an_account(callbackUrl=shop.url)
        # Its lifespan has not begun, so nobody carries the push.
        await box.fan_does(await box.a_fan(), "write", text="在吗", wait=False)
    shop.answers.append(says("oops", 500))

    second = build(restore(snapshot(first.state.world)))
    async with second.router.lifespan_context(second):
        await second.state.world.changes.until(lambda: second.state.box.courier.under_way == 0, 5)

    assert shop.texts == ["在吗", "在吗"]


def test_something_else_is_no_snapshot() -> None:
    with pytest.raises(Mistake, match="no snapshot"):
        restore({"format": 0})
