"""Conversations are taken, handed over and given back; who is given those of an account is decided."""

import strawberry

from domain.assignments import taking
from domain.assignments.models import RoutingMode
from domain.assignments.routing import Routing, change_routing
from domain.errors import BadInput
from domain.ids import AGENT, TEAM, row_id
from schema.accounts import OfficialAccount, find_account
from schema.context import Info
from schema.conversations import Conversation, find_conversation
from schema.errors import UserError, mutation, user_errors


@strawberry.input(description="Which conversation you take.")
class TakeConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")


@strawberry.input(description="To whom a conversation goes: an agent or a team, one of the two.")
class TransferConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")
    agent_id: strawberry.ID | None = strawberry.field(
        default=None, description="The agent who is to answer it. They need not be here."
    )
    team_id: strawberry.ID | None = strawberry.field(
        default=None, description="The team that it is to wait for: nobody has it until one of them does."
    )


@strawberry.input(description="Which conversation goes back.")
class GiveBackConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")


@strawberry.input(description="How the conversations of an account are to find their agents: all of it at once.")
class UpdateAccountRoutingInput:
    account_id: strawberry.ID = strawberry.field(description="The official account.")
    mode: RoutingMode = strawberry.field(description="Who is given a conversation that waits.")
    is_sticky: bool = strawberry.field(
        default=True, description="Is a fan who comes back given to the agent who had them last?"
    )
    team_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The team that new conversations wait for; left out, they wait for whoever serves the account.",
    )


@strawberry.type(description="What came of taking.")
class TakeConversationPayload:
    conversation: Conversation | None = strawberry.field(
        default=None, description="The conversation; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of handing over.")
class TransferConversationPayload:
    conversation: Conversation | None = strawberry.field(
        default=None, description="The conversation; null where refused, and where it is out of your sight now."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of giving back.")
class GiveBackConversationPayload:
    conversation: Conversation | None = strawberry.field(
        default=None, description="The conversation; null where refused, and where it is out of your sight now."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of changing how conversations find their agents.")
class UpdateAccountRoutingPayload:
    account: OfficialAccount | None = strawberry.field(
        default=None, description="The account as it is now; null where it was refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class AssigningMutations:
    @mutation(
        "Make a conversation yours, whoever had it (接入). A closed or snoozed one opens. AGENT_FULL where you have as"
        " many as you take at once."
    )
    async def take_conversation(self, info: Info, input: TakeConversationInput) -> TakeConversationPayload:
        viewer = info.context.viewer
        talk, _ = await viewer.talk(input.conversation_id, "conversationId")
        await taking.take(viewer.agent_id, talk, info.context.now)
        return TakeConversationPayload(conversation=await find_conversation(info.context, input.conversation_id))

    @mutation(
        "Hand a conversation to an agent, or to a team whose members it then waits for (转接). A closed or snoozed one"
        " opens. AGENT_FULL where the agent has as many as they take at once."
    )
    async def transfer_conversation(self, info: Info, input: TransferConversationInput) -> TransferConversationPayload:
        viewer, now = info.context.viewer, info.context.now
        talk, _ = await viewer.talk(input.conversation_id, "conversationId")
        if (input.agent_id is None) is (input.team_id is None):
            raise BadInput("Say to whom: give `agentId` or `teamId`, one of the two.", "agentId")
        if input.agent_id is not None:
            await taking.transfer_to_agent(viewer.agent_id, talk, row_id(AGENT, input.agent_id), now)
        elif input.team_id is not None:
            await taking.transfer_to_team(viewer.agent_id, talk, row_id(TEAM, input.team_id), now)
        return TransferConversationPayload(conversation=await find_conversation(info.context, input.conversation_id))

    @mutation(
        "Let nobody have a conversation: it waits for its team, or for whoever serves the account (退回). One that"
        " nobody has stays as it is."
    )
    async def give_back_conversation(self, info: Info, input: GiveBackConversationInput) -> GiveBackConversationPayload:
        viewer = info.context.viewer
        talk, _ = await viewer.talk(input.conversation_id, "conversationId")
        await taking.give_back(viewer.agent_id, talk, info.context.now)
        return GiveBackConversationPayload(conversation=await find_conversation(info.context, input.conversation_id))

    @mutation("Decide how the conversations of an official account find their agents. For owners and admins.")
    async def update_account_routing(self, info: Info, input: UpdateAccountRoutingInput) -> UpdateAccountRoutingPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        account_id = await viewer.account_id(input.account_id, "accountId")
        team_id = None if input.team_id is None else await viewer.team_id(input.team_id, "teamId")
        routing = Routing(input.mode, input.is_sticky, team_id)
        await change_routing(viewer.actor, account_id, routing, info.context.now)
        return UpdateAccountRoutingPayload(account=await find_account(info.context, input.account_id))
