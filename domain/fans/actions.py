"""Fans appear, follow and unfollow."""

from datetime import datetime
from uuid import UUID

from domain import database
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.search import entries as search
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


async def see(workspace_id: UUID, account_id: UUID, openid: str, at: datetime, now: datetime) -> UUID:
    """The fan behind an OpenID, who was seen at `at` (WeChat's clock). Belongs in a transaction."""
    fan_id, _ = await meet(workspace_id, account_id, openid, now)
    sql = "UPDATE fan SET last_seen_at = CASE WHEN last_seen_at > $1 THEN last_seen_at ELSE $1 END WHERE id = $2"
    await database.rows(sql, at, fan_id)
    announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, fan_id))
    return fan_id


async def known(account_id: UUID, openid: str) -> UUID | None:
    """The fan behind an OpenID, if we have met; nobody is met by this."""
    found = await database.rows("SELECT id FROM fan WHERE account_id = $1 AND openid = $2", account_id, openid)
    return found[0]["id"] if found else None


async def follow(workspace_id: UUID, account_id: UUID, fan_id: UUID, scene: str, via: str, at: datetime) -> None:
    """The fan followed at `at` (WeChat's clock). Pushes overtake each other: the newest follow's scene and way count,
    the earliest is the first, and a newer unfollow stays."""
    sql = (
        "UPDATE fan SET follow_count = follow_count + 1,"
        f" scene = CASE WHEN {_IS_NEWEST} THEN $3 ELSE scene END,"
        f" followed_via = CASE WHEN {_IS_NEWEST} THEN $4 ELSE followed_via END,"
        f" followed_at = CASE WHEN {_IS_NEWEST} THEN $2 ELSE followed_at END,"
        " first_followed_at = CASE WHEN first_followed_at < $2 THEN first_followed_at ELSE $2 END,"
        f" {_NOW_FOLLOWS} WHERE id = $5"
    )
    await database.rows(sql, True, at, scene[:128], via, fan_id)
    announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, fan_id))


async def unfollow(workspace_id: UUID, account_id: UUID, fan_id: UUID, at: datetime) -> bool:
    """The fan left at `at` (WeChat's clock). False where newer news says that they follow again."""
    sql = f"UPDATE fan SET {_NOW_FOLLOWS} WHERE id = $3 RETURNING is_following"
    left = not (await database.rows(sql, False, at, fan_id))[0]["is_following"]
    announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, fan_id))
    return left


async def forget_profile(workspace_id: UUID, account_id: UUID, fan_id: UUID) -> None:
    """Nickname and avatar are not ours to keep any more. Belongs in a transaction."""
    sql = "UPDATE fan SET nickname = NULL, avatar_url = NULL, named_at = NULL WHERE id = $1"
    await database.rows(sql, fan_id)
    await search.keep_fans([fan_id])
    announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, fan_id))


# $2 when they followed
_IS_NEWEST = "followed_at IS NULL OR followed_at <= $2"
# $1 whether they follow, $2 since when
_NOW_FOLLOWS = (
    "is_following = CASE WHEN follow_changed_at IS NULL OR follow_changed_at <= $2 THEN $1 ELSE is_following END,"
    " follow_changed_at = CASE WHEN follow_changed_at IS NULL OR follow_changed_at <= $2 THEN $2"
    " ELSE follow_changed_at END"
)
