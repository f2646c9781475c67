"""Fans as the API shows them, with their accounts: columns are prefixed `f_` and `a_`."""

from collections.abc import Sequence
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.sight import Sight

MOST_OTHERS = 20  # of one person; a workspace has a handful of accounts

FAN_COLUMNS = (
    "id openid remark nickname avatar_url is_following subscribe_scene scene followed_via follow_count"
    " first_followed_at followed_at last_seen_at language blocked_at wechat_refusal created_at"
)


async def other_fans(sight: Sight, columns: str, ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
    """Each fan's other selves in sight: who has the same unionid. Nothing weaker joins."""
    where = Where("me.workspace_id = {}", sight.workspace_id)
    where.among("me.id", ids)
    sight.of_fans(where, "me.id", "me.account_id")
    sight.of_fans(where)
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
