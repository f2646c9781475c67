"""One server by name, with Fandesk's own uvicorn settings: `python -m benchmarks.serve fandesk`."""

import asyncio
import sys
from collections.abc import Callable
from typing import Any

import uvloop

import server.app
from benchmarks import peers, statement
from cli.house import open_house, outside_redis
from cli.processes import serve, until_stopped, web_app
from domain.callbacks import keeping
from domain.settings import Settings, load_settings


class LoneKeeper(keeping.Keeper):
    """The keeper without what makes it one: every push is written and committed by itself."""

    async def keep(self, push: keeping.Push) -> None:
        """Returns when the push is committed."""
        await keeping._write([push])


def unshared(settings: Settings) -> Any:
    """Fandesk, with a commit for each callback."""
    server.app.Keeper = LoneKeeper  # type: ignore[attr-defined]
    return web_app(settings)


APPS: dict[str, Callable[[Settings], Any]] = {
    "fandesk": web_app,
    "unshared": unshared,
    "bare": lambda _: peers.bare(),
    "werobot-view": lambda _: peers.werobot(),
    "statement": lambda settings: statement.app(settings.database),
}


async def main(name: str) -> None:
    """Serve until SIGTERM."""
    settings = load_settings()
    async with open_house(settings, outside_redis(settings)):
        app = APPS[name](settings)
        await until_stopped(lambda: serve(app, settings.host, settings.port, "FANDESK_PORT"))


if __name__ == "__main__":
    if sys.argv[1] == "werobot":
        peers.serve_werobot(load_settings().host, load_settings().port)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1]))
