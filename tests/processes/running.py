"""Fandesk as it really runs: processes of its own, spoken to over HTTP and WebSocket only."""

import asyncio
import os
import shutil
import signal
import socket
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import httpx2
from redis.asyncio import Redis
from redis.exceptions import RedisError

from cli.private_redis import PrivateRedis
from tests.processes.clients import Box, Client

FANDESK = Path(sys.executable).with_name("fandesk")
PASSWORD = "correct horse battery"
PATIENCE = 20.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    """Returns once it is so, which another process sees to. It is asked again and again, because a process that
    starts, or writes its log, tells nobody."""
    async with asyncio.timeout(PATIENCE):
        while not await is_so():  # noqa: ASYNC110 (a process that starts sends nobody an event)
            await asyncio.sleep(0.02)


@dataclass
class Running:
    """A house with its processes, its box, and an owner who is signed in."""

    folder: Path
    database_url: str | None  # None: SQLite, and `up` is web and worker in one
    redis_url: str | None
    port: int = field(default_factory=free_port)
    box_port: int = field(default_factory=free_port)
    processes: dict[str, Process] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)  # more of them

    @property
    def url(self) -> str:
        """Where the API is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def box_url(self) -> str:
        """Where WeChat in a box is."""
        return f"http://127.0.0.1:{self.box_port}"

    @property
    def web(self) -> str:
        """The process that serves the API and takes WeChat's pushes."""
        return "up" if self.database_url is None else "web"

    @property
    def worker(self) -> str:
        """The process that a worker's death takes along."""
        return "up" if self.database_url is None else "worker"

    async def start(self, name: str) -> None:
        """One more process; returns once it is ready."""
        await self.launch(name)
        if name == "worker":
            await self._wait_for_line(name, "looks for work")
        else:
            await self.wait_for(self.box_url + "/control" if name == "sandbox" else self.url + "/readyz", name)

    async def launch(self, name: str) -> Process:
        """One more process, not waited for."""
        with self._log_of(name).open("ab") as log:
            self.processes[name] = await asyncio.create_subprocess_exec(
                FANDESK, name, env=self.environment(), stdout=log, stderr=log, cwd=self.folder
            )
        return self.processes[name]

    async def wait_for(self, url: str, name: str, status: int = 200) -> None:
        """Returns once this address answers with this status."""
        async with httpx2.AsyncClient() as http:

            async def answers() -> bool:
                self._must_live(name)
                try:
                    return (await http.get(url)).status_code == status
                except httpx2.TransportError:
                    return False

            await until(answers)

    async def kill(self, name: str) -> None:
        """kill -9."""
        await self.end(name, signal.SIGKILL)

    async def stop(self, name: str) -> int:
        """Ask it to stop; its exit code."""
        return await self.end(name, signal.SIGTERM)

    async def run(self, *command: str, given: str = "") -> str:
        """A command of the operator; what it printed."""
        process = await asyncio.create_subprocess_exec(
            FANDESK, *command, env=self.environment(), stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=self.folder
        )
        printed, complaints = await asyncio.wait_for(process.communicate(given.encode()), PATIENCE)
        assert process.returncode == 0, complaints.decode()
        return printed.decode().strip()

    async def owner(self, workspace: str = "Teahouse") -> Client:
        """An owner, made from the command line and signed in over the API."""
        email = f"{workspace.lower()}@example.com"
        who = ["--workspace", workspace, "--email", email, "--name", "Mei", "--role", "OWNER"]
        await self.run("agent", "create", *who, given=PASSWORD + "\n")
        client = Client(self.url)
        await client.sign_in(email, PASSWORD)
        return client

    def environment(self) -> dict[str, str]:
        """What the processes are told."""
        own = {
            "FANDESK_DATA_DIR": str(self.folder / "var"),
            "FANDESK_PORT": str(self.port),
            "FANDESK_SANDBOX_PORT": str(self.box_port),
            "FANDESK_WECHAT_API_URL": self.box_url,
        }
        if self.database_url:
            own["FANDESK_DATABASE_URL"] = self.database_url
        if self.redis_url:
            own["FANDESK_REDIS_URL"] = self.redis_url
        outside = {name: value for name, value in os.environ.items() if not name.startswith("FANDESK_")}
        return outside | own | self.settings

    async def _wait_for_line(self, name: str, words: str) -> None:
        async def is_said() -> bool:
            self._must_live(name)
            return words in self._log_of(name).read_text()

        await until(is_said)

    def _must_live(self, name: str) -> None:
        assert self.processes[name].returncode is None, self._log_of(name).read_text()

    def _log_of(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    async def complaint(self, *command: str, given: str = "", **settings: str) -> str:
        """A command that does not go through; what it said."""
        process = await asyncio.create_subprocess_exec(
            FANDESK, *command, env=self.environment() | settings, stdin=PIPE, stderr=PIPE, cwd=self.folder
        )
        _, complaints = await asyncio.wait_for(process.communicate(given.encode()), PATIENCE)
        assert process.returncode == 1, complaints.decode()
        return " ".join(complaints.decode().split())

    async def let_leases_run_out(self, table: str) -> None:
        """What a dead worker had claimed, and its lock on the token, are free: as if half a minute had passed."""
        async with Redis.from_url(self.redis_url or self.private_redis) as redis:
            await redis.flushdb()
        past = datetime.now(UTC) - timedelta(seconds=1)
        if self.database_url is None:
            with sqlite3.connect(self.folder / "var" / "fandesk.sqlite3", timeout=10) as database:
                claimed = f"UPDATE {table} SET lease_until = ? WHERE lease_until IS NOT NULL"
                database.execute(claimed, [past.isoformat(" ")])
            database.close()
            return
        connection = await asyncpg.connect(self.database_url)
        await connection.execute(f"UPDATE {table} SET lease_until = $1 WHERE lease_until IS NOT NULL", past)
        await connection.close()

    @property
    def private_redis(self) -> str:
        """Where the Redis listens that `up` has started for itself."""
        return PrivateRedis(self.folder / "var" / "redis").url

    async def end(self, name: str, how: signal.Signals) -> int:
        """Send it a signal; its exit code."""
        process = self.processes.pop(name)
        process.send_signal(how)
        return await asyncio.wait_for(process.wait(), PATIENCE)

    async def end_all(self) -> None:
        """Kill what still runs, and end the Redis that an `up` which was killed has left behind."""
        for name in list(self.processes):
            await self.kill(name)
        async with Redis.from_url(self.private_redis) as redis:
            with suppress(RedisError):  # there is none, or it hangs up while it goes
                await redis.shutdown(nosave=True)


def furnish(folder: Path, tables: Path) -> None:
    """Give a house that will be in this folder its database, so that it need not make one."""
    (folder / "var").mkdir()
    shutil.copy(tables, folder / "var" / "fandesk.sqlite3")


@asynccontextmanager
async def running(
    folder: Path, database_url: str | None, redis_url: str | None, settings: dict[str, str]
) -> AsyncIterator[tuple[Running, Box]]:
    """A house that is up, with a box beside it; everything that was started ends with it."""
    house = Running(folder, database_url, redis_url, settings=settings)
    try:
        await asyncio.gather(house.start("sandbox"), _start_house(house))
        async with Box(house.box_url) as box:
            yield house, box
    finally:
        await house.end_all()


async def _start_house(house: Running) -> None:
    if house.database_url is None:
        await house.start("up")
        return
    await house.run("migrate")
    await asyncio.gather(house.start("web"), house.start("worker"))
