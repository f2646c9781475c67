"""Schedules: one type for everything that has hours."""

from datetime import date, datetime
from typing import Annotated, Self

import strawberry

from domain.database import Row
from domain.errors import BadInput
from domain.idempotency import once
from domain.ids import SCHEDULE, public_id, row_id
from domain.schedules import actions, rules
from domain.schedules.checking import check_moment
from domain.schedules.days import KNOWN_UNTIL
from domain.schedules.hours import Hours, Interval
from domain.schedules.models import DayClass, HolidayPolicy, Weekday
from domain.schedules.wall import text_of
from schema.context import Context, Info
from schema.errors import UserError, mutation, user_errors
from schema.node import Node
from schema.schedule_inputs import CreateScheduleInput, DeleteScheduleInput, UpdateScheduleInput

MOST_DAYS = 31

At = Annotated[datetime | None, strawberry.argument(description="The moment; now where it is left out.")]


@strawberry.type(
    description="From one time of the day to another, by the wall clock of the schedule's time zone, on some days. What"
    " goes on over midnight belongs to the day on which it opens."
)
class ScheduleInterval:
    weekdays: list[Weekday] = strawberry.field(
        description="The days on which it opens; empty where `dayClass` says it."
    )
    day_class: DayClass | None = strawberry.field(
        description="The kind of day on which it opens, by China's official calendar; null where `weekdays` say it."
    )
    from_: str = strawberry.field(name="from", description="When it opens: 00:00 to 23:59.")
    until: str = strawberry.field(
        description="When it closes: 00:00 to 24:00. Where this is not later than `from`, it is the next day's."
    )

    @classmethod
    def of(cls, interval: Interval) -> Self:
        """The domain's interval."""
        times = {"from_": text_of(interval.begins), "until": text_of(interval.until)}
        return cls(weekdays=list(interval.weekdays), day_class=interval.day_class, **times)


@strawberry.type(description="From one moment to another it is open.")
class Opening:
    opens_at: datetime = strawberry.field(description="From this moment on it is open.")
    closes_at: datetime = strawberry.field(description="From this moment on it is closed.")


@strawberry.type(
    description="Hours with a name, for everything that has hours: business hours, quiet hours, the slots of automatic"
    " replies (工作时间). The clock on the wall decides: in an hour that clocks skip nothing is open, in one that comes"
    " twice it is open twice. Nothing is told when it opens or closes: `nextChange` says when to ask again."
)
class Schedule(Node):
    name: str = strawberry.field(description="Its name; no other schedule has it, in whatever case or width.")
    time_zone: str = strawberry.field(description="Whose clocks and days count: a name of the IANA database.")
    holidays: HolidayPolicy = strawberry.field(description="What public holidays do to intervals of weekdays.")
    starts_on: date | None = strawberry.field(description="The first day on which anything opens; null for no first.")
    ends_on: date | None = strawberry.field(description="The last day on which anything opens; null for no last.")
    created_at: datetime = strawberry.field(description="When it was made.")
    changed_at: datetime = strawberry.field(description="When it was changed last.")
    hours: strawberry.Private[Hours]

    @strawberry.field(description="When it is open on which days, in the order they were given: 1 to 28.")
    def intervals(self) -> list[ScheduleInterval]:
        return [ScheduleInterval.of(one) for one in self.hours.intervals]

    @strawberry.field(
        description="The last day of which China's public holidays and make-up workdays are known to this version of"
        " Fandesk. After it Mondays to Fridays are workdays, weekends are days off, and nothing is a public holiday."
    )
    def knows_holidays_until(self) -> date:
        return KNOWN_UNTIL

    @strawberry.field(description="Is it open at a moment? At the moment that it closes it is not.")
    def is_open(self, info: Info, at: At = None) -> bool:
        return rules.is_open(self.hours, _moment(at or info.context.now, "at"))

    @strawberry.field(description="When it opens or closes next, after a moment; null where it never does.")
    def next_change(self, info: Info, at: At = None) -> datetime | None:
        return rules.next_change(self.hours, _moment(at or info.context.now, "at"))

    @strawberry.field(
        description="When it is open within the next days, in order; what touches is one. The first opens at the moment"
        " asked about where it is open then, and the last closes at the end of these days where it goes on."
    )
    def next_openings(
        self,
        info: Info,
        days: Annotated[int, strawberry.argument(description="How many times 24 hours: 1 to 31.")] = 14,
        at: Annotated[
            datetime | None, strawberry.argument(description="From which moment on; now where it is left out.")
        ] = None,
    ) -> list[Opening]:
        if not 1 <= days <= MOST_DAYS:
            raise BadInput(f"`days` takes 1 to {MOST_DAYS}.", "days")
        found = rules.next_openings(self.hours, _moment(at or info.context.now, "at"), days)
        return [Opening(opens_at=opens, closes_at=closes) for opens, closes in found]

    @classmethod
    def of(cls, row: Row) -> Self:
        """A schedule of the viewer's workspace."""
        hours = Hours.of(row)
        return cls(
            id=strawberry.ID(public_id(SCHEDULE, row["id"])),
            name=row["name"],
            time_zone=hours.time_zone,
            holidays=hours.holidays,
            starts_on=hours.starts_on,
            ends_on=hours.ends_on,
            created_at=row["created_at"],
            changed_at=row["changed_at"],
            hours=hours,
        )


