"""Pages by key, not by offset: a page costs the same at the beginning and at the end, and inserts never shift it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import orjson

from domain.errors import BadInput

DEFAULT_SIZE, LARGEST = 20, 100

T = TypeVar("T")


@dataclass(frozen=True)
class PageRequest:
    """Which part of an ordered list: the first n after a place, or the last n before one."""

    size: int = DEFAULT_SIZE
    backwards: bool = False
    place: tuple[str | int, ...] | None = None  # sort key of the row that the page starts beside

    @classmethod
    def of(
        cls,
        order: str,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        *,
        newest: bool = False,
    ) -> "PageRequest":
        """From Relay's arguments; with none of them the first page, or with `newest` the last. Raises BadInput."""
        if first is not None and last is not None:
            raise BadInput("Ask for `first` or for `last`, not for both.", "first")
        if after is not None and before is not None:
            raise BadInput("Give `after` or `before`, not both.", "after")
        backwards = last is not None or (first is None and (before is not None or (newest and after is None)))
        if (before is not None and not backwards) or (after is not None and backwards):
            raise BadInput("`after` goes with `first`, and `before` with `last`.", "after" if after else "before")
        name, size, cursor = ("last", last, before) if backwards else ("first", first, after)
        return cls(
            _checked(name, size),
            backwards,
            _place(order, cursor, "before" if backwards else "after") if cursor is not None else None,
        )


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows in list order, with what Relay's pageInfo wants to know."""

    items: list[T] = field(default_factory=list)
    has_next: bool = False
    has_previous: bool = False

    @classmethod
    def of(cls, found: list[T], request: PageRequest) -> "Page[T]":
        """From up to size + 1 rows, read in the direction of the request."""
        more, items = len(found) > request.size, found[: request.size]
        came_from = request.place is not None
        if request.backwards:
            return cls(items[::-1], has_next=came_from, has_previous=more)
        return cls(items, has_next=more, has_previous=came_from)


def cursor_of(order: str, *key: str | int) -> str:
    """An opaque cursor: the row's sort key, marked with the order it belongs to."""
    return urlsafe_b64encode(orjson.dumps([order, *key])).decode().rstrip("=")


def _checked(name: str, size: int | None) -> int:
    if size is not None and not 1 <= size <= LARGEST:
        raise BadInput(f"`{name}` takes 1 to {LARGEST}; it was {size}.", name)
    return size or DEFAULT_SIZE


def _place(order: str, cursor: str, argument: str) -> tuple[str | int, ...]:
    try:
        marked, *key = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if marked == order and all(isinstance(part, str | int) for part in key):
            return tuple(key)
    except (ValueError, TypeError):
        pass
    raise BadInput(f"`{argument}` is no cursor of this list: take one from `edges.cursor` or `pageInfo`.", argument)
