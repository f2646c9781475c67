"""Notifications are claimed with a lease, and written to by its holder alone. All due ones of an agent are claimed at
once, so that what belongs together is told together."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain import database
from domain.database import Row, Where
from domain.ids import new_id
from domain.notifications.models import NotificationState

LEASE = timedelta(seconds=60)
SPACING = timedelta(minutes=1)  # between two notifications of one talk, or of one account's followers

_LOST = "Fandesk was stopped while it asked WeChat: it may have arrived."

# At most one a minute and subject, whatever its kind.
_DUE = (
    "n.state = 'WAITING' AND n.due_at <= $1 AND NOT EXISTS (SELECT 1 FROM notification o"
    " WHERE o.agent_id = n.agent_id AND o.subject_id = n.subject_id"
    " AND (o.state = 'CLAIMED' OR (o.state IN ('SENT', 'UNCERTAIN') AND o.finished_at > $2)))"
)


class LeaseLost(Exception):
    """Another worker may have it by now: do nothing more."""


def in_order(where: Where | str) -> str:
    """Of these notifications, locked by their ids: so do all who change several that wait, and nobody in a circle."""
    return (
        f"state = 'WAITING' AND id IN (SELECT id FROM notification WHERE {where} ORDER BY id {database.for_update()})"
    )


async def claim(how_many: int, now: datetime) -> list[Row]:
    """What is due of at most so many agents, whoever waits longest first."""
    # Rows that another worker has locked are waited for, and not skipped: that would tear a bundle apart.
    lock = "FOR UPDATE OF n" if database.is_postgres() else ""
    agents = f"SELECT n.agent_id FROM notification n WHERE {_DUE} GROUP BY n.agent_id ORDER BY MIN(n.due_at) LIMIT $3"
    sql = (
        f"WITH picked AS (SELECT n.id AS picked_id FROM notification n WHERE {_DUE} AND n.agent_id IN ({agents})"
        f" ORDER BY n.id {lock}) UPDATE notification SET state = 'CLAIMED', lease_token = $4, lease_until = $5,"
        " attempts = attempts + 1, called_at = NULL FROM picked WHERE notification.id = picked.picked_id"
        " AND notification.state = 'WAITING' RETURNING *"
    )
    return await database.rows(sql, now, now - SPACING, how_many, new_id(), now + LEASE)


async def is_due(now: datetime) -> bool:
    """Does a notification wait to be told?"""
    sql = f"SELECT 1 AS one FROM notification n WHERE {_DUE} LIMIT 1"
    return bool(await database.rows(sql, now, now - SPACING))


async def mark_called(bundle: Sequence[Row], now: datetime) -> None:
    """From now on it may have arrived, and is not repeated. Raises LeaseLost."""
    where = _held(bundle)
    where.add("lease_until > {}", now)
    n = len(where.values)
    sql = f"UPDATE notification SET called_at = ${n + 1}, lease_until = ${n + 2} WHERE {where} RETURNING id"
    if len(await database.rows(sql, *where.values, now, now + LEASE)) < len(bundle):
        raise LeaseLost


async def finish(bundle: Sequence[Row], state: NotificationState, now: datetime, sentence: str | None = None) -> None:
    """Write down what became of it."""
    if not bundle:
        return
    where = _held(bundle)
    n = len(where.values)
    sql = (
        f"UPDATE notification SET state = ${n + 1}, outcome = ${n + 2}, finished_at = ${n + 3}, lease_until = NULL"
        f" WHERE {where}"
    )
    await database.rows(sql, *where.values, state.value, sentence, now)


async def try_again(bundle: Sequence[Row], due_at: datetime, why: str) -> None:
    """It waits for another try."""
    await _wait(bundle, "due_at = ${}, outcome = ${}", due_at, why)


async def hold(bundle: Sequence[Row], until: datetime) -> None:
    """It waits for the end of quiet hours, which is no failed try."""
    await _wait(bundle, "due_at = ${}, attempts = attempts - 1, is_held = ${}", until, True)


async def recover_abandoned(now: datetime) -> None:
    """Those whose worker died: told again if WeChat was not asked, else UNCERTAIN and never repeated."""
    over = "state = 'CLAIMED' AND lease_until < $1"
    back = "UPDATE notification SET state = 'WAITING', lease_token = NULL, lease_until = NULL"
    await database.rows(f"{back} WHERE {over} AND called_at IS NULL", now)
    lost = "UPDATE notification SET state = 'UNCERTAIN', outcome = $2, finished_at = $1, lease_until = NULL"
    await database.rows(f"{lost} WHERE {over} AND called_at IS NOT NULL", now, _LOST)


async def _wait(bundle: Sequence[Row], changes: str, *values: object) -> None:
    where = _held(bundle)
    n = len(where.values)
    changed = changes.format(*range(n + 1, n + 1 + len(values)))
    sql = (
        "UPDATE notification SET state = 'WAITING', lease_token = NULL, lease_until = NULL, called_at = NULL,"
        f" {changed} WHERE {where}"
    )
    await database.rows(sql, *where.values, *values)


def _held(bundle: Sequence[Row]) -> Where:
    where = Where("state = 'CLAIMED' AND lease_token = {}", bundle[0]["lease_token"])
    where.among("id", [row["id"] for row in bundle])
    return where
