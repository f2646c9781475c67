"""Who is here, who looks at which conversation, and both as they change."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Annotated
from uuid import UUID

import strawberry

from domain.agents import presence as agents
from domain.agents.models import Availability
from domain.ids import AGENT, public_id
from domain.presence import looking
from domain.presence.availability import Presence
from domain.presence.hub import Seen
from domain.presence.telling import of_talk, of_workspace
from schema.agents import Agent, agents_by_id, find_agent
from schema.context import Context, Info
from schema.enums import described
from schema.errors import UserError, mutation, user_errors
from schema.viewers import ConversationViewer, others

described(
    Availability,
    "AgentAvailability",
    "How an agent wants to be found while they are here.",
    {
        "ONLINE": "They are given new conversations.",
        "BUSY": "They are given only their own conversations that come back.",
        "AWAY": "They are given none.",
    },
)


@strawberry.input(description="How you want to be found.")
class SetPresenceInput:
    presence: Availability = strawberry.field(description="It stays so until you say otherwise, also over night.")


@strawberry.input(description="That you are here, or go.")
class KeepPresenceInput:
    is_here: bool = strawberry.field(
        default=True, description="False when you leave, for example when the app goes into the background."
    )


@strawberry.input(description="Which conversation you look at.")
class ShowViewingInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")
    is_typing: bool = strawberry.field(default=False, description="Is somebody typing an answer on this device?")
    is_viewing: bool = strawberry.field(
        default=True, description="False when it leaves the screen: sooner than its 20 seconds would."
    )


@strawberry.type(description="What came of saying how you want to be found.")
class SetPresencePayload:
    agent: Agent | None = strawberry.field(default=None, description="You, as colleagues see you; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of a sign of life.")
class KeepPresencePayload:
    agent: Agent | None = strawberry.field(default=None, description="You, as colleagues see you; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of showing what you look at.")
class ShowViewingPayload:
    viewers: list[ConversationViewer] = strawberry.field(
        default_factory=list, description="Who else looks at it; empty where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="An agent came, left, or wants to be found otherwise.")
class AgentPresenceChanged:
    agent: Agent = strawberry.field(description="Who it is.")
    presence: Presence = strawberry.field(description="What they are now.")


@strawberry.type(description="Others look at the conversation now, or began or ceased to type.")
class ViewersChanged:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")
    viewers: list[ConversationViewer] = strawberry.field(description="All who look at it now, but you.")


PresenceChange = Annotated[
    AgentPresenceChanged | ViewersChanged,
    strawberry.union("PresenceChange", description="Something about who is here. New types may come: pass them over."),
]


@strawberry.type
class PresenceMutations:
    @mutation("Say how you want to be found while you are here. It is a sign of life, too.")
    async def set_presence(self, info: Info, input: SetPresenceInput) -> SetPresencePayload:
        context = info.context
        await agents.set_availability(context.viewer.actor, input.presence, context.now)
        return SetPresencePayload(agent=await _oneself(context))

    @mutation(
        "Say every 30 seconds that you are here, where you have no socket: a sign of life lasts a minute. Sockets give"
        " theirs by themselves."
    )
    async def keep_presence(self, info: Info, input: KeepPresenceInput) -> KeepPresencePayload:
        context, viewer = info.context, info.context.viewer
        if input.is_here:
            await agents.keep(viewer.workspace_id, [viewer.agent_id], context.now)
        else:
            await agents.leave_with(viewer.session_id, context.now)
        return KeepPresencePayload(agent=await _oneself(context))

    @mutation(
        "Say that a conversation is on your screen: every 10 seconds, and when you begin or cease to type. Colleagues"
        " see you there for 20 seconds, and typing for 8."
    )
    async def show_viewing(self, info: Info, input: ShowViewingInput) -> ShowViewingPayload:
        context, viewer = info.context, info.context.viewer
        talk, _ = await viewer.talk(input.conversation_id, "conversationId")
        screen = (talk.id, viewer.agent_id, viewer.session_id)
        if input.is_viewing:
            await looking.show(*screen, context.now, is_typing=input.is_typing)
        else:
            await looking.stop(*screen)
        onlookers = await context.loaders.onlookers.load(talk.id)
        return ShowViewingPayload(viewers=await ConversationViewer.others(context, onlookers or {}))


@strawberry.type
class PresenceSubscriptions:
    @strawberry.subscription(
        description="Who is here, as it changes: first everybody who is, then what becomes different; with a"
        " conversation also who looks at it. Nothing is repeated: after a break, forget what you knew and begin anew."
        " Whoever was not told of is OFFLINE."
    )
    async def presence(
        self,
        info: Info,
        conversation_id: Annotated[
            strawberry.ID | None, strawberry.argument(description="The conversation on your screen.")
        ] = None,
    ) -> AsyncGenerator[PresenceChange, None]:
        context = info.context
        topics = [of_workspace(context.viewer.workspace_id)]
        if conversation_id is not None:
            talk, _ = await context.viewer.talk(conversation_id, "conversationId")
            topics.append(of_talk(talk.id))
        told = _Told(context, conversation_id)
        async with aclosing(context.presence.follow(topics, context.clock)) as looks:  # type: ignore[type-var]
            async for everybody, *onlookers in looks:
                await context.current_viewer()
                for agent in await told.of_agents(everybody):
                    yield agent
                for viewers in await told.of_viewers(onlookers):
                    yield viewers


class _Told:
    """What a subscriber knows, so that they are told no more than what is different."""

    def __init__(self, context: Context, conversation_id: strawberry.ID | None) -> None:
        self._context, self._conversation_id = context, conversation_id
        self._agents: dict[UUID, Presence] = {}
        self._viewers: dict[UUID, bool] | None = None

    async def of_agents(self, seen: Seen) -> list[AgentPresenceChanged]:
        """Who is to be shown otherwise than before; who is here no longer is OFFLINE."""
        now: dict[UUID, Presence] = dict(seen.agents)
        changed = {id: presence for id, presence in now.items() if self._agents.get(id) is not presence}
        changed |= dict.fromkeys(self._agents.keys() - now.keys(), Presence.OFFLINE)
        self._agents = now
        if not changed:
            return []
        # Read once for all who are to hear of the same: a thousand subscribers of one process are told at once.
        key = (self._context.viewer.workspace_id, seen.version, frozenset(changed))
        found = await self._context.hub.shared(key, lambda: agents_by_id(self._context, changed))
        return [AgentPresenceChanged(agent=agent, presence=changed[id]) for id, agent in found.items()]

    async def of_viewers(self, seen: Sequence[Seen]) -> list[ViewersChanged]:
        """Who looks at the conversation, where others do than before. Raises NotFound once it is out of sight."""
        if self._conversation_id is None:
            return []
        context, now = self._context, others(self._context, dict(seen[0].agents))
        if now == self._viewers:
            return []
        await context.viewer.talk(self._conversation_id, "conversationId")
        self._viewers = now
        viewers = await ConversationViewer.each_of(context, now)
        return [ViewersChanged(conversation_id=self._conversation_id, viewers=viewers)]


async def _oneself(context: Context) -> Agent | None:
    return await find_agent(context, public_id(AGENT, context.viewer.agent_id))
