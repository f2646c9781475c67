"""What WeChat tells of fans when it is asked: their Open Platform id, how they came, since when they follow."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domain import database
from domain.ids import new_id
from domain.search import entries as search
from wechat import User

_COLUMNS = (
    "id, workspace_id, account_id, openid, is_following, follow_count, scene, created_at, unionid, subscribe_scene,"
    " language, remark, followed_at, first_followed_at, details_at"
)
_KNOWN = (
    "unionid = COALESCE(excluded.unionid, fan.unionid),"
    " subscribe_scene = COALESCE(excluded.subscribe_scene, fan.subscribe_scene),"
    " language = COALESCE(excluded.language, fan.language),"
    # An agent's remark stays, and so does "" where an agent took one away.
    " remark = COALESCE(fan.remark, excluded.remark),"
    " scene = CASE WHEN fan.scene = '' THEN excluded.scene ELSE fan.scene END,"
    " followed_at = CASE WHEN fan.followed_at IS NULL OR fan.followed_at < excluded.followed_at"
    " THEN COALESCE(excluded.followed_at, fan.followed_at) ELSE fan.followed_at END,"
    " first_followed_at = CASE WHEN fan.first_followed_at IS NULL OR fan.first_followed_at > excluded.followed_at"
    " THEN COALESCE(excluded.followed_at, fan.first_followed_at) ELSE fan.first_followed_at END,"
    " details_at = excluded.details_at"
)


async def keep(workspace_id: UUID, account_id: UUID, users: Sequence[User], asked_at: datetime) -> None:
    """Write down what WeChat told of these users; belongs in a transaction. Who is not known yet becomes a fan.

    Whether a known fan follows is left to what happens, and to the list of followers. WeChat docs, 获取用户基本信息.
    """
    once = {user.openid: user for user in users}
    if not once:
        return
    sql = (
        f"INSERT INTO fan ({_COLUMNS}) VALUES {database.places(len(once), 15)}"
        f" ON CONFLICT (account_id, openid) DO UPDATE SET {_KNOWN} RETURNING id, remark"
    )
    rows = (_row(workspace_id, account_id, user, asked_at) for user in once.values())
    kept = await database.rows(sql, *(value for row in rows for value in row))
    await search.keep_fans([row["id"] for row in kept if row["remark"]])


def _row(workspace_id: UUID, account_id: UUID, user: User, asked_at: datetime) -> tuple[object, ...]:
    who = (new_id(), workspace_id, account_id, user.openid, user.is_following, 0)
    came = (user.qr_scene[:128], asked_at, _short(user.unionid, 128), _short(user.subscribe_scene, 64))
    about = (_short(user.language, 16), _short(user.remark, 64))
    return (*who, *came, *about, user.followed_at, user.followed_at, asked_at)


def _short(text: str, most: int) -> str | None:
    return text[:most] if text else None
