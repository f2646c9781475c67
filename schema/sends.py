"""What goes out to fans."""

import strawberry

from domain.idempotency import once
from domain.ids import MESSAGE, public_id
from domain.sends import actions
from schema.context import Info
from schema.conversations import Message, find_message
from schema.errors import UserError, mutation, user_errors


@strawberry.input(description="Words to send.")
class TextContentInput:
    body: str = strawberry.field(description="The text: at most 2048 bytes in UTF-8, about 680 Chinese characters.")


@strawberry.input(description="What to send.")
class MessageContentInput:
    text: TextContentInput = strawberry.field(description="A text.")


@strawberry.input(description="An answer to a fan.")
class SendMessageInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation to answer in.")
    content: MessageContentInput = strawberry.field(description="What to send.")
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 255 characters of your own. A repeat within 48 hours answers the same and sends nothing.",
    )


@strawberry.type(description="What came of sending.")
class SendMessagePayload:
    message: Message | None = strawberry.field(
        default=None,
        description="The message, SCHEDULED: `events` tells what becomes of it. Null where it was refused.",
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class SendMutations:
    @mutation("Answer a fan. It is on its way when this returns, and at WeChat when its status is SENT.")
    async def send_message(self, info: Info, input: SendMessageInput) -> SendMessagePayload:
        viewer, now, body = info.context.viewer, info.context.now, input.content.text.body
        talk, openid = await viewer.talk(input.conversation_id, "conversationId")
        asked = [input.conversation_id, body]
        message_id = await once(
            viewer.agent_id,
            "sendMessage",
            input.idempotency_key,
            asked,
            now,
            lambda: actions.send_text(talk, openid, viewer.agent_id, body, now),
        )
        return SendMessagePayload(message=await find_message(info.context, public_id(MESSAGE, message_id)))
