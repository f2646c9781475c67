"""What a viewer sees of labels, notes and counts: the part of `domain.viewer` that is about work on conversations."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain import database
from domain.conversations import counting
from domain.database import Row, Where
from domain.errors import NotFound
from domain.ids import AGENT, LABEL, NOTE, row_id
from domain.labels import reading as labels
from domain.notes import reading as notes
from domain.paging import Page, PageRequest
from domain.sight import Sighted


@dataclass(frozen=True)
class TalkSight(Sighted):
    """Rows of one workspace."""

    async def conversation_counts(self, account_ids: Sequence[UUID] | None, wanted: Collection[str]) -> dict[str, int]:
        """How many talks stand where; None counts those of all accounts."""
        return await counting.count(self.workspace_id, account_ids, wanted)

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
        return await notes.notes(self.workspace_id, ids)

    async def note_pages(self, conversation_ids: Sequence[UUID], page: PageRequest) -> dict[UUID, Page[Row]]:
        """The same page of the notes of each of these talks."""
        return await notes.note_pages(self.workspace_id, conversation_ids, page)

    async def note_to_change(self, public_id: str, *field: str) -> Row:
        """The note to act on. Raises NotFound, also for a deleted one."""
        found = await notes.note_to_change(self.workspace_id, row_id(NOTE, public_id))
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
