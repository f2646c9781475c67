"""One pass over an account's followers, held by one worker for as long as its lease is renewed."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from domain import database
from domain.database import Row
from domain.followers.models import SyncState
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.transaction import announce
from wechat import TryLater

LEASE = timedelta(seconds=30)  # renewed with everything that is written
PATIENCE = 20.0  # seconds for what is asked of WeChat in between
OVERDUE = timedelta(seconds=1)
# WeChat's clock tells when a fan followed, ours when the list was asked for: what is as new as that is left alone.
MARGIN = timedelta(minutes=5)

T = TypeVar("T")

# $1 is now. A pass whose worker died is due again when its lease has run out.
_DUE = "state IN ('LISTING', 'DETAILING') AND due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)"


class LeaseLost(Exception):
    """Another worker may have this pass by now: do nothing more."""


@dataclass
class Pass:
    """A claimed pass, as this worker knows it."""

    id: UUID
    workspace_id: UUID
    account_id: UUID
    state: SyncState
    next_openid: str
    attempts: int
    lease_token: UUID
    started_at: datetime
    listed: int
    detailed: int
    total: int | None

    @classmethod
    def of(cls, row: Row) -> "Pass":
        """From its row."""
        names = "id workspace_id account_id next_openid attempts lease_token started_at listed detailed total"
        return cls(state=SyncState(row["state"]), **{name: row[name] for name in names.split()})

    async def write(self, now: datetime, *, is_over: bool = False, **changes: object) -> None:
        """Keep the lease (or give it back, with `is_over`) and change these columns; belongs in a transaction.

        The row stays locked until the commit, so nobody writes beside this worker. Raises LeaseLost.
        """
        changes["lease_until"] = None if is_over else now + LEASE
        sets = ", ".join(f"{name} = ${n}" for n, name in enumerate(changes, 4))
        sql = f"UPDATE follower_sync SET {sets} WHERE id = $1 AND lease_token = $2 AND lease_until > $3 RETURNING id"
        if not await database.rows(sql, self.id, self.lease_token, now, *changes.values()):
            raise LeaseLost

    def tell(self) -> None:
        """Let screens know how far it is; belongs in a transaction."""
        announce(Event(EventKind.ACCOUNT_CHANGED, self.workspace_id, self.account_id, self.account_id))


async def claim(how_many: int, now: datetime) -> list[Pass]:
    """Passes that are due, from now on this worker's."""
    lock = "FOR UPDATE SKIP LOCKED" if database.is_postgres() else ""
    sql = (
        f"WITH picked AS (SELECT id AS picked_id FROM follower_sync WHERE {_DUE} ORDER BY due_at LIMIT $2 {lock})"
        " UPDATE follower_sync SET lease_token = $3, lease_until = $4 FROM picked"
        " WHERE follower_sync.id = picked.picked_id AND (lease_until IS NULL OR lease_until <= $1) RETURNING *"
    )
    return [Pass.of(row) for row in await database.rows(sql, now, how_many, new_id(), now + LEASE)]


async def is_overdue(now: datetime) -> bool:
    """Does a pass wait longer than a nudge takes?"""
    return bool(await database.rows(f"SELECT 1 AS one FROM follower_sync WHERE {_DUE} LIMIT 1", now - OVERDUE))


async def answer_to(question: Awaitable[T]) -> T:
    """What WeChat says, within the lease. Raises TryLater where it says nothing for so long."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await question
    except TimeoutError:
        raise TryLater("WeChat took too long to answer.", "微信响应超时。") from None
