"""When an account may write to a fan: what each trigger grants, by the rules of a date.

Outside every grant WeChat answers 45015, inside one that is used up 45047.
"""

from dataclasses import dataclass, field
from enum import StrEnum

UNLIMITED = 1_000_000_000
TWO_DAYS, ONE_MINUTE = 48 * 3600, 60


class Trigger(StrEnum):
    """What a fan did that lets the account answer."""

    MESSAGE = "MESSAGE"
    MENU_TAP = "MENU_TAP"
    FOLLOW = "FOLLOW"
    SCAN = "SCAN"
    PAYMENT = "PAYMENT"


class Combining(StrEnum):
    """How a grant meets an open one. WeChat documents MAX for mini-programs only; here it is assumed."""

    MAX = "MAX"  # one purse: the larger count, the later end
    SEPARATE = "SEPARATE"  # a purse for each trigger; the one that ends first pays first


@dataclass(frozen=True)
class Grant:
    """So many messages within so many seconds."""

    messages: int
    seconds: int


@dataclass(frozen=True)
class QuotaPolicy:
    """The rules from a day on, until the next policy's day."""

    since: str
    grants: dict[Trigger, Grant]


def _policy(since: str, message: Grant, payment: Grant, brief: Grant) -> QuotaPolicy:
    briefly = dict.fromkeys((Trigger.MENU_TAP, Trigger.FOLLOW, Trigger.SCAN), brief)
    return QuotaPolicy(since, {Trigger.MESSAGE: message, Trigger.PAYMENT: payment, **briefly})


ANY_48H = Grant(UNLIMITED, TWO_DAYS)

POLICIES = {
    "before-2021-06": _policy("2012-08-23", message=ANY_48H, payment=ANY_48H, brief=ANY_48H),
    "2021-06": _policy(
        "2021-06-01", message=Grant(20, TWO_DAYS), payment=Grant(20, TWO_DAYS), brief=Grant(3, ONE_MINUTE)
    ),
    "2023-06": _policy("2023-06-12", message=Grant(5, TWO_DAYS), payment=ANY_48H, brief=Grant(3, ONE_MINUTE)),
}


@dataclass
class Purse:
    """What is left of a grant. It is worth nothing from `ends_at` on."""

    remaining: int
    ends_at: float


@dataclass
class Window:
    """What one fan's doings still allow the account to send."""

    purses: dict[str, Purse] = field(default_factory=dict)
    granted_at: float | None = None  # when the fan last did what an account may answer

    def grant(self, trigger: Trigger, policy: QuotaPolicy, combining: Combining, now: float) -> None:
        """The fan did something. Whatever a trigger gave before is replaced, never added to."""
        self.granted_at = now
        grant = policy.grants[trigger]
        fresh = Purse(grant.messages, now + grant.seconds)
        if combining is Combining.SEPARATE:
            self.purses[trigger] = fresh
        else:
            self.purses = {"ALL": _larger(fresh, self._open(now))}

    def spend(self, now: float) -> None:
        """Take one message from the purse that ends first. Call it only after `left` said there is one."""
        purse = next(purse for purse in self._open(now) if purse.remaining)
        purse.remaining -= 1

    def left(self, now: float) -> int | None:
        """How many messages may still go out; None when no window is open at all."""
        purses = self._open(now)
        return sum(purse.remaining for purse in purses) if purses else None

    def ends_at(self, now: float) -> float | None:
        """When the last open purse ends; None when no window is open at all."""
        purses = self._open(now)
        return purses[-1].ends_at if purses else None

    def close(self) -> None:
        """The fan left."""
        self.purses.clear()

    def _open(self, now: float) -> list[Purse]:
        purses = [purse for purse in self.purses.values() if purse.ends_at > now]
        return sorted(purses, key=lambda purse: purse.ends_at)


def _larger(fresh: Purse, purses: list[Purse]) -> Purse:
    together = [fresh, *purses]
    return Purse(max(p.remaining for p in together), max(p.ends_at for p in together))
