"""What a fan did is written down. Each of these belongs in a transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from domain import database
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.timeline.models import TimelineKind
from domain.transaction import announce


async def record(
    workspace_id: UUID,
    account_id: UUID,
    fan_id: UUID,
    kind: TimelineKind,
    data: dict[str, Any],
    at: datetime,
    now: datetime,
) -> None:
    """One entry of the fan's timeline, at `at` by WeChat's clock. The fan looks different by it."""
    sql = (
        "INSERT INTO timeline_entry (id, workspace_id, account_id, fan_id, kind, data, happened_at, created_at)"
        f" VALUES {database.places(1, 8)}"
    )
    who = (new_id(), workspace_id, account_id, fan_id)
    await database.rows(sql, *who, kind.value, orjson.dumps(data).decode(), at, now)
    announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, fan_id))


async def forget_places(fan_id: UUID) -> None:
    """Where the fan was is not ours to keep any more."""
    sql = "DELETE FROM timeline_entry WHERE fan_id = $1 AND kind IN ('LOCATION_REPORTED', 'LOCATION_CHOSEN')"
    await database.rows(sql, fan_id)
