"""Servers as processes of their own, each on the core that serves; the load comes from another."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.ground import Ground

ROOT = Path(__file__).parent.parent
PYTHON = Path(sys.executable)
FANDESK = PYTHON.with_name("fandesk")
PATIENCE = 20.0


@dataclass(frozen=True)
class Server:
    """A process that listens."""

    name: str
    port: int
    process: Process

    def cpu_seconds(self) -> float:
        """The processor time it has used so far."""
        used = psutil.Process(self.process.pid).cpu_times()
        return float(used.user + used.system)

    def resident_bytes(self) -> int:
        """The memory it holds."""
        return int(psutil.Process(self.process.pid).memory_info().rss)


def cores() -> tuple[int | None, int | None]:
    """The core that serves and the one that loads; None where the system does not let us choose, or has one only."""
    if not hasattr(os, "sched_getaffinity"):
        return None, None
    mine = sorted(os.sched_getaffinity(0))
    return (mine[0], mine[-1]) if len(mine) > 1 else (None, None)


@contextmanager
def only_on(core: int | None) -> Iterator[None]:
    """Keep this process, and every process it starts meanwhile, on one core."""
    if core is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@asynccontextmanager
async def serving(ground: Ground, *names: str) -> AsyncIterator[list[Server]]:
    """These servers of benchmarks/serve.py, all on the core that serves, and this process on the one that loads."""
    serves, loads = cores()
    async with AsyncExitStack() as all_of_them:
        with only_on(serves):
            servers = [
                await all_of_them.enter_async_context(started(ground, name, PYTHON, "-m", "benchmarks.serve", name))
                for name in names
            ]
        with only_on(loads):
            yield servers


@asynccontextmanager
async def started(ground: Ground, name: str, *command: Path | str, listens: bool = True) -> AsyncIterator[Server]:
    """A process, once it listens; it ends with the block. What it complains of is seen where our progress is."""
    port = _free_port()
    process = await asyncio.create_subprocess_exec(
        *command, env=ground.environment(port), stdin=DEVNULL, stdout=DEVNULL, cwd=ROOT
    )
    try:
        if listens:
            await _until_it_listens(name, process, port)
        yield Server(name, port, process)
    finally:
        await _end(process)


async def _until_it_listens(name: str, process: Process, port: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while process.returncode is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return
    raise SystemExit(f"The server {name} ended at once.")


async def _end(process: Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), 8)
    except TimeoutError:
        process.kill()
        await process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
