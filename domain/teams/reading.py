"""Teams as the API shows them."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.teams.errors import MOST_TEAMS


async def teams(workspace_id: UUID, ids: Sequence[UUID | None] | None = None) -> list[Row]:
    """The workspace's teams, or those of them with these ids, in the order they were made."""
    where = Where("workspace_id = {}", workspace_id)
    where.among("id", ids)
    sql = f"SELECT id, name, created_at FROM team WHERE {where} ORDER BY id LIMIT {MOST_TEAMS}"
    return await database.rows(sql, *where.values)


async def members_of(workspace_id: UUID, team_ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
    """The `id`, `name` and `role` of who is in each of these teams, in the order in which they came to work here."""
    where = Where("t.workspace_id = {}", workspace_id)
    where.among("t.id", team_ids)
    sql = (
        "SELECT m.team_id, g.id, g.name, g.role FROM team_member m JOIN team t ON t.id = m.team_id"
        f" JOIN agent g ON g.id = m.agent_id WHERE {where} ORDER BY g.id"
    )
    return _sorted(await database.rows(sql, *where.values), team_ids, "team_id")


async def teams_of(workspace_id: UUID, agent_ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
    """The teams that each of these agents is in, in the order they were made."""
    where = Where("t.workspace_id = {}", workspace_id)
    where.among("m.agent_id", agent_ids)
    sql = (
        "SELECT m.agent_id, t.id, t.name, t.created_at FROM team_member m JOIN team t ON t.id = m.team_id"
        f" WHERE {where} ORDER BY t.id"
    )
    return _sorted(await database.rows(sql, *where.values), agent_ids, "agent_id")


def _sorted(found: list[Row], ids: Sequence[UUID], by: str) -> dict[UUID, list[Row]]:
    """The rows of each id, without the column that says whose they are."""
    lists: dict[UUID, list[Row]] = defaultdict(list)
    for row in found:
        lists[row.pop(by)].append(row)
    return {id: lists[id] for id in ids}
