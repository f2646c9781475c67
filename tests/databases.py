"""PostgreSQL databases of a test's own."""

from urllib.parse import urlsplit, urlunsplit

import asyncpg


async def make_database(server: str, name: str, *, like: str = "template1") -> str:
    """A fresh database on this server, a copy of `like`; its URL."""
    await drop_database(server, name)
    await _execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


async def drop_database(server: str, name: str) -> None:
    """The database is gone, whoever is connected to it."""
    await _execute(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def _execute(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
