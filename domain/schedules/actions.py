"""Schedules are made, changed and deleted. Who may do so, the door decides."""

from datetime import datetime
from unicodedata import normalize
from uuid import UUID

from domain import audit, database
from domain.agents.models import Actor
from domain.errors import BadInput, NotFound
from domain.ids import SCHEDULE, public_id
from domain.live import ALL_ACCOUNTS, Event, EventKind
from domain.schedules import reading
from domain.schedules.checking import check_opens
from domain.schedules.errors import MOST_SCHEDULES, ScheduleNameTaken, TooManySchedules
from domain.schedules.hours import Hours
from domain.schedules.models import LONGEST_NAME, Schedule
from domain.transaction import announce, transaction


async def create_schedule(actor: Actor, name: str, hours: Hours, now: datetime) -> UUID:
    """Hours with a name. Raises BadInput, ScheduleNameTaken or TooManySchedules."""
    name = _checked(name)
    check_opens(hours, now)
    async with transaction():
        names = await _locked_names(actor.workspace_id)
        _must_be_free(name, names)
        if len(names) >= MOST_SCHEDULES:
            raise TooManySchedules
        given = hours.columns() | {"name": name, "created_at": now, "changed_at": now}
        made = await Schedule.create(workspace_id=actor.workspace_id, **given)
        await _tell(actor, "schedule.created", made.id, name, now)
    return made.id


async def update_schedule(actor: Actor, id: UUID, name: str, hours: Hours, now: datetime) -> None:
    """All of it anew. One that is over may get another name. Raises what `create_schedule` raises, and NotFound."""
    name = _checked(name)
    async with transaction():
        names = await _locked_names(actor.workspace_id)
        found = await reading.schedules(actor.workspace_id, [id])
        if not found:
            raise NotFound("schedule", "scheduleId")
        was = Hours.of(found[0])
        if hours != was:
            check_opens(hours, now)
        _must_be_free(name, {other: taken for other, taken in names.items() if other != id})
        if (name, hours) == (names[id], was):
            return
        await Schedule.filter(id=id).update(name=name, changed_at=now, **hours.columns())
        await _tell(actor, "schedule.changed", id, name, now)


async def delete_schedule(actor: Actor, id: UUID, now: datetime) -> None:
    """It is gone. Raises NotFound."""
    sql = "DELETE FROM schedule WHERE workspace_id = $1 AND id = $2 RETURNING name"
    async with transaction():
        gone = await database.rows(sql, actor.workspace_id, id)
        if not gone:
            raise NotFound("schedule", "scheduleId")
        await _tell(actor, "schedule.deleted", id, gone[0]["name"], now, EventKind.SCHEDULE_DELETED)


async def _tell(
    actor: Actor, action: str, id: UUID, name: str, now: datetime, kind: EventKind = EventKind.SCHEDULE_CHANGED
) -> None:
    await audit.note(actor.workspace_id, actor.agent_id, action, public_id(SCHEDULE, id), now, name=name)
    announce(Event(kind, actor.workspace_id, ALL_ACCOUNTS, id))


async def _locked_names(workspace_id: UUID) -> dict[UUID, str]:
    # Whoever makes or changes schedules waits for the other: names stay unique, and there are never too many.
    await database.rows(f"SELECT id FROM workspace WHERE id = $1 {database.for_update()}", workspace_id)
    found = await database.rows("SELECT id, name FROM schedule WHERE workspace_id = $1", workspace_id)
    return {row["id"]: row["name"] for row in found}


def _must_be_free(name: str, names: dict[UUID, str]) -> None:
    if _same(name) in map(_same, names.values()):
        raise ScheduleNameTaken


def _checked(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadInput(f"A schedule's name takes 1 to {LONGEST_NAME} characters.", "name")
    return name


def _same(name: str) -> str:
    # Two names of which this is alike look alike to people: ＶＩＰ, VIP and vip.
    return normalize("NFKC", normalize("NFKC", name).casefold())
