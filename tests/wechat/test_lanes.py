import asyncio

import pytest

from wechat import NotYet
from wechat.lanes import Lanes


async def test_an_account_waits_for_its_own_calls_only():
    lanes = Lanes(most_calls=1)

    places = [lanes.place("wxA", is_file=False), lanes.place("wxA", is_file=True), lanes.place("wxB", is_file=False)]
    async with places[0], places[1], places[2]:
        waiting = asyncio.create_task(hold(lanes))
        await asyncio.sleep(0)
        assert not waiting.done()

    await waiting


async def test_a_place_that_does_not_get_free_is_for_later():
    lanes = Lanes(most_calls=1)

    async with lanes.place("wxA", is_file=False):
        with pytest.raises(NotYet, match="WeChat is slow"):
            await hold(lanes)

    await hold(lanes)


async def test_who_is_done_leaves_no_trace():
    lanes = Lanes()
    await asyncio.gather(*(hold(lanes) for _ in range(200)))

    assert lanes._lanes == {}


async def hold(lanes: Lanes) -> None:
    async with lanes.place("wxA", is_file=False):
        await asyncio.sleep(0)
