"""The demo's box is kept over a restart, and one that cannot be read stops nothing."""

import asyncio
from pathlib import Path

import pytest

from cli import kept_box
from sandbox.accounts import Account
from sandbox.clock import Clock
from sandbox.snapshot import snapshot
from sandbox.world import World

pytestmark = pytest.mark.plain


async def test_a_box_is_found_as_it_was_left(tmp_path: Path):
    world = World(seed=7, clock=Clock(frozen_at=1_790_136_000.0))
    world.add_account(Account("wx1", "s3cret", "gh_1", "Shop"))

    keeping = asyncio.create_task(kept_box.keep(world, tmp_path / "box.json"))
    await asyncio.sleep(0)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)

    found = kept_box.read(tmp_path / "box.json")
    assert found is not None
    assert snapshot(found) == snapshot(world)


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b'{"format": 0}', b'{"format": 1, "accounts": 5}', b"\xff"])
def test_a_file_that_holds_no_box_of_today_is_put_aside(tmp_path: Path, left: bytes):
    file = tmp_path / "box.json"
    file.write_bytes(left)

    assert kept_box.read(file) is None


def test_before_the_first_run_there_is_none(tmp_path: Path):
    assert kept_box.read(tmp_path / "box.json") is None
