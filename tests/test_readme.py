"""The README is true: every command in it is run here, in another test, or by .ci/run."""

import asyncio
import json
import os
import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio

from tests.databases import drop_database, make_database
from tests.processes.clients import CONNECT, Client
from tests.processes.running import PATIENCE, Running

pytestmark = pytest.mark.processes
ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
DOCUMENTS = json.loads((ROOT / "clients" / "contract" / "documents.json").read_bytes())
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.S) for line in block.strip().splitlines()]

SHOP = {
    "appId": "wx1",
    "appSecret": "s3cret",
    "originalId": "gh_1",
    "name": "Shop",
    "kind": "SERVICE",
    "verified": True,
}
SHOP |= {"token": "token1", "encryption": "PLAINTEXT"}

# Where each command is run; what is not listed here fails the test below.
RUN_BY = {
    "make run": "test_make_run_serves_the_phone_and_the_api",
    "make test": ".ci/run",
    "FANDESK_PUBLIC_URL=https://fans.example .venv/bin/fandesk up": "test_the_address_that_wechat_is_given",
    'echo "$PASSWORD" | .venv/bin/fandesk agent create': "test_the_address_that_wechat_is_given",
    "export FANDESK_": "test_production_on_postgresql_and_redis",
    ".venv/bin/fandesk migrate": "test_production_on_postgresql_and_redis",
    ".venv/bin/fandesk web": "test_production_on_postgresql_and_redis",
    ".venv/bin/fandesk worker": "test_production_on_postgresql_and_redis",
}


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[Running]:
    """A data folder of its own; what a test leaves running ends with it."""
    house = Running(tmp_path, database_url=None, redis_url=None)
    yield house
    await house.end_all()


def test_every_command_is_run_somewhere():
    elsewhere = (ROOT / ".ci" / "run").read_text()
    for command in COMMANDS:
        where = next((where for start, where in RUN_BY.items() if command.startswith(start)), None)
        assert where is not None, f"nobody runs: {command}"
        assert where in globals() or command in elsewhere


def test_a_newcomer_needs_two_commands():
    assert [command for command in COMMANDS if command.startswith("make")] == ["make run", "make test"]


@pytest.mark.parametrize("page", ["README.md", *sorted(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md"))])
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\(((?!https?:)[^)#]+)", (ROOT / page).read_text())

    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


@pytest.mark.embedded
async def test_make_run_serves_the_phone_and_the_api(house):
    process = await asyncio.create_subprocess_exec(
        "make", "run", cwd=ROOT, env=_without_wechat_url(house), start_new_session=True
    )
    house.processes["make"] = process
    try:
        await house.wait_for(house.url + "/readyz", "make")
        await house.wait_for(house.box_url, "make")
        async with httpx2.AsyncClient() as http:
            accounts = (await http.get(f"{house.box_url}/control/accounts")).json()["accounts"]
    finally:
        del house.processes["make"]
        os.killpg(process.pid, signal.SIGINT)
        await asyncio.wait_for(process.wait(), PATIENCE)

    assert [account["kind"] for account in accounts] == ["SERVICE", "SUBSCRIPTION", "MINI_PROGRAM"]


@pytest.mark.embedded
async def test_the_address_that_wechat_is_given(house):
    command = next(command for command in COMMANDS if "agent create" in command)
    given = house.environment() | {"PASSWORD": "correct horse"}
    shell = await asyncio.create_subprocess_shell(command, cwd=ROOT, env=given, stdout=asyncio.subprocess.PIPE)
    printed, _ = await shell.communicate()
    assert printed.startswith(b"agt_")

    house.settings = {"FANDESK_PUBLIC_URL": "https://fans.example"}
    await house.start("up")
    client = Client(house.url)
    await client.sign_in("me@example.com", "correct horse")
    connected = (await client.ask(CONNECT, input=SHOP))["connectAccount"]["account"]
    await house.stop("up")

    assert connected["callbackUrl"] == f"https://fans.example/wechat/{connected['id']}"


async def test_production_on_postgresql_and_redis(tmp_path, worker_number):
    server, redis = (os.environ.get(f"FANDESK_TEST_{name}_URL") for name in ("DATABASE", "REDIS"))
    if server is None or redis is None:
        pytest.skip("FANDESK_TEST_DATABASE_URL and FANDESK_TEST_REDIS_URL name no PostgreSQL and Redis.")
    name = f"fandesk_readme_{worker_number}"
    house = Running(tmp_path, await make_database(server, name), f"{redis}/{14 + worker_number}")
    house.settings = {"FANDESK_ENV": "production", "FANDESK_SECRET_KEY": "0123456789abcdef" * 4}
    try:
        assert "run `fandesk migrate` first" in await house.complaint("web")
        await house.run("migrate")
        await house.start("web")
        await house.start("worker")
        async with httpx2.AsyncClient() as http:
            assert (await http.get(f"{house.url}/graphql", headers={"Accept": "text/html"})).status_code == 405
            text = await http.post(f"{house.url}/graphql", json={"query": "{ viewer { id } }"})
            assert text.json()["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"
            document = await http.post(f"{house.url}/graphql", json={"documentId": DOCUMENTS["Viewer"]})
            assert document.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert [await house.stop("worker"), await house.stop("web")] == [0, 0]
    finally:
        for left in list(house.processes):
            await house.kill(left)
        await drop_database(server, name)


def _without_wechat_url(house: Running) -> dict[str, str]:
    return {name: value for name, value in house.environment().items() if name != "FANDESK_WECHAT_API_URL"}
