"""Who else has a conversation on their screen."""

from typing import Self
from uuid import UUID

import strawberry

from domain.presence.looking import Onlookers
from schema.agents import Agent, agents_by_id
from schema.context import Context


@strawberry.type(
    description="A colleague who has a conversation on their screen right now. Yourself you never see: what a client"
    " asks is who else is there, and an empty list says nobody."
)
class ConversationViewer:
    agent: Agent = strawberry.field(description="Who it is.")
    is_typing: bool = strawberry.field(description="Have they typed within the last 8 seconds?")

    @classmethod
    async def others(cls, context: Context, onlookers: Onlookers) -> list[Self]:
        """All but the viewer, by their names."""
        return await cls.each_of(context, others(context, onlookers))

    @classmethod
    async def each_of(cls, context: Context, onlookers: Onlookers) -> list[Self]:
        """Each of these who works where the viewer does, by their names."""
        found = await agents_by_id(context, onlookers)
        seen = [cls(agent=agent, is_typing=onlookers[id]) for id, agent in found.items()]
        return sorted(seen, key=lambda one: (one.agent.name, one.agent.id))


def others(context: Context, onlookers: Onlookers) -> dict[UUID, bool]:
    """All but the viewer."""
    return {id: is_typing for id, is_typing in onlookers.items() if id != context.viewer.agent_id}
