"""What somebody wants to save is looked through: each mistake is told with its field, and with what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations

from domain.errors import BadInput
from domain.schedules.days import KNOWN_UNTIL, Day, kinds
from domain.schedules.errors import MOST_INTERVALS
from domain.schedules.hours import Hours, Interval
from domain.schedules.models import DayClass, HolidayPolicy, Weekday
from domain.schedules.rules import LONG, next_openings
from domain.schedules.wall import MINUTES_A_DAY, check_zone, end_minute_of, minute_of

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Said:
    """An interval as somebody wrote it."""

    begins: str
    until: str
    weekdays: Sequence[Weekday] = ()
    day_class: DayClass | None = None


def read_hours(
    time_zone: str,
    intervals: Sequence[Said],
    holidays: HolidayPolicy = HolidayPolicy.IGNORED,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Hours:
    """Hours that make sense, whatever the time is. Raises BadInput."""
    check_zone(time_zone, "timeZone")
    if not 1 <= len(intervals) <= MOST_INTERVALS:
        few = "A schedule without intervals never opens: give at least one."
        raise BadInput(f"A schedule takes at most {MOST_INTERVALS} intervals." if intervals else few, "intervals")
    read = tuple(_read(one, "intervals", str(place)) for place, one in enumerate(intervals))
    _check_overlaps(read, holidays)
    _check_days(starts_on, ends_on)
    return Hours(time_zone, read, holidays, starts_on, ends_on)


def check_opens(hours: Hours, now: datetime) -> None:
    """Raises BadInput where they do not open from now on."""
    today = now.astimezone(hours.zone).date()
    if hours.ends_on is None:
        return  # every week has each of its days, and every year holidays
    if hours.ends_on < today:
        raise BadInput("This day is over, so the schedule never opens: give a later day, or none.", "endsOn")
    if hours.ends_on > KNOWN_UNTIL and any(one.day_class for one in hours.intervals):
        return  # what these days are is not known yet
    first = max(hours.starts_on or today, today)
    start = max(now, datetime.combine(first, time(), hours.zone))
    if not next_openings(hours, start, min(hours.ends_on - first + timedelta(days=3), LONG).days):
        raise BadInput(
            "Until this day no interval opens: give a later day, or other days to the intervals.",
            "endsOn",
        )


def check_moment(at: datetime, *field: str) -> None:
    """Raises BadInput for a moment that no schedule is about."""
    if not FIRST_DAY <= at.date() < LAST_DAY:
        raise BadInput(f"Ask about a moment from {FIRST_DAY} to {LAST_DAY}.", *field)


def _read(said: Said, *field: str) -> Interval:
    begins, until = minute_of(said.begins, *field, "from"), end_minute_of(said.until, *field, "until")
    weekdays = tuple(day for day in Weekday if day in said.weekdays)
    if weekdays and said.day_class:
        raise BadInput(
            "Give the weekdays of this interval or its dayClass, and leave the other out.", *field, "dayClass"
        )
    if not weekdays and not said.day_class:
        raise BadInput("This interval never opens: give its weekdays, or a dayClass.", *field, "weekdays")
    return Interval(begins, until, weekdays, said.day_class)


def _check_days(starts_on: date | None, ends_on: date | None) -> None:
    for day, field in ((starts_on, "startsOn"), (ends_on, "endsOn")):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise BadInput(f"Give a day from {FIRST_DAY} to {LAST_DAY}.", field)
    if starts_on and ends_on and ends_on < starts_on:
        raise BadInput(
            "This day is before startsOn, so the schedule never opens: give the same day or a later.", "endsOn"
        )


def _check_overlaps(intervals: Sequence[Interval], holidays: HolidayPolicy) -> None:
    for day in (day for weekday in Weekday for day in kinds(weekday)):
        today = [place for place, one in enumerate(intervals) if one.is_on(day, holidays)]
        for first, second in combinations(today, 2):
            a, b = intervals[first], intervals[second]
            if a.begins < b.closes and b.begins < a.closes:
                _refuse_overlap(intervals, first, second, f"on {day}")
        for tomorrow in day.tomorrow():
            _check_nights(intervals, holidays, today, day, tomorrow)


def _check_nights(
    intervals: Sequence[Interval], holidays: HolidayPolicy, today: list[int], day: Day, tomorrow: Day
) -> None:
    for late in today:
        over = intervals[late].closes - MINUTES_A_DAY
        for early, other in enumerate(intervals):
            if other.begins < over and other.is_on(tomorrow, holidays):
                _refuse_overlap(intervals, late, early, f"in the night from {day} to {tomorrow}")


def _refuse_overlap(intervals: Sequence[Interval], one: int, other: int, when: str) -> None:
    first, second = sorted((one, other))
    raise BadInput(
        f"This overlaps with `intervals[{first}]` ({intervals[first]}) {when}: let one end before the other begins, or"
        " take the day out of one of them.",
        "intervals",
        str(second),
    )
