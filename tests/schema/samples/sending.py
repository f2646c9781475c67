"""Samples: messages that are sent, planned, taken back and sent again."""

from datetime import timedelta

from domain.clock import now
from domain.conversations.models import Direction, Message, MessageStatus
from domain.ids import CONVERSATION, FAN, MESSAGE, row_id
from domain.media.models import MediaFile, MediaState
from domain.sends.models import Send, SendCause, SendState
from tests.schema.samples.making import Given, Sample, ids_of, puts
from tests.schema.world import World


async def _retry(world: World) -> Given:
    await MediaFile.all().update(state=MediaState.LOST)
    return {"input": ids_of(world, messageId="Message")}


async def _planned(world: World) -> Given:
    await _ours(world, SendState.SCHEDULED)
    return {"input": ids_of(world, messageId="Message")}


async def _cancelled(world: World) -> Given:
    await _ours(world, SendState.CANCELLED)
    return {"input": ids_of(world, messageId="Message")}


async def _ours(world: World, state: SendState) -> None:
    """Makes the world's message one that an agent planned for later."""
    id, talk = row_id(MESSAGE, world.ids["Message"]), row_id(CONVERSATION, world.ids["Conversation"])
    where = {"workspace_id": world.account.workspace_id, "account_id": world.account.id, "conversation_id": talk}
    later = now() + timedelta(hours=1)
    what = {"text": "canary", "cause": SendCause.AGENT, "due_at": later, "send_at": later, "created_at": now()}
    await Send.filter(message_id=id).delete()
    await Send.create(message_id=id, fan_id=row_id(FAN, world.ids["Fan"]), openid="oX", state=state, **what, **where)
    await Message.filter(id=id).update(status=MessageStatus(state.value), direction=Direction.OUT)


SAMPLES: dict[str, Sample] = {
    "Mutation.sendMessage": puts(
        {"content": {"text": {"body": "hello"}}, "idempotencyKey": "key"}, conversationId="Conversation"
    ),
    "Mutation.updateScheduledMessage": _planned,
    "Mutation.cancelMessage": _planned,
    "Mutation.resendMessage": _cancelled,
    "Mutation.retryMedia": _retry,
}
