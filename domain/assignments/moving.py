"""A talk comes to an agent, or waits for one: its columns, the row that says why, and the events, in one transaction.

Locks are taken in one order everywhere, so that nobody waits in a circle: team, talk, agents by id, event stream.
Whoever holds an agent's row already takes the talks that are free, and leaves the rest to the once-a-minute sweep.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

import orjson

from domain import database
from domain.assignments.models import AssignmentReason
from domain.conversations.actions import Talk, announce_change
from domain.conversations.models import ConversationStatus
from domain.database import Row
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.transaction import announce, later

HELD = "c.id, c.workspace_id, c.account_id, c.fan_id, c.status, c.assignee_id, c.team_id, c.queued_at"


@dataclass(frozen=True)
class Held:
    """A talk whose row is locked by the running transaction."""

    talk: Talk
    status: ConversationStatus
    assignee_id: UUID | None
    team_id: UUID | None
    queued_at: datetime | None

    @classmethod
    def of(cls, row: Row) -> Self:
        """From the columns HELD."""
        talk = Talk(row["id"], row["workspace_id"], row["account_id"], row["fan_id"])
        return cls(talk, ConversationStatus(row["status"]), row["assignee_id"], row["team_id"], row["queued_at"])

    @property
    def is_open(self) -> bool:
        """Neither closed nor snoozed."""
        return self.status is ConversationStatus.OPEN

    @property
    def is_seated(self) -> bool:
        """It takes one of its agent's seats."""
        return self.is_open and self.assignee_id is not None and self.queued_at is None


@dataclass(frozen=True)
class Decision:
    """Why, by whom, and when. `considered` are the agents who were weighed, in order."""

    reason: AssignmentReason
    now: datetime
    by: UUID | None = None
    considered: Sequence[Row] | None = None


def free_rows() -> str:
    """What makes a SELECT lock its rows and leave out those that others hold."""
    return "FOR UPDATE OF c SKIP LOCKED" if database.is_postgres() else ""


async def hold(talk: Talk) -> Held:
    """Lock the talk."""
    lock = "FOR UPDATE OF c" if database.is_postgres() else ""
    return Held.of((await database.rows(f"SELECT {HELD} FROM conversation c WHERE c.id = $1 {lock}", talk.id))[0])


async def seat(held: Held, agent_id: UUID, why: Decision) -> None:
    """It is this agent's, and open. Whether they have a seat for it has been seen to, with their row locked."""
    sql = (
        "UPDATE conversation SET status = 'OPEN', closed_at = NULL, snoozed_until_at = NULL, queued_at = NULL,"
        " assignee_id = $1, assigned_at = $2 WHERE id = $3"
    )
    await database.rows(sql, agent_id, why.now, held.talk.id)
    await _decided(held, agent_id, held.team_id, why)


async def queue(held: Held, team_id: UUID | None, why: Decision) -> None:
    """Nobody has it, and it is open: it waits for the team, or for whoever serves the account.

    Its place in the queue is as old as the fan's waiting: they stand in line since they wrote, whoever had them.
    """
    sql = (
        "UPDATE conversation SET status = 'OPEN', closed_at = NULL, snoozed_until_at = NULL, assignee_id = NULL,"
        " assigned_at = NULL, team_id = $1, queued_at = COALESCE(queued_at, waiting_since_at, $2) WHERE id = $3"
    )
    await database.rows(sql, team_id, why.now, held.talk.id)
    await _decided(held, None, team_id, why)


async def let_go(held: Held, why: Decision) -> None:
    """Nobody has it: an open one waits, a closed or snoozed one will when the fan comes back."""
    if held.is_open:
        await queue(held, held.team_id, why)
        return
    sql = "UPDATE conversation SET assignee_id = NULL, assigned_at = NULL WHERE id = $1"
    await database.rows(sql, held.talk.id)
    await _decided(held, None, held.team_id, why)


async def _decided(held: Held, agent_id: UUID | None, team_id: UUID | None, why: Decision) -> None:
    talk, id = held.talk, new_id()
    columns = (
        "id, workspace_id, account_id, conversation_id, agent_id, team_id, from_agent_id, from_team_id, by_agent_id,"
        " reason, considered, created_at"
    )
    considered = None if why.considered is None else orjson.dumps(list(why.considered)).decode()
    where = (id, talk.workspace_id, talk.account_id, talk.id)
    what = (agent_id, team_id, held.assignee_id, held.team_id, why.by, why.reason.value, considered, why.now)
    await database.rows(f"INSERT INTO assignment ({columns}) VALUES {database.places(1, 12)}", *where, *what)
    announce(Event(EventKind.CONVERSATION_ASSIGNED, talk.workspace_id, talk.account_id, id))
    announce_change(talk)
    if agent_id is None or held.is_seated:  # it waits, or a seat is free
        later("give_talks")
