"""What subscribers hear. Events are rows, numbered per workspace in the order of their commits; Redis only nudges.

An event carries ids: whoever follows reads the row again as its viewer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain import database
from domain.clock import now as read_clock
from domain.ids import new_id
from domain.redis import redis

CHANNEL = "fandesk:live"
KEPT_FOR = timedelta(hours=24)
ALL_ACCOUNTS = UUID(int=0)  # the account of what belongs to none, and is told to whoever listens


class EventKind(StrEnum):
    """What happened; the API has a type of the same name for each."""

    MESSAGE_ADDED = "MessageAdded"
    MESSAGE_CHANGED = "MessageChanged"
    CONVERSATION_CHANGED = "ConversationChanged"
    FAN_CHANGED = "FanChanged"
    ACCOUNT_CHANGED = "AccountChanged"
    FAN_FIELD_CHANGED = "FanFieldChanged"
    FAN_FIELD_DELETED = "FanFieldDeleted"
    LABEL_CHANGED = "LabelChanged"
    LABEL_DELETED = "LabelDeleted"
    NOTE_CHANGED = "NoteChanged"
    CONVERSATION_ASSIGNED = "ConversationAssigned"
    TEAM_CHANGED = "TeamChanged"
    TEAM_DELETED = "TeamDeleted"
    AGENT_CHANGED = "AgentChanged"
    ASSET_CHANGED = "AssetChanged"
    ASSET_DELETED = "AssetDeleted"
    CANNED_RESPONSE_CHANGED = "CannedResponseChanged"
    CANNED_RESPONSE_DELETED = "CannedResponseDeleted"
    SCHEDULE_CHANGED = "ScheduleChanged"
    SCHEDULE_DELETED = "ScheduleDeleted"


@dataclass(frozen=True)
class Event:
    """Something that screens should know: what happened, and the id of the row to read again."""

    kind: EventKind
    workspace_id: UUID
    account_id: UUID
    subject_id: UUID


@dataclass(frozen=True)
class Recorded:
    """An event with its place in the workspace's order."""

    seq: int
    event: Event


class EventsGone(Exception):
    """The events after a cursor are no longer kept: the client has to ask for everything anew."""


class EventStream(Model):
    """How far the numbering of one workspace's events has come."""

    workspace_id = fields.UUIDField(primary_key=True)
    seq = fields.BigIntField(default=0)

    class Meta:
        table = "event_stream"


class StoredEvent(Model):
    """One event, kept for 24 hours so that a client that was away can catch up."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    seq = fields.BigIntField()
    kind = fields.CharEnumField(EventKind, max_length=32)
    account_id = fields.UUIDField()
    subject_id = fields.UUIDField()
    created_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "event"
        unique_together = (("workspace_id", "seq"),)


async def record(events: Sequence[Event]) -> dict[UUID, int]:
    """Write events with the running transaction and number them. Answers with the last number of each workspace."""
    last: dict[UUID, int] = {}
    by_workspace: dict[UUID, list[Event]] = {}
    for event in events:
        by_workspace.setdefault(event.workspace_id, []).append(event)
    # In one order everywhere, so that two transactions never wait for each other in a circle.
    for workspace_id in sorted(by_workspace):
        last[workspace_id] = await _append(workspace_id, by_workspace[workspace_id])
    return last


async def last_seq(workspace_id: UUID) -> int:
    """The number of the workspace's newest event; 0 before the first."""
    found = await database.rows("SELECT seq FROM event_stream WHERE workspace_id = $1", workspace_id)
    return int(found[0]["seq"]) if found else 0


async def read_after(workspace_id: UUID, seq: int, limit: int = 500) -> list[Recorded]:
    """The events that follow number `seq`, oldest first."""
    sql = (
        "SELECT seq, kind, account_id, subject_id FROM event WHERE workspace_id = $1 AND seq > $2 ORDER BY seq LIMIT $3"
    )
    found = await database.rows(sql, workspace_id, seq, limit)
    return [_recorded(workspace_id, row) for row in found]


async def can_resume(workspace_id: UUID, seq: int, now: datetime) -> bool:
    """Is everything after `seq` still here? False past 24 hours, and for a number that was never given out."""
    newest = await last_seq(workspace_id)
    if not 0 <= seq <= newest:
        return False
    if seq == newest:
        return True
    sql = "SELECT created_at FROM event WHERE workspace_id = $1 AND seq = $2"
    following = await database.rows(sql, workspace_id, seq + 1)
    return bool(following) and following[0]["created_at"] > now - KEPT_FOR


async def forget_old(now: datetime) -> None:
    """Delete events that nobody can ask for any more."""
    # An hour longer than promised: a client that resumes at the last minute may take a while to read.
    await StoredEvent.filter(created_at__lt=now - KEPT_FOR - timedelta(hours=1)).delete()


async def nudge(workspace_id: UUID, seq: int) -> None:
    """Tell every web process that the workspace has events up to `seq`."""
    await redis().publish(CHANNEL, f"{workspace_id.hex}:{seq}")


async def _append(workspace_id: UUID, events: list[Event]) -> int:
    sql = (
        "INSERT INTO event_stream (workspace_id, seq) VALUES ($1, $2)"
        " ON CONFLICT (workspace_id) DO UPDATE SET seq = event_stream.seq + $2 RETURNING seq"
    )
    last = int((await database.rows(sql, workspace_id, len(events)))[0]["seq"])
    first = last - len(events) + 1
    # This stamp decides nothing but how long the row is kept.
    moment = read_clock()
    values: list[object] = []
    for seq, event in enumerate(events, first):
        values += [new_id(), workspace_id, seq, event.kind.value, event.account_id, event.subject_id, moment]
    columns = "id, workspace_id, seq, kind, account_id, subject_id, created_at"
    await database.rows(f"INSERT INTO event ({columns}) VALUES {database.places(len(events), 7)}", *values)
    return last


def _recorded(workspace_id: UUID, row: database.Row) -> Recorded:
    event = Event(EventKind(row["kind"]), workspace_id, row["account_id"], row["subject_id"])
    return Recorded(int(row["seq"]), event)
