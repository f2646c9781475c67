import logging
from collections.abc import AsyncIterator, Iterator
from io import StringIO

import httpx2
import pytest
import pytest_asyncio
from structlog.stdlib import ProcessorFormatter

from domain.hub import Hub
from server.app import build
from server.state import House
from tests.factories import HandClock
from tests.server.knocking import URL
from tests.server.serving import served


@pytest.fixture
def clock() -> HandClock:
    """The porch's clock."""
    return HandClock()


@pytest.fixture
def desk(clock: HandClock) -> House:
    """The rooms behind the porch; nothing in them runs by itself."""
    return House(Hub(), URL, is_production=True, clock=clock)


@pytest_asyncio.fixture
async def http(desk: House) -> AsyncIterator[httpx2.AsyncClient]:
    """The real application, called in this process; what it does not catch is raised here."""
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=build(desk)), base_url=URL) as client:
        yield client


@pytest_asyncio.fixture
async def address(clock: HandClock) -> AsyncIterator[str]:
    """Where the desk answers; its heart beats fast."""
    async with served(build(House(Hub(heartbeat=0.05), URL, is_production=True, clock=clock))) as at:
        yield at


@pytest.fixture
def logs() -> Iterator[StringIO]:
    """Everything that is logged, as it would be written."""
    written, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(next(one.formatter for one in root.handlers if isinstance(one.formatter, ProcessorFormatter)))
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)
