"""When schedules are open: examples that people know, and an oracle that looks at every minute."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.schedules.days import KNOWN_UNTIL
from domain.schedules.hours import Hours, Interval
from domain.schedules.models import DayClass, HolidayPolicy, Weekday
from domain.schedules.rules import is_open, next_change, next_openings

pytestmark = pytest.mark.plain

BEIJING, BERLIN = "Asia/Shanghai", "Europe/Berlin"
NINE, SIX, DAY = 9 * 60, 18 * 60, 24 * 60
MONDAY, SATURDAY, SUNDAY = Weekday.MONDAY, Weekday.SATURDAY, Weekday.SUNDAY
WEEK = tuple(Weekday)
MINUTE = timedelta(minutes=1)

# Summer time at two and at midnight, by half an hour, twice a year around Ramadan; a day that never was.
ZONES = [BEIJING, BERLIN, "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "America/Havana"]
ZONES += ["Africa/Casablanca", "Asia/Kathmandu", "Pacific/Apia", "UTC"]
# Near clocks that change, days that are worked, and the years that nobody knows.
EDGES = ["2026-03-29", "2026-10-25", "2018-11-04", "2018-02-18", "2011-12-30", "2026-04-05", "2026-10-01", "2026-10-10"]
EDGES += ["2026-12-31", "2003-12-31", "2026-02-14"]


def at(text: str, zone: str = BEIJING, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def always(*weekdays: Weekday, holidays: HolidayPolicy = HolidayPolicy.IGNORED, **days: date) -> Hours:
    """From nine to six on these days."""
    return Hours(BEIJING, (Interval(NINE, SIX, weekdays),), holidays, **days)


def on(day_class: DayClass) -> Hours:
    """From nine to six on days of this class."""
    return Hours(BEIJING, (Interval(NINE, SIX, (), day_class),))


def days_open(hours: Hours, first: str, days: int) -> list[str]:
    """The days on which it opens, as 10-01."""
    found = next_openings(hours, at(f"{first}T00:00"), days)
    return [opens.astimezone(hours.zone).strftime("%m-%d") for opens, _ in found]


def test_it_is_open_from_the_first_moment_and_closed_at_the_last():
    hours = always(MONDAY)

    states = [is_open(hours, at(f"2026-11-23T{clock}")) for clock in ("08:59:59", "09:00", "17:59:59", "18:00")]

    assert states == [False, True, True, False]


def test_friday_night_goes_on_into_saturday():
    hours = Hours(BEIJING, (Interval(22 * 60, 2 * 60, (Weekday.FRIDAY,)),))

    assert next_openings(hours, at("2026-11-23T00:00")) == [
        (at("2026-11-27T22:00"), at("2026-11-28T02:00")),
        (at("2026-12-04T22:00"), at("2026-12-05T02:00")),
    ]
    assert is_open(hours, at("2026-11-28T01:59"))
    assert not is_open(hours, at("2026-11-27T01:59"))


def test_what_touches_at_midnight_is_one_opening():
    hours = Hours(BEIJING, (Interval(20 * 60, DAY, (MONDAY,)), Interval(0, 2 * 60, (Weekday.TUESDAY,))))

    assert next_openings(hours, at("2026-11-23T00:00"), 7) == [(at("2026-11-23T20:00"), at("2026-11-24T02:00"))]


def test_the_same_time_again_is_a_day_later():
    hours = Hours(BEIJING, (Interval(NINE, NINE, (MONDAY,)),))

    assert next_openings(hours, at("2026-11-23T00:00"), 7) == [(at("2026-11-23T09:00"), at("2026-11-24T09:00"))]


def test_workdays_are_those_of_china_with_the_saturday_that_is_worked():
    opened = days_open(on(DayClass.WORKDAY), "2026-09-28", 14)

    assert opened == ["09-28", "09-29", "09-30", "10-08", "10-09", "10-10"]


def test_days_off_are_all_the_others():
    opened = days_open(on(DayClass.DAY_OFF), "2026-09-28", 14)

    assert opened == ["10-01", "10-02", "10-03", "10-04", "10-05", "10-06", "10-07", "10-11"]


def test_public_holidays_can_have_hours_of_their_own():
    assert days_open(on(DayClass.PUBLIC_HOLIDAY), "2026-09-21", 14) == [
        *("09-25", "09-26", "09-27"),
        *("10-01", "10-02", "10-03", "10-04"),
    ]


def test_weekdays_know_holidays_only_where_they_are_told_to():
    assert days_open(always(*WEEK), "2026-10-06", 5) == ["10-06", "10-07", "10-08", "10-09", "10-10"]
    assert days_open(always(*WEEK, holidays=HolidayPolicy.CLOSED), "2026-10-06", 5) == ["10-08", "10-09", "10-10"]
    assert days_open(always(SATURDAY, holidays=HolidayPolicy.CLOSED), "2026-10-01", 14) == ["10-10"]


def test_a_year_that_nobody_knows_has_plain_weeks():
    assert date(2026, 12, 31) <= KNOWN_UNTIL < date(2100, 1, 1)
    assert days_open(on(DayClass.WORKDAY), "2100-10-01", 7) == ["10-01", "10-04", "10-05", "10-06", "10-07"]
    assert days_open(on(DayClass.PUBLIC_HOLIDAY), "2100-09-28", 14) == []
    assert next_change(on(DayClass.PUBLIC_HOLIDAY), at(f"{KNOWN_UNTIL}T00:00")) is None


def test_an_hour_that_clocks_skip_is_not_there():
    hours = Hours(BERLIN, (Interval(2 * 60 + 30, 3 * 60 + 30, (SUNDAY,)),))

    (opening,) = next_openings(hours, at("2026-03-28T00:00", BERLIN), 3)

    assert opening == (at("2026-03-29T03:00", BERLIN), at("2026-03-29T03:30", BERLIN))


def test_an_hour_that_comes_twice_is_open_twice():
    hours = Hours(BERLIN, (Interval(2 * 60, 2 * 60 + 30, (SUNDAY,)),))

    assert next_openings(hours, at("2026-10-24T00:00", BERLIN), 3) == [
        (at("2026-10-25T02:00", BERLIN), at("2026-10-25T02:30", BERLIN)),
        (at("2026-10-25T02:00", BERLIN, fold=1), at("2026-10-25T02:30", BERLIN, fold=1)),
    ]


def test_a_day_of_summer_time_is_an_hour_shorter():
    hours = Hours(BERLIN, (Interval(0, DAY, (SUNDAY,)),))

    ((opens, closes),) = next_openings(hours, at("2026-03-28T00:00", BERLIN), 3)

    assert closes - opens == timedelta(hours=23)


def test_the_last_day_is_open_to_its_end_over_midnight():
    hours = Hours(BEIJING, (Interval(22 * 60, 60, WEEK),), starts_on=date(2026, 11, 24), ends_on=date(2026, 11, 25))

    assert next_openings(hours, at("2026-11-20T00:00")) == [
        (at("2026-11-24T22:00"), at("2026-11-25T01:00")),
        (at("2026-11-25T22:00"), at("2026-11-26T01:00")),
    ]


def test_openings_are_cut_to_the_time_that_was_asked_for():
    hours = always(MONDAY)

    assert next_openings(hours, at("2026-11-23T10:00"), 7) == [
        (at("2026-11-23T10:00"), at("2026-11-23T18:00")),
        (at("2026-11-30T09:00"), at("2026-11-30T10:00")),
    ]


def test_what_is_always_open_never_changes_unless_it_ends_or_a_holiday_comes():
    whole = (Interval(0, DAY, WEEK),)
    now = at("2026-03-01T12:00")

    assert next_change(Hours(BEIJING, whole), now) is None
    assert next_change(Hours(BEIJING, whole, ends_on=date(2031, 5, 6)), now) == at("2031-05-07T00:00")
    assert next_change(Hours(BEIJING, whole, starts_on=date(2031, 5, 6)), now) == at("2031-05-06T00:00")
    assert next_change(Hours(BEIJING, whole, HolidayPolicy.CLOSED), now) == at("2026-04-04T00:00")
    assert next_change(Hours(BEIJING, whole, HolidayPolicy.CLOSED), at("2001-01-01T00:00")) == at("2004-01-01T00:00")


# The oracle: no arithmetic of ours, but every minute, the clock on the wall, and two days that it may belong to.


class Oracle:
    """Whether hours are open, minute by minute."""

    def __init__(self, hours: Hours) -> None:
        self._hours, self._zone = hours, ZoneInfo(hours.time_zone)
        self._opens = cache(self._opens_on)

    def __call__(self, moment: datetime) -> bool:
        wall = moment.astimezone(self._zone)
        today, minute = wall.date(), wall.hour * 60 + wall.minute
        return any(
            (self._opens(one, today) and one.begins <= minute < (DAY if one.until <= one.begins else one.until))
            or (self._opens(one, today - timedelta(days=1)) and one.until <= one.begins and minute < one.until)
            for one in self._hours.intervals
        )

    def _opens_on(self, interval: Interval, day: date) -> bool:
        first, last = self._hours.starts_on or date.min, self._hours.ends_on or date.max
        if not first <= day <= last:
            return False
        is_off, holiday = self._in_china(day)
        match interval.day_class:
            case DayClass.WORKDAY:
                return not is_off
            case DayClass.DAY_OFF:
                return is_off
            case DayClass.PUBLIC_HOLIDAY:
                return is_off and holiday
        is_named = day.strftime("%A").upper() in interval.weekdays
        return is_named and not (self._hours.holidays == "CLOSED" and is_off and holiday)

    def _in_china(self, day: date) -> tuple[bool, bool]:
        try:
            is_off, name = chinese_calendar.get_holiday_detail(day)
        except NotImplementedError:  # this is how the library says that it does not know a year
            is_off, name = day.isoweekday() in (6, 7), None
        return is_off, name is not None


minutes = some.one_of(some.integers(0, DAY - 1), some.sampled_from([0, 60, 90, 120, 150, 180, DAY - 1]))
days_of_the_week = some.lists(some.sampled_from(WEEK), min_size=1, unique=True).map(tuple)
intervals = some.one_of(
    some.builds(Interval, minutes, minutes | some.just(DAY), days_of_the_week),
    some.builds(Interval, minutes, minutes | some.just(DAY), some.just(()), some.sampled_from(DayClass)),
)
near_edges = some.builds(
    lambda edge, by: at(edge, "UTC") + by * MINUTE, some.sampled_from(EDGES), some.integers(-4000, 1000)
)
anywhere = some.integers(0, 36 * 366 * DAY).map(lambda by: at("2002-01-01", "UTC") + by * MINUTE)
moments = some.one_of(near_edges, anywhere)


@some.composite
def hours_and_moments(draw: some.DrawFn) -> tuple[Hours, datetime]:
    """Any hours, overlaps included, and a moment that is worth a look."""
    moment = draw(moments)
    near = some.none() | some.integers(-3, 6).map(lambda by: moment.date() + timedelta(days=by))
    given = draw(some.lists(intervals, min_size=1, max_size=4).map(tuple))
    policy = draw(some.sampled_from(HolidayPolicy))
    return Hours(draw(some.sampled_from(ZONES)), given, policy, draw(near), draw(near)), moment


@settings(max_examples=300, deadline=None)
@given(hours_and_moments(), some.integers(1, 3))
def test_openings_are_what_an_oracle_sees_that_looks_at_every_minute(asked: tuple[Hours, datetime], days: int):
    hours, start = asked
    oracle, end = Oracle(hours), start + timedelta(days=days)
    looked_at = [(start + n * MINUTE, oracle(start + n * MINUTE)) for n in range(days * DAY)]

    found = next_openings(hours, start, days)

    befores = [False, *(state for _, state in looked_at)]
    turns = [moment for (moment, state), before in zip(looked_at, befores, strict=False) if state != before]
    turns += [end] if looked_at[-1][1] else []
    assert [moment for opening in found for moment in opening] == turns
    for moment, state in looked_at[::37]:
        assert is_open(hours, moment) is state


@settings(max_examples=200, deadline=None)
@given(hours_and_moments())
def test_the_next_change_is_the_first_that_the_oracle_sees(asked: tuple[Hours, datetime]):
    hours, start = asked
    oracle, was_open = Oracle(hours), Oracle(hours)(start)
    seen = (start + n * MINUTE for n in range(1, 5 * DAY))
    first = next((moment for moment in seen if oracle(moment) != was_open), None)

    found = next_change(hours, start)

    assert found == first if first else found is None or found >= start + timedelta(days=5)
    if found:
        assert oracle(found) != was_open == oracle(found - MINUTE)
