"""What a notification is about, as it is at the moment of telling; what is no news any more is told to nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.fans.models import name_of
from domain.notifications import audience
from domain.notifications.models import NotificationKind


@dataclass(frozen=True)
class Matter:
    """One talk, or one account's new followers. `how_many` messages wait to be read, or people followed."""

    kind: NotificationKind
    account_id: UUID
    account_name: str
    conversation_id: UUID | None
    fan_id: UUID | None
    fan_name: str
    how_many: int
    since: datetime


@dataclass(frozen=True)
class Looked:
    """The notifications that are still to be told, and of what."""

    wanted: list[Row]
    over: list[Row]
    matters: list[Matter]


_WANTED = (
    f"CASE n.kind WHEN 'ASSIGNED' THEN {audience.ASSIGNED.format(since='n.created_at')}"
    f" WHEN 'NEW_FOLLOWER' THEN {audience.FOLLOWER.format(account='n.account_id')} ELSE {audience.MESSAGE} END"
)
_LOOK = (
    "SELECT n.id, n.kind, n.account_id, n.how_many, n.created_at, a.name AS account_name, c.id AS conversation_id,"
    " c.unread_count, f.id AS fan_id, f.remark, f.nickname, f.openid,"
    f" (g.disabled_at IS NULL AND {_WANTED}) AS is_wanted"
    " FROM notification n JOIN agent g ON g.id = n.agent_id JOIN official_account a ON a.id = n.account_id"
    " LEFT JOIN notification_settings s ON s.agent_id = g.id"
    " LEFT JOIN conversation c ON c.id = n.subject_id LEFT JOIN fan f ON f.id = COALESCE(c.fan_id, n.fan_id)"
)


async def look(bundle: Sequence[Row]) -> Looked:
    """Read again what these notifications of one agent are about."""
    where = Where("1 = 1")
    where.among("n.id", [row["id"] for row in bundle])
    found = await database.rows(f"{_LOOK} WHERE {where} ORDER BY n.id", *where.values)
    still = {row["id"] for row in found if row["is_wanted"]}
    matters: dict[UUID, Matter] = {}
    for row in found:
        if row["id"] in still:
            _add(matters, row)
    return Looked(
        [row for row in bundle if row["id"] in still],
        [row for row in bundle if row["id"] not in still],
        list(matters.values()),
    )


def _add(matters: dict[UUID, Matter], row: Row) -> None:
    """Of one talk that was assigned, and in which the fan wrote since, there is one thing to say."""
    matter = _matter(row)
    subject = matter.conversation_id or matter.account_id
    if subject not in matters or matter.kind is NotificationKind.ASSIGNED:
        matters[subject] = matter


def _matter(row: Row) -> Matter:
    kind = NotificationKind(row["kind"])
    is_talk = kind is not NotificationKind.NEW_FOLLOWER
    return Matter(
        kind=kind,
        account_id=row["account_id"],
        account_name=row["account_name"],
        conversation_id=row["conversation_id"] if is_talk else None,
        fan_id=row["fan_id"],
        fan_name=name_of(row) if row["fan_id"] else "",
        # What has been read meanwhile is not counted; that nobody unfollowed is not promised.
        how_many=row["unread_count"] if is_talk else row["how_many"],
        since=row["created_at"],
    )
