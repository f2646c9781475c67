"""Causes that are due become notifications, one for each agent who is to be told.

Who answers a talk is asked here and not when the fan writes: by now the talk has found its agent.
"""

from datetime import datetime, timedelta
from uuid import UUID

from domain import database
from domain.database import Row
from domain.ids import new_id
from domain.notifications import audience, leases
from domain.notifications.models import NotificationKind
from domain.notifications.telling import DELAY
from domain.transaction import transaction

MOST_AT_ONCE = 200  # causes of one run; the next is a second away
# What was assigned longer ago than this while no worker ran is no news any more.
ASSIGNED_LATELY = timedelta(minutes=10)

_COLUMNS = (
    "id, workspace_id, agent_id, kind, account_id, subject_id, fan_id, assignment_id, how_many, state, is_held,"
    " due_at, attempts, created_at"
)
# Given by others: who takes a talk, or answers it, knows that they have it. A fan who comes back to the agent they had
# is told of as a message.
_NEWLY_ASSIGNED = (
    "FROM assignment a JOIN agent g ON g.id = a.agent_id LEFT JOIN notification_settings s ON s.agent_id = g.id"
    " WHERE a.agent_id IS NOT NULL AND a.created_at > $1 AND a.reason NOT IN ('TAKEN', 'ANSWERED')"
    " AND (a.from_agent_id IS NULL OR a.from_agent_id <> a.agent_id)"
    " AND (a.by_agent_id IS NULL OR a.by_agent_id <> a.agent_id)"
    f" AND COALESCE(s.tells_assignments, TRUE) AND {audience.HAS_A_DEVICE}"
    " AND NOT EXISTS (SELECT 1 FROM notification n WHERE n.assignment_id = a.id)"
)
IS_DUE = (
    "EXISTS (SELECT 1 FROM notification_cause x WHERE x.due_at <= $2)"
    f" OR (EXISTS (SELECT 1 FROM device) AND EXISTS (SELECT 1 {_NEWLY_ASSIGNED}))"
)


async def plan(now: datetime) -> None:
    """Write the notifications of what is due. Any number of workers may run this at the same time."""
    await _plan_assignments(now)
    due = await database.rows("SELECT DISTINCT workspace_id FROM notification_cause WHERE due_at <= $1", now)
    here = await audience.who_is_here([row["workspace_id"] for row in due], now)
    for _ in range(MOST_AT_ONCE):
        if not await _plan_next(here, now):
            return


async def _plan_assignments(now: datetime) -> None:
    found = await database.rows(
        f"SELECT a.id, a.workspace_id, a.agent_id, a.account_id, a.conversation_id, a.created_at {_NEWLY_ASSIGNED}"
        " ORDER BY a.id LIMIT 200",
        now - ASSIGNED_LATELY,
    )
    for given in found:
        what = (NotificationKind.ASSIGNED.value, given["account_id"], given["conversation_id"], None, given["id"])
        sql = f"INSERT INTO notification ({_COLUMNS}) VALUES {database.places(1, 14)} ON CONFLICT DO NOTHING"
        due_at, who = given["created_at"] + DELAY, (given["workspace_id"], given["agent_id"])
        await database.rows(sql, new_id(), *who, *what, 1, "WAITING", False, due_at, 0, given["created_at"])


async def _plan_next(here: set[UUID], now: datetime) -> bool:
    lock = "FOR UPDATE SKIP LOCKED" if database.is_postgres() else ""
    due = f"SELECT id FROM notification_cause WHERE due_at <= $1 ORDER BY due_at LIMIT 1 {lock}"
    async with transaction():
        taken = await database.rows(f"DELETE FROM notification_cause WHERE id IN ({due}) RETURNING *", now)
        for cause in taken:
            await _write(cause, await audience.to_be_told(cause) - here, now)
    return bool(taken)


async def _write(cause: Row, agent_ids: set[UUID], now: datetime) -> None:
    agents = agent_ids - await _count_in_waiting(cause, agent_ids)
    values: list[object] = []
    for agent_id in sorted(agents):
        what = (cause["kind"], cause["account_id"], cause["subject_id"], cause["fan_id"], None, cause["how_many"])
        values += [new_id(), cause["workspace_id"], agent_id, *what, "WAITING", False, cause["due_at"], 0, now]
    if values:
        sql = f"INSERT INTO notification ({_COLUMNS}) VALUES {database.places(len(agents), 14)}"
        await database.rows(sql, *values)


async def _count_in_waiting(cause: Row, agent_ids: set[UUID]) -> set[UUID]:
    """Whoever is still to be told of this talk or account is told of it once: of an assignment, messages and all."""
    where = database.Where("subject_id = {} AND state = 'WAITING'", cause["subject_id"])
    where.among("agent_id", sorted(agent_ids))
    n = len(where.values)
    sql = (
        f"UPDATE notification SET how_many = how_many + ${n + 1}, fan_id = ${n + 2}"
        f" WHERE {leases.in_order(where)} RETURNING agent_id"
    )
    return {row["agent_id"] for row in await database.rows(sql, *where.values, cause["how_many"], cause["fan_id"])}
