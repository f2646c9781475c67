"""What a viewer sees of schedules: the part of `domain.viewer` that is about hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.database import Row
from domain.errors import NotFound
from domain.ids import SCHEDULE, row_id
from domain.schedules import reading as schedules
from domain.sight import Sighted


@dataclass(frozen=True)
class ScheduleSight(Sighted):
    """Rows of one workspace."""

    async def schedules(self, ids: Sequence[UUID | None] | None = None) -> list[Row]:
        """The workspace's schedules, or of these the ones that are there for this viewer."""
        return await schedules.schedules(self.workspace_id, ids)

    async def schedule_id(self, public_id: str, *field: str) -> UUID:
        """The schedule to act on. Raises NotFound."""
        found = await self.schedules([row_id(SCHEDULE, public_id)])
        if not found:
            raise NotFound("schedule", *field)
        return found[0]["id"]  # type: ignore[no-any-return]
