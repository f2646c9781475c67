"""The processes: web, worker, sandbox, and `up`, which is all of them in one event loop."""

import asyncio
import fcntl
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import uvicorn

from cli.house import CannotStart, demand_postgres, open_house, outside_redis
from domain.hub import Hub
from domain.settings import Settings
from server.app import build
from server.sockets import LARGEST_FRAME
from server.state import House
from server.trusted import BrokenManifest, TrustedDocuments
from workers.main import work


class Server(uvicorn.Server):
    """uvicorn that leaves signals to us: it shares the event loop with the worker."""

    def capture_signals(self) -> Any:
        """Ours are caught in `until_stopped`."""
        return nullcontext()


async def run_web(settings: Settings) -> None:
    """The API and the WeChat callbacks; any number of these may run."""
    demand_postgres(settings)
    async with open_house(settings, outside_redis(settings)):
        await until_stopped(lambda: serve(web_app(settings), settings.host, settings.port, "FANDESK_PORT"))


async def run_worker(settings: Settings) -> None:
    """What happens behind the API; any number of these may run."""
    demand_postgres(settings)
    redis_url = outside_redis(settings)
    async with open_house(settings, redis_url):
        await until_stopped(lambda: work(redis_url))


def web_app(settings: Settings) -> Any:
    """The porch over the opened house. Raises CannotStart where the trusted documents are broken."""
    try:
        documents = TrustedDocuments.load(only=settings.takes_trusted_only)
    except BrokenManifest as reason:
        raise CannotStart(str(reason)) from None
    return build(House(Hub(), settings.callback_base, settings.is_production, documents=documents))


async def serve(app: Any, host: str, port: int, variable: str, *, on_stop: Callable[[], object] = lambda: None) -> None:
    """Serve until cancelled, then let requests under way finish for two seconds. Raises CannotStart on a taken port."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,  # events are small; compressing them would hold 45 KiB a socket
        ws_ping_interval=20,
        ws_ping_timeout=20,
        limit_concurrency=2000,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=30,
        server_header=False,
    )
    server = Server(config)
    with _listening(host, port, variable) as listener:
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            on_stop()
            server.should_exit = True
            await serving
            raise


def stop_on_signals() -> None:
    """Until `until_stopped` takes over, a signal cancels what is starting, and what it has started ends with it."""
    starting = asyncio.current_task()
    assert starting is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, starting.cancel)


async def until_stopped(*jobs: Callable[[], Awaitable[None]]) -> None:
    """Run jobs side by side until SIGINT or SIGTERM, or until one of them fails."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    tasks = [asyncio.ensure_future(job()) for job in jobs]
    waiting = asyncio.create_task(stopped.wait())
    done, _ = await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for task in (waiting, *tasks):
        task.cancel()
    await asyncio.wait([waiting, *tasks], timeout=4)
    for task in done - {waiting}:
        task.result()


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """SQLite takes one process: hold the data folder. Raises CannotStart where another `up` has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(
                f"Another `fandesk up` runs on {folder}. Stop it, or set FANDESK_DATA_DIR and FANDESK_PORT."
            ) from None
        yield


@contextmanager
def _listening(host: str, port: int, variable: str) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Cannot listen on {host}:{port} ({os.strerror(error.errno or 0)}): set {variable} to a free port."
            ) from None
        yield listener
