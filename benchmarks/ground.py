"""Where a benchmark runs: a folder, a fresh database and a Redis that nobody else uses. All of it goes away again."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from cli.private_redis import PrivateRedis
from domain import database, redis, secrets
from domain.settings import PREFIX, Settings
from tests.databases import drop_database, make_database

KEY = "a key for benchmarks, long enough for all of them"
PUBLIC_URL = "https://fans.example"


@dataclass(frozen=True)
class Ground:
    """What a benchmark and the processes it starts share."""

    folder: Path
    database_url: str
    redis_url: str

    @property
    def database(self) -> str:
        """Its name in a figure."""
        return "sqlite" if self.database_url.startswith("sqlite") else "postgresql"

    def environment(self, port: int) -> dict[str, str]:
        """What a process is told that is to listen on this port."""
        own = {
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "DATA_DIR": str(self.folder / "var"),
            "PORT": str(port),
            "PUBLIC_URL": PUBLIC_URL,
            "WECHAT_API_URL": "http://127.0.0.1:9",  # nobody: a benchmark never calls WeChat
            "SECRET_KEY": KEY,
            "ENV": "production",
            "TRUSTED_DOCUMENTS": "off",  # what is measured is text of our own, and the same text by its id
        }
        others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        return others | {PREFIX + name: value for name, value in own.items()}

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """The house opened in this process, to make rows in it or to ask it directly."""
        secrets.use(KEY)
        await database.open_database(self.database_url)
        redis.use(self.redis_url)
        try:
            yield
        finally:
            await redis.close()
            await database.close_database()


@asynccontextmanager
async def fresh(settings: Settings) -> AsyncIterator[Ground]:
    """A ground beside what the settings name: the named database and Redis keep what they have."""
    with TemporaryDirectory(prefix="fandesk-bench-", dir=_folder_of(settings)) as made:
        folder = Path(made)
        async with _fresh_redis(settings, folder) as redis_url, _fresh_database(settings, folder) as database_url:
            await database.migrate(database_url)
            yield Ground(folder, database_url, redis_url)


def _folder_of(settings: Settings) -> Path | None:
    """Beside the SQLite file that was named, so that it is that disk which is measured; else the system's choice."""
    if settings.database_url is None or not settings.database.startswith("sqlite"):
        return None
    folder = Path(unquote(settings.database.removeprefix("sqlite://"))).resolve().parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@asynccontextmanager
async def _fresh_database(settings: Settings, folder: Path) -> AsyncIterator[str]:
    if settings.database.startswith("sqlite"):
        yield f"sqlite://{folder}/bench.sqlite3"
        return
    server, name = settings.database.replace("asyncpg://", "postgres://", 1), f"fandesk_bench_{os.getpid()}"
    url = await make_database(server, name)
    try:
        yield url
    finally:
        await drop_database(server, name)


@asynccontextmanager
async def _fresh_redis(settings: Settings, folder: Path) -> AsyncIterator[str]:
    if settings.redis_url is None:
        private = PrivateRedis(folder / "redis")
        await private.start()
        try:
            yield private.url
        finally:
            await private.stop()
        return
    url = await _empty_part(settings.redis_url.get_secret_value())
    try:
        yield url
    finally:
        client = redis.connect(url)
        await client.flushdb()
        await client.aclose(close_connection_pool=True)


async def _empty_part(url: str) -> str:
    """The last of the Redis's numbered databases that holds nothing."""
    parts = urlsplit(url)
    for number in range(15, -1, -1):
        part = parts._replace(query=f"db={number}") if parts.scheme == "unix" else parts._replace(path=f"/{number}")
        client = redis.connect(part.geturl())
        is_empty = await client.dbsize() == 0
        await client.aclose(close_connection_pool=True)
        if is_empty:
            return part.geturl()
    raise SystemExit("No database of the Redis that FANDESK_REDIS_URL names is empty, and a benchmark wants its own.")
