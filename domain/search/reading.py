"""Looking for words: the newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from domain import database
from domain.database import Row, Where
from domain.errors import BadInput
from domain.paging import Page, PageRequest
from domain.search.asking import Sought
from domain.search.entries import SearchKind
from domain.sight import Sight

SEARCH = "search"  # the name of this order, for its cursors
NEAR = 20_000  # entries that are read one by one, before the index of words is asked


@dataclass(frozen=True)
class SearchFilter:
    """Where to look: None means everywhere, an empty list nowhere."""

    kinds: Sequence[SearchKind] | None = None
    account_ids: Sequence[UUID] | None = None
    conversation_ids: Sequence[UUID | None] | None = None

    def add_to(self, where: Where) -> None:
        """As conditions on the entries `e`."""
        where.among("e.kind", None if self.kinds is None else [kind.value for kind in self.kinds])
        where.among("e.account_id", self.account_ids)
        where.among("e.conversation_id", self.conversation_ids)


async def search(sight: Sight, sought: Sought, wanted: SearchFilter, request: PageRequest) -> Page[Row]:
    """The `id` and `kind` of what holds the words, the newest first: ids are UUIDv7, in the order of birth.

    Raises BadInput where the database gives up.
    """
    where = Where("e.workspace_id = {}", sight.workspace_id)
    if request.place:
        where.add(f"e.id {'>' if request.backwards else '<'} {{}}", _uuid(request.place))
    near = str(where)
    if database.is_postgres():
        where.add("e.tokens @@ CAST(CAST({} AS TEXT) AS tsquery)", sought.as_tsquery())
    else:
        where.add("e.number IN (SELECT rowid FROM search_token WHERE search_token MATCH {})", sought.as_match())
    wanted.add_to(where)
    sight.of_accounts(where, "e.account_id")
    parts = _parts(sight, where)
    order = f"ORDER BY id {'ASC' if request.backwards else 'DESC'}"
    # A conversation has few entries, and an index of its own; SQLite cannot look into single entries.
    at_once = wanted.conversation_ids is not None or not database.is_postgres()
    ask = _at_once if at_once else _near_first
    try:
        found = await database.rows(ask(near, parts, order, request.size + 1), *where.values)
    except asyncpg.QueryCanceledError:
        raise BadInput("This is in too much to be searched in time: look for more or rarer words.", "query") from None
    return Page.of(found, request)


def _parts(sight: Sight, where: Where) -> list[str]:
    """What is looked for, in parts that have nothing in common: of a limited sight one for talks and one for fans.

    Each is a join that can begin with the words or with the talks, whichever are fewer; with OR it could not.
    """
    if sight.agent_id is None:
        return [str(where)]
    talks, fans = sight.exists(where, "o.id = e.conversation_id"), sight.exists(where, "o.fan_id = e.id")
    return [f"{where} AND e.kind <> 'FAN' AND {talks}", f"{where} AND e.kind = 'FAN' AND {fans}"]


def _at_once(near: str, parts: Sequence[str], order: str, most: int) -> str:
    found = " UNION ALL ".join(f"SELECT id, kind FROM search_entry e WHERE {part}" for part in parts)
    return f"SELECT id, kind FROM ({found}) f {order} LIMIT {most}" if parts[1:] else f"{found} {order} LIMIT {most}"


def _near_first(near: str, parts: Sequence[str], order: str, most: int) -> str:
    """Common words fill the page from what is near; only for rare ones the index of all words is asked.

    So neither is slow: the index would find a common word in millions of entries, and a walk a rare one never.
    """
    walk = f"SELECT * FROM search_entry e WHERE {near} {order} LIMIT {NEAR}"
    first = " OR ".join(f"({part})" for part in parts)
    far = " UNION ALL ".join(
        f"SELECT id, kind FROM search_entry e WHERE (SELECT COUNT(*) FROM near) < {most} AND {part}" for part in parts
    )
    return (
        f"WITH near AS MATERIALIZED (SELECT id, kind FROM ({walk}) e WHERE {first} {order} LIMIT {most}),"
        f" far AS MATERIALIZED ({far})"
        f" SELECT id, kind FROM (SELECT id, kind FROM near WHERE (SELECT COUNT(*) FROM near) = {most}"
        f" UNION ALL SELECT id, kind FROM far) f {order} LIMIT {most}"
    )


def _uuid(place: tuple[str | int, ...]) -> UUID:
    try:
        return UUID(str(place[0]))
    except (ValueError, IndexError):
        raise BadInput("This is no cursor of this search: take one from `edges.cursor`.", "after") from None
