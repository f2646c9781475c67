"""The keys to the house: the `fandesk` command."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import Annotated, Any, NoReturn

import typer
import uvloop

from cli import desk, processes, up
from cli.house import CannotStart
from domain import database
from domain.agents.models import Role
from domain.database import NoDatabase
from domain.errors import DomainError
from domain.settings import Settings, WrongSettings, load_settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
agent = typer.Typer(no_args_is_help=True, help="The people who answer fans.")
app.add_typer(agent, name="agent")
search = typer.Typer(no_args_is_help=True, help="What can be found by its words.")
app.add_typer(search, name="search")


@app.command("up")
def up_command(
    demo: Annotated[bool, typer.Option("--demo", help="Also run WeChat in a box, with demo data.")] = False,
) -> None:
    """Run everything in one process: API, worker, a private Redis, SQLite."""
    _run(lambda settings: up.run(settings, with_demo=demo))


@app.command()
def web() -> None:
    """Run the API and the WeChat callbacks. Needs PostgreSQL and Redis; run as many as you like."""
    _run(processes.run_web)


@app.command()
def worker() -> None:
    """Run what happens behind the API. Needs PostgreSQL and Redis; run as many as you like."""
    _run(processes.run_worker)


@app.command()
def sandbox() -> None:
    """Run WeChat in a box: a stand-in for api.weixin.qq.com, with fans' phones."""
    _run(up.run_sandbox)


@app.command()
def migrate() -> None:
    """Bring the database's tables to today's shape."""
    _run(lambda settings: database.migrate(settings.database))
    typer.echo("The database is up to date.")


@agent.command("create")
def create_agent(
    workspace: Annotated[str, typer.Option(help="The company; made where it is new.")],
    email: Annotated[str, typer.Option(help="What the agent signs in with.")],
    name: Annotated[str, typer.Option(help="How colleagues call them.")],
    role: Annotated[Role, typer.Option(help="OWNER, ADMIN or AGENT.", case_sensitive=False)] = Role.AGENT,
) -> None:
    """Make an agent. The password is read from standard input; the agent's id is printed."""
    password = (
        typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        if sys.stdin.isatty()
        else _piped()
    )
    _run(lambda settings: desk.create_agent(settings, workspace, email, name, role, password))


@app.command()
def callbacks(
    dead: Annotated[bool, typer.Option("--dead", help="Only those that failed eight times.")] = False,
    replay: Annotated[list[str] | None, typer.Option(help="Give this dead callback another eight tries.")] = None,
    replay_all: Annotated[bool, typer.Option("--replay-all", help="The same for all dead callbacks.")] = False,
) -> None:
    """What WeChat pushed and is not handled yet; --dead shows what failed for good."""
    _run(lambda settings: desk.callbacks(settings, only_dead=dead, replay=replay or [], replay_all=replay_all))


@search.command("rebuild")
def rebuild_search() -> None:
    """Make messages, fans and notes be found that are not yet, such as those from before an upgrade. May be stopped."""
    _run(desk.rebuild_search)


def _piped() -> str:
    password = sys.stdin.readline().rstrip("\n")
    return password or _stop("The password is read from standard input, and there was none: echo it into this command.")


def _run(command: Any) -> None:
    """Settings first, then the command on uvloop. What stands in the way ends as a sentence and exit code 1."""
    try:
        settings: Settings = load_settings()
        running: Coroutine[Any, Any, None] = command(settings)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(running)
    except (WrongSettings, CannotStart, DomainError) as reason:
        _stop(str(reason))
    except NoDatabase as reason:
        _stop(f"The database does not answer ({reason}): is it running, and is FANDESK_DATABASE_URL right?")
    except (asyncio.CancelledError, KeyboardInterrupt):  # told to stop before it was up
        raise typer.Exit(130) from None


def _stop(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)
