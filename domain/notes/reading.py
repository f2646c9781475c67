"""Notes as the API shows them: each with its author (`agent_…`) and `mentioned`, the rows of who is called by name."""

from collections.abc import Sequence
from uuid import UUID

import orjson

from domain import database
from domain.database import Row, Where
from domain.errors import BadInput
from domain.paging import Page, PageRequest
from domain.sight import Sight

NOTES = "notes"  # the name of this order, for its cursors

_NOTE = (
    "SELECT n.id, n.workspace_id, n.conversation_id, n.agent_id, n.text, n.mentions, n.created_at, n.edited_at,"
    " n.deleted_at, g.name AS agent_name, g.role AS agent_role FROM note n JOIN agent g ON g.id = n.agent_id"
)


async def notes(sight: Sight, ids: Sequence[UUID | None]) -> list[Row]:
    """These notes on talks in sight, deleted ones included, without those that are not there."""
    where = Where("n.workspace_id = {}", sight.workspace_id)
    where.among("n.id", ids)
    sight.through_talks(where, "n.conversation_id")
    return await _with_mentioned(sight.workspace_id, await database.rows(f"{_NOTE} WHERE {where}", *where.values))


async def note_to_change(sight: Sight, id: UUID | None) -> Row | None:
    """A note that is not deleted, with its conversation's account."""
    where = Where("n.workspace_id = {} AND n.id = {} AND n.deleted_at IS NULL", sight.workspace_id, id)
    sight.of_talks(where)
    sql = (
        "SELECT n.id, n.workspace_id, n.conversation_id, n.agent_id, c.account_id FROM note n JOIN conversation c"
        f" ON c.id = n.conversation_id WHERE {where}"
    )
    found = await database.rows(sql, *where.values)
    return found[0] if found else None


async def note_pages(sight: Sight, conversation_ids: Sequence[UUID], request: PageRequest) -> dict[UUID, Page[Row]]:
    """The same page of several talks' notes, each from new to old, without the deleted ones."""
    found: dict[UUID, list[Row]] = {id: [] for id in conversation_ids}
    where = Where("n.workspace_id = {} AND n.deleted_at IS NULL", sight.workspace_id)
    sight.through_talks(where, "n.conversation_id")
    parts = [_one_page(id, request, where) for id in found]
    rows = await database.rows(" UNION ALL ".join(parts), *where.values)
    for row in await _with_mentioned(sight.workspace_id, rows):
        found[row["conversation_id"]].append(row)
    return {id: Page.of(part, request) for id, part in found.items()}


def _one_page(conversation_id: UUID, request: PageRequest, where: Where) -> str:
    conditions = [str(where), where.written("n.conversation_id = {}", conversation_id)]
    if request.place:
        conditions.append(where.written(f"n.id {'>' if request.backwards else '<'} {{}}", _place(request.place)))
    way = "ASC" if request.backwards else "DESC"
    ordered = f"WHERE {' AND '.join(conditions)} ORDER BY n.id {way} LIMIT {request.size + 1}"
    # The outer SELECT lets SQLite order and limit each part of the union for itself.
    return f"SELECT * FROM ({_NOTE} {ordered}) AS part"


async def _with_mentioned(workspace_id: UUID, found: list[Row]) -> list[Row]:
    called = [[UUID(id) for id in orjson.loads(row["mentions"])] for row in found]
    agents = await _agents(workspace_id, list(dict.fromkeys(id for ids in called for id in ids)))
    return [
        row | {"mentioned": [agents[id] for id in ids if id in agents]} for row, ids in zip(found, called, strict=True)
    ]


async def _agents(workspace_id: UUID, ids: Sequence[UUID]) -> dict[UUID, Row]:
    if not ids:
        return {}
    where = Where("workspace_id = {}", workspace_id)
    where.among("id", ids)
    found = await database.rows(f"SELECT id, name, role FROM agent WHERE {where}", *where.values)
    return {agent["id"]: agent for agent in found}


def _place(place: tuple[str | int, ...]) -> UUID:
    try:
        return UUID(str(place[0]))
    except (ValueError, IndexError):
        raise BadInput("This is no cursor of these notes: take one from `edges.cursor`.", "after") from None
