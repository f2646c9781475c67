"""Windows open when a fan does something, and what goes out is counted in them. Each belongs in a transaction.

A message that waits needs no entry here: the waiting send is its own reservation, and gives it back by ending. Nothing
is announced here either: whoever opens or uses a window has changed the talk, and says so.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog

from domain import database
from domain.ids import new_id
from domain.windows.counting import USED_UP, OpenWindow, open_windows, payers
from domain.windows.models import WindowCause
from domain.windows.policies import POLICIES, Combining, QuotaPolicy, policy_at
from domain.windows.reachability import reachability
from domain.windows.reading import opening, standing_of

log = structlog.get_logger(__name__)

# WeChat docs, 客服消息: out of the window (or unfollowed), and all of its messages used.
CLOSED, EXHAUSTED = 45015, 45047


async def open_window(fan_id: UUID, cause: WindowCause, at: datetime) -> None:
    """The fan did something at `at` (WeChat's clock). A push that was overtaken by a newer one opens nothing."""
    sql = (
        "INSERT INTO interaction_window (id, fan_id, cause, opened_at, used) VALUES ($1, $2, $3, $4, 0)"
        " ON CONFLICT (fan_id, cause) DO UPDATE SET opened_at = EXCLUDED.opened_at, used = 0"
        " WHERE interaction_window.opened_at < EXCLUDED.opened_at"
    )
    await database.rows(sql, new_id(), fan_id, cause.value, at)


async def count_sent(
    account_id: UUID, fan_id: UUID, called_at: datetime, policies: Sequence[QuotaPolicy] = POLICIES
) -> None:
    """A message reached the fan. One that we thought could not is logged as `quota drift` with the account."""
    before = await count_uncertain(fan_id, called_at, policies)
    if not any(window.has_some for window in before):
        log.warning("quota drift", account=str(account_id), predicted=False, code=0)


async def count_uncertain(
    fan_id: UUID, called_at: datetime, policies: Sequence[QuotaPolicy] = POLICIES
) -> list[OpenWindow]:
    """A message may have reached the fan: it is used up in the windows that were open when WeChat was asked.

    Answers with these as they were before.
    """
    if policy_at(called_at, policies).combining is Combining.SEPARATE:
        return await _count_in_one(fan_id, called_at, policies)
    # In one statement: what is long over may be counted in as well, it is worth nothing anyhow.
    sql = (
        "UPDATE interaction_window SET used = used + 1 WHERE fan_id = $1 AND opened_at <= $2"
        " RETURNING cause, opened_at, used - 1 AS used"
    )
    return open_windows(map(opening, await database.rows(sql, fan_id, called_at)), called_at, policies)


async def note_refusal(
    account_id: UUID, fan_id: UUID, code: int | None, called_at: datetime, policies: Sequence[QuotaPolicy] = POLICIES
) -> None:
    """WeChat refused: where it knows better than we did about the window, its word counts from now on.

    A 45015 or 45047 that we did not foresee is logged as `quota drift` with the account.
    """
    if code not in (CLOSED, EXHAUSTED):
        return
    standing = await standing_of(fan_id)
    if standing is not None and reachability(standing.without_waiting(), called_at, policies).can_send:
        log.warning("quota drift", account=str(account_id), predicted=True, code=code)
    # A window that opened after WeChat was asked stays as it is.
    if code == CLOSED:
        sql = "DELETE FROM interaction_window WHERE fan_id = $1 AND opened_at <= $2"
        await database.rows(sql, fan_id, called_at)
    else:
        sql = "UPDATE interaction_window SET used = $3 WHERE fan_id = $1 AND opened_at <= $2"
        await database.rows(sql, fan_id, called_at, USED_UP)


async def _count_in_one(fan_id: UUID, called_at: datetime, policies: Sequence[QuotaPolicy]) -> list[OpenWindow]:
    read = "SELECT cause, opened_at, used FROM interaction_window WHERE fan_id = $1 AND opened_at <= $2"
    found = await database.rows(f"{read} {database.for_update()}", fan_id, called_at)
    windows = open_windows(map(opening, found), called_at, policies)
    for cause in payers(windows, called_at, Combining.SEPARATE):
        sql = "UPDATE interaction_window SET used = used + 1 WHERE fan_id = $1 AND cause = $2"
        await database.rows(sql, fan_id, cause.value)
    return windows
