"""Pushes to the platform are kept before they are understood, and handed out one at a time."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from domain import database
from domain.ids import new_id
from domain.platform.models import PlatformPush, PlatformPushState
from domain.secrets import seal, unseal
from domain.transaction import later, transaction

TRIES = 8
LEASE = timedelta(seconds=60)  # longer than handling one may take; a worker that dies leaves it due again after that
LONGEST_WAIT = timedelta(minutes=15)
OVERDUE = timedelta(seconds=1)
DONE_KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Claimed:
    """A push in a worker's hands. `attempts` counts this one."""

    id: UUID
    app_id: str
    xml: str
    received_at: datetime
    attempts: int


async def keep_push(app_id: str, key: str, xml: str, now: datetime) -> None:
    """Returns when it is committed. A repeat changes nothing."""
    id = new_id()
    sql = (
        "INSERT INTO platform_push (id, app_id, key, sealed_xml, received_at, state, attempts, due_at)"
        " VALUES ($1, $2, $3, $4, $5, 'WAITING', 0, $5) ON CONFLICT (app_id, key) DO NOTHING RETURNING id"
    )
    async with transaction():
        # It holds an authorisation code, which is worth an account.
        if await database.rows(sql, id, app_id, key, seal(xml, _place(id)), now):
            later("handle_platform_pushes")


async def claim_next(now: datetime) -> Claimed | None:
    """The next push that is due, for one worker and for the time of the lease."""
    lock = "FOR UPDATE SKIP LOCKED" if database.is_postgres() else ""
    sql = (
        "UPDATE platform_push SET attempts = attempts + 1, due_at = $1 WHERE id = (SELECT id FROM platform_push"
        f" WHERE state = 'WAITING' AND due_at <= $2 ORDER BY due_at, id LIMIT 1 {lock})"
        " RETURNING id, app_id, sealed_xml, received_at, attempts"
    )
    claimed = await database.rows(sql, now + LEASE, now)
    if not claimed:
        return None
    sealed = claimed[0].pop("sealed_xml")
    return Claimed(xml=unseal(sealed, _place(claimed[0]["id"])), **claimed[0])


async def settle(push: Claimed, now: datetime, error: str | None = None) -> None:
    """It is done; with an error it is none the less, and that is why nothing came of it."""
    sql = "UPDATE platform_push SET state = 'DONE', done_at = $1, error = $2 WHERE id = $3 RETURNING id"
    await database.rows(sql, now, error, push.id)


async def put_back(push: Claimed, error: str, now: datetime) -> None:
    """It failed: again after a while, and after eight tries never."""
    state = PlatformPushState.DEAD if push.attempts >= TRIES else PlatformPushState.WAITING
    longest = min(LONGEST_WAIT, timedelta(seconds=2.0**push.attempts))
    due_at = now + random.random() * longest  # noqa: S311 (full jitter: spread, not secrecy)
    sql = "UPDATE platform_push SET state = $1, due_at = $2, error = $3 WHERE id = $4 RETURNING id"
    await database.rows(sql, state.value, due_at, error, push.id)


async def is_overdue(now: datetime) -> bool:
    """Does a push wait longer than a nudge takes?"""
    return await PlatformPush.exists(state=PlatformPushState.WAITING, due_at__lte=now - OVERDUE)


async def forget_old(now: datetime) -> None:
    """Delete pushes once WeChat cannot repeat them any more. Waiting and dead ones stay."""
    await PlatformPush.filter(state=PlatformPushState.DONE, done_at__lt=now - DONE_KEPT_FOR).delete()


def _place(id: UUID) -> str:
    return f"platform_push/xml/{id}"
