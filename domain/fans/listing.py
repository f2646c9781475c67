"""Fans in pages, by when they followed, were seen, or were met: the newest first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from domain import database
from domain.database import Row
from domain.errors import BadInput
from domain.fans.choosing import FanFilter, FanOrder, few_tagged, where_of
from domain.paging import Page, PageRequest, cursor_of
from domain.sight import Sight

_COLUMN = {FanOrder.FOLLOWED_AT: "followed_at", FanOrder.LAST_SEEN_AT: "last_seen_at"}


@dataclass(frozen=True)
class FanList:
    """Fans in sight in one order. `shown` is the SELECT that they are read with."""

    sight: Sight
    shown: str
    wanted: FanFilter
    order: FanOrder

    async def page(self, request: PageRequest) -> Page[Row]:
        """A page of them. Who has no such moment is on the last pages, those we met last first."""
        few = await few_tagged(self.wanted)
        if self.order is FanOrder.CREATED_AT:
            return Page.of(await self._by_age(request, few), request)
        at, id = _place(request.place) if request.place else (None, None)
        parts = [False, True] if request.backwards else [True, False]  # who has the moment, who has not
        if id:
            parts = parts[parts.index(at is not None) :]
        found: list[Row] = []
        for has_moment in parts:
            left = request.size + 1 - len(found)
            if left > 0:
                beside = (at, id) if id and has_moment is (at is not None) else None
                found += await self._part(request.backwards, has_moment, beside, left, few)
        return Page.of(found, request)

    async def _by_age(self, request: PageRequest, few: list[UUID] | None) -> list[Row]:
        # Ids are UUIDv7: their order is the order in which we met.
        where = where_of(self.sight, self.wanted, few)
        if request.place:
            where.add(f"f.id {'>' if request.backwards else '<'} {{}}", _uuid(request.place[-1]))
        way = "ASC" if request.backwards else "DESC"
        sql = f"{self.shown} WHERE {where} ORDER BY f.id {way} LIMIT {request.size + 1}"
        return await database.rows(sql, *where.values)

    async def _part(
        self,
        backwards: bool,
        has_moment: bool,
        beside: tuple[datetime | None, UUID] | None,
        how_many: int,
        few: list[UUID] | None,
    ) -> list[Row]:
        where, column = where_of(self.sight, self.wanted, few), f"f.{_COLUMN[self.order]}"
        where.add(f"{column} IS {'NOT ' if has_moment else ''}NULL")
        sign, way = (">", "ASC") if backwards else ("<", "DESC")
        if beside and has_moment:
            where.add(f"({column}, f.id) {sign} ({{}}, {{}})", *beside)
        elif beside:
            where.add(f"f.id {sign} {{}}", beside[1])
        # The column stands in the order of both parts, so that one index serves them.
        sql = f"{self.shown} WHERE {where} ORDER BY {column} {way}, f.id {way} LIMIT {how_many}"
        return await database.rows(sql, *where.values)


def list_name(wanted: FanFilter, order: FanOrder) -> str:
    """The name of this list, for its cursors: one of another order or filter is refused."""
    return f"fans {order.value} {wanted.mark}"


def cursor_in(name: str, order: FanOrder, row: Row) -> str:
    """Where a fan's row stands in the list of this name."""
    if order is FanOrder.CREATED_AT:
        return cursor_of(name, row["f_id"].hex)
    at = row[f"f_{_COLUMN[order]}"]
    return cursor_of(name, at.isoformat() if at else "", row["f_id"].hex)


def _place(place: tuple[str | int, ...]) -> tuple[datetime | None, UUID]:
    try:
        at, id = place
        return datetime.fromisoformat(str(at)).astimezone(UTC) if at else None, _uuid(id)
    except (ValueError, OverflowError):
        raise _no_cursor() from None


def _uuid(text: str | int) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise _no_cursor() from None


def _no_cursor() -> BadInput:
    return BadInput("This is no cursor of these fans: take one from `edges.cursor`.", "after")
