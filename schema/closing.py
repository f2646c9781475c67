"""Conversations are closed, opened again, or put aside until later."""

from datetime import datetime

import strawberry

from domain.conversations import states
from schema.context import Info
from schema.conversations import Conversation, find_conversation
from schema.errors import UserError, mutation, user_errors


@strawberry.input(description="Which conversation is done.")
class CloseConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")


@strawberry.input(description="Which conversation wants attention again.")
class ReopenConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")


@strawberry.input(description="Until when a conversation is put aside.")
class SnoozeConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")
    until: datetime | None = strawberry.field(
        default=None,
        description="A moment of the coming year. Left out, it waits for the fan, who opens it in any case.",
    )


@strawberry.type(description="What came of closing.")
class CloseConversationPayload:
    conversation: Conversation | None = strawberry.field(
        default=None, description="The conversation; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of opening again.")
class ReopenConversationPayload:
    conversation: Conversation | None = strawberry.field(
        default=None, description="The conversation; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of putting aside.")
class SnoozeConversationPayload:
    conversation: Conversation | None = strawberry.field(
        default=None, description="The conversation; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class ClosingMutations:
    @mutation("Say that a conversation is done. The fan's next message, or an agent's, opens it again.")
    async def close_conversation(self, info: Info, input: CloseConversationInput) -> CloseConversationPayload:
        talk, _ = await info.context.viewer.talk(input.conversation_id, "conversationId")
        await states.close(talk, info.context.now)
        return CloseConversationPayload(conversation=await find_conversation(info.context, input.conversation_id))

    @mutation("Open a conversation that was closed or snoozed.")
    async def reopen_conversation(self, info: Info, input: ReopenConversationInput) -> ReopenConversationPayload:
        talk, _ = await info.context.viewer.talk(input.conversation_id, "conversationId")
        await states.reopen(talk, info.context.now)
        return ReopenConversationPayload(conversation=await find_conversation(info.context, input.conversation_id))

    @mutation("Put a conversation aside, until a moment or until the fan writes, whichever comes first.")
    async def snooze_conversation(self, info: Info, input: SnoozeConversationInput) -> SnoozeConversationPayload:
        talk, _ = await info.context.viewer.talk(input.conversation_id, "conversationId")
        await states.snooze(talk, input.until, info.context.now)
        return SnoozeConversationPayload(conversation=await find_conversation(info.context, input.conversation_id))
