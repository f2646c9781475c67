"""The box as a whole: its index, a new beginning, its settings and its clock."""

from pydantic import Field

from sandbox.box import Box
from sandbox.clock import Clock
from sandbox.doors import Asked, Door, Json
from sandbox.mistakes import Mistake
from sandbox.show import show_clock, show_settings
from sandbox.timekeeper import catch_up
from sandbox.windows import POLICIES, Combining

LATEST = 4_000_000_000  # in the year 2096


class Reset(Asked):
    """`frozen_at`: stand still at this instant, in Unix seconds."""

    seed: int | None = None
    frozen_at: float | None = Field(None, ge=0, le=LATEST)


class Switches(Asked):
    """What is left out stays as it is."""

    policy: str | None = None
    combining: Combining | None = None
    patience: float | None = Field(None, gt=0, le=60)
    spacing: float | None = Field(None, ge=0, le=60)
    deliveries: int | None = Field(None, ge=1, le=10)
    template_delay: float | None = Field(None, ge=0, le=86_400)
    mass_delay: float | None = Field(None, ge=0, le=86_400)
    refuse_template_repeats: bool | None = None
    template_most_a_minute: int | None = Field(None, ge=0)
    gzip: bool | None = None
    strict_json: bool | None = None


class Freeze(Asked):
    """No instant: the present one."""

    at: float | None = Field(None, ge=0, le=LATEST)


class Advance(Asked):
    """How far."""

    seconds: float = Field(le=10 * 366 * 86400)


async def reset(box: Box, said: Reset) -> Json:
    """Forget everything and start anew. Without a seed it is an unpredictable one; the answer names it."""
    await box.courier.drop_all()
    box.world.holds.release_all()
    box.world.begin(said.seed, Clock(frozen_at=said.frozen_at))
    return {"seed": box.world.dice.seed, "clock": show_clock(box.world.clock)}


async def settings(box: Box, said: Asked) -> Json:
    """The switches of the whole box."""
    return show_settings(box.world.settings)


async def switch(box: Box, said: Switches) -> Json:
    """Turn switches: which date's rules, how grants combine, WeChat's patience and repeats, strict JSON."""
    if said.policy is not None and said.policy not in POLICIES:
        raise Mistake(f"There is no policy {said.policy!r}; there are {', '.join(POLICIES)}.")
    for name, value in said.model_dump(exclude_none=True).items():
        setattr(box.world.settings, name, value)
    box.world.changes.touch()
    return show_settings(box.world.settings)


async def clock(box: Box, said: Asked) -> Json:
    """The box's time."""
    return show_clock(box.world.clock)


async def freeze(box: Box, said: Freeze) -> Json:
    """Stop the clock."""
    box.world.clock.freeze(said.at)
    return _moved(box)


async def advance(box: Box, said: Advance) -> Json:
    """Move the clock forward, frozen or not. What was due by then has happened when the answer comes."""
    box.world.clock.advance(said.seconds)
    return _moved(box)


async def run(box: Box, said: Asked) -> Json:
    """Let the clock run on from where it stands."""
    box.world.clock.run()
    return _moved(box)


def _moved(box: Box) -> Json:
    catch_up(box.world)
    box.world.changes.touch()
    return show_clock(box.world.clock)


DOORS = [
    Door("POST", "/control/reset", reset, Reset),
    Door("GET", "/control/settings", settings),
    Door("PATCH", "/control/settings", switch, Switches),
    Door("GET", "/control/clock", clock),
    Door("POST", "/control/clock/freeze", freeze, Freeze),
    Door("POST", "/control/clock/advance", advance, Advance),
    Door("POST", "/control/clock/run", run),
]
