"""What is to happen later in the box, by its own clock: the end of a mass job, a delivery, a ticket."""

from bisect import insort
from dataclasses import dataclass, field


@dataclass
class Due:
    """One thing to come. `what` names its verb in `happenings.VERBS`, `about` what it concerns (an id, mostly)."""

    at: float
    number: int
    what: str
    app_id: str
    about: str = ""


@dataclass
class Agenda:
    """All that is to come, the soonest first; at the same instant, what was planned first."""

    items: list[Due] = field(default_factory=list)
    planned: int = 0

    def plan(self, at: float, what: str, app_id: str, about: str = "") -> Due:
        """Let something happen at an instant, or at once when that is over already."""
        self.planned += 1
        due = Due(at, self.planned, what, app_id, about)
        insort(self.items, due, key=lambda one: (one.at, one.number))
        return due

    def take(self, now: float) -> Due | None:
        """The next thing whose time has come, taken off the list."""
        return self.items.pop(0) if self.items and self.items[0].at <= now else None

    def forget(self, what: str, app_id: str, about: str | None = None) -> None:
        """It is not to happen after all."""
        self.items = [one for one in self.items if not _is(one, what, app_id, about)]

    def seconds_left(self, now: float) -> float | None:
        """How long until the next thing; None when nothing is to come."""
        return max(0.0, self.items[0].at - now) if self.items else None


def _is(due: Due, what: str, app_id: str, about: str | None) -> bool:
    return (due.what, due.app_id) == (what, app_id) and about in (None, due.about)
