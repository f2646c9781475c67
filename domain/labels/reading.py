"""Labels as the API shows them."""

from collections.abc import Sequence
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.labels.errors import MOST_LABELS


async def labels(workspace_id: UUID, ids: Sequence[UUID | None] | None = None) -> list[Row]:
    """The workspace's labels, or those of them with these ids, in the order they were made."""
    where = Where("workspace_id = {}", workspace_id)
    where.among("id", ids)
    sql = f"SELECT id, name, color FROM label WHERE {where} ORDER BY id LIMIT {MOST_LABELS}"
    return await database.rows(sql, *where.values)
