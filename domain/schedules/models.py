"""Schedules: named hours of a workspace, for everything that has hours."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.agents.models import Workspace
from domain.ids import new_id

LONGEST_NAME, LONGEST_ZONE = 64, 64  # characters


class Weekday(StrEnum):
    """A day of the week; their order is the week's."""

    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"


class DayClass(StrEnum):
    """A kind of day by China's official calendar; a year that it does not know has Mondays to Fridays and weekends."""

    WORKDAY = "WORKDAY"
    DAY_OFF = "DAY_OFF"
    PUBLIC_HOLIDAY = "PUBLIC_HOLIDAY"


class HolidayPolicy(StrEnum):
    """What China's public holidays do to intervals of weekdays. Intervals of a day class know them anyway."""

    IGNORED = "IGNORED"
    CLOSED = "CLOSED"


class Schedule(Model):
    """When something is open. `intervals` is JSON in the shape of `domain.schedules.hours`, days are ISO dates."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace: fields.ForeignKeyRelation[Workspace] = fields.ForeignKeyField(
        "models.Workspace", related_name="schedules"
    )
    workspace_id: UUID
    name = fields.CharField(max_length=LONGEST_NAME)
    time_zone = fields.CharField(max_length=LONGEST_ZONE)
    intervals = fields.TextField()
    holidays = fields.CharEnumField(HolidayPolicy, max_length=16, default=HolidayPolicy.IGNORED)
    starts_on = fields.CharField(max_length=10, null=True)
    ends_on = fields.CharField(max_length=10, null=True)
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        table = "schedule"
        unique_together = (("workspace_id", "name"),)
