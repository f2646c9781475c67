"""Agents have seats for open talks, as many as their capacity: who has one free, who serves an account, who is here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from domain import database
from domain.agents.models import Availability
from domain.database import Row, Where

# Who takes a seat; the index `conversation_seated` has the same words.
LOAD = "(SELECT COUNT(*) FROM conversation x WHERE x.assignee_id = g.id AND x.status = 'OPEN' AND x.queued_at IS NULL)"
SERVES = (
    "(g.serves_all_accounts OR EXISTS (SELECT 1 FROM served_account v"
    " WHERE v.agent_id = g.id AND v.account_id = {account}))"
)


class Verdict(StrEnum):
    """What was found of an agent when a talk looked for one."""

    CHOSEN = "CHOSEN"
    FREE = "FREE"
    GAVE_BACK = "GAVE_BACK"
    FULL = "FULL"
    BUSY = "BUSY"
    AWAY = "AWAY"
    OFFLINE = "OFFLINE"
    DOES_NOT_SERVE = "DOES_NOT_SERVE"
    DISABLED = "DISABLED"


@dataclass(frozen=True)
class Seats:
    """An agent, as far as giving talks asks."""

    agent_id: UUID
    load: int
    capacity: int
    availability: Availability
    given_at: datetime | None
    is_disabled: bool
    is_serving: bool

    @classmethod
    def of(cls, row: Row) -> Self:
        """From the columns that `_SEATS` names."""
        return cls(
            agent_id=row["id"],
            load=int(row["load"]),
            capacity=row["capacity"],
            availability=Availability(row["availability"]),
            given_at=row["given_at"],
            is_disabled=row["is_disabled"],
            is_serving=bool(row["is_serving"]),
        )

    @property
    def is_full(self) -> bool:
        """No seat is free."""
        return self.load >= self.capacity

    def verdict(self, *, is_here: bool) -> Verdict:
        """FREE, or the first thing that stands in the way of a new talk."""
        if self.is_disabled:
            return Verdict.DISABLED
        if not self.is_serving:
            return Verdict.DOES_NOT_SERVE
        if not is_here:
            return Verdict.OFFLINE
        if self.availability is not Availability.ONLINE:
            return Verdict(self.availability.value)
        return Verdict.FULL if self.is_full else Verdict.FREE

    def weighed(self, verdict: Verdict) -> Row:
        """For the list of who was considered."""
        found: Row = {
            "agent_id": self.agent_id.hex,
            "verdict": verdict.value,
            "load": self.load,
            "capacity": self.capacity,
        }
        return found if self.given_at is None else found | {"given_at": self.given_at.isoformat()}


_SEATS = (
    f"SELECT g.id, g.capacity, g.availability, g.given_at, g.disabled_at IS NOT NULL AS is_disabled, {{serves}} AS"
    f" is_serving, {LOAD} AS load FROM agent g"
)


async def lock_seats(workspace_id: UUID, account_id: UUID, agent_id: UUID) -> Seats | None:
    """One agent's seats, which nobody else fills until the running transaction ends; None for a stranger.

    In two statements: the count has to see what was committed while the first one waited for the lock.
    """
    lock = f"SELECT id FROM agent WHERE id = $1 AND workspace_id = $2 {_hold_agents('agent')}"
    if not await database.rows(lock, agent_id, workspace_id):
        return None
    seats = _SEATS.format(serves=SERVES.format(account="$2"))
    return Seats.of((await database.rows(f"{seats} WHERE g.id = $1", agent_id, account_id))[0])


async def lock_candidates(
    workspace_id: UUID, account_id: UUID, team_id: UUID | None, here: Collection[UUID]
) -> tuple[list[Seats], set[UUID]]:
    """Who may be given a talk of this account and team, by id; and which of them are locked: who is ONLINE and here."""
    locked = _candidates(workspace_id, account_id, team_id)
    locked.add("g.availability = {}", Availability.ONLINE.value)
    locked.among("g.id", sorted(here))
    sql = f"SELECT g.id FROM agent g WHERE {locked} ORDER BY g.id {_hold_agents('g')}"
    ids = {row["id"] for row in await database.rows(sql, *locked.values)}
    where = _candidates(workspace_id, account_id, team_id)
    found = await database.rows(f"{_SEATS.format(serves='1 = 1')} WHERE {where} ORDER BY g.id", *where.values)
    return [Seats.of(row) for row in found], ids


async def free_agents(workspace_id: UUID, here: Collection[UUID]) -> list[UUID]:
    """Who is here, ONLINE, and has a free seat: at a glance, without a lock."""
    where = Where("g.workspace_id = {} AND g.disabled_at IS NULL", workspace_id)
    where.add("g.availability = {}", Availability.ONLINE.value)
    where.among("g.id", sorted(here))
    found = await database.rows(f"SELECT g.id FROM agent g WHERE {where} AND {LOAD} < g.capacity", *where.values)
    return [row["id"] for row in found]


async def loads(workspace_id: UUID, agent_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many seats each of these agents of the workspace has taken."""
    where = Where("g.workspace_id = {}", workspace_id)
    where.among("g.id", agent_ids)
    found = await database.rows(f"SELECT g.id, {LOAD} AS load FROM agent g WHERE {where}", *where.values)
    return {row["id"]: int(row["load"]) for row in found}


def _candidates(workspace_id: UUID, account_id: UUID, team_id: UUID | None) -> Where:
    where = Where("g.workspace_id = {} AND g.disabled_at IS NULL", workspace_id)
    where.add(SERVES.format(account="{}"), account_id)
    if team_id is not None:
        where.add("EXISTS (SELECT 1 FROM team_member m WHERE m.agent_id = g.id AND m.team_id = {})", team_id)
    return where


def _hold_agents(table: str) -> str:
    # Not the whole of FOR UPDATE: signing in writes rows that point to the agent, and need not wait.
    return f"FOR NO KEY UPDATE OF {table}" if database.is_postgres() else ""
