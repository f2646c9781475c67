"""Timelines as the API shows them: the same page of several fans in one statement."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.errors import BadInput
from domain.paging import Page, PageRequest
from domain.sight import Sight

TIMELINE = "timeline"  # the name of this order, for its cursors

# Counted when it is read: a follow that comes late would change the numbers of those after it.
_ORDINAL = (
    "CASE WHEN t.kind = 'FOLLOWED' THEN (SELECT COUNT(*) FROM timeline_entry o WHERE o.fan_id = t.fan_id"
    " AND o.kind = 'FOLLOWED' AND (o.happened_at, o.id) <= (t.happened_at, t.id)) END AS ordinal"
)


async def timeline_pages(sight: Sight, fan_ids: Sequence[UUID], request: PageRequest) -> dict[UUID, Page[Row]]:
    """The same page of these fans' timelines, each from new to old."""
    found: dict[UUID, list[Row]] = {id: [] for id in fan_ids}
    where = Where("t.workspace_id = {}", sight.workspace_id)
    sight.of_fans(where, "t.fan_id", "t.account_id")
    parts = [_one_page(id, request, where) for id in found]
    for row in await database.rows(" UNION ALL ".join(parts), *where.values):
        found[row["fan_id"]].append(row)
    return {id: Page.of(part, request) for id, part in found.items()}


def _one_page(fan_id: UUID, request: PageRequest, where: Where) -> str:
    conditions = [str(where), where.written("t.fan_id = {}", fan_id)]
    if request.place:
        sign = ">" if request.backwards else "<"
        conditions.append(where.written(f"(t.happened_at, t.id) {sign} ({{}}, {{}})", *_place(request.place)))
    way = "ASC" if request.backwards else "DESC"
    page = f"SELECT t.id, t.fan_id, t.kind, t.data, t.happened_at, {_ORDINAL} FROM timeline_entry t"
    ordered = f"WHERE {' AND '.join(conditions)} ORDER BY t.happened_at {way}, t.id {way} LIMIT {request.size + 1}"
    # The outer SELECT lets SQLite order and limit each part of the union for itself.
    return f"SELECT * FROM ({page} {ordered}) AS part"


def _place(place: tuple[str | int, ...]) -> tuple[datetime, UUID]:
    try:
        happened_at, id = place
        return datetime.fromisoformat(str(happened_at)).astimezone(UTC), UUID(str(id))
    except (ValueError, OverflowError):
        raise BadInput("This is no cursor of a timeline: take one from `edges.cursor`.", "after") from None