@strawberry.type(description="What came of making a schedule.")
class CreateSchedulePayload:
    schedule: Schedule | None = strawberry.field(default=None, description="The schedule; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of changing a schedule.")
class UpdateSchedulePayload:
    schedule: Schedule | None = strawberry.field(default=None, description="The schedule; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of deleting a schedule.")
class DeleteSchedulePayload:
    deleted_schedule_id: strawberry.ID | None = strawberry.field(
        default=None, description="The id that the schedule had; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class ScheduleQueries:
    @strawberry.field(description="All schedules of the workspace, in the order they were made: at most 50.")
    async def schedules(self, info: Info) -> list[Schedule]:
        return [Schedule.of(row) for row in await info.context.viewer.schedules()]

    @strawberry.field(description="A schedule by its id; null where there is none for you.")
    async def schedule(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The schedule's id.")]
    ) -> Schedule | None:
        return await find_schedule(info.context, id)


@strawberry.type
class ScheduleMutations:
    @mutation("Make a schedule. For owners and admins.")
    async def create_schedule(self, info: Info, input: CreateScheduleInput) -> CreateSchedulePayload:
        viewer, now = info.context.viewer, info.context.now
        viewer.must_manage()
        hours = input.hours()
        id = await once(
            viewer.agent_id,
            "createSchedule",
            input.idempotency_key,
            [input.name, hours.columns()],
            now,
            lambda: actions.create_schedule(viewer.actor, input.name, hours, now),
        )
        return CreateSchedulePayload(schedule=await find_schedule(info.context, public_id(SCHEDULE, id)))

    @mutation("Change a schedule, for everything that goes by it. For owners and admins.")
    async def update_schedule(self, info: Info, input: UpdateScheduleInput) -> UpdateSchedulePayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.schedule_id(input.schedule_id, "scheduleId")
        await actions.update_schedule(viewer.actor, id, input.name, input.hours(), info.context.now)
        return UpdateSchedulePayload(schedule=await find_schedule(info.context, input.schedule_id))

    @mutation("Delete a schedule. For owners and admins.")
    async def delete_schedule(self, info: Info, input: DeleteScheduleInput) -> DeleteSchedulePayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.schedule_id(input.schedule_id, "scheduleId")
        await actions.delete_schedule(viewer.actor, id, info.context.now)
        return DeleteSchedulePayload(deleted_schedule_id=input.schedule_id)


async def find_schedule(context: Context, id: str) -> Schedule | None:
    """The schedule with this public id, if it is the viewer's to see."""
    found = await context.viewer.schedules([row_id(SCHEDULE, id)])
    return Schedule.of(found[0]) if found else None


def _moment(at: datetime, *field: str) -> datetime:
    check_moment(at, *field)
    return at
