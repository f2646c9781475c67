"""How many messages a trigger grants, and for how long: WeChat's rules as dated data.

Sources: WeChat docs, 客服消息, and the announcements of its changes of 2021-06-01 and 2023-06-12. A rule that changes
gets a policy here, and the old ones stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from domain.windows.models import WindowCause

BEIJING = timezone(timedelta(hours=8))
TWO_DAYS, ONE_MINUTE = timedelta(hours=48), timedelta(minutes=1)


class Combining(StrEnum):
    """How windows that are open together count: MAX, one message counts in all; SEPARATE, in the one that ends first.

    WeChat documents MAX, for mini-programs. It also lets the count of one window outlive it in the other; we do not
    rely on that. So MAX never promises more than either rule gives.
    """

    MAX = "MAX"
    SEPARATE = "SEPARATE"


@dataclass(frozen=True)
class Grant:
    """So many messages (None: as many as one likes) within so long."""

    messages: int | None
    lasts: timedelta


@dataclass(frozen=True)
class QuotaPolicy:
    """The rules from a day on, Beijing's midnight, until the next policy's day."""

    name: str
    since: datetime
    grants: Mapping[WindowCause, Grant]
    combining: Combining = Combining.MAX


def _policy(name: str, since: datetime, message: Grant, payment: Grant, brief: Grant) -> QuotaPolicy:
    briefly = dict.fromkeys((WindowCause.MENU, WindowCause.FOLLOW, WindowCause.SCAN), brief)
    return QuotaPolicy(name, since, {WindowCause.MESSAGE: message, WindowCause.PAYMENT: payment, **briefly})


_UNLIMITED, _THREE = Grant(None, TWO_DAYS), Grant(3, ONE_MINUTE)

POLICIES = (
    # The world of the product's manual: 48 hours after whatever the fan did.
    _policy("before-2021-06", datetime(2012, 8, 23, tzinfo=BEIJING), _UNLIMITED, _UNLIMITED, _UNLIMITED),
    _policy("2021-06", datetime(2021, 6, 1, tzinfo=BEIJING), Grant(20, TWO_DAYS), Grant(20, TWO_DAYS), _THREE),
    _policy("2023-06", datetime(2023, 6, 12, tzinfo=BEIJING), Grant(5, TWO_DAYS), _UNLIMITED, _THREE),
)


def policy_at(moment: datetime, policies: Sequence[QuotaPolicy] = POLICIES) -> QuotaPolicy:
    """The rules in force at a moment: those of the last day that has begun, and before the first day the first."""
    begun = [policy for policy in policies if policy.since <= moment]
    return max(begun, key=lambda policy: policy.since) if begun else policies[0]
