"""`fandesk up` as a newcomer runs it: starts, says where to go, stops when told."""

import asyncio
import re
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio
from redis.asyncio import Redis
from redis.exceptions import RedisError

from tests.processes.running import Running, furnish, until

pytestmark = [pytest.mark.processes, pytest.mark.embedded]


@pytest_asyncio.fixture
async def house(tmp_path: Path, tables: Path):
    """A data folder of its own; what a test leaves running ends with it."""
    furnish(tmp_path, tables)
    house = Running(tmp_path, database_url=None, redis_url=None)
    yield house
    await house.end_all()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
async def test_it_stops_cleanly_within_five_seconds(house, how):
    await house.start("up")
    began = time.monotonic()

    exit_code = await house.end("up", how)

    assert exit_code == 0
    assert time.monotonic() - began < 5
    assert not (house.folder / "var" / "redis" / "redis.sock").exists(), "its Redis ended too"


async def test_it_stops_in_time_whatever_is_under_way(house):
    await house.start("up")
    _, half_sent = await asyncio.open_connection("127.0.0.1", house.port)
    half_sent.write(
        b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
    )
    await half_sent.drain()
    began = time.monotonic()

    assert await house.stop("up") == 0
    assert time.monotonic() - began < 5
    half_sent.close()


async def test_stopped_while_it_starts_it_leaves_nothing_behind(house):
    up = await house.launch("up")
    socket = house.folder / "var" / "redis" / "redis.sock"

    async def is_listening() -> bool:
        return socket.exists()

    await until(is_listening)

    up.terminate()
    await up.wait()
    house.processes.clear()

    assert not socket.exists()


async def test_a_database_that_does_not_answer_is_said_in_a_sentence(house):
    nowhere = "postgres://nobody@127.0.0.1:1/nothing"
    for command in ("migrate", "up"):
        complaint = await house.complaint(command, FANDESK_DATABASE_URL=nowhere)
        assert "The database does not answer" in complaint
        assert "Traceback" not in complaint


async def test_an_empty_key_is_no_key(house):
    (house.folder / "var" / "secret.key").touch()

    assert "holds no key" in await house.complaint("up")


async def test_its_key_is_made_once_and_for_its_owner_only(house):
    await house.start("up")
    key = house.folder / "var" / "secret.key"
    made = key.read_text()
    await house.stop("up")

    await house.start("up")

    assert key.read_text() == made
    assert key.stat().st_mode & 0o077 == 0


async def test_a_second_one_on_the_same_folder_is_refused_with_a_sentence(house):
    await house.start("up")

    assert "Another `fandesk up` runs on" in await house.complaint("up")


async def test_a_taken_port_is_named(house):
    async with await asyncio.start_server(lambda *_: None, "127.0.0.1", house.port):
        assert "set FANDESK_PORT to a free port" in await house.complaint("up")


async def test_web_and_worker_apart_want_postgresql(house):
    assert "SQLite takes one process" in await house.complaint("web")
    assert "SQLite takes one process" in await house.complaint("worker")


async def test_a_wrong_setting_stops_the_start(house):
    assert "FANDESK_ENV cannot be used" in await house.complaint("up", FANDESK_ENV="staging")


async def test_a_redis_that_dies_is_started_again(house):
    await house.start("up")
    async with Redis(unix_socket_path=str(house.folder / "var" / "redis" / "redis.sock")) as redis:
        with suppress(RedisError):
            await redis.shutdown(nosave=True)

    await house.wait_for(house.url + "/readyz", "up", status=503)
    await house.wait_for(house.url + "/readyz", "up")


async def test_the_operator_makes_agents_and_looks_at_callbacks(house):
    made = await house.run(
        "agent",
        "create",
        "--workspace",
        "Tea",
        "--email",
        "mei@example.com",
        "--name",
        "Mei",
        "--role",
        "OWNER",
        given="correct horse\n",
    )

    assert re.fullmatch(r"agt_[0-9a-f]{32}", made)
    assert await house.run("callbacks", "--dead") == "Nothing waits, and nothing is dead."
    assert await house.run("callbacks", "--replay-all") == "Dead callbacks that will be handled again: 0."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"--email": "nobody"}, "is no email address"),
        ({"--name": " "}, "takes 1 to 64 characters"),
        ({"given": "short\n"}, "takes 8 to 1024 characters"),
        ({"given": ""}, "The password is read from standard input"),
    ],
)
async def test_an_agent_that_cannot_be_made_is_explained(house, change, sentence):
    asked = {"--workspace": "Tea", "--email": "mei@example.com", "--name": "Mei", "given": "correct horse\n"} | change
    given = asked.pop("given")

    complaint = await house.complaint(
        "agent", "create", *(word for pair in asked.items() for word in pair), given=given
    )

    assert sentence in complaint
    assert "Traceback" not in complaint
