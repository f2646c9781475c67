"""Who leaves, or serves fewer accounts, gives up their open talks; a team that is deleted gives up all of its own.

Whoever calls these has locked the agent or the team. So talks that somebody else holds at this moment are passed over,
instead of waited for, and the once-a-minute sweep (`release_forgotten`) finds them.

Closed and snoozed talks keep their agent: it is who had the fan last, and decided anew when the fan comes back.
"""

from datetime import datetime
from uuid import UUID

from domain import database
from domain.agents.models import MOST_CAPACITY
from domain.assignments.models import AssignmentReason
from domain.assignments.moving import HELD, Decision, Held, free_rows, let_go
from domain.assignments.seats import SERVES, Verdict
from domain.database import Where
from domain.transaction import later, transaction

MOST_AT_ONCE = 200  # of one sweep; the next finds the rest

_SERVES = SERVES.format(account="c.account_id")


async def release_agent(agent_id: UUID, now: datetime) -> None:
    """They no longer work here: their open talks wait for others. Doing it twice changes nothing."""
    await _release(Where("g.id = {}", agent_id), now)


async def release_accounts(agent_id: UUID, now: datetime) -> None:
    """The same for open talks of accounts that they do not serve (any more)."""
    await _release(Where(f"g.id = {{}} AND NOT {_SERVES}", agent_id), now)


async def release_team(team_id: UUID, now: datetime) -> None:
    """Its talks are of no team: those without an agent wait for whoever serves their account.

    No event is written for each of them, for they may be very many: TEAM_DELETED says it of all.
    """
    async with transaction():
        its_own = f"SELECT c.id FROM conversation c WHERE c.team_id = $1 {free_rows()}"
        await database.rows(f"UPDATE conversation SET team_id = NULL WHERE id IN ({its_own})", team_id)
        await database.rows("UPDATE account_routing SET team_id = NULL WHERE team_id = $1", team_id)
        later("give_talks")


async def release_forgotten(now: datetime) -> None:
    """What was passed over: seats of agents who may not have them, and talks that wait for a team that is gone."""
    await _release(Where(f"c.queued_at IS NULL AND (g.disabled_at IS NOT NULL OR NOT {_SERVES})"), now)
    gone = "c.queued_at IS NOT NULL AND c.team_id IS NOT NULL AND c.team_id NOT IN (SELECT id FROM team)"
    some = f"SELECT c.id FROM conversation c WHERE {gone} LIMIT {MOST_AT_ONCE} {free_rows()}"
    async with transaction():
        if await database.rows(f"UPDATE conversation SET team_id = NULL WHERE id IN ({some}) RETURNING id"):
            later("give_talks")


async def _release(whose: Where, now: datetime) -> None:
    sql = (
        f"SELECT {HELD}, {_SERVES} AS is_serving, g.disabled_at IS NOT NULL AS is_disabled"
        " FROM conversation c JOIN agent g ON g.id = c.assignee_id"
        f" WHERE c.status = 'OPEN' AND c.assignee_id IS NOT NULL AND {whose}"
        f" LIMIT {MOST_CAPACITY} {free_rows()}"
    )
    async with transaction():
        for row in await database.rows(sql, *whose.values):
            has_left = row["is_disabled"] or row["is_serving"]
            verdict = Verdict.DISABLED if has_left else Verdict.DOES_NOT_SERVE
            considered = [{"agent_id": row["assignee_id"].hex, "verdict": verdict.value}]
            await let_go(Held.of(row), Decision(AssignmentReason.AGENT_GONE, now, considered=considered))
