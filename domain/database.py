"""The database, which is the only truth: PostgreSQL or SQLite, opened once a process."""

import pkgutil
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

import asyncpg
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection
from tortoise.exceptions import DBConnectionError, OperationalError
from tortoise.migrations.api import migrate as run_migrations
from tortoise.models import Model

import migrations

MODELS = [
    "domain.live",
    "domain.idempotency",
    "domain.audit",
    "domain.agents.models",
    "domain.platform.models",
    "domain.accounts.models",
    "domain.teams.models",
    "domain.schedules.models",
    "domain.fans.models",
    "domain.tags.models",
    "domain.timeline.models",
    "domain.conversations.models",
    "domain.assignments.models",
    "domain.labels.models",
    "domain.notes.models",
    "domain.windows.models",
    "domain.assets.models",
    "domain.canned.models",
    "domain.media.models",
    "domain.followers.models",
    "domain.sends.models",
    "domain.callbacks.models",
    "domain.notifications.models",
]

# Any one key serves, as long as nothing else of ours takes it: two processes that migrate at once wait for each other.
_MIGRATION_LOCK = 7_261_946

# Columns that end in `_id` by WeChat's naming, and are no UUIDs.
_NOT_OURS = frozenset({"app_id", "a_app_id", "original_id", "a_original_id"})

_UNREACHABLE = (
    OSError,
    TimeoutError,
    DBConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
)

Row = dict[str, Any]


class NoDatabase(Exception):
    """The database does not answer, or does not let us in; `str()` says what it said."""


def tortoise_config(url: str, *, patient: bool = False) -> dict[str, Any]:
    """What Tortoise and its `makemigrations` want to know. `patient`: statements may take as long as they need."""
    return {
        "connections": {"default": _connection(url, patient=patient)},
        "apps": {"models": {"models": MODELS, "default_connection": "default", "migrations": "migrations"}},
        "use_tz": True,
        "timezone": "UTC",
    }


async def open_database(url: str) -> None:
    """Make this the process's database. It connects when it is first used."""
    if _is_sqlite(url):
        _make_folder(url)
    # Without the fallback the connection would be seen by this task alone, and not by requests.
    await Tortoise.init(config=tortoise_config(url), _enable_global_fallback=True)


async def close_database() -> None:
    """Give the connections back."""
    await Tortoise.close_connections()


async def migrate(url: str) -> None:
    """Bring the tables to today's shape; a second process that migrates at the same time waits. Raises NoDatabase."""
    try:
        await open_database(url)
        # Looked for first: going through all migrations takes seconds, also where there is nothing to do.
        if await missing_migrations():
            await close_database()
            await (run_migrations(config=tortoise_config(url)) if _is_sqlite(url) else _migrate_alone(url))
    except _UNREACHABLE as error:
        raise NoDatabase(str(error)) from None
    finally:
        await close_database()


async def missing_migrations() -> list[str]:
    """Migrations that this database has not seen; `migrate` applies them. Raises NoDatabase."""
    wanted = {name for _, name, is_package in pkgutil.iter_modules(migrations.__path__) if not is_package}
    try:
        applied = {row["name"] for row in await rows("SELECT name FROM tortoise_migrations")}
    except OperationalError:  # not even the table that lists them
        applied = set()
    except _UNREACHABLE as error:
        raise NoDatabase(str(error)) from None
    return sorted(wanted - applied)


async def is_alive() -> bool:
    """Does the database answer?"""
    await rows("SELECT 1 AS one")
    return True


def models() -> list[type[Model]]:
    """Every kind of row there is."""
    return list(Tortoise.apps.get_models_iterable()) if Tortoise.apps else []


def for_update() -> str:
    """What makes a SELECT lock its rows; SQLite has one writer at a time and knows no such words."""
    return "FOR UPDATE" if is_postgres() else ""


def is_postgres() -> bool:
    """True on PostgreSQL, False on SQLite, which has one process and one writer."""
    return connection().capabilities.dialect == "postgres"


def connection() -> BaseDBAsyncClient:
    """The connection of the current transaction, else the process's."""
    return get_connection("default")


