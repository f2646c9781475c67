"""What a viewer sees of labels and notes: the part of `domain.viewer` that is about work on conversations."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain import database
from domain.assignments import reading as assignments
from domain.database import Row, Where
from domain.errors import NotFound
from domain.ids import AGENT, LABEL, NOTE, row_id
from domain.labels import reading as labels
from domain.notes import reading as notes
from domain.paging import Page, PageRequest
from domain.sight import Sighted


@dataclass(frozen=True)
class TalkSight(Sighted):
    """Rows of one workspace, as far as they are in sight."""

    async def assignments(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these assignments the ones that are there for this viewer."""
        return await assignments.assignments(self.sight, ids)

    async def assignment_pages(self, conversation_ids: Sequence[UUID], page: PageRequest) -> dict[UUID, Page[Row]]:
        """The same page of what became of each of these talks."""
        return await assignments.assignment_pages(self.sight, conversation_ids, page)

    async def hidden_by(self, assignment_id: UUID | None) -> UUID | None:
        """The talk that this assignment took out of sight; None where it is in sight, or was not before."""
        if self.sight.agent_id is None or assignment_id is None:
            return None
        for row in await assignments.moved(self.workspace_id, [assignment_id]):
            was_seen = self.sight.has(row["account_id"], row["from_agent_id"], row["from_team_id"])
            if was_seen and not await self.assignments([assignment_id]):
                return UUID(str(row["conversation_id"]))
        return None

    async def labels(self, ids: Sequence[UUID | None] | None = None) -> list[Row]:
        """The workspace's labels, or of these the ones that are there for this viewer."""
        return await labels.labels(self.workspace_id, ids)

    async def label_id(self, public_id: str, *field: str) -> UUID:
        """The label to act on. Raises NotFound."""
        found = await labels.labels(self.workspace_id, [row_id(LABEL, public_id)])
        if not found:
            raise NotFound("label", *field)
        return found[0]["id"]  # type: ignore[no-any-return]

    async def notes(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these notes the ones that are there for this viewer."""
        return await notes.notes(self.sight, ids)

    async def note_pages(self, conversation_ids: Sequence[UUID], page: PageRequest) -> dict[UUID, Page[Row]]:
        """The same page of the notes of each of these talks."""
        return await notes.note_pages(self.sight, conversation_ids, page)

    async def note_to_change(self, public_id: str, *field: str) -> Row:
        """The note to act on. Raises NotFound, also for a deleted one."""
        found = await notes.note_to_change(self.sight, row_id(NOTE, public_id))
        if found is None:
            raise NotFound("note", *field)
        return found

    async def colleague_ids(self, public_ids: Sequence[str], *field: str) -> list[UUID]:
        """These agents, all of the workspace. Raises NotFound where one is not."""
        ids = list(dict.fromkeys(row_id(AGENT, id) for id in public_ids))
        where = Where("workspace_id = {}", self.workspace_id)
        where.among("id", ids)
        found = {row["id"] for row in await database.rows(f"SELECT id FROM agent WHERE {where}", *where.values)}
        if len(found) < len(ids):
            raise NotFound("agent", *field)
        return [id for id in ids if id is not None]
