"""What stands on a wall: a clock, and the time zone that it goes by."""

from zoneinfo import ZoneInfo

from domain.errors import BadInput

MINUTES_A_DAY = 24 * 60


def minute_of(text: str, *field: str) -> int:
    """The minute of the day of a text such as 22:30. Raises BadInput."""
    minute = _minute(text)
    if minute is None or minute >= MINUTES_A_DAY:
        raise BadInput("Write a time of the day from 00:00 to 23:59, such as 22:30.", *field)
    return minute


def end_minute_of(text: str, *field: str) -> int:
    """The same of a moment that something ends at: it may be the end of the day, 24:00. Raises BadInput."""
    minute = _minute(text)
    if minute is None or minute > MINUTES_A_DAY:
        raise BadInput("Write a time of the day from 00:00 to 24:00, such as 22:30.", *field)
    return minute


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


def _minute(text: str) -> int | None:
    hours, colon, minutes = text.partition(":")
    well_formed = colon and all(len(part) == 2 and part.isascii() and part.isdigit() for part in (hours, minutes))
    return int(hours) * 60 + int(minutes) if well_formed and int(minutes) < 60 else None
