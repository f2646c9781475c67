"""Files that fans sent, wanted once more."""

import strawberry

from domain.media import actions
from schema.context import Info
from schema.conversations import Message, find_message
from schema.errors import UserError, mutation, user_errors


@strawberry.input(description="Whose files to fetch again.")
class RetryMediaInput:
    message_id: strawberry.ID = strawberry.field(description="The message.")


@strawberry.type(description="What came of asking for files again.")
class RetryMediaPayload:
    message: Message | None = strawberry.field(
        default=None, description="The message, its files WAITING: `events` tells when they come. Null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class MediaMutations:
    @mutation("Fetch what is missing of a message from WeChat now, with another eight tries.")
    async def retry_media(self, info: Info, input: RetryMediaInput) -> RetryMediaPayload:
        viewer = info.context.viewer
        message_id = await viewer.message_id(input.message_id, "messageId")
        await actions.retry(viewer.workspace_id, message_id, info.context.now)
        return RetryMediaPayload(message=await find_message(info.context, input.message_id))
