"""Who is here: agents whose client was heard of within the last minute. Redis knows it, and may forget it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from domain.redis import redis

LASTS = timedelta(seconds=60)


async def touch(workspace_id: UUID, agent_ids: Iterable[UUID], now: datetime) -> None:
    """These agents are here."""
    heard = {agent_id.hex: now.timestamp() for agent_id in agent_ids}
    if heard:
        await redis().hset(_key(workspace_id), mapping=heard)  # type: ignore[misc]
        # A workspace that nobody works in any more leaves nothing behind.
        await redis().expire(_key(workspace_id), timedelta(days=1))


async def leave(workspace_id: UUID, agent_id: UUID) -> None:
    """This agent has gone."""
    await redis().hdel(_key(workspace_id), agent_id.hex)  # type: ignore[misc]


async def present(workspace_id: UUID, now: datetime) -> set[UUID]:
    """The agents who are here."""
    heard = await redis().hgetall(_key(workspace_id))  # type: ignore[misc]
    earliest = (now - LASTS).timestamp()
    return {UUID(hex=agent.decode()) for agent, at in heard.items() if float(at) > earliest}


def _key(workspace_id: UUID) -> str:
    return f"fandesk:here:{workspace_id.hex}"
