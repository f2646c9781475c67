"""A callback is kept before it is understood, and before WeChat gets its answer."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import database, jobs
from domain.ids import new_id
from wechat import Envelope

MOST_AT_ONCE = 100

_INSERT = (
    "INSERT INTO callback (id, workspace_id, account_id, openid, key, xml, said_at, received_at, state, attempts,"
    " due_at) VALUES {} ON CONFLICT (account_id, key) DO NOTHING RETURNING id"
)


@dataclass(frozen=True)
class Push:
    """An envelope and where it arrived."""

    workspace_id: UUID
    account_id: UUID
    envelope: Envelope
    received_at: datetime

    def row(self) -> tuple[object, ...]:
        """Its columns, in the order of the INSERT."""
        kept = self.envelope
        who = (new_id(), self.workspace_id, self.account_id, kept.openid, kept.key, kept.xml)
        return (*who, kept.created_at, self.received_at, "WAITING", 0, self.received_at)


class Keeper:
    """Lets pushes that arrive at the same time share one commit: the disk is asked once for all of them.

    The first goes at once; those that come while it is being written go together after it.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Push, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def keep(self, push: Push) -> None:
        """Returns when the push is committed. A repeat changes nothing."""
        kept = asyncio.get_running_loop().create_future()
        self._waiting.append((push, kept))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())
        await kept

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            try:
                await _write([push for push, _ in batch])
            except Exception as error:
                await self._write_each(batch, error)
            else:
                for _, kept in batch:
                    _resolve(kept)

    async def _write_each(self, batch: list[tuple[Push, asyncio.Future[None]]], error: Exception) -> None:
        # One row that the database does not take must not cost the others their answer.
        for push, kept in batch:
            try:
                if len(batch) == 1:
                    raise error
                await _write([push])
            except Exception as own:
                _resolve(kept, own)
            else:
                _resolve(kept)


async def _write(pushes: list[Push]) -> None:
    # A row twice in one statement would be refused; of repeats in one batch the first is enough.
    once = {(push.account_id, push.envelope.key): push for push in reversed(pushes)}
    values = [value for push in reversed(once.values()) for value in push.row()]
    # One statement is a transaction of its own.
    if await database.rows(_INSERT.format(database.places(len(once), 11)), *values):
        await jobs.nudge("handle_callbacks")


def _resolve(kept: asyncio.Future[None], error: Exception | None = None) -> None:
    if kept.done():  # its request went away
        return
    if error is None:
        kept.set_result(None)
    else:
        kept.set_exception(error)
