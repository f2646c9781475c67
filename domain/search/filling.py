"""Rows from before there was a search, or that came past it, are made to be found. Run again, it goes on."""

from collections.abc import AsyncIterator
from uuid import UUID

from domain import database
from domain.database import Row
from domain.search.entries import Entry, SearchKind, keep, names
from domain.transaction import transaction

AT_ONCE = 500

# Each gives `id`, `workspace_id`, `account_id`, `conversation_id` and `first` and `second`, the lines of its text.
_ROWS = {
    SearchKind.MESSAGE: (
        "SELECT r.id, r.workspace_id, c.account_id, r.conversation_id, r.text AS first, NULL AS second"
        " FROM message r JOIN conversation c ON c.id = r.conversation_id WHERE r.kind <> 'EVENT' AND r.text <> ''"
    ),
    SearchKind.FAN: (
        "SELECT r.id, r.workspace_id, r.account_id, NULL AS conversation_id, r.remark AS first, r.nickname AS second"
        " FROM fan r WHERE (r.remark <> '' OR r.nickname <> '')"
    ),
    SearchKind.NOTE: (
        "SELECT r.id, r.workspace_id, c.account_id, r.conversation_id, r.text AS first, NULL AS second"
        " FROM note r JOIN conversation c ON c.id = r.conversation_id WHERE r.deleted_at IS NULL"
    ),
}


async def fill() -> AsyncIterator[int]:
    """How many rows each batch looked at: those that could not be found, and can be now."""
    for kind in _ROWS:
        last = UUID(int=0)
        while found := await _fill_some(kind, last):
            last = found[-1]["id"]
            yield len(found)


async def _fill_some(kind: SearchKind, last: UUID) -> list[Row]:
    missing = f"{_ROWS[kind]} AND r.id > $1 AND NOT EXISTS (SELECT 1 FROM search_entry e WHERE e.id = r.id)"
    # Locked, so that whoever changes a text at this moment has the last word.
    lock = "FOR UPDATE OF r" if database.is_postgres() else ""
    async with transaction():
        found = await database.rows(f"{missing} ORDER BY r.id LIMIT {AT_ONCE} {lock}", last)
        await keep([_entry(kind, row) for row in found])
    return found


def _entry(kind: SearchKind, row: Row) -> Entry:
    home = (row["workspace_id"], row["account_id"], row["conversation_id"])
    return Entry(row["id"], *home, kind, names(row["first"], row["second"]))
