"""Fans as the API shows them, with their accounts: columns are prefixed `f_` and `a_`."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.errors import BadInput
from domain.paging import Page, PageRequest

FANS = "fans"  # the name of this order, for its cursors
MOST_OTHERS = 20  # of one person; a workspace has a handful of accounts

FAN_COLUMNS = (
    "id openid remark nickname avatar_url is_following subscribe_scene scene followed_via follow_count"
    " first_followed_at followed_at last_seen_at language created_at"
)


@dataclass(frozen=True)
class FanFilter:
    """Which fans: None means all, an empty list none."""

    account_ids: Sequence[UUID] | None = None
    tag_ids: Sequence[UUID] | None = None
    is_following: bool | None = None


async def page_of_fans(workspace_id: UUID, shown: str, request: PageRequest, wanted: FanFilter) -> Page[Row]:
    """Fans, those we met last first. `shown` is the SELECT that fans are read with."""
    where = Where("f.workspace_id = {}", workspace_id)
    where.among("f.account_id", wanted.account_ids)
    if wanted.is_following is not None:
        where.add("f.is_following = {}", wanted.is_following)
    if wanted.tag_ids is not None:
        any_of = ", ".join("{}" for _ in wanted.tag_ids) or "NULL"
        tagged = f"SELECT 1 FROM fan_tag x WHERE x.fan_id = f.id AND x.tag_id IN ({any_of})"
        where.add(f"EXISTS ({tagged})", *wanted.tag_ids)
    if request.place:
        where.add(f"f.id {'>' if request.backwards else '<'} {{}}", _id(request.place))
    way = "ASC" if request.backwards else "DESC"
    sql = f"{shown} WHERE {where} ORDER BY f.id {way} LIMIT {request.size + 1}"
    return Page.of(await database.rows(sql, *where.values), request)


async def other_fans(workspace_id: UUID, columns: str, ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
    """Each fan's other selves at the workspace's accounts: who has the same unionid. Nothing weaker joins."""
    where = Where("me.workspace_id = {}", workspace_id)
    where.among("me.id", ids)
    sql = (
        "SELECT * FROM (SELECT me.id AS me_id, ROW_NUMBER() OVER (PARTITION BY me.id ORDER BY f.id) AS number,"
        f" {columns} FROM fan me"
        " JOIN fan f ON f.workspace_id = me.workspace_id AND f.unionid = me.unionid AND f.id <> me.id"
        f" JOIN official_account a ON a.id = f.account_id WHERE {where}) AS same"
        f" WHERE number <= {MOST_OTHERS} ORDER BY me_id, number"
    )
    found: dict[UUID, list[Row]] = {id: [] for id in ids}
    for row in await database.rows(sql, *where.values):
        found[row["me_id"]].append(row)
    return found


def _id(place: tuple[str | int, ...]) -> UUID:
    try:
        return UUID(str(place[0]))
    except (ValueError, IndexError):
        raise BadInput("This is no cursor of these fans: take one from `edges.cursor`.", "after") from None
