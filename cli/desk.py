"""What an operator does from the command line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from rich.console import Console
from rich.table import Table

from cli.house import CannotStart, open_house, prepare
from cli.private_redis import PrivateRedis
from domain import database
from domain.agents import actions as agents
from domain.agents.models import Role
from domain.callbacks import handling
from domain.callbacks.models import Callback, CallbackState
from domain.clock import now
from domain.ids import AGENT, public_id
from domain.search import filling
from domain.settings import Settings

console = Console(highlight=False)


async def create_agent(settings: Settings, workspace: str, email: str, name: str, role: Role, password: str) -> None:
    """Make an agent and print the id."""
    async with at_desk(settings):
        made = await agents.create_agent(workspace, email, name, role, password)
    print(public_id(AGENT, made.id))


async def callbacks(settings: Settings, *, only_dead: bool, replay: list[str], replay_all: bool) -> None:
    """List callbacks that are not done, or give dead ones another chance."""
    async with at_desk(settings):
        if replay or replay_all:
            revived = await handling.replay(now(), None if replay_all else [_uuid(given) for given in replay])
            console.print(f"Dead callbacks that will be handled again: {revived}.")
        else:
            _show(await handling.unfinished(only_dead=only_dead))


async def rebuild_search(settings: Settings) -> None:
    """Have everything be found that has words, and say how much was looked at."""
    looked_at = 0
    async with at_desk(settings):
        async for rows in filling.fill():
            looked_at += rows
    console.print(f"Rows that could not be found before: {looked_at}.")


@asynccontextmanager
async def at_desk(settings: Settings) -> AsyncIterator[None]:
    """The house, opened for a moment beside whatever runs. SQLite's tables are made where they are missing."""
    if settings.database.startswith("sqlite"):
        prepare(settings)
        await database.migrate(settings.database)
    given = settings.redis_url
    # Nudges go to the Redis that `up` runs; where it does not run they are lost, and the next start finds the rows.
    redis_url = given.get_secret_value() if given else PrivateRedis(settings.data_dir / "redis").url
    async with open_house(settings, redis_url):
        yield


def _uuid(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise CannotStart(f"{given!r} is no callback's id: take it from `fandesk callbacks --dead`.") from None


def _show(found: list[Callback]) -> None:
    if not found:
        console.print("Nothing waits, and nothing is dead.")
        return
    table = Table("id", "state", "received", "tries", "last error", box=None)
    for row in found:
        received = row.received_at.isoformat(timespec="seconds")
        table.add_row(str(row.id), row.state.value, received, str(row.attempts), row.error or "")
    console.print(table)
    if any(row.state is CallbackState.DEAD for row in found):
        console.print("Give one another eight tries with `fandesk callbacks --replay ID`, or all with `--replay-all`.")
