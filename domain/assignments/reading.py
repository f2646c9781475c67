"""Assignments as the API shows them: with the names of everybody in them, and `considered` as a list of rows."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import orjson

from domain import database
from domain.database import Row, Where
from domain.errors import BadInput
from domain.paging import Page, PageRequest
from domain.sight import Sight

ASSIGNMENTS = "assignments"  # the name of this order, for its cursors

_COLUMNS = (
    "s.id, s.account_id, s.conversation_id, s.reason, s.considered, s.created_at, s.agent_id, s.from_agent_id,"
    " s.by_agent_id, s.team_id, s.from_team_id"
)
_AGENTS, _TEAMS = ("agent", "from_agent", "by_agent"), ("team", "from_team")


async def assignments(sight: Sight, ids: Sequence[UUID | None]) -> list[Row]:
    """These assignments of talks in sight, in no order, without those that are not there.

    `agent`, `from_agent` and `by_agent` are rows with id, name and role, `team` and `from_team` with id, name and
    created_at, or None. `considered` is a list of rows with `agent`, `verdict`, `load`, `capacity` and `given_at`.
    """
    where = Where("s.workspace_id = {}", sight.workspace_id)
    where.among("s.id", ids)
    sight.through_talks(where, "s.conversation_id")
    return await _whole(sight, await database.rows(f"SELECT {_COLUMNS} FROM assignment s WHERE {where}", *where.values))


async def moved(workspace_id: UUID, ids: Sequence[UUID]) -> list[Row]:
    """Of these assignments which talk went from whom to whom, for whoever decides who may hear of it: no names."""
    where = Where("s.workspace_id = {}", workspace_id)
    where.among("s.id", ids)
    return await database.rows(f"SELECT {_COLUMNS} FROM assignment s WHERE {where}", *where.values)


async def assignment_pages(
    sight: Sight, conversation_ids: Sequence[UUID], request: PageRequest
) -> dict[UUID, Page[Row]]:
    """The same page of what became of each of these talks, from new to old."""
    found: dict[UUID, list[Row]] = {id: [] for id in conversation_ids}
    where = Where("s.workspace_id = {}", sight.workspace_id)
    sight.through_talks(where, "s.conversation_id")
    parts = [_one_page(id, request, where) for id in found]
    rows = await database.rows(" UNION ALL ".join(parts), *where.values)
    for row in await _whole(sight, rows):
        found[row["conversation_id"]].append(row)
    return {id: Page.of(part, request) for id, part in found.items()}


def _one_page(conversation_id: UUID, request: PageRequest, where: Where) -> str:
    conditions = [str(where), where.written("s.conversation_id = {}", conversation_id)]
    if request.place:
        conditions.append(where.written(f"s.id {'>' if request.backwards else '<'} {{}}", _place(request.place)))
    way = "ASC" if request.backwards else "DESC"
    ordered = f"WHERE {' AND '.join(conditions)} ORDER BY s.id {way} LIMIT {request.size + 1}"
    # The outer SELECT lets SQLite order and limit each part of the union for itself.
    return f"SELECT * FROM (SELECT {_COLUMNS} FROM assignment s {ordered}) AS part"


async def _whole(sight: Sight, rows: list[Row]) -> list[Row]:
    considered = [_weighed(row["considered"]) for row in rows]
    mentioned = {row[f"{name}_id"] for row in rows for name in _AGENTS} | {
        one["agent_id"] for several in considered for one in several
    }
    agents = await _named("agent", "id, name, role", sight.workspace_id, mentioned)
    teams = await _named(
        "team", "id, name, created_at", sight.workspace_id, {row[f"{name}_id"] for row in rows for name in _TEAMS}
    )
    return [
        row
        | {name: agents.get(row[f"{name}_id"]) for name in _AGENTS}
        | {name: teams.get(row[f"{name}_id"]) for name in _TEAMS}
        | {"considered": [one | {"agent": agents[one["agent_id"]]} for one in several if one["agent_id"] in agents]}
        for row, several in zip(rows, considered, strict=True)
    ]


def _weighed(kept: str | None) -> list[Row]:
    empty: Row = {"load": None, "capacity": None, "given_at": None}
    return [empty | one | {"agent_id": UUID(hex=one["agent_id"])} for one in orjson.loads(kept or "[]")]


async def _named(table: str, columns: str, workspace_id: UUID, ids: Iterable[UUID | None]) -> dict[UUID, Row]:
    wanted = sorted(id for id in ids if id is not None)
    if not wanted:
        return {}
    where = Where("workspace_id = {}", workspace_id)
    where.among("id", wanted)
    found = await database.rows(f"SELECT {columns} FROM {table} WHERE {where}", *where.values)
    return {row["id"]: row for row in found}


def _place(place: tuple[str | int, ...]) -> UUID:
    try:
        return UUID(str(place[0]))
    except (ValueError, IndexError):
        raise BadInput("This is no cursor of these assignments: take one from `edges.cursor`.", "after") from None
