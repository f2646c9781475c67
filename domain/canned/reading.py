"""Canned responses as agents look for them."""

from collections.abc import Sequence
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.errors import BadInput
from domain.paging import Page, PageRequest

CANNED = "canned"  # the name of this order, for its cursors
LONGEST_SEARCH = 64

_CANNED = "SELECT id, shortcut, title, content, created_at, changed_at FROM canned_response"


async def page_of_canned(workspace_id: UUID, page: PageRequest, search: str | None) -> Page[Row]:
    """In the order of their shortcuts; with `search` those that have it in shortcut or title, whatever its case."""
    where = Where("workspace_id = {}", workspace_id)
    if search:
        if len(search) > LONGEST_SEARCH or "\0" in search:
            raise BadInput(f"`search` takes up to {LONGEST_SEARCH} characters.", "search")
        like = f"%{_escaped(search.lower())}%"
        where.add("(LOWER(shortcut) LIKE {} ESCAPE '!' OR LOWER(title) LIKE {} ESCAPE '!')", like, like)
    if page.place:
        where.add(f"shortcut {'<' if page.backwards else '>'} {{}}", _shortcut(page.place))
    way = "DESC" if page.backwards else "ASC"
    return Page.of(
        await database.rows(f"{_CANNED} WHERE {where} ORDER BY shortcut {way} LIMIT {page.size + 1}", *where.values),
        page,
    )


async def canned_by_id(workspace_id: UUID, ids: Sequence[UUID | None]) -> list[Row]:
    """Of these canned responses the workspace's."""
    where = Where("workspace_id = {}", workspace_id)
    where.among("id", ids)
    return await database.rows(f"{_CANNED} WHERE {where}", *where.values)


def _shortcut(place: tuple[str | int, ...]) -> str:
    if len(place) != 1 or not isinstance(place[0], str) or "\0" in place[0]:
        raise BadInput("This is no cursor of this list: take one from `edges.cursor`.", "after")
    return place[0]


def _escaped(words: str) -> str:
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
