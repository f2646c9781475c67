"""Quiet hours: from one minute of the day to another, by the clock on the agent's wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


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


def _next(here: datetime, day: date, minute: int) -> datetime:
    end = datetime.combine(day, time(minute // 60, minute % 60), here.tzinfo)
    # Where clocks are set back, the hour comes twice: the first one may lie behind us.
    end = end if end.astimezone(UTC) > here.astimezone(UTC) else end.replace(fold=1)
    return end.astimezone(UTC)
