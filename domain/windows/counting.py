"""Which windows are open, and how much is left in them: pure functions over what is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.windows.models import WindowCause
from domain.windows.policies import POLICIES, Combining, QuotaPolicy, policy_at

# What `used` becomes when WeChat says that nothing is left, whatever we counted: more than any policy grants.
USED_UP = 1_000_000_000


@dataclass(frozen=True)
class Opening:
    """What a fan did last of one kind, and how many messages went out since."""

    cause: WindowCause
    opened_at: datetime
    used: int = 0


@dataclass(frozen=True)
class OpenWindow:
    """A window that is open; `remaining` None means as many as one likes. It is worth nothing from `expires_at` on."""

    cause: WindowCause
    opened_at: datetime
    expires_at: datetime
    remaining: int | None

    @property
    def has_some(self) -> bool:
        """Is anything left in it?"""
        return self.remaining is None or self.remaining > 0

    def less(self, messages: int) -> "OpenWindow":
        """The same after so many more messages."""
        return self if self.remaining is None else replace(self, remaining=max(0, self.remaining - messages))


def open_windows(
    openings: Iterable[Opening], at: datetime, policies: Sequence[QuotaPolicy] = POLICIES
) -> list[OpenWindow]:
    """Those open at a moment, the one that ends first in front. What a trigger grants is decided when it happens."""
    windows = [_window(opening, policies) for opening in openings]
    still_open = [window for window in windows if window.expires_at > at]
    return sorted(still_open, key=lambda window: (window.expires_at, window.cause))


def less_waiting(
    windows: Sequence[OpenWindow], due: Iterable[datetime], at: datetime, combining: Combining
) -> list[OpenWindow]:
    """What is left once the messages that wait for these moments are out. A waiting message holds its slot."""
    left = list(windows)
    for moment in sorted(max(one, at) for one in due):
        paying = payers(left, moment, combining)
        left = [window.less(1) if window.cause in paying else window for window in left]
    return left


def payers(windows: Sequence[OpenWindow], at: datetime, combining: Combining) -> set[WindowCause]:
    """The windows in which a message counts that goes out at this moment."""
    still_open = [window for window in windows if window.expires_at > at]
    if combining is Combining.MAX:
        return {window.cause for window in still_open}
    return {window.cause for window in still_open if window.has_some and window is _first_with_some(still_open)}


def remaining_in(windows: Sequence[OpenWindow], combining: Combining) -> int | None:
    """How many messages may go out in all; None: as many as one likes."""
    counts = [window.remaining for window in windows]
    if None in counts:
        return None
    known = [count for count in counts if count is not None]
    return sum(known) if combining is Combining.SEPARATE else max(known, default=0)


def _first_with_some(windows: Sequence[OpenWindow]) -> OpenWindow | None:
    return next((window for window in windows if window.has_some), None)


def _window(opening: Opening, policies: Sequence[QuotaPolicy]) -> OpenWindow:
    grant = policy_at(opening.opened_at, policies).grants[opening.cause]
    return OpenWindow(
        opening.cause, opening.opened_at, opening.opened_at + grant.lasts, _left(grant.messages, opening.used)
    )


def _left(granted: int | None, used: int) -> int | None:
    if used >= USED_UP:
        return 0
    return None if granted is None else max(0, granted - used)
