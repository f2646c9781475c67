"""Notes what was seen of a connection, after the answer and seldom: the hot way writes nothing for it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from starlette.background import BackgroundTask

from domain.accounts import evidence
from server.doors import MOST, Door
from wechat import Misfit

log = structlog.get_logger(__name__)

SELDOM = timedelta(minutes=1)

Seen = dict[tuple[UUID, object], datetime]


class Witness:
    """What one process has noted lately of each connection."""

    def __init__(self) -> None:
        self._pushes: Seen = {}
        self._refusals: Seen = {}

    def push(self, door: Door, now: datetime) -> BackgroundTask | None:
        """A push fitted: noted the first time, then once a minute; at once where the last one did not fit."""
        who = (door.account_id, door.connection)
        was_refused = self._refusals.pop(who, None) is not None
        if not was_refused and not _is_due(self._pushes, who, now):
            return None
        _remember(self._pushes, who, now)
        return BackgroundTask(_note, evidence.note_push, door.account_id, now)

    def refusal(self, door: Door, misfit: Misfit, now: datetime) -> BackgroundTask | None:
        """One did not: noted once a minute, however many come. Anybody may knock."""
        who = (door.account_id, door.connection)
        if not _is_due(self._refusals, who, now):
            return None
        _remember(self._refusals, who, now)
        return BackgroundTask(_note, evidence.note_refusal, door.account_id, misfit.value, now)

    def url_check(self, door: Door, now: datetime) -> BackgroundTask:
        """The console checked the address."""
        return BackgroundTask(_note, evidence.note_url_check, door.account_id, now)


def _is_due(seen: Seen, who: tuple[UUID, object], now: datetime) -> bool:
    last = seen.get(who)
    return last is None or now - last >= SELDOM


def _remember(seen: Seen, who: tuple[UUID, object], now: datetime) -> None:
    if len(seen) >= MOST:
        seen.clear()
    seen[who] = now


async def _note(note: Callable[..., Awaitable[None]], *what: object) -> None:
    try:
        await note(*what)
    except Exception as error:  # WeChat has its answer: this was only for whoever tests the connection
        log.warning("what was seen of a connection was not noted", error=type(error).__name__)
