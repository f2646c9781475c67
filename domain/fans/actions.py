"""Fans appear, follow and unfollow."""

from datetime import datetime
from uuid import UUID

from domain import database
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.transaction import announce


async def meet(workspace_id: UUID, account_id: UUID, openid: str, now: datetime) -> tuple[UUID, bool]:
    """The fan behind an OpenID, and whether we met for the first time. Belongs in a transaction."""
    sql = (
        "INSERT INTO fan (id, workspace_id, account_id, openid, is_following, follow_count, scene, created_at)"
        " VALUES ($1, $2, $3, $4, $5, 0, '', $6) ON CONFLICT (account_id, openid) DO NOTHING RETURNING id"
    )
    # Who writes follows: WeChat lets only followers write. A later unsubscribe says otherwise.
    met = await database.rows(sql, new_id(), workspace_id, account_id, openid, True, now)
    if met:
        announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, met[0]["id"]))
        return met[0]["id"], True
    known = await database.rows("SELECT id FROM fan WHERE account_id = $1 AND openid = $2", account_id, openid)
    return known[0]["id"], False


async def follow(workspace_id: UUID, account_id: UUID, fan_id: UUID, scene: str, at: datetime) -> None:
    """The fan followed at `at` (WeChat's clock). Pushes overtake each other: the newest follow's scene counts, and a
    newer unfollow stays."""
    sql = (
        "UPDATE fan SET follow_count = follow_count + 1,"
        " scene = CASE WHEN followed_at IS NULL OR followed_at <= $2 THEN $3 ELSE scene END,"
        " followed_at = CASE WHEN followed_at IS NULL OR followed_at <= $2 THEN $2 ELSE followed_at END,"
        f" {_NOW_FOLLOWS} WHERE id = $4"
    )
    await database.rows(sql, True, at, scene[:128], fan_id)
    announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, fan_id))


async def unfollow(workspace_id: UUID, account_id: UUID, fan_id: UUID, at: datetime) -> bool:
    """The fan left at `at` (WeChat's clock). False where newer news says that they follow again."""
    sql = f"UPDATE fan SET {_NOW_FOLLOWS} WHERE id = $3 RETURNING is_following"
    left = not (await database.rows(sql, False, at, fan_id))[0]["is_following"]
    announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, fan_id))
    return left


# $1 whether they follow, $2 since when
_NOW_FOLLOWS = (
    "is_following = CASE WHEN follow_changed_at IS NULL OR follow_changed_at <= $2 THEN $1 ELSE is_following END,"
    " follow_changed_at = CASE WHEN follow_changed_at IS NULL OR follow_changed_at <= $2 THEN $2"
    " ELSE follow_changed_at END"
)
