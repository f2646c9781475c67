"""The demo's box over a restart: what fans see on their phones belongs to the talks in the database."""

import asyncio
from pathlib import Path

import orjson
import structlog

from sandbox.snapshot import restore, snapshot
from sandbox.world import World

log = structlog.get_logger(__name__)

EVERY = 2.0  # seconds between two looks at whether there is something to keep


def read(file: Path) -> World | None:
    """The box as the last run left it; None where there is none, or one that another version wrote."""
    try:
        return restore(orjson.loads(file.read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, AttributeError) as reason:
        # The demo makes a box anew from the database. Only the kind of error is told: its words may quote a secret.
        log.warning("the kept box cannot be read, and is made again", file=str(file), reason=type(reason).__name__)
        return None


async def keep(world: World, file: Path) -> None:
    """Write it down whenever it has changed, and once more at the end."""
    kept = -1
    try:
        while True:
            if world.version != kept:
                kept = world.version
                _write(world, file)
            await asyncio.sleep(EVERY)
    finally:
        _write(world, file)


def _write(world: World, file: Path) -> None:
    fresh = file.with_suffix(".new")
    fresh.write_bytes(orjson.dumps(snapshot(world)))
    fresh.replace(file)
