"""What goes out to fans."""

from datetime import datetime
from uuid import UUID

import strawberry

from domain.conversations.actions import Talk
from domain.errors import Code, DomainError, NotFound
from domain.idempotency import once
from domain.ids import MESSAGE, public_id, row_id
from domain.sends import actions, changing, turns, typing_sign
from domain.sends.contents import to_json
from schema.content_inputs import MessageContentInput
from schema.context import Context, Info
from schema.conversations import Message, find_message, message_of
from schema.errors import UserError, mutation, user_errors
from schema.reachability import UnreachableBecause, warning_about


@strawberry.input(description="An answer to a fan.")
class SendMessageInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation to answer in.")
    content: MessageContentInput = strawberry.field(description="What to send.")
    send_at: datetime | None = strawberry.field(
        default=None,
        description="When to send it, at most 30 days ahead; at once where it is left out. The message stands in the"
        " conversation where it was written.",
    )
    expected_seq: int | None = strawberry.field(
        default=None,
        description="The newest `Message.seq` on your screen, or `Conversation.lastSeq`. Where the fan or another agent"
        " has said something behind it, nothing is sent: CONVERSATION_MOVED_ON. Left out, it is sent in any case.",
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 255 characters of your own. A repeat within 48 hours answers the same and sends nothing.",
    )


@strawberry.input(description="What to change of a message that is planned for later; what is left out stays.")
class UpdateScheduledMessageInput:
    message_id: strawberry.ID = strawberry.field(description="The message, which has a `scheduledFor`.")
    content: MessageContentInput | None = strawberry.field(default=None, description="What to send instead.")
    send_at: datetime | None = strawberry.field(
        default=None, description="When to send it instead, at most 30 days ahead."
    )


@strawberry.input(description="Which message to take back.")
class CancelMessageInput:
    message_id: strawberry.ID = strawberry.field(description="The message, which is SCHEDULED.")


@strawberry.input(description="Which message to send again.")
class ResendMessageInput:
    message_id: strawberry.ID = strawberry.field(
        description="A message that was REFUSED, UNCERTAIN (it may have arrived: look first), EXPIRED or CANCELLED."
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 255 characters of your own. A repeat within 48 hours answers the same and sends nothing.",
    )


@strawberry.input(description="Where an agent is typing.")
class ShowTypingInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")


@strawberry.type
class _Foreseen:
    message: Message | None = None

    @strawberry.field(
        description="Why the message is not expected to arrive when it is due; null where it is, and once it is out."
        " It is sent anyhow: WeChat decides."
    )
    async def warning(self, info: Info) -> UnreachableBecause | None:
        return await warning_about(info.context, self.message.id) if self.message else None


@strawberry.type(description="What came of sending.")
class SendMessagePayload(_Foreseen):
    message: Message | None = strawberry.field(
        default=None,
        description="The message, SCHEDULED: `events` tells what becomes of it. Null where it was refused.",
    )
    missed: list[Message] = strawberry.field(
        default_factory=list,
        description="With CONVERSATION_MOVED_ON: what others said behind `expectedSeq`, the first 20 from old to new.",
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of changing a planned message.")
class UpdateScheduledMessagePayload(_Foreseen):
    message: Message | None = strawberry.field(default=None, description="The message; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of taking a message back.")
class CancelMessagePayload:
    message: Message | None = strawberry.field(
        default=None, description="The message, CANCELLED; null where it was too late."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of sending again.")
class ResendMessagePayload(_Foreseen):
    message: Message | None = strawberry.field(
        default=None, description="The new message, SCHEDULED; the old one stays as it is. Null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of typing.")
class ShowTypingPayload:
    is_shown: bool = strawberry.field(
        default=False,
        description="Was WeChat told? Not within five seconds of the last time, and not where it cannot be: no error.",
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class SendMutations:
    @mutation("Answer a fan. It is on its way when this returns, and at WeChat when its status is SENT.")
    async def send_message(self, info: Info, input: SendMessageInput) -> SendMessagePayload:
        viewer, now = info.context.viewer, info.context.now
        talk, openid = await viewer.talk(input.conversation_id, "conversationId")
        content = input.content.content()
        what, expected = (content, now, input.send_at), input.expected_seq
        try:
            message_id = await once(
                viewer.agent_id,
                "sendMessage",
                input.idempotency_key,
                [input.conversation_id, to_json(content), input.send_at, expected],
                now,
                lambda: actions.send(talk, openid, viewer.agent_id, *what, expected),
            )
        except DomainError as refusal:
            # Told by its code: the repeat of a refused request meets the refusal again, as another exception.
            if refusal.code is not Code.CONVERSATION_MOVED_ON or expected is None:
                raise
            missed = await _missed(info.context, talk, expected)
            return SendMessagePayload(missed=missed, user_errors=[UserError.of(refusal)])
        return SendMessagePayload(message=await find_message(info.context, public_id(MESSAGE, message_id)))

    @mutation("Change what a planned message says, or when it goes, as long as it waits.")
    async def update_scheduled_message(
        self, info: Info, input: UpdateScheduledMessageInput
    ) -> UpdateScheduledMessagePayload:
        context = info.context
        id, talk, _ = await _ours(context, input.message_id)
        content = None if input.content is None else input.content.content()
        await changing.update_planned(talk, id, content, input.send_at, context.now)
        return UpdateScheduledMessagePayload(message=await find_message(context, input.message_id))

    @mutation("Take back a message that is SCHEDULED. What a worker has begun to send goes its way.")
    async def cancel_message(self, info: Info, input: CancelMessageInput) -> CancelMessagePayload:
        context = info.context
        id, talk, _ = await _ours(context, input.message_id)
        await changing.take_back(talk, id, context.now)
        return CancelMessagePayload(message=await find_message(context, input.message_id))

    @mutation("Send the same once more, as a new message: on purpose, because Fandesk never does by itself.")
    async def resend_message(self, info: Info, input: ResendMessageInput) -> ResendMessagePayload:
        context = info.context
        id, talk, openid = await _ours(context, input.message_id)
        agent_id = context.viewer.agent_id
        message_id = await once(
            agent_id,
            "resendMessage",
            input.idempotency_key,
            [input.message_id],
            context.now,
            lambda: changing.send_again(talk, openid, agent_id, id, context.now),
        )
        return ResendMessagePayload(message=await find_message(context, public_id(MESSAGE, message_id)))

    @mutation("Show the fan that somebody is typing (对方正在输入). Call it as often as you like.")
    async def show_typing(self, info: Info, input: ShowTypingInput) -> ShowTypingPayload:
        talk, openid = await info.context.viewer.talk(input.conversation_id, "conversationId")
        return ShowTypingPayload(is_shown=await typing_sign.show_typing(talk, openid))


async def _missed(context: Context, talk: Talk, expected_seq: int) -> list[Message]:
    ids = await turns.missed(talk, context.viewer.agent_id, expected_seq)
    found = [message_of(row, context) for row in await context.viewer.messages(ids)]
    return sorted(found, key=lambda message: message.seq)


async def _ours(context: Context, message_id: str) -> tuple[UUID, Talk, str]:
    """The message's row, its talk and the fan's OpenID. Raises NotFound."""
    message = await find_message(context, message_id)
    id = row_id(MESSAGE, message_id)
    if message is None or id is None:
        raise NotFound("message", "messageId")
    talk, openid = await context.viewer.talk(message.conversation.id, "messageId")
    return id, talk, openid
