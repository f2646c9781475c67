"""When hours are open. The clock on the wall decides, as people read it there.

Where clocks skip an hour, nothing is open in it; where an hour comes twice, what is open in it is open twice.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.schedules.days import KNOWN_FROM, KNOWN_UNTIL
from domain.schedules.hours import Hours, Span

DAY = timedelta(days=1)
# What has not changed for so long changes no more, but where the hours or the calendar begin or end: weeks are alike,
# though a change of clocks may swallow what one of them has, and no year that the calendar knows is without holidays.
WEEKS, LONG = timedelta(days=16), timedelta(days=400)


def is_open(hours: Hours, at: datetime) -> bool:
    """Are they open at this moment? At the moment that they close they are not."""
    wall = at.astimezone(hours.zone).replace(tzinfo=None)
    days = (wall.date() - DAY, wall.date())  # yesterday's may go on over midnight
    return any(opens <= wall < closes for day in days for opens, closes in hours.spans(day))


def next_openings(hours: Hours, start: datetime, days: int = 14) -> list[Span]:
    """When they are open within so many times 24 hours, in UTC and in order; what touches is one.

    What is open at `start` opens then, and what is open beyond the end closes with it; `next_change` knows better.
    """
    return list(_openings(hours, start.astimezone(UTC), start.astimezone(UTC) + days * DAY))


def next_change(hours: Hours, at: datetime) -> datetime | None:
    """The first moment after this one when they open, or close; None where they never do, as far as is known."""
    was_open = is_open(hours, at)
    for start, end in _stretches(hours, at.astimezone(UTC)):
        first = next(_openings(hours, start, end), None)
        if not was_open and first:
            return first[0]
        if was_open and (first is None or first[0] > start):
            return start
        if was_open and first and first[1] < end:
            return first[1]
    return None


def _stretches(hours: Hours, at: datetime) -> Iterator[Span]:
    """Where something may change: from now on, and where the hours or the calendar begin or end."""
    yield at, _far_enough(hours, at)
    for day in sorted(filter(None, (KNOWN_FROM, hours.starts_on, hours.ends_on))):
        near = _midnight(day) - 2 * DAY
        if near > at:
            yield near, _far_enough(hours, near)


def _far_enough(hours: Hours, start: datetime) -> datetime:
    if not hours.ask_the_calendar:
        return start + WEEKS
    return max(start + WEEKS, min(start + LONG, _midnight(KNOWN_UNTIL) + WEEKS))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _openings(hours: Hours, start: datetime, end: datetime) -> Iterator[Span]:
    """What is open between two moments, cut to them, in order; what touches is one."""
    held: Span | None = None
    for opens, closes in _pieces(hours, start, end):
        if held is None:
            held = opens, closes
        elif opens <= held[1]:
            held = held[0], max(held[1], closes)
        else:
            yield held
            held = opens, closes
    if held is not None:
        yield held


def _pieces(hours: Hours, start: datetime, end: datetime) -> Iterator[Span]:
    for begin, until, offset in _even(hours.zone, start, end):
        low, high = (moment.replace(tzinfo=None) + offset for moment in (begin, until))
        day = low.date() - DAY
        while day <= high.date():
            for opens, closes in hours.spans(day):
                if opens < high and closes > low:
                    first, last = max(opens, low) - offset, min(closes, high) - offset
                    yield first.replace(tzinfo=UTC), last.replace(tzinfo=UTC)
            day += DAY


def _even(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """The time between two moments in parts of at most a day, in each of which the clocks are not changed."""
    while start < end:
        offset, until = _offset(zone, start), min(start + DAY, end)
        if _offset(zone, until) != offset:
            until = _turn(zone, start, until)
        yield start, until, offset
        start = until


def _turn(zone: ZoneInfo, start: datetime, end: datetime) -> datetime:
    """The second in which the clocks are changed, between two moments that see them otherwise."""
    before, low, high = _offset(zone, start), int(start.timestamp()), int(end.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, datetime.fromtimestamp(middle, UTC)) == before else (low, middle)
    return datetime.fromtimestamp(high, UTC)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None, "a time zone says how far it is from UTC"
    return offset
