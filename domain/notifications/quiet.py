"""Quiet hours: from one minute of the day to another, by the clock on the agent's wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.errors import BadInput

MINUTES_A_DAY = 24 * 60


def quiet_until(now: datetime, start: int | None, end: int | None, time_zone: str) -> datetime | None:
    """When the quiet hours end that `now` lies in; None outside of them. From `start` to `end`, over midnight too."""
    if start is None or end is None:
        return None
    here = now.astimezone(ZoneInfo(time_zone))
    minute = here.hour * 60 + here.minute
    is_quiet = start <= minute < end if start < end else minute >= start or minute < end
    if not is_quiet:
        return None
    return _next(here, here.date() if minute < end else here.date() + timedelta(days=1), end)


def minute_of(text: str, *field: str) -> int:
    """The minute of the day of a text such as 22:30. Raises BadInput."""
    hours, colon, minutes = text.partition(":")
    well_formed = colon and all(len(part) == 2 and part.isascii() and part.isdigit() for part in (hours, minutes))
    if not well_formed or int(hours) > 23 or int(minutes) > 59:
        raise BadInput("Write a time of the day from 00:00 to 23:59, such as 22:30.", *field)
    return int(hours) * 60 + int(minutes)


def text_of(minute: int) -> str:
    """The text of a minute of the day, such as 22:30."""
    return f"{minute // 60:02}:{minute % 60:02}"


def check_zone(name: str, *field: str) -> None:
    """Raises BadInput where this is no time zone of the IANA database."""
    try:
        # Its errors are of every kind: a folder, a name that is too long, a way out of the database.
        known = len(name) <= 64 and ZoneInfo(name).key == name
    except (ValueError, OSError, LookupError):
        known = False
    if not known:
        raise BadInput("This is no time zone: write one such as Asia/Shanghai.", *field)


def _next(here: datetime, day: date, minute: int) -> datetime:
    end = datetime.combine(day, time(minute // 60, minute % 60), here.tzinfo)
    # Where clocks are set back, the hour comes twice: the first one may lie behind us.
    end = end if end.astimezone(UTC) > here.astimezone(UTC) else end.replace(fold=1)
    return end.astimezone(UTC)
