"""A figure and how it is told: one line of JSON."""

import json
import operator
from dataclasses import dataclass, field

_SIGNS = {">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True)
class Figure:
    """One thing measured, beside its peer or limit in the same run.

    `bar` is `>= 1.2` or `<= 250`: it binds the ratio where there is a peer, else the value.
    """

    what: str
    value: float
    unit: str
    peer: str | None = None
    peer_value: float | None = None
    bar: str | None = None
    more: dict[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """How many times the peer's value; None without a peer."""
        return self.value / self.peer_value if self.peer_value else None

    @property
    def is_met(self) -> bool | None:
        """Is the bar reached? None where there is none."""
        if self.bar is None:
            return None
        sign, number = self.bar.split()
        return bool(_SIGNS[sign](self.value if self.ratio is None else self.ratio, float(number)))

    def line(self, database: str) -> str:
        """The figure as JSON; what it does not have is left out."""
        told = {
            "what": self.what,
            "database": database,
            "value": self.value,
            "unit": self.unit,
            "peer": self.peer,
            "peer_value": self.peer_value,
            "ratio": self.ratio,
            "bar": self.bar,
            "is_met": self.is_met,
            **self.more,
        }
        return json.dumps({name: _short(value) for name, value in told.items() if value is not None})


def percentile(values: list[float], hundredth: int) -> float:
    """The value that so many hundredths of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * hundredth // 100, len(ordered) - 1)]


def _short(value: object) -> object:
    return float(f"{value:.4g}") if isinstance(value, float) else value
