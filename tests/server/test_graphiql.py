"""GraphiQL: for browsers in development, from this server's own files."""

import re
from pathlib import Path

import httpx2
import pytest

from domain.hub import Hub
from server import graphiql
from server.app import build
from server.state import House

pytestmark = pytest.mark.plain
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
OWN_FILES = [file for file in graphiql.ASSETS.iterdir() if file.suffix in (".html", ".js", ".css")]


async def test_a_browser_gets_the_page_in_development():
    page = await get("/graphql", accept=BROWSER)

    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "/graphiql/sign-in.js" in page.text


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/graphql-response+json"])
async def test_a_client_gets_no_page(accept):
    assert (await get("/graphql", accept=accept)).status_code == 405


async def test_in_production_there_is_neither_page_nor_file():
    page = await get("/graphql", accept=BROWSER, is_production=True)
    file = await get("/graphiql/session.js", is_production=True)

    assert (page.status_code, file.status_code) == (405, 404)


async def test_without_node_the_page_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr(graphiql, "INSTALLED", tmp_path / "not-there")

    page = await get("/graphql", accept=BROWSER)

    assert "make setup" in page.text


async def test_the_browser_may_load_nothing_from_elsewhere():
    policy = (await get("/graphql", accept=BROWSER)).headers["content-security-policy"]

    sources = {source for rule in policy.split("; ") for source in rule.split()[1:]}
    assert policy.startswith("default-src 'none'")
    assert sources == {"'none'", "'self'", "'unsafe-inline'", "data:"}


@pytest.mark.parametrize("file", OWN_FILES, ids=lambda file: file.name)
def test_no_file_names_another_host(file: Path):
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", file.read_text()) == []


@pytest.mark.parametrize("name", ["graphiql.html", "no-graphiql.html"])
async def test_what_a_page_loads_is_there(name):
    loaded = re.findall(r'(?:src|href)="(/[^"]+)"', (graphiql.ASSETS / name).read_text())

    if not graphiql.INSTALLED.is_dir():
        loaded = [path for path in loaded if "node_modules" not in path]
    assert {path: (await get(path)).status_code for path in loaded} == dict.fromkeys(loaded, 200)


def test_the_lock_pins_by_hash_and_names_no_index():
    lock = (graphiql.ASSETS / "package-lock.json").read_text()

    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')
    assert '"resolved"' not in lock


async def get(path: str, *, accept: str = "*/*", is_production: bool = False) -> httpx2.Response:
    app = build(House(Hub(), "http://fandesk", is_production))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://fandesk") as client:
        return await client.get(path, headers={"accept": accept})
