"""What decides whether fans can be reached, read in one statement for all of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

import orjson

from domain import database
from domain.accounts.models import AccountKind, AccountState
from domain.database import Row, Where
from domain.sight import Sight
from domain.windows.counting import Opening
from domain.windows.models import WindowCause
from domain.windows.reachability import Account, Standing

_FACTS = (
    "SELECT f.id AS fan_id, f.is_following, f.followed_at, f.blocked_at, a.state, a.kind, a.is_verified, a.permissions,"
    " w.cause, w.opened_at, w.used, NULL AS due_at"
    " FROM fan f JOIN official_account a ON a.id = f.account_id LEFT JOIN interaction_window w ON w.fan_id = f.id"
)
_WAITING = (
    "SELECT f.id AS fan_id, f.is_following, f.followed_at, f.blocked_at, a.state, a.kind, a.is_verified, a.permissions,"
    " NULL AS cause, NULL AS opened_at, NULL AS used, s.due_at"
    " FROM fan f JOIN official_account a ON a.id = f.account_id"
    " JOIN send s ON s.fan_id = f.id AND s.state IN ('SCHEDULED', 'CLAIMED')"
)


async def standings(sight: Sight, fan_ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """How each of these fans in sight stands."""
    where = Where("f.workspace_id = {}", sight.workspace_id)
    where.among("f.id", fan_ids)
    sight.of_fans(where)
    return await _read(str(where), *where.values)


async def standing_of(fan_id: UUID) -> Standing | None:
    """How this fan stands."""
    return (await _read("f.id = $1", fan_id)).get(fan_id)


async def standing_for(sight: Sight, message_id: UUID) -> tuple[Standing, datetime] | None:
    """How the fan stands for a message that waits, behind what was written before it, and when it is due.

    None once it is out.
    """
    where = Where("workspace_id = {} AND message_id = {}", sight.workspace_id, message_id)
    where.add("state IN ('SCHEDULED', 'CLAIMED')")
    sight.of_fans(where, "send.fan_id", "send.account_id")
    for send in await database.rows(f"SELECT id, fan_id, due_at FROM send WHERE {where}", *where.values):
        found = await _read("f.id = $1", send["fan_id"], send["id"], waiting="s.id < $2")
        return found[send["fan_id"]], send["due_at"]
    return None


def opening(row: Row) -> Opening:
    """From the columns `cause`, `opened_at` and `used`."""
    return Opening(WindowCause(row["cause"]), row["opened_at"], row["used"])


async def _read(fans: str, *values: object, waiting: str = "1 = 1") -> dict[UUID, Standing]:
    # Both halves speak of the same fans by the same values.
    sql = (
        f"SELECT * FROM ({_FACTS} WHERE {fans} UNION ALL {_WAITING} WHERE {fans} AND {waiting}) AS facts"
        " ORDER BY fan_id"
    )
    found = await database.rows(sql, *values)
    return {fan_id: _standing(list(rows)) for fan_id, rows in groupby(found, lambda row: row["fan_id"])}


def _standing(rows: Sequence[Row]) -> Standing:
    fan = rows[0]
    granted = None if fan["permissions"] is None else frozenset(orjson.loads(fan["permissions"]))
    account = Account(AccountKind(fan["kind"]), fan["is_verified"], AccountState(fan["state"]), granted)
    return Standing(
        account, fan["is_following"], fan["followed_at"], fan["blocked_at"] is not None, _openings(rows), _due(rows)
    )


def _openings(rows: Iterable[Row]) -> list[Opening]:
    return [opening(row) for row in rows if row["cause"]]


def _due(rows: Iterable[Row]) -> list[datetime]:
    return [row["due_at"] for row in rows if row["due_at"] is not None]
