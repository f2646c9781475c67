"""Chaos by control: pushes twice, late, out of order or never; and several acts at the very same moment."""

from typing import Any

from pydantic import Field

from sandbox.box import Box
from sandbox.control import fans, sending, tapping
from sandbox.control.acts import FAN, Acting, actor, told
from sandbox.doors import Asked, Door, Json, understood
from sandbox.faults import CALLBACK, Fault, Planned
from sandbox.mistakes import Mistake
from sandbox.pushes import Push
from sandbox.show import show_faults

ACTS = [*fans.ACTS, *sending.ACTS, *tapping.ACTS]


class Chaos(Asked):
    """Probabilities of a delivery. What is late comes `seconds` later, and so behind what was said after it."""

    duplicates: float = Field(0.02, ge=0, le=1)
    drops: float = Field(0.0001, ge=0, le=1)
    late: float = Field(0.1, ge=0, le=1)
    seconds: float = Field(2.0, ge=0, le=60)


class Burst(Acting):
    """Acts as at their own doors, each with its name: {"act": "tap", "key": "menu"}."""

    acts: list[dict[str, Any]] = Field(min_length=1, max_length=20)


async def chaos(box: Box, said: Chaos) -> Json:
    """From now on pushes come twice, late or never, drawn from the seed. DELETE /control/faults ends it."""
    odds = [
        (Planned(Fault.DUPLICATE), said.duplicates),
        (Planned(Fault.DROP), said.drops),
        (Planned(Fault.SLOW, said.seconds), said.late),
    ]
    box.world.faults.set_odds(CALLBACK, odds)
    box.world.changes.touch()
    return show_faults(box.world.faults)


async def burst(box: Box, said: Burst, app_id: str, openid: str) -> Json:
    """Do several things within one second: their pushes carry the same CreateTime and set out together."""
    clock = box.world.clock
    was_frozen = clock.frozen_at is not None
    clock.freeze()
    try:
        pushes = [push for one in said.acts for push in _pushes(box, said, one, app_id, openid)]
    finally:
        if not was_frozen:
            clock.run()
    return await told(box, said, pushes)


def _pushes(box: Box, said: Burst, one: dict[str, Any], app_id: str, openid: str) -> list[Push]:
    name = one.get("act")
    act = next((act for act in ACTS if act.name == name), None)
    if act is None:
        raise Mistake(f"There is no act {name!r}; there are {', '.join(act.name for act in ACTS)}.")
    meant = understood({key: value for key, value in one.items() if key != "act"}, act.asks)
    return act.pushes(actor(box, said, app_id, openid), meant)


DOORS = [
    Door("POST", "/control/chaos", chaos, Chaos),
    Door("POST", FAN + "/burst", burst, Burst),
]
