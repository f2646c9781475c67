"""Asking the schema as anybody, and listening to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError

from domain.allowance import Allowance
from domain.clock import Clock, now
from domain.hub import Hub
from domain.presence.hub import PresenceHub
from domain.viewer import Viewer
from schema.context import Context
from schema.root import schema

URL = "https://desk.example"
# One for all requests, as in a server: each that is new draws a handful of points, and a hundred of them are all.
ALLOWANCE = Allowance()


@dataclass(frozen=True)
class Answer:
    """What the schema said."""

    data: Any = None
    errors: list[dict[str, Any]] = field(default_factory=list)
    extensions: dict[str, Any] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """The codes of the top-level errors."""
        return [error["extensions"]["code"] for error in self.errors]

    @property
    def sentences(self) -> str:
        """What the errors say."""
        return " ".join(error["message"] for error in self.errors)


async def ask(document: str, viewer: Viewer | None = None, clock: Clock = now, **variables: Any) -> Answer:
    """One query or mutation, by a viewer or by nobody."""
    result = await schema.execute(document, variables, await a_context(viewer, clock))
    return Answer(result.data, _formatted(result.errors), getattr(result, "extensions", None) or {})


async def told(document: str, viewer: Viewer | None = None, clock: Clock = now, **variables: Any) -> Any:
    """The same where nothing goes wrong: the one field at the top."""
    answer = await ask(document, viewer, clock, **variables)
    assert answer.errors == [], answer.errors
    (only,) = answer.data.values()
    return only


async def a_context(
    viewer: Viewer | None = None,
    clock: Clock = now,
    hub: Hub | None = None,
    *,
    presence: PresenceHub | None = None,
    in_production: bool = False,
) -> Context:
    """A request's context, signed in where there is a viewer."""
    session_id = viewer.session_id if viewer else None
    house = {"hub": hub or Hub(), "presence": presence or PresenceHub(), "allowance": ALLOWANCE}
    context = Context(clock, base_url=URL, session_id=session_id, introspection_for_all=not in_production, **house)
    return await context.signed_in()


class Listener:
    """One subscription's events."""

    def __init__(self, results: Any) -> None:
        self._results = results
        self.cursor: str | None = None

    async def next(self) -> Any:
        """The next event of any kind."""
        async with asyncio.timeout(10):
            result = await anext(self._results)
        assert not result.errors, result.errors
        (event,) = result.data.values()
        self.cursor = event.get("cursor", self.cursor)
        return event

    async def answer(self) -> Answer:
        """The next event, or why there is none."""
        async with asyncio.timeout(10):
            result = await anext(self._results)
        return Answer(result.data, _formatted(result.errors))

    async def until(self, kind: str) -> Any:
        """The next event of this kind, within a hundred others."""
        for _ in range(100):
            if (event := await self.next())["__typename"] == kind:
                return event
        raise AssertionError(f"no {kind} came")

    async def kinds(self, how_many: int) -> list[str]:
        """What the next events are, heartbeats aside."""
        heard: list[str] = []
        while len(heard) < how_many:
            event = await self.next()
            heard += [] if event["__typename"] == "Heartbeat" else [event["__typename"]]
        return heard

    async def silence(self, beats: int = 3) -> bool:
        """Nothing but this many heartbeats."""
        return [(await self.next())["__typename"] for _ in range(beats)] == ["Heartbeat"] * beats

    async def end(self) -> Answer:
        """How the stream ends: what its last result says."""
        async with asyncio.timeout(10):
            async for result in self._results:
                if result.errors:
                    return Answer(result.data, _formatted(result.errors))
        return Answer()


@asynccontextmanager
async def listening(
    document: str,
    viewer: Viewer | None,
    hub: Hub | None,
    clock: Clock = now,
    *,
    presence: PresenceHub | None = None,
    **variables: Any,
) -> AsyncIterator[Listener]:
    """A subscription for as long as this lasts."""
    context = await a_context(viewer, clock, hub, presence=presence)
    results = await schema.subscribe(document, variables, context)
    async with aclosing(results):  # type: ignore[type-var]
        yield Listener(results)


async def refusal(document: str, viewer: Viewer | None, hub: Hub, **variables: Any) -> Answer:
    """What a subscription that does not even begin says."""
    result: Any = await schema.subscribe(document, variables, await a_context(viewer, now, hub))
    if hasattr(result, "__anext__"):
        result = await anext(result)
    return Answer(result.data, _formatted(result.errors))


def _formatted(errors: list[GraphQLError] | None) -> list[dict[str, Any]]:
    return [dict(error.formatted) for error in errors or ()]
