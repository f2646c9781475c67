"""A database of an earlier version, with rows in every table, becomes one of today and keeps what it had."""

import os
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from tortoise.migrations.api import migrate as run_migrations
from tortoise.transactions import in_transaction

from domain import database
from domain.agents.models import Agent, Availability, Sees
from domain.conversations.models import Conversation
from domain.conversations.reading import InboxFilter
from domain.database import Row
from domain.paging import PageRequest
from domain.settings import PREFIX
from domain.viewer import Viewer
from tests.databases import drop_database, make_database

pytestmark = pytest.mark.plain

LANDED = "models.0003_search"  # what companies have today
# A row's number is in all that it has. In one everything is filled in, in the other nothing that need not be.
FULL, BARE = 1, 2
IDS = {number: UUID(int=number) for number in (FULL, BARE)}
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)

Column = tuple[str, str, bool]  # its name, its type, and whether it may be empty
Tables = dict[str, list[Column]]


@pytest_asyncio.fixture
async def old_url(tmp_path: Path, worker_number: int, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """A database of the version that has landed, empty."""
    outside, name = _server(), f"fandesk_old_{worker_number}"
    url = await make_database(outside, name) if outside else f"sqlite://{tmp_path}/{name}.sqlite3"
    await run_migrations(config=database.tortoise_config(url), app_labels=["models"], target=LANDED)
    await database.close_database()
    yield url
    await database.close_database()
    if outside:
        await drop_database(outside, name)


async def test_rows_of_the_landed_version_are_there_in_todays(old_url: str):
    await database.open_database(old_url)
    tables = await _tables()
    await _populate(tables)
    before = {table: await _rows(table, columns) for table, columns in tables.items()}
    await database.close_database()

    await database.migrate(old_url)

    await database.open_database(old_url)
    assert await database.missing_migrations() == []
    assert {table: len(rows) for table, rows in before.items()} == dict.fromkeys(tables, 2)
    assert {table: await _rows(table, columns) for table, columns in tables.items()} == before


async def test_old_rows_have_what_is_new_as_if_nobody_had_touched_it(old_url: str):
    await database.open_database(old_url)
    await _populate(await _tables())
    await database.close_database()

    await database.migrate(old_url)

    await database.open_database(old_url)
    for model in database.models():
        await model.all()  # no row that the house cannot read
    agent, talk = await Agent.get(id=IDS[BARE]), await Conversation.get(id=IDS[BARE])
    assert (agent.sees, agent.serves_all_accounts, agent.availability) == (Sees.ALL, True, Availability.ONLINE)
    assert agent.capacity > 0
    assert (talk.assignee_id, talk.team_id, talk.queued_at) == (None, None, None)
    viewer = await Viewer.of_session(IDS[BARE])
    assert viewer is not None
    assert [row["c_id"] for row in (await viewer.inbox(PageRequest(), InboxFilter())).items] == [IDS[BARE]]


def _server() -> str | None:
    return os.environ.get(f"{PREFIX}TEST_DATABASE_URL")


async def _tables() -> Tables:
    """Every table of ours that is there now, with its columns."""
    if database.is_postgres():
        sql = (
            "SELECT table_name AS name, column_name AS col, is_nullable = 'YES' AS may_be_empty,"
            " data_type || COALESCE('(' || character_maximum_length || ')', '') AS type"
            " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
        )
    else:
        sql = (
            'SELECT t.name AS name, c.name AS col, c."notnull" = 0 AND c.pk = 0 AS may_be_empty, c.type AS type'
            " FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
            " AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'search_token%' ORDER BY t.name, c.cid"
        )
    tables: Tables = {}
    for row in await database.rows(sql):
        tables.setdefault(row["name"], []).append((row["col"], row["type"].lower(), bool(row["may_be_empty"])))
    del tables["tortoise_migrations"]
    return tables


async def _populate(tables: Tables) -> None:
    """Two rows in each, which belong together by their ids."""
    enums = _enums()
    async with in_transaction():
        # The order of the tables is the alphabet's: what a row belongs to may come behind it.
        await database.rows(
            "SET LOCAL session_replication_role = replica"
            if database.is_postgres()
            else "PRAGMA defer_foreign_keys = ON"
        )
        for table, columns in tables.items():
            for number in (FULL, BARE):
                filled = [column for column in columns if number == FULL or not column[2]]
                names = ", ".join(f'"{name}"' for name, _, _ in filled)
                values = [enums.get((table, name)) or _value(name, type_, number) for name, type_, _ in filled]
                await database.rows(f"INSERT INTO {table} ({names}) VALUES {database.places(1, len(filled))}", *values)


def _value(name: str, type_: str, number: int) -> Any:
    if type_ in ("uuid", "char(36)"):
        return IDS[number]
    if type_.startswith("timestamp"):
        return NOON + timedelta(seconds=number, microseconds=number)
    if type_ == "boolean":
        return number == FULL
    if "int" in type_:
        return number % 2 if name.startswith("is_") else number
    assert type_.startswith(("character varying", "varchar", "text", "tsvector")), (name, type_)
    longest = int((re.findall(r"\d+", type_) or ["64"])[0])
    return f"{number} {name}"[:longest]


def _enums() -> dict[tuple[str, str], Any]:
    """A word of today for each column that holds one of a few."""
    return {
        (model._meta.db_table, field.source_field or name): next(iter(field.enum_type)).value  # type: ignore[attr-defined]
        for model in database.models()
        for name, field in model._meta.fields_map.items()
        if hasattr(field, "enum_type")
    }


async def _rows(table: str, columns: list[Column]) -> list[Row]:
    names = ", ".join(f'"{name}"' for name, _, _ in columns)
    return await database.rows(f"SELECT {names} FROM {table} ORDER BY 1")
