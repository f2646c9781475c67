"""The world as JSON, so that whoever embeds the box can keep it over a restart."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from sandbox.accounts import Account
from sandbox.agenda import Agenda
from sandbox.clock import Clock
from sandbox.components import Component
from sandbox.faults import FaultPlan
from sandbox.mistakes import Mistake
from sandbox.pushes import Push, PushState
from sandbox.settings import Settings
from sandbox.world import World

FORMAT = 1


@dataclass
class _Kept:
    """Everything but the log of calls and the holds, which belong to a test in progress."""

    format: int
    seed: int
    clock: Clock
    settings: Settings
    counters: dict[str, int]
    accounts: list[Account]
    pushes: list[Push]
    faults: FaultPlan
    agenda: Agenda = field(default_factory=Agenda)
    components: list[Component] = field(default_factory=list)


_adapter = TypeAdapter(_Kept)


def snapshot(world: World) -> dict[str, Any]:
    """All of the world that is worth keeping, as plain JSON values. It holds secrets."""
    kept = _Kept(
        FORMAT,
        world.dice.seed,
        world.clock,
        world.settings,
        dict(world.counters),
        list(world.accounts.values()),
        list(world.pushes.values()),
        world.faults,
        world.agenda,
        list(world.components.values()),
    )
    return _adapter.dump_python(kept, mode="json")  # type: ignore[no-any-return]  # a dataclass dumps to a dict


def restore(data: dict[str, Any]) -> World:
    """The world of a snapshot. Pushes that were on their way set out again."""
    if data.get("format") != FORMAT:
        raise Mistake(f"This is no snapshot of this box: its format is {data.get('format')!r}, not {FORMAT}.")
    kept = _adapter.validate_python(data)
    world = World(kept.seed, kept.clock)
    world.settings, world.faults, world.agenda = kept.settings, kept.faults, kept.agenda
    world.counters = Counter(kept.counters)
    world.accounts = {account.app_id: account for account in kept.accounts}
    world.components = {component.app_id: component for component in kept.components}
    world.pushes = {push.id: push for push in kept.pushes}
    world.outbox = deque(push for push in kept.pushes if push.state is PushState.WAITING)
    return world
