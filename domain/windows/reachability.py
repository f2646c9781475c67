"""Can a customer message reach this fan? A prediction: WeChat decides. Pure functions, with time as an argument."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.accounts.capabilities import Feature, capability
from domain.accounts.models import AccountKind, AccountState
from domain.windows.counting import Opening, OpenWindow, less_waiting, open_windows, remaining_in
from domain.windows.policies import POLICIES, Combining, QuotaPolicy, policy_at
from domain.windows.reasons import Alternative, Reason


@dataclass(frozen=True)
class Account:
    """What counts of an account. `granted` are the permission sets of a scan; None for an account with its secret."""

    kind: AccountKind = AccountKind.SERVICE
    is_verified: bool = True
    state: AccountState = AccountState.CONNECTED
    granted: frozenset[int] | None = None

    def can(self, feature: Feature) -> bool:
        """Does WeChat let it?"""
        return capability(feature, self.kind, self.is_verified, self.granted).is_available


@dataclass(frozen=True)
class Standing:
    """All that decides whether a fan can be reached; `waiting` are the due times of messages not yet sent."""

    account: Account = Account()
    is_following: bool = True
    followed_at: datetime | None = None
    is_blocked: bool = False
    openings: Sequence[Opening] = ()
    waiting: Sequence[datetime] = ()

    @property
    def since_following(self) -> list[Opening]:
        """Unfollowing closes every window, and following again opens none of the old ones."""
        if not self.is_following:
            return []
        return [one for one in self.openings if self.followed_at is None or one.opened_at >= self.followed_at]

    def without_waiting(self) -> "Standing":
        """The same if nothing waited to be sent."""
        return replace(self, waiting=())


@dataclass(frozen=True)
class Reachability:
    """The answer for one moment. `until` is when time alone ends it; `remaining` None: as many as one likes."""

    at: datetime
    policy: str
    reasons: list[Reason]
    until: datetime | None
    remaining: int | None
    windows: list[OpenWindow]
    alternatives: list[Alternative]

    @property
    def can_send(self) -> bool:
        """Nothing speaks against it."""
        return not self.reasons


def reachability(standing: Standing, at: datetime, policies: Sequence[QuotaPolicy] = POLICIES) -> Reachability:
    """Whether a message would arrive at this moment, until when, how many, why not, and what else would help."""
    policy = policy_at(at, policies)
    windows = left_in(standing, at, policies, policy.combining)
    reasons = [*_obstacles(standing), *_closed(standing, windows)]
    with_some = [window.expires_at for window in windows if window.has_some]
    return Reachability(
        at,
        policy.name,
        reasons,
        None if reasons else max(with_some),
        0 if reasons else remaining_in(windows, policy.combining),
        windows,
        list(_alternatives(standing, reasons)),
    )


def left_in(
    standing: Standing, at: datetime, policies: Sequence[QuotaPolicy], combining: Combining
) -> list[OpenWindow]:
    """The open windows, with what waits taken off."""
    windows = open_windows(standing.since_following, at, policies)
    return less_waiting(windows, standing.waiting, at, combining)


def _obstacles(standing: Standing) -> Iterator[Reason]:
    account = standing.account
    if account.state is AccountState.DISCONNECTED:
        yield Reason.ACCOUNT_DISCONNECTED
    if account.state is AccountState.PAUSED:
        yield Reason.ACCOUNT_PAUSED
    if not account.can(Feature.CUSTOMER_MESSAGES):
        yield Reason.PERMISSION_MISSING if account.is_verified else Reason.ACCOUNT_NOT_VERIFIED
    if standing.is_blocked:
        yield Reason.BLOCKED
    if not standing.is_following:
        yield Reason.UNFOLLOWED


def _closed(standing: Standing, windows: Sequence[OpenWindow]) -> Iterator[Reason]:
    if standing.is_following and not windows:
        yield Reason.NO_WINDOW
    if windows and not any(window.has_some for window in windows):
        yield Reason.USED_UP


_CURES = {
    Reason.ACCOUNT_DISCONNECTED: Alternative.CONNECT_ACCOUNT,
    Reason.ACCOUNT_PAUSED: Alternative.RESUME_ACCOUNT,
    Reason.ACCOUNT_NOT_VERIFIED: Alternative.VERIFY_ACCOUNT,
    Reason.PERMISSION_MISSING: Alternative.GRANT_PERMISSION,
    Reason.BLOCKED: Alternative.UNBLOCK_FAN,
    Reason.UNFOLLOWED: Alternative.WAIT_FOR_FAN,
    Reason.NO_WINDOW: Alternative.WAIT_FOR_FAN,
    Reason.USED_UP: Alternative.WAIT_FOR_FAN,
}
_OTHER_WAYS = {
    Feature.TEMPLATE_MESSAGES: Alternative.TEMPLATE_MESSAGE,
    Feature.SUBSCRIBE_NOTIFICATIONS: Alternative.SUBSCRIBE_NOTIFICATION,
    Feature.MASS_SEND: Alternative.MASS_SEND,
}


def _alternatives(standing: Standing, reasons: Sequence[Reason]) -> Iterator[Alternative]:
    yield from dict.fromkeys(_CURES[reason] for reason in reasons)
    # What needs no window works only where nothing but the window is missing.
    if reasons and set(reasons) <= {Reason.NO_WINDOW, Reason.USED_UP}:
        yield from (way for feature, way in _OTHER_WAYS.items() if standing.account.can(feature))
