"""Reading WeChat's answers: whatever it puts where, only our own three errors come of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from wechat.errors import TryLater, Uncertain

Fields = Mapping[str, Any]


class Odd(Exception):
    """Something in the answer is not what it should be."""


@contextmanager
def reading() -> Iterator[None]:
    """Around the reading of what was only looked up: an odd answer is for later."""
    try:
        yield
    except Odd:
        failure = TryLater(UNREADABLE, UNREADABLE_ZH)
    else:
        return
    raise failure


@contextmanager
def confirming(sentence: str = "", sentence_zh: str = "") -> Iterator[None]:
    """Around the reading of what became of a change: it may have been made, whatever the answer looks like.

    The sentences say so; without them they are about any change.
    """
    sentences = (sentence, sentence_zh) if sentence else (UNCONFIRMED, UNCONFIRMED_ZH)
    try:
        yield
    except Odd:
        failure = Uncertain(*sentences)
    else:
        return
    raise failure


def text_in(fields: Fields, name: str) -> str:
    """The text of this name; "" where there is none or where it is something else."""
    text = fields.get(name)
    return text if isinstance(text, str) else ""


def needed_text_in(fields: Fields, name: str) -> str:
    """The text of this name, which cannot be missing. Raises Odd."""
    if text := text_in(fields, name):
        return text
    raise Odd(name)


def number_in(fields: Fields, name: str, otherwise: int = 0) -> int:
    """The whole number of this name, also where it came as a text; else `otherwise`."""
    number = _number(fields.get(name))
    return otherwise if number is None else number


def needed_number_in(fields: Fields, name: str) -> int:
    """The whole number of this name, which cannot be missing. Raises Odd."""
    number = _number(fields.get(name))
    if number is None:
        raise Odd(name)
    return number


def numbers_in(fields: Fields, name: str) -> tuple[int, ...]:
    """The whole numbers of the list of this name; what is none is left out."""
    numbers = [_number(item) for item in _list(fields.get(name))]
    return tuple(number for number in numbers if number is not None)


def texts_in(fields: Fields, name: str) -> list[str]:
    """The texts of the list of this name; what is none is left out."""
    return [item for item in _list(fields.get(name)) if isinstance(item, str) and item]


def row_in(fields: Fields, name: str) -> Fields:
    """The object of this name; an empty one where there is none."""
    row = fields.get(name)
    return row if isinstance(row, dict) else {}


def rows_in(fields: Fields, name: str) -> list[Fields]:
    """The objects of the list of this name; what is none is left out."""
    return [item for item in _list(fields.get(name)) if isinstance(item, dict)]


def needed_rows_in(fields: Fields, name: str) -> list[Fields]:
    """The objects of the list of this name, which may be empty but not missing. Raises Odd."""
    if not isinstance(fields.get(name), list):
        raise Odd(name)
    return rows_in(fields, name)


def moment_in(fields: Fields, name: str) -> datetime | None:
    """The moment of this name, which WeChat tells in Unix seconds; None where there is none."""
    seconds = number_in(fields, name)
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < LAST_SECOND else None


def _number(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**64:
        return value
    if isinstance(value, str) and value.isascii() and value.removeprefix("-").isdigit() and len(value) <= 20:
        return int(value)
    return None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


LAST_SECOND = 32_503_680_000  # the year 3000
UNREADABLE = "WeChat's answer could not be read. Nothing was changed; try again."
UNREADABLE_ZH = "无法读取微信的应答，未做任何更改，请重试。"
UNCONFIRMED = "WeChat did not confirm the change: it may have been made or not. Look before repeating it."
UNCONFIRMED_ZH = "微信没有确认此次更改：可能已生效，也可能没有。重复之前请先查看。"
