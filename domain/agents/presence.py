"""Agents come, say how they wish to be found, and leave."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from domain import database, jobs
from domain.agents.models import Actor, Availability
from domain.agents.telling import announce_agent
from domain.presence import here
from domain.presence.availability import keep_seen
from domain.presence.telling import of_workspace, tell
from domain.redis import perhaps
from domain.transaction import later, transaction


async def set_availability(actor: Actor, wished: Availability, now: datetime) -> None:
    """How an agent wants to be found while they are here; kept until they say otherwise. Saying it shows them here."""
    sql = "UPDATE agent SET availability = $1 WHERE id = $2 AND availability <> $1 RETURNING id"
    async with transaction():
        is_new = bool(await database.rows(sql, wished.value, actor.agent_id))
        if is_new:
            announce_agent(actor.workspace_id, actor.agent_id)
            later("give_talks")
    await keep(actor.workspace_id, [actor.agent_id], now)
    if is_new:
        await tell(of_workspace(actor.workspace_id))


async def keep(workspace_id: UUID, agent_ids: Collection[UUID], now: datetime) -> None:
    """These agents are here for the next minute. Whoever was not before may be given talks."""
    with perhaps("nobody knows that agents are here"):
        if await here.touch(workspace_id, agent_ids, now):
            await tell(of_workspace(workspace_id))
            await jobs.nudge("give_talks")
    await keep_seen(agent_ids, now)


async def leave(workspace_id: UUID, agent_id: UUID) -> None:
    """This agent has gone."""
    with perhaps("nobody knows that an agent left"):
        if await here.leave(workspace_id, agent_id):
            await tell(of_workspace(workspace_id))


async def leave_soon(workspace_id: UUID, agent_id: UUID, now: datetime) -> None:
    """This agent has gone in ten seconds, unless another of their clients is heard of until then."""
    with perhaps("nobody knows that an agent left"):
        if await here.leave_soon(workspace_id, agent_id, now):
            await tell(of_workspace(workspace_id))


async def leave_with(session_id: UUID, now: datetime) -> None:
    """A device was put away or signed out: its agent has gone with the last one, and soon where there are others."""
    others = "SELECT 1 FROM session o WHERE o.agent_id = g.id AND o.id <> s.id AND o.ended_at IS NULL"
    sql = (
        f"SELECT g.id, g.workspace_id, EXISTS ({others}) AS is_elsewhere"
        " FROM session s JOIN agent g ON g.id = s.agent_id WHERE s.id = $1"
    )
    for agent in await database.rows(sql, session_id):
        if agent["is_elsewhere"]:
            await leave_soon(agent["workspace_id"], agent["id"], now)
        else:
            await leave(agent["workspace_id"], agent["id"])
