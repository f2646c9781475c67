"""How agents are shown: what they wish to be while they are here, which is in their rows, and OFFLINE when not."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from domain import database
from domain.database import Where
from domain.presence import here
from domain.redis import perhaps

SEEN_EVERY = timedelta(minutes=1)


class Presence(StrEnum):
    """What colleagues see of an agent. OFFLINE is who is not here, whatever they wish to be."""

    ONLINE = "ONLINE"
    BUSY = "BUSY"
    AWAY = "AWAY"
    OFFLINE = "OFFLINE"


async def presences(workspace_id: UUID, agent_ids: Collection[UUID], now: datetime) -> dict[UUID, Presence]:
    """Of these agents the ones who are here and work in this workspace; everybody else is OFFLINE, as all are where
    Redis is away."""
    with perhaps("nobody knows who is here"):
        present = await here.present(workspace_id, now)
        return await _wishes(workspace_id, present.intersection(agent_ids))
    return {}


async def everybody_here(workspace_id: UUID, now: datetime) -> tuple[dict[UUID, Presence], datetime | None]:
    """Who is here, and from when on that may be different by itself; None where nobody is here."""
    until = await here.present_until(workspace_id, now)
    return await _wishes(workspace_id, until), min(until.values(), default=None)


async def keep_seen(agent_ids: Collection[UUID], now: datetime) -> None:
    """Write down that these agents are here, at most once a minute for each."""
    where = Where("(seen_at IS NULL OR seen_at <= {})", now - SEEN_EVERY)
    where.among("id", list(agent_ids))
    # Looked for first: an UPDATE of nothing would still make SQLite's writers wait.
    due = [row["id"] for row in await database.rows(f"SELECT id FROM agent WHERE {where}", *where.values)]
    if due:
        these = Where("id IN ({})".format(", ".join("{}" for _ in due)), *due)
        # Whoever is being given a talk, or changed, is left to the next round: several rows at once are waited for by
        # nobody, or two who hold some of them might wait in a circle.
        free = "FOR NO KEY UPDATE SKIP LOCKED" if database.is_postgres() else ""
        sql = f"UPDATE agent SET seen_at = ${len(due) + 1} WHERE id IN (SELECT id FROM agent WHERE {these} {free})"
        await database.rows(sql, *due, now)


async def _wishes(workspace_id: UUID, agent_ids: Collection[UUID]) -> dict[UUID, Presence]:
    if not agent_ids:
        return {}
    where = Where("workspace_id = {} AND disabled_at IS NULL", workspace_id)
    where.among("id", list(agent_ids))
    found = await database.rows(f"SELECT id, availability FROM agent WHERE {where}", *where.values)
    return {row["id"]: Presence(row["availability"]) for row in found}
