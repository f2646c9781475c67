"""Fans get and lose tags: here at once, at WeChat as soon as a worker has told it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.fans.models import name_of
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.tags.errors import MOST_TAGS_OF_A_FAN, FansHaveTooManyTags
from domain.transaction import announce, later


@dataclass(frozen=True)
class TagOf:
    """A tag, and whose."""

    id: UUID
    workspace_id: UUID
    account_id: UUID


async def tag_fans(tag: TagOf, fan_ids: Sequence[UUID], now: datetime) -> None:
    """These fans of the tag's account have it; who had it keeps it. Belongs in a transaction.

    Raises FansHaveTooManyTags, and then nobody was tagged.
    """
    fans = [fan for fan in await _fans(tag, fan_ids) if not fan["has_it"]]
    full = [name_of(fan) for fan in fans if fan["tags"] >= MOST_TAGS_OF_A_FAN]
    if full:
        raise FansHaveTooManyTags(full)
    if fans:
        values = [value for fan in fans for value in (new_id(), fan["id"], tag.id, fan["next_place"])]
        places = database.places(len(fans), 4)
        sql = f"INSERT INTO fan_tag (id, fan_id, tag_id, place) VALUES {places} ON CONFLICT (fan_id, tag_id) DO NOTHING"
        await database.rows(sql, *values)
        await _have_wechat_told(tag, [fan["id"] for fan in fans], now, is_adding=True)


async def untag_fans(tag: TagOf, fan_ids: Sequence[UUID], now: datetime) -> None:
    """None of these fans has the tag any more. Belongs in a transaction."""
    ids = [fan["id"] for fan in await _fans(tag, fan_ids) if fan["has_it"]]
    if ids:
        where = Where("tag_id = {}", tag.id)
        where.among("fan_id", ids)
        await database.rows(f"DELETE FROM fan_tag WHERE {where}", *where.values)
        await _have_wechat_told(tag, ids, now, is_adding=False)


async def _fans(tag: TagOf, fan_ids: Sequence[UUID]) -> list[Row]:
    """The fans, locked in one order: two requests that tag the same fans neither deadlock nor pass the limit."""
    locked = Where("workspace_id = {} AND account_id = {}", tag.workspace_id, tag.account_id)
    locked.among("id", list(dict.fromkeys(fan_ids)))
    lock = f"SELECT id FROM fan WHERE {locked} ORDER BY id {database.for_update()}"
    ids = [row["id"] for row in await database.rows(lock, *locked.values)]
    where = Where("1 = 1")
    where.among("f.id", ids)
    sql = (
        "SELECT f.id, f.openid, f.remark, f.nickname, COUNT(t.id) AS tags,"
        " COALESCE(MAX(ft.place), -1) + 1 AS next_place,"
        f" COALESCE(SUM(CASE WHEN t.id = ${len(where.values) + 1} THEN 1 ELSE 0 END), 0) AS has_it"
        " FROM fan f LEFT JOIN fan_tag ft ON ft.fan_id = f.id"
        " LEFT JOIN tag t ON t.id = ft.tag_id AND t.deleted_at IS NULL"
        f" WHERE {where} GROUP BY f.id, f.openid, f.remark, f.nickname ORDER BY f.id"
    )
    return await database.rows(sql, *where.values, tag.id)


async def _have_wechat_told(tag: TagOf, fan_ids: list[UUID], now: datetime, *, is_adding: bool) -> None:
    undone = await _forget_the_opposite(tag, fan_ids, is_adding=is_adding)
    left = [id for id in fan_ids if id not in undone]
    if left:
        sql = (
            "INSERT INTO tag_change (id, workspace_id, account_id, fan_id, tag_id, is_adding, state, due_at, attempts,"
            f" created_at) VALUES {database.places(len(left), 10)}"
        )
        what = (is_adding, "WAITING", now, 0, now)
        rows = ((new_id(), tag.workspace_id, tag.account_id, id, tag.id, *what) for id in left)
        await database.rows(sql, *(value for row in rows for value in row))
        later("tell_tags")
    for id in fan_ids:
        announce(Event(EventKind.FAN_CHANGED, tag.workspace_id, tag.account_id, id))


async def _forget_the_opposite(tag: TagOf, fan_ids: list[UUID], *, is_adding: bool) -> set[UUID]:
    """Who was to lose what they get now, or the other way round, and WeChat does not know yet: it need not."""
    where = Where("tag_id = {} AND is_adding = {} AND state = 'WAITING' AND attempts = 0", tag.id, not is_adding)
    where.among("fan_id", fan_ids)
    # Only where nothing else of this fan and tag is under way: otherwise the last word has to be said.
    where.add(
        "NOT EXISTS (SELECT 1 FROM tag_change o WHERE o.fan_id = tag_change.fan_id AND o.tag_id = tag_change.tag_id"
        " AND o.id <> tag_change.id AND o.state IN ('WAITING', 'CLAIMED'))"
    )
    sql = f"DELETE FROM tag_change WHERE {where} RETURNING fan_id"
    return {row["fan_id"] for row in await database.rows(sql, *where.values)}
