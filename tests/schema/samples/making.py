"""How a sample is made: from the world, so that what is not theirs to see is what strangers ask for."""

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

from tests.schema.world import World

Given = dict[str, Any]
Sample = Callable[[World], Awaitable[Given]]

# For what may be there once only, as names are.
numbers = count(1)


def given(make: Callable[[World], Given]) -> Sample:
    """A sample which needs nothing to be done first."""

    async def made(world: World) -> Given:
        return make(world)

    return made


def asks(fixed: Given | None = None, /, **ids: str) -> Sample:
    """Arguments: the fixed ones, and the id of the world's node of the kind that each of the others names."""
    return given(lambda world: (fixed or {}) | ids_of(world, **ids))


def puts(fixed: Given | None = None, /, **ids: str) -> Sample:
    """The same as the fields of `input`."""
    return given(lambda world: {"input": (fixed or {}) | ids_of(world, **ids)})


def ids_of(world: World, **kinds: str) -> Given:
    """The ids of the world's nodes of these kinds."""
    return {name: world.ids[kind] for name, kind in kinds.items()}
