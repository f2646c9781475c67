"""Schedules as the API shows them, and as rules look at them."""

from collections.abc import Sequence
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.schedules.errors import MOST_SCHEDULES

_SCHEDULE = "SELECT id, name, time_zone, intervals, holidays, starts_on, ends_on, created_at, changed_at FROM schedule"


async def schedules(workspace_id: UUID, ids: Sequence[UUID | None] | None = None) -> list[Row]:
    """The workspace's schedules, or those of them with these ids, in the order they were made."""
    where = Where("workspace_id = {}", workspace_id)
    where.among("id", ids)
    return await database.rows(f"{_SCHEDULE} WHERE {where} ORDER BY id LIMIT {MOST_SCHEDULES}", *where.values)
