"""Relay connections over our own keyset pages."""

from collections.abc import Callable
from typing import Annotated, Any, Generic, Self, TypeVar

import strawberry

from domain.database import Row
from domain.paging import Page

Node = TypeVar("Node")

First = Annotated[
    int | None,
    strawberry.argument(description="How many from the start, or after `after`: 1 to 100, 20 unless told."),
]
After = Annotated[
    str | None, strawberry.argument(description="The cursor that the page starts behind; goes with `first`.")
]
Last = Annotated[int | None, strawberry.argument(description="How many from the end, or before `before`: 1 to 100.")]
Before = Annotated[
    str | None, strawberry.argument(description="The cursor that the page ends before; goes with `last`.")
]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Is there more behind this page?")
    has_previous_page: bool = strawberry.field(description="Is there more before this page?")
    start_cursor: str | None = strawberry.field(description="The first row's cursor; null on an empty page.")
    end_cursor: str | None = strawberry.field(description="The last row's cursor; null on an empty page.")


@strawberry.type(description="One row of a page.")
class Edge(Generic[Node]):
    cursor: str = strawberry.field(description="Where this row stands: give it to `after` or `before`.")
    node: Node = strawberry.field(description="The row.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[Node]):
    edges: list[Edge[Node]] = strawberry.field(description="The rows, in the order of the list.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")

    @classmethod
    def of(cls, page: Page[Row], node: Callable[[Row], Any], cursor: Callable[[Row], str]) -> Self:
        """The page's rows as nodes, each with its cursor."""
        edges = [Edge(cursor=cursor(row), node=node(row)) for row in page.items]
        info = PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        )
        return cls(edges=edges, page_info=info)
