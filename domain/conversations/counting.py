"""How many talks stand where, for the tabs of an inbox."""

from collections.abc import Collection, Sequence
from uuid import UUID

from domain import database
from domain.database import Where

_CONDITIONS = {
    "open": "status = 'OPEN'",
    "snoozed": "status = 'SNOOZED'",
    "closed": "status = 'CLOSED'",
    "unread": "unread_count > 0",
    "waiting": "waiting_since_at IS NOT NULL",
}
COUNTED = frozenset(_CONDITIONS)


async def count(
    workspace_id: UUID, account_ids: Sequence[UUID] | None = None, wanted: Collection[str] = COUNTED
) -> dict[str, int]:
    """Talks by state, and of all states those with unread words and those whose fan waits.

    Counted now, and only what is wanted: the closed ones are many, and cost about 0.2 ms a thousand.
    """
    where = Where("workspace_id = {}", workspace_id)
    where.among("account_id", account_ids)
    parts = [
        f"(SELECT COUNT(*) FROM conversation WHERE {where} AND {condition}) AS how_many_{name}"
        for name, condition in _CONDITIONS.items()
        if name in wanted
    ]
    if not parts:
        return {}
    (found,) = await database.rows(f"SELECT {', '.join(parts)}", *where.values)
    return {name.removeprefix("how_many_"): how_many for name, how_many in found.items()}
