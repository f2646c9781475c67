"""What of a workspace somebody sees: owners and admins everything, agents the accounts they serve and their talks."""

from uuid import UUID

from domain import database
from domain.agents.models import Role, Sees
from domain.database import Row
from domain.sight import Sight


async def sight_of(agent: Row) -> Sight:
    """From `id`, `workspace_id`, `role`, `sees` and `serves_all_accounts` of the agent's row."""
    workspace_id, id = agent["workspace_id"], agent["id"]
    if agent["role"] != Role.AGENT:
        return Sight(workspace_id)
    accounts = None if agent["serves_all_accounts"] else await _ids("served_account", "account_id", id)
    if agent["sees"] == Sees.ALL:
        return Sight(workspace_id, accounts)
    teams = await _ids("team_member", "team_id", id) if agent["sees"] == Sees.TEAM else frozenset()
    return Sight(workspace_id, accounts, id, teams)


async def _ids(table: str, column: str, agent_id: UUID) -> frozenset[UUID]:
    found = await database.rows(f"SELECT {column} FROM {table} WHERE agent_id = $1", agent_id)
    return frozenset(row[column] for row in found)
