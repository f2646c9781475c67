"""Trouble on order: faults, and holds that stop a call until a test lets it go."""

from pydantic import Field

from sandbox.box import Box
from sandbox.doors import Asked, Door, Json
from sandbox.faults import Fault, Planned
from sandbox.holds import Hold, Point
from sandbox.show import show_faults, show_hold


class FaultAsked(Asked):
    """`api` as in "message/custom/send", or "callback". `seconds` is for SLOW."""

    api: str
    fault: Fault
    times: int = Field(1, ge=1, le=100_000)
    seconds: float = Field(0.0, ge=0, le=60)


class OddsAsked(Asked):
    """Probabilities by fault; `seconds` is for SLOW. `api` "*": all API calls without odds of their own."""

    api: str
    odds: dict[Fault, float]
    seconds: float = Field(0.0, ge=0, le=60)


class HoldAsked(Asked):
    """Stop the next `times` calls of an API (to this OpenID), at most for `seconds`."""

    api: str
    point: Point = Point.BEFORE
    times: int = Field(1, ge=1, le=10_000)
    openid: str | None = None
    seconds: float = Field(30.0, gt=0, le=60)


class ReleaseAsked(Asked):
    """`cut`: end the connections instead of going on. A call stopped BEFORE is then never applied."""

    cut: bool = False


async def faults(box: Box, said: Asked) -> Json:
    """The faults to come."""
    return show_faults(box.world.faults)


async def plan_fault(box: Box, said: FaultAsked) -> Json:
    """The next calls of an API, or deliveries of callbacks, go wrong in this way."""
    box.world.faults.enqueue(said.api, Planned(said.fault, said.seconds), said.times)
    return _changed(box)


async def plan_odds(box: Box, said: OddsAsked) -> Json:
    """From now on calls of an API go wrong with these probabilities, drawn from the seed."""
    odds = [(Planned(fault, said.seconds), chance) for fault, chance in said.odds.items()]
    box.world.faults.set_odds(said.api, odds)
    return _changed(box)


async def clear_faults(box: Box, said: Asked) -> Json:
    """Nothing goes wrong any more."""
    box.world.faults.clear()
    return _changed(box)


async def arm_hold(box: Box, said: HoldAsked) -> Json:
    """Stop calls BEFORE they are applied, or AFTER that and before the answer leaves."""
    hold = Hold(f"hold-{box.world.count('hold')}", said.api, said.point, said.times, said.seconds, said.openid)
    box.world.holds.arm(hold)
    return show_hold(hold)


async def release_hold(box: Box, said: ReleaseAsked, hold_id: str) -> Json:
    """Let the calls go on, or cut their connections."""
    hold = box.world.holds.find(hold_id)
    hold.is_released, hold.is_cut = True, said.cut
    box.world.changes.touch()
    return show_hold(hold)


async def holds(box: Box, said: Asked) -> Json:
    """All holds that were armed."""
    return {"holds": [show_hold(hold) for hold in box.world.holds.armed.values()]}


def _changed(box: Box) -> Json:
    box.world.changes.touch()
    return show_faults(box.world.faults)


DOORS = [
    Door("GET", "/control/faults", faults),
    Door("POST", "/control/faults", plan_fault, FaultAsked),
    Door("PUT", "/control/faults/odds", plan_odds, OddsAsked),
    Door("DELETE", "/control/faults", clear_faults),
    Door("GET", "/control/holds", holds),
    Door("POST", "/control/holds", arm_hold, HoldAsked),
    Door("POST", "/control/holds/{hold_id}/release", release_hold, ReleaseAsked),
]
