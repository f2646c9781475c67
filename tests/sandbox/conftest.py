from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import httpx2
import pytest
from playwright.async_api import Browser, async_playwright

from sandbox.app import build
from sandbox.clock import Clock
from sandbox.serving import BoxServer
from sandbox.world import World
from tests.sandbox.browsing import CHROMIUM
from tests.sandbox.driving import Driver
from tests.sandbox.shop import Shop, listening, open_shop

NOON = 1_790_136_000.0  # 2026-09-23 12:00 in Beijing


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """The box stands alone: its tests need neither database nor Redis."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.plain)


def a_world() -> World:
    """Nothing in it, at noon, the clock standing still, WeChat repeating itself at once."""
    world = World(seed=7, clock=Clock(frozen_at=NOON))
    world.settings.spacing = 0.0
    return world


@pytest.fixture
async def box() -> AsyncIterator[Driver]:
    """A box that is spoken to in-process."""
    app = build(a_world())
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://box") as client,
    ):
        yield Driver(app, client)


@pytest.fixture
async def served_box() -> AsyncIterator[Driver]:
    """A box on a port, where connections can be cut."""
    app = build(a_world())
    async with listening(BoxServer(app, 0)) as address, httpx2.AsyncClient(base_url=address, timeout=10) as client:
        yield Driver(app, client)


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    """The server of an account."""
    async with open_shop() as shop:
        yield shop


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()
