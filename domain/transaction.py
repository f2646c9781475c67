"""The one way to change things: commit first, then let the consequences out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domain import jobs, live

log = structlog.get_logger(__name__)


@dataclass
class _Consequences:
    jobs: dict[str, None] = field(default_factory=dict)  # a dict keeps the order and drops repeats
    events: dict[live.Event, None] = field(default_factory=dict)


_consequences: ContextVar[_Consequences | None] = ContextVar("consequences", default=None)


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """All or nothing. An inner one joins the outer. What `later` and `announce` asked for follows the commit."""
    if _consequences.get() is not None:
        yield
        return

    asked = _Consequences()
    token = _consequences.set(asked)
    try:
        async with in_transaction():
            yield
            # Last, because the numbers of a workspace's events are handed out under a lock until the commit.
            recorded = await live.record(list(asked.events))
    finally:
        _consequences.reset(token)

    await _let_out(asked, recorded)


def later(job: str) -> None:
    """Run workers.tasks.<job> once this transaction has committed."""
    _current().jobs[job] = None


def announce(event: live.Event) -> None:
    """Write the event with this transaction, and tell subscribers once it has committed."""
    _current().events[event] = None


def is_open() -> bool:
    """Is there a transaction around this?"""
    return _consequences.get() is not None


def _current() -> _Consequences:
    asked = _consequences.get()
    assert asked is not None, "later() and announce() belong inside transaction()"
    return asked


async def _let_out(asked: _Consequences, recorded: dict[UUID, int]) -> None:
    # The rows are committed: Redis being away must not turn success into failure. The sweep finds what is lost here.
    try:
        for workspace_id, seq in recorded.items():
            await live.nudge(workspace_id, seq)
        for job in asked.jobs:
            await jobs.nudge(job)
    except Exception as error:
        log.warning("consequences lost, the sweeps will find them", error=type(error).__name__)
