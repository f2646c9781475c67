"""A push's fields as what they mean. WeChat is not exact about the case of names, or about lists of one."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Self

MAX_MEDIA_ID = 256


class Odd(Exception):
    """A field is not what its name promises: the push becomes Unknown, with all that it carried."""


class Fields:
    """What a push, or a part of it, carries; names are looked up whatever their case."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._by_name: dict[str, list[Any]] = {}
        for name, value in tree.items():
            self._by_name.setdefault(name.lower(), []).extend(value if isinstance(value, list) else [value])

    def each(self, *path: str) -> list[Self]:
        """The parts at the end of this path, however many there are on the way."""
        found = [self]
        for name in path:
            parts = [value for fields in found for value in fields._by_name.get(name.lower(), ())]
            found = [type(self)(part) for part in parts if isinstance(part, dict)]
        return found

    def part(self, name: str) -> Self:
        """The one part of this name; where there is none, one without fields."""
        found = self.each(name)
        return found[0] if found else type(self)({})

    def texts(self, name: str) -> list[str]:
        """Each text of this name."""
        return [value for value in self._by_name.get(name.lower(), ()) if isinstance(value, str)]

    def text(self, name: str) -> str:
        """The text as it was typed; "" where there is none."""
        found = self.texts(name)
        return found[0] if found else ""

    def word(self, name: str) -> str:
        """The text without the space around it."""
        return self.text(name).strip()

    def media_id(self, name: str) -> str:
        """WeChat's number of a file; "" where there is none. Raises Odd for what is too long to be one."""
        id = self.word(name)
        if len(id) > MAX_MEDIA_ID:
            raise Odd(name)
        return id

    def whole(self, name: str) -> int | None:
        """A whole number; None where there is none. Raises Odd."""
        text = self.word(name)
        if not text:
            return None
        if not re.fullmatch("-?[0-9]{1,18}", text):
            raise Odd(name)
        return int(text)

    def small(self, name: str) -> int | None:
        """A whole number of at most 32 bits; None where there is none. Raises Odd."""
        number = self.whole(name)
        if number is not None and not -(2**31) <= number < 2**31:
            raise Odd(name)
        return number

    def must_have_whole(self, name: str) -> int:
        """A whole number. Raises Odd where there is none."""
        number = self.whole(name)
        if number is None:
            raise Odd(name)
        return number

    def degrees(self, name: str, most: int) -> float:
        """A latitude or longitude. Raises Odd for what is none."""
        number = self.decimal(name)
        if abs(number) > most:
            raise Odd(name)
        return number

    def decimal(self, name: str) -> float:
        """A number with a point in it. Raises Odd."""
        text = self.word(name)
        if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{0,20})?", text):
            raise Odd(name)
        return float(text)

    def moment(self, name: str) -> datetime | None:
        """A time in seconds since 1970; None where there is none. Raises Odd."""
        seconds = self.whole(name)
        if seconds is None:
            return None
        if not 0 <= seconds < 10**11:
            raise Odd(name)
        return datetime.fromtimestamp(seconds, UTC)
