"""Hours, as they are reckoned with: intervals of days, by the wall clock of a place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

import orjson

from domain.database import Row
from domain.schedules.days import Day, day_of
from domain.schedules.models import DayClass, HolidayPolicy, Weekday
from domain.schedules.wall import MINUTES_A_DAY, end_minute_of, minute_of, text_of

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Interval:
    """From a minute of the day until another, on these weekdays or on days of a class.

    `until` is at most 1440, the end of the day. Where it is not behind `begins`, it is one of the next day: what opens
    on a day belongs to that day until it closes.
    """

    begins: int
    until: int
    weekdays: tuple[Weekday, ...] = ()
    day_class: DayClass | None = None

    @property
    def closes(self) -> int:
        """Minutes from the midnight that its day began with: more than 1440 of one that goes over midnight."""
        return self.until if self.until > self.begins else self.until + MINUTES_A_DAY

    def is_on(self, day: Day, holidays: HolidayPolicy) -> bool:
        """Does it open on such a day?"""
        if self.day_class is not None:
            return day.is_of(self.day_class)
        closed = holidays is HolidayPolicy.CLOSED and day.is_of(DayClass.PUBLIC_HOLIDAY)
        return day.weekday in self.weekdays and not closed

    def __str__(self) -> str:
        return f"{text_of(self.begins)} to {text_of(self.until)}"


@dataclass(frozen=True)
class Hours:
    """What a schedule says: its intervals, between two days where there are some, both included."""

    time_zone: str
    intervals: tuple[Interval, ...]
    holidays: HolidayPolicy = HolidayPolicy.IGNORED
    starts_on: date | None = None
    ends_on: date | None = None
    _of_kinds: dict[Day, list[tuple[timedelta, timedelta]]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def ask_the_calendar(self) -> bool:
        """Does it matter which days are holidays?"""
        return self.holidays is HolidayPolicy.CLOSED or any(one.day_class for one in self.intervals)

    @property
    def zone(self) -> ZoneInfo:
        """Whose wall clock counts."""
        return ZoneInfo(self.time_zone)

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row's columns."""
        starts_on, ends_on = (row[name] and date.fromisoformat(row[name]) for name in ("starts_on", "ends_on"))
        intervals, holidays = _from_json(row["intervals"]), HolidayPolicy(row["holidays"])
        return cls(row["time_zone"], intervals, holidays, starts_on, ends_on)

    def columns(self) -> dict[str, Any]:
        """What a row keeps of it."""
        return {
            "time_zone": self.time_zone,
            "intervals": _to_json(self.intervals),
            "holidays": self.holidays.value,
            "starts_on": self.starts_on.isoformat() if self.starts_on else None,
            "ends_on": self.ends_on.isoformat() if self.ends_on else None,
        }

    def spans(self, day: date) -> list[Span]:
        """What opens on this day, by the wall clock (so without a time zone), in the order of opening."""
        if (self.starts_on and day < self.starts_on) or (self.ends_on and day > self.ends_on):
            return []
        midnight = datetime.combine(day, time())
        return [(midnight + begins, midnight + closes) for begins, closes in self._of_kind(day_of(day))]

    def _of_kind(self, day: Day) -> list[tuple[timedelta, timedelta]]:
        # There are 23 kinds of days, and a look ahead asks for hundreds of days.
        if day not in self._of_kinds:
            open_then = sorted((one.begins, one.closes) for one in self.intervals if one.is_on(day, self.holidays))
            self._of_kinds[day] = [(timedelta(minutes=a), timedelta(minutes=b)) for a, b in open_then]
        return self._of_kinds[day]


def _to_json(intervals: Sequence[Interval]) -> str:
    return orjson.dumps(
        [
            {
                "from": text_of(one.begins),
                "until": text_of(one.until),
                "weekdays": one.weekdays,
                "dayClass": one.day_class,
            }
            for one in intervals
        ]
    ).decode()


def _from_json(stored: str) -> tuple[Interval, ...]:
    return tuple(
        Interval(
            minute_of(one["from"]),
            end_minute_of(one["until"]),
            tuple(Weekday(day) for day in one["weekdays"]),
            DayClass(one["dayClass"]) if one["dayClass"] else None,
        )
        for one in orjson.loads(stored)
    )
