"""The world's time: real time moved by hand, or frozen. Instants are Unix seconds, as WeChat writes them."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from sandbox.mistakes import Mistake

BEIJING = timezone(timedelta(hours=8))


@dataclass
class Clock:
    """Runs with real time plus `offset` seconds, unless it is `frozen_at` an instant."""

    offset: float = 0.0
    frozen_at: float | None = None

    def now(self) -> float:
        """The present, in Unix seconds."""
        return time.time() + self.offset if self.frozen_at is None else self.frozen_at

    def freeze(self, at: float | None = None) -> None:
        """Stand still, at an instant or at the present one."""
        self.frozen_at = self.now() if at is None else at

    def run(self) -> None:
        """Go on from where it stands."""
        self.offset, self.frozen_at = self.now() - time.time(), None

    def advance(self, seconds: float) -> None:
        """Move forward. WeChat never goes back in time, so neither does the box."""
        if seconds < 0:
            raise Mistake(f"The clock moves forward only: {seconds} seconds is negative.")
        if self.frozen_at is None:
            self.offset += seconds
        else:
            self.frozen_at += seconds


def beijing_day(instant: float) -> str:
    """The day that daily quotas count by, as 2026-09-01."""
    return datetime.fromtimestamp(instant, BEIJING).date().isoformat()


def beijing_time(instant: float) -> str:
    """For people: 2026-09-01T12:00:00+08:00."""
    return datetime.fromtimestamp(instant, UTC).astimezone(BEIJING).isoformat(timespec="seconds")
