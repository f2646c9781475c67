"""Scalars of our own."""

from datetime import UTC, date, datetime
from typing import NewType

import strawberry
from graphql import GraphQLError

Cursor = NewType("Cursor", str)


def _write_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _read_moment(text: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise GraphQLError(f"{text!r} is no moment: write it like 2026-01-31T08:30:00.000Z.") from None
    if moment.tzinfo is None:
        raise GraphQLError(f"{text!r} does not say its time zone: write it like 2026-01-31T08:30:00.000Z.")
    return moment.astimezone(UTC)


def _read_day(text: object) -> date:
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # it reads weeks, too: 2026-W05-6
        raise GraphQLError(f"{text!r} is no day: write it like 2026-01-31.")
    return day


def _read_cursor(text: object) -> Cursor:
    if not isinstance(text, str):
        raise GraphQLError("A cursor is a string: take it from an event's `cursor`.")
    return Cursor(text)


SCALARS = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment in UTC with milliseconds, as RFC 3339 writes it: 2026-01-31T08:30:00.000Z.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=_write_moment,
        parse_value=_read_moment,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A day, as RFC 3339 writes it: 2026-01-31.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=date.isoformat,
        parse_value=_read_day,
    ),
    Cursor: strawberry.scalar(
        name="Cursor",
        description="A place in the workspace's stream of events. Keep the last one you saw; look at nothing inside.",
        serialize=str,
        parse_value=_read_cursor,
    ),
}
