import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from domain import database
from domain.settings import PREFIX
from tests.databases import drop_database, make_database
from tests.processes.clients import Box, Client
from tests.processes.running import Running, furnish, running

House = tuple[Running, Box]

_number = count(1)


@pytest.fixture(scope="module")
def redis_for_house(worker_number: int) -> str | None:
    """The Redis that the tests were given, else none: `up` then starts its own."""
    given = os.environ.get(f"{PREFIX}TEST_REDIS_URL")
    # Numbers 12 and up: the tests inside this process have 10 and 11.
    return f"{given.rstrip('/')}/{12 + worker_number}" if given else None


@pytest.fixture(scope="session")
def tables_on_server(worker_number: int) -> Iterator[str | None]:
    """The name of a PostgreSQL database with today's tables, to be copied; None where the tests have no server."""
    server, name = os.environ.get(f"{PREFIX}TEST_DATABASE_URL"), f"fandesk_tables_{worker_number}"
    if server is None:
        yield None
        return
    asyncio.run(database.migrate(asyncio.run(make_database(server, name))))
    yield name
    asyncio.run(drop_database(server, name))


@pytest.fixture(scope="module")
def house_settings() -> dict[str, str]:
    """What else a file's house is told."""
    return {}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house_and_box(
    tmp_path_factory: pytest.TempPathFactory,
    worker_number: int,
    redis_for_house: str | None,
    house_settings: dict[str, str],
    tables: Path,
    tables_on_server: str | None,
) -> AsyncIterator[House]:
    """Real processes, started once a file: `up` on SQLite, or web and worker on PostgreSQL."""
    folder: Path = tmp_path_factory.mktemp("house")
    server = os.environ.get(f"{PREFIX}TEST_DATABASE_URL")
    if server is None or tables_on_server is None:
        furnish(folder, tables)
        async with running(folder, None, redis_for_house, house_settings) as started:
            yield started
        return
    name = f"fandesk_processes_{worker_number}"
    database_url = await make_database(server, name, like=tables_on_server)
    async with running(folder, database_url, redis_for_house, house_settings) as started:
        yield started
    await drop_database(server, name)


@pytest.fixture
def house(house_and_box: House) -> Running:
    """The processes."""
    return house_and_box[0]


@pytest.fixture
def box(house_and_box: House) -> Box:
    """WeChat in a box."""
    return house_and_box[1]


@pytest_asyncio.fixture(loop_scope="module")
async def owner(house: Running) -> Client:
    """The owner of a workspace of this test's own, signed in."""
    return await house.owner(f"Teahouse{next(_number)}")
