"""What is given to make or change a schedule."""

from datetime import date

import strawberry

from domain.schedules.checking import Said, read_hours
from domain.schedules.hours import Hours
from domain.schedules.models import DayClass, HolidayPolicy, Weekday
from schema.enums import described

described(
    Weekday,
    "Weekday",
    "A day of the week.",
    {
        "MONDAY": "Monday (星期一).",
        "TUESDAY": "Tuesday (星期二).",
        "WEDNESDAY": "Wednesday (星期三).",
        "THURSDAY": "Thursday (星期四).",
        "FRIDAY": "Friday (星期五).",
        "SATURDAY": "Saturday (星期六).",
        "SUNDAY": "Sunday (星期日).",
    },
)
described(
    DayClass,
    "DayClass",
    "A kind of day by China's official calendar (节假日安排). In a year that it does not know yet, Mondays to Fridays"
    " are workdays and weekends are days off.",
    {
        "WORKDAY": "A day on which China works, the weekend days that make up for a holiday (调休上班) included.",
        "DAY_OFF": "A day on which China does not work: every day that is no WORKDAY.",
        "PUBLIC_HOLIDAY": "A day of a public holiday (法定节假日), the days that were moved to it (调休放假) included.",
    },
)
described(
    HolidayPolicy,
    "HolidayPolicy",
    "What China's public holidays do to intervals of weekdays. Intervals with a `dayClass` know them anyway.",
    {
        "IGNORED": "Nothing: a Monday is a Monday, and a Saturday that is worked is a Saturday.",
        "CLOSED": "No interval of weekdays opens on a public holiday. A Saturday that is worked stays a Saturday.",
    },
)


@strawberry.input(description="When it is open on some days: give `weekdays` or `dayClass`.")
class ScheduleIntervalInput:
    from_: str = strawberry.field(name="from", description="When it opens: 00:00 to 23:59.")
    until: str = strawberry.field(
        description="When it closes: 00:00 to 24:00. Where this is not later than `from`, it is the next day's; where"
        " it is the same, that is 24 hours later."
    )
    weekdays: list[Weekday] = strawberry.field(default_factory=list, description="The days on which it opens.")
    day_class: DayClass | None = strawberry.field(default=None, description="Or the kind of day on which it opens.")

    def said(self) -> Said:
        """As the domain takes it."""
        return Said(self.from_, self.until, self.weekdays, self.day_class)


@strawberry.input(description="What a schedule says.")
class WantedSchedule:
    name: str = strawberry.field(description="1 to 64 characters that no other schedule has as its name.")
    intervals: list[ScheduleIntervalInput] = strawberry.field(description="1 to 28 that do not overlap.")
    time_zone: str = strawberry.field(
        default="Asia/Shanghai", description="Whose clocks and days count: a name of the IANA database."
    )
    holidays: HolidayPolicy = strawberry.field(
        default=HolidayPolicy.IGNORED, description="What public holidays do to intervals of weekdays."
    )
    starts_on: date | None = strawberry.field(default=None, description="The first day on which anything opens.")
    ends_on: date | None = strawberry.field(
        default=None, description="The last day on which anything opens: over midnight, it closes the day after."
    )

    def hours(self) -> Hours:
        """What it says. Raises BadInput."""
        said = [one.said() for one in self.intervals]
        return read_hours(self.time_zone, said, self.holidays, self.starts_on, self.ends_on)


@strawberry.input(description="A new schedule.")
class CreateScheduleInput(WantedSchedule):
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 255 characters of your own. A repeat within 48 hours answers the same and makes nothing.",
    )


@strawberry.input(description="A schedule as it is to be from now on: what is left out is as in a new one.")
class UpdateScheduleInput(WantedSchedule):
    schedule_id: strawberry.ID = strawberry.field(description="The schedule.")


@strawberry.input(description="Which schedule goes.")
class DeleteScheduleInput:
    schedule_id: strawberry.ID = strawberry.field(description="The schedule.")
