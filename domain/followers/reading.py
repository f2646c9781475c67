"""How far a pass over an account's followers is, as the API shows it."""

from collections.abc import Sequence
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.sight import Sight


async def newest(sight: Sight, account_ids: Sequence[UUID]) -> dict[UUID, Row]:
    """The newest pass of each of these accounts that had one."""
    where = Where("workspace_id = {}", sight.workspace_id)
    where.among("account_id", account_ids)
    sight.of_accounts(where, "account_id")
    last = f"SELECT MAX(started_at) AS started_at, account_id FROM follower_sync WHERE {where} GROUP BY account_id"
    sql = (
        "SELECT s.id, s.account_id, s.state, s.total, s.listed, s.detailed, s.due_at, s.refusal_code, s.refusal_text,"
        f" s.started_at, s.finished_at FROM follower_sync s JOIN ({last}) AS n ON n.account_id = s.account_id"
        " AND n.started_at = s.started_at ORDER BY s.id"
    )
    return {row["account_id"]: row for row in await database.rows(sql, *where.values)}
