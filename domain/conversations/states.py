"""A talk is closed, opened again, or put aside until later. Each opens a transaction of its own."""

from datetime import datetime, timedelta

from domain import database
from domain.conversations.actions import Talk, announce_change
from domain.conversations.models import ConversationStatus
from domain.errors import BadInput
from domain.transaction import later, transaction

LONGEST_SNOOZE = timedelta(days=366)
MOST_AT_ONCE = 200  # woken by one sweep; the next one is a second away

# Whoever had it keeps it in name: whether there is a seat for it again is decided when talks are given.
_QUEUED = "snoozed_until_at = NULL, queued_at = COALESCE(queued_at, $2)"


async def close(talk: Talk, now: datetime) -> None:
    """It is done, and nobody waits any more. Closing twice changes nothing."""
    done = "closed_at = $2, snoozed_until_at = NULL, waiting_since_at = NULL, queued_at = NULL"
    await _move(talk, ConversationStatus.CLOSED, done, now)


async def reopen(talk: Talk, now: datetime) -> None:
    """It wants attention now, closed or snoozed as it was, and waits for an agent."""
    await _move(talk, ConversationStatus.OPEN, f"closed_at = NULL, {_QUEUED}", now)


async def snooze(talk: Talk, until: datetime | None, now: datetime) -> None:
    """It wants attention again at `until`, or when the fan writes, whichever comes first; None waits for the fan.

    Raises BadInput for a moment that is past, or more than a year away.
    """
    if until is not None and not now < until <= now + LONGEST_SNOOZE:
        raise BadInput("Snooze until a moment of the coming year, or leave it out to wait for the fan.", "until")
    sql = (
        "UPDATE conversation SET status = 'SNOOZED', snoozed_until_at = $1, closed_at = NULL, queued_at = NULL"
        " WHERE id = $2"
    )
    async with transaction():
        await database.rows(sql, until, talk.id)
        announce_change(talk)
        later("give_talks")  # its agent has a seat free


async def wake_due(now: datetime) -> None:
    """Talks whose time has come are open again. Any number of workers may run this at the same time."""
    skip = "FOR UPDATE SKIP LOCKED" if database.is_postgres() else ""
    due = (
        "SELECT id FROM conversation WHERE status = 'SNOOZED' AND snoozed_until_at <= $1"
        f" ORDER BY snoozed_until_at LIMIT {MOST_AT_ONCE} {skip}"
    )
    sql = (
        f"UPDATE conversation SET status = 'OPEN', {_QUEUED.replace('$2', '$1')} WHERE id IN ({due})"
        " AND status = 'SNOOZED' RETURNING id, workspace_id, account_id, fan_id"
    )
    async with transaction():
        for row in await database.rows(sql, now):
            announce_change(Talk(**row))
            later("give_talks")


async def _move(talk: Talk, status: ConversationStatus, changes: str, *values: object) -> None:
    other = f"id = $1 AND status <> '{status.value}'"
    sql = f"UPDATE conversation SET status = '{status.value}', {changes} WHERE {other} RETURNING id"
    async with transaction():
        if await database.rows(sql, talk.id, *values):
            announce_change(talk)
            later("give_talks")  # it waits for an agent, or its agent has a seat free
