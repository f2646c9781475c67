"""Lets come true what the agenda holds: at once when the clock is moved by hand, and as real time runs."""

from functools import partial

from sandbox.changes import Changes
from sandbox.happenings import VERBS
from sandbox.world import World

MOST_AT_ONCE = 100_000  # a verb that plans itself anew for the same instant would never end


def catch_up(world: World) -> None:
    """Do everything whose time has come, in order."""
    for _ in range(MOST_AT_ONCE):
        due = world.agenda.take(world.now())
        if due is None:
            return
        VERBS[due.what](world, due)
        world.changes.touch()


async def keep_time(world: World) -> None:
    """Do things when they are due, until the box is closed."""
    changes = world.changes
    while not changes.is_closed:
        catch_up(world)
        is_running = world.clock.frozen_at is None
        seconds = world.agenda.seconds_left(world.now()) if is_running else None
        # Any change may be a plan for something sooner, or the clock moved by hand.
        await changes.until(partial(_has_changed, changes, changes.version), seconds)


def _has_changed(changes: Changes, seen: int) -> bool:
    return changes.version != seen
