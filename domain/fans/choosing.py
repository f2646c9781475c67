"""Which fans: the filters of the list of fans, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from domain import database
from domain.database import Where
from domain.sight import Sight

MOST_COUNTED = 10_000
FEW = 500

Span = tuple[datetime | None, datetime | None]  # from then on, and until before then


class FanOrder(StrEnum):
    """By what the list is ordered, the newest first; who has no such moment comes last."""

    FOLLOWED_AT = "FOLLOWED_AT"
    LAST_SEEN_AT = "LAST_SEEN_AT"
    CREATED_AT = "CREATED_AT"


@dataclass(frozen=True)
class Condition:
    """What another subject asks of `fan f`, with `{}` where a value goes.

    `name` alone is part of a filter's mark: a cursor stays good while the moment moves that the values speak of.
    """

    name: str
    sql: str = field(repr=False)
    values: tuple[object, ...] = field(repr=False)


@dataclass(frozen=True)
class FanFilter:
    """Which fans: None means all, an empty list none."""

    account_ids: tuple[UUID, ...] | None = None
    tag_ids: tuple[UUID | None, ...] | None = None
    tags_all_of: tuple[UUID | None, ...] = ()
    tags_none_of: tuple[UUID | None, ...] = ()
    subscribe_scenes: tuple[str, ...] | None = None
    followed_via: tuple[str, ...] | None = None
    followed: Span = (None, None)
    last_seen: Span = (None, None)
    is_following: bool | None = None
    is_blocked: bool | None = None
    has_unionid: bool | None = None
    fields: tuple[tuple[UUID | None, str], ...] = ()
    window: Condition | None = None

    @property
    def mark(self) -> str:
        """Another filter has another one."""
        return sha256(repr(self).encode()).hexdigest()[:12]


async def count_fans(sight: Sight, wanted: FanFilter) -> int:
    """How many they are; 10,001 for more than 10,000."""
    where = where_of(sight, wanted)
    some = f"SELECT 1 AS one FROM fan f WHERE {where} LIMIT {MOST_COUNTED + 1}"
    return int((await database.rows(f"SELECT COUNT(*) AS fans FROM ({some}) AS counted", *where.values))[0]["fans"])


async def few_tagged(wanted: FanFilter) -> list[UUID] | None:
    """Who has the tags that are asked for, where they are few; None where they are many, or no tag is asked for.

    PostgreSQL does not know which tags are rare, and would look for ten fans along the whole list.
    """
    groups = [[tag] for tag in wanted.tags_all_of] or [list(wanted.tag_ids or ())]
    for tags in groups:
        where = Where("1 = 1")
        where.among("tag_id", tags)
        sql = f"SELECT DISTINCT fan_id FROM fan_tag WHERE {where} LIMIT {FEW + 1}"
        found = await database.rows(sql, *where.values) if tags else []
        if tags and len(found) <= FEW:
            return [row["fan_id"] for row in found]
    return None


def where_of(sight: Sight, wanted: FanFilter, few: Sequence[UUID] | None = None) -> Where:
    """The conditions on `fan f`, of those in sight; `few` are those who may be meant at all."""
    where = Where("f.workspace_id = {}", sight.workspace_id)
    where.among("f.id", few)
    sight.of_fans(where)
    where.among("f.account_id", wanted.account_ids)
    where.among("f.subscribe_scene", wanted.subscribe_scenes)
    where.among("f.followed_via", wanted.followed_via)
    if wanted.is_following is not None:
        where.add("f.is_following = {}", wanted.is_following)
    if wanted.is_blocked is not None:
        where.add(f"f.blocked_at IS {'NOT ' if wanted.is_blocked else ''}NULL")
    if wanted.has_unionid is not None:
        where.add(f"f.unionid IS {'NOT ' if wanted.has_unionid else ''}NULL")
    _within(where, "f.followed_at", wanted.followed)
    _within(where, "f.last_seen_at", wanted.last_seen)
    if wanted.tag_ids is not None:
        _tagged(where, "EXISTS", wanted.tag_ids)
    for tag in wanted.tags_all_of:
        _tagged(where, "EXISTS", [tag])
    if wanted.tags_none_of:
        _tagged(where, "NOT EXISTS", wanted.tags_none_of)
    for field_id, text in wanted.fields:
        has = "SELECT 1 FROM fan_field_value v WHERE v.fan_id = f.id AND v.field_id = {} AND v.text = {}"
        where.add(f"EXISTS ({has})", field_id, text)
    if wanted.window is not None:
        where.add(wanted.window.sql, *wanted.window.values)
    return where


def _tagged(where: Where, has: str, tag_ids: Sequence[UUID | None]) -> None:
    any_of = ", ".join("{}" for _ in tag_ids) or "NULL"
    where.add(f"{has} (SELECT 1 FROM fan_tag x WHERE x.fan_id = f.id AND x.tag_id IN ({any_of}))", *tag_ids)


def _within(where: Where, column: str, span: Span) -> None:
    for sign, moment in zip((">=", "<"), span, strict=True):
        if moment is not None:
            where.add(f"{column} {sign} {{}}", moment)
