"""Fans whom the windows let an account write to, as a condition on `fan f`: what `reachability` says one by one."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from domain import database
from domain.fans.choosing import Condition
from domain.windows.counting import USED_UP
from domain.windows.models import WindowCause
from domain.windows.policies import POLICIES, Combining, Grant, QuotaPolicy, policy_at


def window_open(is_open: bool, at: datetime, policies: Sequence[QuotaPolicy] = POLICIES) -> Condition:
    """Who could get one more message at this moment as far as windows go, or who could not.

    What waits to be sent has its slot; the account's state and blocking are not asked for. Only for rules that combine
    by MAX: by SEPARATE one message after the other takes its slot, which no condition can say.
    """
    assert policy_at(at, policies).combining is Combining.MAX
    grants, values = list[str](), list[object]()
    for sql, own in _grants(at, policies):
        grants.append(sql)
        values += own
    longest = max(grant.lasts for policy in policies for grant in policy.grants.values())
    # Whoever opens a window is seen at that moment: so the index of who was seen finds a few among a million.
    condition = (
        "(f.is_following AND f.last_seen_at IS NOT NULL AND f.last_seen_at > {} AND EXISTS"
        " (SELECT 1 FROM interaction_window w WHERE w.fan_id = f.id"
        f" AND (f.followed_at IS NULL OR w.opened_at >= f.followed_at) AND w.used < {USED_UP}"
        f" AND ({' OR '.join(grants)})))"
    )
    sign = "" if is_open else "NOT "
    return Condition(f"{sign}window_open", sign + condition, (at - longest, *values))


def _grants(at: datetime, policies: Sequence[QuotaPolicy]) -> Iterator[tuple[str, list[object]]]:
    """For each kind of grant: a window `w` of it is still open, and has something left."""
    by_day = sorted(policies, key=lambda policy: policy.since)
    ends = [policy.since for policy in by_day[1:]]
    for place, policy in enumerate(by_day):
        until = ends[place] if place < len(ends) else None
        for grant, causes in _alike(policy):
            closed = at - grant.lasts  # what opened then or before is over
            if until is None or until > closed:
                since = policy.since if place else None  # before the first day its rules hold, too
                yield _open(grant, causes, closed, since, until)


def _alike(policy: QuotaPolicy) -> Iterator[tuple[Grant, list[WindowCause]]]:
    by_grant = sorted(policy.grants, key=lambda cause: repr(policy.grants[cause]))
    for grant, causes in groupby(by_grant, key=lambda cause: policy.grants[cause]):
        yield grant, list(causes)


def _open(
    grant: Grant, causes: Sequence[WindowCause], closed: datetime, since: datetime | None, until: datetime | None
) -> tuple[str, list[object]]:
    conditions = [f"w.cause IN ({', '.join('{}' for _ in causes)})", "w.opened_at > {}"]
    values: list[object] = [*(cause.value for cause in causes), closed]
    if since is not None and since > closed:
        conditions.append("w.opened_at >= {}")
        values.append(since)
    if until is not None:
        conditions.append("w.opened_at < {}")
        values.append(until)
    if grant.messages is not None:
        conditions.append(f"w.used + ({_waiting(grant)}) < {grant.messages}")
    return f"({' AND '.join(conditions)})", values


def _waiting(grant: Grant) -> str:
    """How many messages wait that go out while the window `w` is open."""
    seconds = int(grant.lasts.total_seconds())
    if database.is_postgres():
        ends = f"w.opened_at + INTERVAL '{seconds} seconds'"
    else:
        # SQLite keeps moments as text and counts in whole seconds; what follows the seconds stays as it is.
        ends = f"datetime(substr(w.opened_at, 1, 19), '+{seconds} seconds') || substr(w.opened_at, 20)"
    waits = "s.fan_id = w.fan_id AND s.state IN ('SCHEDULED', 'CLAIMED')"
    return f"SELECT COUNT(*) FROM send s WHERE {waits} AND s.due_at < {ends}"
