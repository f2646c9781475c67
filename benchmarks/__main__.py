"""Runs the benchmarks: figures go to standard output as JSON lines, the rest to standard error."""

import argparse
import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable
from functools import partial
from time import perf_counter

import uvloop

from benchmarks import (
    bot,
    callback_in,
    callback_to_subscriber,
    inbox_page,
    keywords,
    many_subscribers,
    scale,
    search,
    shared_commits,
)
from benchmarks.figures import Figure
from benchmarks.ground import Ground, fresh
from cli.house import CannotStart
from domain import logs
from domain.settings import Settings, WrongSettings, load_settings

PATIENCE = 60.0  # seconds for one benchmark, and one more for every thousand rows
LONG = {"scale": 3600.0}  # seconds for those that run only where they are named
QUICK = 0.25

Benchmark = Callable[[Ground, float], AsyncIterator[Figure]]


def main() -> None:
    """Run what was asked for, one after the other."""
    usual = ["callback", "shared", "subscriber", "inbox", "subscribers", "search", "keywords", "bot"]
    known = [*usual, *LONG]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"one or more of {', '.join(known)}; unless told, {', '.join(usual)}"
    )
    parser.add_argument("--quick", action="store_true", help="a quarter of the time, and 200 subscribers")
    many = "conversations in the inbox, messages to search (default: 10,000)"
    parser.add_argument("--rows", type=int, default=10_000, help=many)
    asked = parser.parse_args()
    chosen: dict[str, Benchmark] = {
        "callback": callback_in.measure,
        "shared": shared_commits.measure,
        "subscriber": callback_to_subscriber.measure,
        "inbox": partial(inbox_page.measure, rows=asked.rows),
        "subscribers": many_subscribers.measure,
        "search": partial(search.measure, rows=asked.rows),
        "keywords": keywords.measure,
        "bot": bot.measure,
        "scale": scale.measure,
    }
    if unknown := set(asked.names) - set(known):
        parser.error(f"there is no {', '.join(sorted(unknown))}: choose from {', '.join(known)}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever stops us, what was made goes away
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            for name in asked.names or usual:
                patience, share = LONG.get(name, PATIENCE + asked.rows / 1000), QUICK if asked.quick else 1
                runner.run(asyncio.wait_for(_run(name, chosen[name], load_settings(), share), patience))
    except (KeyboardInterrupt, WrongSettings, CannotStart) as reason:
        sys.exit(str(reason) or "Stopped.")


async def _run(name: str, measure: Benchmark, settings: Settings, scale: float) -> None:
    began = perf_counter()
    print(f"{name} …", file=sys.stderr, flush=True)
    async with fresh(settings) as ground:
        async for figure in measure(ground, scale):
            print(figure.line(ground.database), flush=True)
    print(f"{name}: {perf_counter() - began:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    logs.configure(json=False)
    main()