class Where:
    """Conditions joined by AND, each with `{}` where a value goes."""

    def __init__(self, condition: str, *values: object) -> None:
        self._conditions: list[str] = []
        self.values: list[object] = []
        self.add(condition, *values)

    def add(self, condition: str, *values: object) -> None:
        """One more condition that must hold."""
        self._conditions.append(self.written(condition, *values))

    def written(self, condition: str, *values: object) -> str:
        """The condition with the numbers of its values, which are kept; nobody asks for it yet."""
        first = len(self.values) + 1
        self.values += values
        return condition.format(*(f"${first + n}" for n in range(len(values))))

    def among(self, column: str, wanted: Sequence[object] | None) -> None:
        """The column is one of these; None asks nothing, and of nothing there is none."""
        if wanted is not None:
            self.add(f"{column} IN ({', '.join('{}' for _ in wanted)})" if wanted else "1 = 0", *wanted)

    def __str__(self) -> str:
        return " AND ".join(self._conditions)


async def rows(sql: str, *values: object) -> list[Row]:
    """Rows of one statement written with $1, $2 …, alike on both databases.

    By our naming, `id` and `…_id` come as UUIDs, `…_at` as datetimes in UTC and `is_…` as booleans; a column that is
    selected with a prefix (`f_is_following`) keeps its ending.
    """
    if is_postgres():
        return await connection().execute_query_dict(sql, list(values))
    plain = [_to_sqlite(value) for value in values]
    found = await connection().execute_query_dict(_numbered(sql), plain)
    readers = [(name, read) for name in found[0] if (read := _reader(name))] if found else []
    for row in found:
        for name, read in readers:
            if row[name] is not None:
                row[name] = read(row[name])
    return found


def places(how_many: int, columns: int) -> str:
    """The `($1, $2), ($3, $4)` of an INSERT of that many rows."""
    numbers = (f"${n}" for n in range(1, how_many * columns + 1))
    return ", ".join(f"({', '.join(islice(numbers, columns))})" for _ in range(how_many))


async def _migrate_alone(url: str) -> None:
    lock = await asyncpg.connect(**_where(url), timeout=5)
    try:
        await lock.execute(f"SELECT pg_advisory_lock({_MIGRATION_LOCK})")
        await run_migrations(config=tortoise_config(url, patient=True))
    finally:
        await lock.close()


def _is_sqlite(url: str) -> bool:
    return urlsplit(url).scheme == "sqlite"


def _make_folder(url: str) -> None:
    Path(_sqlite_path(url)).parent.mkdir(parents=True, exist_ok=True)


def _connection(url: str, *, patient: bool) -> dict[str, Any]:
    if _is_sqlite(url):
        file = {"file_path": _sqlite_path(url), "busy_timeout": 5000, "journal_size_limit": 67_108_864}
        return {"engine": "domain.sqlite", "credentials": file}
    # Our statements are short: compiling them to machine code costs more than it gives.
    pool = {"minsize": 1, "maxsize": 16, "timeout": 5, "application_name": "fandesk", "server_settings": {"jit": "off"}}
    if not patient:
        bounds = {"statement_timeout": "5000", "idle_in_transaction_session_timeout": "15000"}
        pool |= {"command_timeout": 15, "server_settings": {"jit": "off", **bounds}}
    return {"engine": "tortoise.backends.asyncpg", "credentials": _where(url) | pool}


def _where(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    sslmode = parse_qs(parts.query).get("sslmode")
    where = {
        "host": parts.hostname,
        "port": parts.port or 5432,
        "user": unquote(parts.username or "postgres"),
        "password": unquote(parts.password) if parts.password else None,
        "database": unquote(parts.path.lstrip("/")),
    }
    return where | ({"ssl": sslmode[0]} if sslmode else {})


def _sqlite_path(url: str) -> str:
    return unquote(url.removeprefix("sqlite://"))


@lru_cache(maxsize=1024)
def _numbered(sql: str) -> str:
    return re.sub(r"\$(\d+)", r"?\1", sql)


def _to_sqlite(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    return value.astimezone(UTC).isoformat(" ") if isinstance(value, datetime) else value


@lru_cache(maxsize=1024)
def _reader(name: str) -> Callable[[Any], Any] | None:
    """What makes a column's value of what SQLite keeps; None where that is the value."""
    if name == "id" or (name.endswith("_id") and name not in _NOT_OURS):
        return UUID
    if name.endswith("_at"):
        return datetime.fromisoformat
    return bool if name.startswith("is_") or "_is_" in name else None
