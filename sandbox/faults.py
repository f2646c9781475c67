"""What goes wrong, by plan: a queue of faults for the next calls of an API, or odds drawn from the seed."""

from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.dice import Dice
from sandbox.mistakes import Mistake

CALLBACK = "callback"  # the name under which deliveries of pushes are planned


class Fault(StrEnum):
    """One way in which a call, or a delivery, goes wrong."""

    BUSY = "BUSY"  # errcode -1
    SLOW = "SLOW"  # takes `seconds` longer
    RESET_BEFORE = "RESET_BEFORE"  # the connection is cut and nothing was done
    RESET_AFTER = "RESET_AFTER"  # it was done, and the connection is cut without an answer
    INVALID_TOKEN = "INVALID_TOKEN"  # noqa: S105  the token is taken back: 40001
    BAD_GATEWAY = "BAD_GATEWAY"  # a 502 in HTML
    GARBAGE = "GARBAGE"  # a 200 that is not JSON
    EMPTY = "EMPTY"  # a 200 without a body
    MINUTE_LIMIT = "MINUTE_LIMIT"  # errcode 45011
    DUPLICATE = "DUPLICATE"  # a push is delivered again although it was answered
    DROP = "DROP"  # a push is never delivered


OF_CALLBACKS = {Fault.SLOW, Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.DUPLICATE, Fault.DROP}
OF_CALLS = set(Fault) - {Fault.DUPLICATE, Fault.DROP}


@dataclass(frozen=True)
class Planned:
    """A fault with its number: how many seconds SLOW takes."""

    fault: Fault
    seconds: float = 0.0


@dataclass
class FaultPlan:
    """The faults to come. `*` in `odds` stands for every API that has no odds of its own."""

    queues: dict[str, list[Planned]] = field(default_factory=dict)
    odds: dict[str, list[tuple[Planned, float]]] = field(default_factory=dict)

    def enqueue(self, api: str, planned: Planned, times: int) -> None:
        """The next `times` calls of the API get this fault, after those that are planned already."""
        _check(api, planned.fault)
        self.queues.setdefault(api, []).extend([planned] * times)

    def set_odds(self, api: str, odds: list[tuple[Planned, float]]) -> None:
        """Every call of the API gets one of these faults with its probability, or none."""
        for planned, _ in odds:
            _check(api, planned.fault)
        if sum(chance for _, chance in odds) > 1 or any(chance < 0 for _, chance in odds):
            raise Mistake("Odds are numbers from 0 to 1, and together at most 1.")
        self.odds[api] = odds

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self.queues.clear()
        self.odds.clear()

    def next(self, api: str, dice: Dice, name: str) -> Planned | None:
        """The fault for this call; its name is what the odds are drawn by."""
        if queue := self.queues.get(api):
            return queue.pop(0)
        roll = dice.chance(f"fault/{api}/{name}")
        for planned, chance in self._odds_of(api):
            if roll < chance:
                return planned
            roll -= chance
        return None

    def _odds_of(self, api: str) -> list[tuple[Planned, float]]:
        anywhere = [] if api == CALLBACK else self.odds.get("*", [])
        return self.odds.get(api, anywhere)


def _check(api: str, fault: Fault) -> None:
    known = OF_CALLBACKS if api == CALLBACK else OF_CALLS
    if fault not in known:
        raise Mistake(f"{fault} cannot happen to {api}; these can: {', '.join(sorted(known))}.")
