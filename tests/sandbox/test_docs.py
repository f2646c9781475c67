"""docs/sandbox.md, followed word by word: every command in it is run, and the test file in it passes."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse, Response

from sandbox import xml
from sandbox.control.chaos import ACTS
from tests.processes.running import free_port
from tests.sandbox.shop import Received, Shop, a_reply

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/sandbox.md").read_text()
BIN = Path(sys.executable).parent


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)


async def greet(received: Received) -> Response:
    """The server of the page's shop says hi to everything."""
    fields = xml.read(received.body)
    return PlainTextResponse(a_reply(fields["FromUserName"], "hi", FromUserName=fields["ToUserName"]))


@asynccontextmanager
async def running_box(command: str, port: int) -> AsyncIterator[None]:
    """The page's first command, on a port that is free."""
    box = await asyncio.create_subprocess_exec(
        BIN / Path(command.split()[0]).name,
        *command.split()[1:],
        cwd=ROOT,
        env={**os.environ, "FANDESK_SANDBOX_PORT": str(port)},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        box.send_signal(signal.SIGTERM)
        await asyncio.wait_for(box.wait(), 10)


async def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """A command that must succeed; what it prints."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=cwd, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, said.decode()
    return said.decode()


@pytest.mark.processes
async def test_the_page_does_what_it_says(shop: Shop, tmp_path: Path) -> None:
    shop.answers.extend([greet] * 100)
    port = free_port()

    def at_home(text: str) -> str:
        return re.sub(r"(localhost|127\.0\.0\.1):8100", f"127.0.0.1:{port}", text).replace(
            "http://127.0.0.1:9000/wechat", shop.url
        )

    start, *scripts = blocks("sh")
    async with running_box(start.strip(), port):
        said = [await run("bash", "-ec", at_home(script)) for script in scripts]
        assert '"seen":1' in said[-1]
        assert "error" not in said[-1]

        (tmp_path / "test_shop.py").write_text(at_home(blocks("python")[0]))
        options = [
            "-q",
            "-p",
            "no:cacheprovider",
            "-o",
            "asyncio_mode=auto",
            "-c",
            os.devnull,
            "--rootdir",
            str(tmp_path),
        ]
        passed = await run(sys.executable, "-m", "pytest", *options, str(tmp_path / "test_shop.py"))
        assert "3 passed" in passed


def test_the_page_names_every_act() -> None:
    named = set(re.findall(r"`([a-z-]+)`", PAGE))

    assert {act.name for act in ACTS} <= named


def test_every_picture_on_the_page_is_there() -> None:
    assert all((ROOT / "docs" / path).exists() for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", PAGE))
