"""Holds: a test stops a call before or after it is applied, does something to the caller, and lets it go."""

from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.calls import Call
from sandbox.mistakes import Missing


class Point(StrEnum):
    """Where a call is stopped: before the box applies it, or after, before the answer leaves."""

    BEFORE = "BEFORE"
    AFTER = "AFTER"


@dataclass
class Hold:
    """A gate for the next `times` calls of an API. It opens by itself after `seconds`."""

    id: str
    api: str
    point: Point
    times: int
    seconds: float
    openid: str | None = None
    caught: int = 0
    is_released: bool = False
    is_cut: bool = False  # on release the connections are cut instead of answered

    def wants(self, call: Call, point: Point) -> bool:
        """Whether this call is one of those it was armed for."""
        is_armed = not self.is_released and self.caught < self.times
        return is_armed and (self.api, self.point) == (call.api, point) and self.openid in (None, call.openid)


@dataclass
class Holds:
    """All holds that were armed."""

    armed: dict[str, Hold] = field(default_factory=dict)

    def arm(self, hold: Hold) -> None:
        """Catch from now on."""
        self.armed[hold.id] = hold

    def release_all(self) -> None:
        """Nothing is stopped any more."""
        for hold in self.armed.values():
            hold.is_released = True

    def find(self, hold_id: str) -> Hold:
        """The hold with this id, or Missing."""
        if hold_id not in self.armed:
            raise Missing(f"There is no hold {hold_id!r}. Arm one first.")
        return self.armed[hold_id]

    def catch(self, call: Call, point: Point) -> Hold | None:
        """The hold that stops this call here, if one does."""
        hold = next((hold for hold in self.armed.values() if hold.wants(call, point)), None)
        if hold:
            hold.caught += 1
        return hold
