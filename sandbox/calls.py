"""The API calls that the box received. Secrets and tokens are not kept."""

from collections import Counter, deque
from dataclasses import dataclass, field

KEPT_CALLS = 20_000


@dataclass
class Call:
    """One call. `errcode` is None until it is answered, and stays so when the answer held none to see."""

    number: int
    api: str
    method: str
    at: float
    app_id: str | None = None
    openid: str | None = None
    errcode: int | None = None
    fault: str | None = None
    is_answered: bool = False


@dataclass
class Calls:
    """All calls, newest last, and how many of each API there were."""

    log: deque[Call] = field(default_factory=lambda: deque(maxlen=KEPT_CALLS))
    received: Counter[str] = field(default_factory=Counter)

    def record(self, call: Call) -> None:
        """A call arrived."""
        self.log.append(call)
        self.received[call.api] += 1
