"""WeChat takes the token back while two processes send: one question for a new one serves all fifty."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from cli.private_redis import PrivateRedis
from tests.processes.clients import Box
from tests.processes.running import Running

pytestmark = [pytest.mark.processes, pytest.mark.embedded, pytest.mark.asyncio(loop_scope="module")]
ROOT = Path(__file__).parents[2]
EACH = 25


@pytest_asyncio.fixture(loop_scope="module")
async def redis(tmp_path: Path) -> AsyncIterator[PrivateRedis]:
    """What the two processes share."""
    private = PrivateRedis(tmp_path / "redis")
    await private.start()
    yield private
    await private.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def box(tmp_path: Path) -> AsyncIterator[Box]:
    """WeChat alone."""
    house = Running(tmp_path, None, None)
    await house.start("sandbox")
    async with Box(house.box_url) as box:
        yield box
    await house.kill("sandbox")


async def test_fifty_sends_in_two_processes_cost_two_questions(box: Box, redis: PrivateRedis):
    account = {"name": "Shop", "appId": "wx0000000000000001", "appSecret": "0" * 32}
    await box.ask("POST", "/accounts", **account, kind="SERVICE", verified=True)
    fans = [(await box.fan(account["appId"], f"oFAN{n}")) for n in range(2 * EACH)]
    for fan in fans:
        await fan.write("hi")
    command = ["-m", "tests.processes.storming", box.url, redis.url, account["appId"], account["appSecret"]]
    senders = [
        await asyncio.create_subprocess_exec(
            sys.executable, *command, *(fan.openid for fan in half), stdin=PIPE, stdout=PIPE, cwd=ROOT
        )
        for half in (fans[:EACH], fans[EACH:])
    ]
    assert [await line(sender) for sender in senders] == ["ready", "ready"]

    await box.ask("POST", "/faults", api="message/custom/send", fault="INVALID_TOKEN")
    for sender in senders:
        assert sender.stdin is not None
        sender.stdin.write(b"go\n")

    assert [await line(sender) for sender in senders] == [f"{{'NoneType': {EACH}}}"] * 2
    assert [await fan.account_said() for fan in fans] == [["storm"]] * len(fans)
    assert len((await box.ask("GET", "/calls?api=stable_token"))["calls"]) == 2
    for sender in senders:
        await asyncio.wait_for(sender.wait(), 10)


async def line(process: Process) -> str:
    """The next line that a process prints."""
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
