"""A real database and a real Redis for every test, made once a process and emptied between tests."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from tortoise import context
from tortoise.context import TortoiseContext, require_context

from cli.private_redis import PrivateRedis
from domain import database, gate, logs, redis, secrets
from domain.assets import folder as assets_folder
from domain.media import folder as media_folder
from domain.settings import PREFIX
from tests.databases import drop_database, make_database
from tests.fakes import FakeGate

KEY = "a key for tests, long enough for all of them"


def pytest_configure(config: pytest.Config) -> None:
    """Nothing of the machine's own FANDESK_ settings reaches a test, but the two that choose its services."""
    for name in list(os.environ):
        if name.startswith(PREFIX) and not name.startswith(f"{PREFIX}TEST_"):
            del os.environ[name]
    logs.configure(json=True)


@pytest.hookimpl(trylast=True)  # a room may mark its tests first
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On services from outside only what uses them is run: all else would be the same again."""
    if f"{PREFIX}TEST_DATABASE_URL" not in os.environ:
        return
    same = [item for item in items if item.get_closest_marker("embedded") or _is_plain(item)]
    config.hook.pytest_deselected(items=same)
    items[:] = [item for item in items if item not in set(same)]


def _is_plain(item: pytest.Item) -> bool:
    # Who opens the house by itself has the mark, too, so that nobody does so before; but it asks for the database.
    return item.get_closest_marker("plain") is not None and "database_url" not in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def worker_number(request: pytest.FixtureRequest) -> int:
    """Which of xdist's processes this is; each has a database and a Redis of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    return int(worker.removeprefix("gw"))


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A short folder for sockets and files of this process."""
    with tempfile.TemporaryDirectory(prefix="fandesk-test-") as made:
        yield Path(made)


@pytest.fixture(scope="session")
def database_url(folder: Path, worker_number: int) -> Iterator[str]:
    """A migrated database: on the server that FANDESK_TEST_DATABASE_URL names, else SQLite."""
    outside = os.environ.get(f"{PREFIX}TEST_DATABASE_URL")
    if outside is None:
        url = f"sqlite://{folder}/test.sqlite3"
        asyncio.run(database.migrate(url))
        yield url
        return
    url = asyncio.run(make_database(outside, f"fandesk_test_{worker_number}"))
    asyncio.run(database.migrate(url))
    yield url
    asyncio.run(drop_database(outside, f"fandesk_test_{worker_number}"))


@pytest.fixture(scope="session")
def tables(folder: Path) -> Path:
    """A SQLite file with today's tables and nothing in them, to be copied: making them takes seconds."""
    file = folder / "tables.sqlite3"
    asyncio.run(database.migrate(f"sqlite://{file}"))
    return file


@pytest.fixture(scope="session")
def redis_url(folder: Path, worker_number: int) -> Iterator[str]:
    """A Redis: the one that FANDESK_TEST_REDIS_URL names, else a private one."""
    outside = os.environ.get(f"{PREFIX}TEST_REDIS_URL")
    if outside is not None:
        # Numbers 10 and up: whoever shares this Redis is likely to use the first.
        yield f"{outside.rstrip('/')}/{10 + worker_number}"
        return
    with asyncio.Runner() as runner:
        private = PrivateRedis(folder / "redis")
        runner.run(private.start())
        yield private.url
        runner.run(private.stop())


@pytest.fixture
def services(request: pytest.FixtureRequest) -> tuple[str, str] | None:
    """Database and Redis; None for tests that need none, or start processes with their own."""
    if any(request.node.get_closest_marker(name) for name in ("processes", "plain")):
        return None
    return request.getfixturevalue("database_url"), request.getfixturevalue("redis_url")


@pytest_asyncio.fixture(autouse=True)
async def house(services: tuple[str, str] | None, folder: Path) -> AsyncIterator[None]:
    """The open house, empty."""
    secrets.use(KEY)
    media_folder.use(folder / "media")
    assets_folder.use(folder / "assets")
    if services is None:
        yield
        return
    opened = await _open(services[0])
    await empty()
    client = redis.use(services[1])
    await client.flushdb()
    yield
    await redis.close()
    await _close(opened)


_opened: TortoiseContext | None = None


async def _open(url: str) -> TortoiseContext:
    """The database, whose models Tortoise reads once a process: that takes longer than most tests."""
    global _opened
    if _opened is not None and _opened._connections is not None:
        context.set_global_context(_opened)
        return _opened
    await database.open_database(url)
    _opened = require_context()
    return _opened


async def _close(opened: TortoiseContext) -> None:
    if context._global_context is not opened:  # the test has closed the house by itself, or opened another
        await database.close_database()
        return
    # Out of reach first: whoever asks while it closes would open another connection, which nobody closes.
    context._global_context = None
    # Connections belong to a test's event loop; what Tortoise knows of the models does not.
    await opened.connections.close_all()


@pytest.fixture(autouse=True)
def wechat() -> FakeGate:
    """The gate to a WeChat that takes everything."""
    fake = FakeGate()
    gate.use(fake)  # type: ignore[arg-type]
    return fake


@pytest_asyncio.fixture
async def no_redis(house: None) -> None:
    """Redis is away."""
    await redis.close()
    redis.use("unix:///nowhere/redis.sock")


async def empty() -> None:
    """No rows in any table."""
    tables = ["search_entry", *(model._meta.db_table for model in database.models())]
    # Deleted with the foreign keys asleep, in any order: TRUNCATE takes PostgreSQL a tenth of a second a test.
    asleep, awake = (
        (
            "SET session_replication_role = replica; SET synchronous_commit = off",
            "SET session_replication_role = DEFAULT",
        )
        if database.is_postgres()
        # One transaction for all: SQLite else makes one, on the disk, of each.
        else ("PRAGMA foreign_keys = OFF; BEGIN", "COMMIT; PRAGMA foreign_keys = ON")
    )
    deletes = "; ".join(f"DELETE FROM {table}" for table in tables)
    await database.connection().execute_script(f"{asleep}; {deletes}; {awake}")
