"""Where talks wait: for each account a queue of its own, and one for each team that has talks of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import database
from domain.assignments.models import RoutingMode
from domain.assignments.moving import HELD, free_rows
from domain.database import Row, Where

# What waits for anybody; the index `conversation_queue` has the same words.
WAITS = "c.queued_at IS NOT NULL AND c.assignee_id IS NULL"
_AUTOMATIC = f"r.mode <> '{RoutingMode.MANUAL.value}'"


@dataclass(frozen=True)
class Queue:
    """Talks of one account that wait for one team, or for whoever serves the account."""

    workspace_id: UUID
    account_id: UUID
    team_id: UUID | None
    mode: RoutingMode

    def waiting(self) -> Where:
        """What waits in it, as conditions on the table `c`."""
        where = Where(f"{WAITS} AND c.account_id = {{}}", self.account_id)
        if self.team_id is None:
            where.add("c.team_id IS NULL")
        else:
            where.add("c.team_id = {}", self.team_id)
        return where


async def workspaces() -> list[UUID]:
    """Where something waits to be given by itself."""
    waits = f"SELECT 1 FROM conversation c WHERE c.account_id = r.account_id AND {WAITS}"
    sql = f"SELECT DISTINCT r.workspace_id FROM account_routing r WHERE {_AUTOMATIC} AND EXISTS ({waits})"
    return [row["workspace_id"] for row in await database.rows(sql)]


async def queues_of(workspace_id: UUID) -> dict[Queue, datetime]:
    """The queues in which something waits, each with its oldest `queued_at`: an index look-up for each there may be.

    Where an account's talks go to a team, none is given before it has come there: it may just have begun to wait.
    """
    oldest = f"(SELECT MIN(c.queued_at) FROM conversation c WHERE {WAITS} AND c.account_id = r.account_id AND {{team}})"
    routing = "FROM account_routing r"
    automatic = f"r.workspace_id = $1 AND {_AUTOMATIC}"
    for_teams = (
        f"SELECT r.account_id, r.mode, t.id AS team_id, {oldest.format(team='c.team_id = t.id')} AS queued_at"
        f" {routing} JOIN team t ON t.workspace_id = r.workspace_id WHERE {automatic}"
    )
    for_all = (
        f"SELECT r.account_id, r.mode, CAST(NULL AS UUID) AS team_id,"
        f" {oldest.format(team='c.team_id IS NULL')} AS queued_at {routing} WHERE {automatic} AND r.team_id IS NULL"
    )
    sql = f"SELECT * FROM ({for_teams} UNION ALL {for_all}) q WHERE q.queued_at IS NOT NULL"
    return {
        Queue(workspace_id, row["account_id"], row["team_id"], RoutingMode(row["mode"])): row["queued_at"]
        for row in await database.rows(sql, workspace_id)
    }


async def head_of(queue: Queue) -> datetime | None:
    """The oldest `queued_at` in it."""
    where = queue.waiting()
    found = await database.rows(
        f"SELECT MIN(c.queued_at) AS queued_at FROM conversation c WHERE {where}", *where.values
    )
    return found[0]["queued_at"]  # type: ignore[no-any-return]


async def claim(queue: Queue) -> Row | None:
    """Lock the talk that has waited longest, of those that nobody else holds; `gave_back_id` had it before."""
    where = queue.waiting()
    gave_back = (
        "(SELECT CASE s.reason WHEN 'GIVEN_BACK' THEN s.from_agent_id END FROM assignment s WHERE"
        " s.conversation_id = c.id AND s.from_agent_id IS NOT NULL ORDER BY s.id DESC LIMIT 1) AS gave_back_id"
    )
    sql = (
        f"SELECT {HELD}, {gave_back} FROM conversation c WHERE {where} ORDER BY c.queued_at, c.id LIMIT 1 {free_rows()}"
    )
    found = await database.rows(sql, *where.values)
    return found[0] if found else None


async def served_by(queues: Sequence[Queue], agent_ids: Sequence[UUID]) -> set[Queue]:
    """The queues from which one of these agents may be given something."""
    agents, served, member = Where("1 = 1"), Where("1 = 1"), Where("1 = 1")
    agents.among("id", agent_ids)
    served.among("agent_id", agent_ids)
    member.among("agent_id", agent_ids)
    serves_all = await database.rows(f"SELECT id FROM agent WHERE serves_all_accounts AND {agents}", *agents.values)
    everywhere = {row["id"] for row in serves_all}
    served_rows = await database.rows(f"SELECT agent_id, account_id FROM served_account WHERE {served}", *served.values)
    members = await database.rows(f"SELECT agent_id, team_id FROM team_member WHERE {member}", *member.values)
    accounts = {(row["agent_id"], row["account_id"]) for row in served_rows}
    teams = {(row["agent_id"], row["team_id"]) for row in members}
    return {
        queue
        for queue in queues
        if any(
            (id in everywhere or (id, queue.account_id) in accounts)
            and (queue.team_id is None or (id, queue.team_id) in teams)
            for id in agent_ids
        )
    }
