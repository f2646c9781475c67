"""Who is here: agents whose client was heard of within the last minute. Redis knows it, and may forget it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from domain.redis import redis

LASTS = timedelta(seconds=60)
SOON = timedelta(seconds=10)  # two rounds of a doorkeeper: who has another socket somewhere is kept by then


async def touch(workspace_id: UUID, agent_ids: Iterable[UUID], now: datetime) -> set[UUID]:
    """These agents are here. Answers with those of them who were not before."""
    heard = {agent_id.hex: now.timestamp() for agent_id in agent_ids}
    if not heard:
        return set()
    key = _key(workspace_id)
    async with redis().pipeline(transaction=True) as pipe:
        pipe.hmget(key, list(heard))
        pipe.hset(key, mapping=heard)
        # A workspace that nobody works in any more leaves nothing behind.
        pipe.expire(key, timedelta(days=1))
        before, *_ = await pipe.execute()
    return {UUID(hex=agent) for agent, at in zip(heard, before, strict=True) if at is None or _until(at) <= now}


async def leave(workspace_id: UUID, agent_id: UUID) -> bool:
    """This agent has gone. Were they here?"""
    return bool(await redis().hdel(_key(workspace_id), agent_id.hex))  # type: ignore[misc]


async def leave_soon(workspace_id: UUID, agent_id: UUID, now: datetime) -> bool:
    """This agent has gone in ten seconds, unless they are heard of until then. Would they have been here longer?"""
    at = await redis().hget(_key(workspace_id), agent_id.hex)  # type: ignore[misc]
    if at is None or _until(at) <= now + SOON:
        return False
    earlier = now + SOON - LASTS
    await redis().hset(_key(workspace_id), agent_id.hex, str(earlier.timestamp()))  # type: ignore[misc]
    return True


async def present(workspace_id: UUID, now: datetime) -> set[UUID]:
    """The agents who are here."""
    return set(await present_until(workspace_id, now))


async def present_until(workspace_id: UUID, now: datetime) -> dict[UUID, datetime]:
    """The same, each with the moment from which they are not, unless they are heard of again."""
    heard = await redis().hgetall(_key(workspace_id))  # type: ignore[misc]
    return {UUID(hex=agent.decode()): until for agent, at in heard.items() if (until := _until(at)) > now}


def _until(at: bytes) -> datetime:
    return datetime.fromtimestamp(float(at), UTC) + LASTS


def _key(workspace_id: UUID) -> str:
    return f"fandesk:here:{workspace_id.hex}"
