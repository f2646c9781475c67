"""The planned talks as rows: what callbacks and sends would have left behind, without a thousand events."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from cli.demo.shop import Shop
from cli.demo.talks import PlannedTalk
from cli.demo.times import Told
from domain.assignments.models import Assignment, AssignmentReason
from domain.conversations.models import (
    Conversation,
    ConversationStatus,
    Direction,
    Message,
    MessageKind,
    MessageStatus,
)
from domain.fans.models import Fan
from domain.sends.models import Send, SendCause, SendState
from wechat import UNCONFIRMED
from wechat.codes import verdict_on

WINDOW_CLOSED = 45015
BATCH = 500
SEATS = 15  # that each agent has taken; they have a few more
KINDS = {"text": MessageKind.TEXT, "subscribe": MessageKind.EVENT, "unsubscribe": MessageKind.EVENT}


async def write(shop: Shop, talks: list[PlannedTalk]) -> None:
    """Insert fans, talks, messages and sends. Belongs in a transaction."""
    fans, conversations, messages, sends = [], [], [], []
    for talk in sorted(talks, key=lambda talk: talk.lines[0].at):
        fan = _fan(shop, talk)
        conversation, said = _conversation(fan, talk, shop.agents)
        fans.append(fan)
        conversations.append(conversation)
        messages += said
        sends += [_send(fan, message) for message in said if message.direction is Direction.OUT]
    assignments = _assign(conversations, messages)
    await Fan.bulk_create(fans, BATCH)
    await Conversation.bulk_create(conversations, BATCH)
    await Assignment.bulk_create(assignments, BATCH)
    await Message.bulk_create(messages, BATCH)
    await Send.bulk_create(sends, BATCH)


def _assign(conversations: list[Conversation], messages: list[Message]) -> list[Assignment]:
    """Who answered last has the talk, as long as they have seats; who waits and has nobody stands in the queue."""
    answered = {message.conversation_id: message for message in messages if message.agent_id is not None}
    seats: Counter[UUID | None] = Counter()
    assignments = []
    for talk in sorted(conversations, key=lambda talk: talk.last_message_at, reverse=True):
        is_open, answer = talk.status is ConversationStatus.OPEN, answered.get(talk.id)
        if answer is not None and (not is_open or seats[answer.agent_id] < SEATS):
            seats[answer.agent_id] += is_open
            talk.assignee_id, talk.assigned_at = answer.agent_id, answer.created_at
            assignments.append(_assignment(talk, answer))
        elif is_open:
            talk.queued_at = talk.waiting_since_at
    return assignments


def _assignment(talk: Conversation, answer: Message) -> Assignment:
    where = {"workspace_id": talk.workspace_id, "account_id": talk.account_id, "conversation_id": talk.id}
    who = {"agent_id": answer.agent_id, "by_agent_id": answer.agent_id, "created_at": answer.created_at}
    return Assignment(reason=AssignmentReason.ANSWERED, **where, **who)


def _fan(shop: Shop, talk: PlannedTalk) -> Fan:
    first, last = talk.lines[0].at, talk.lines[-1].at
    return Fan(
        workspace_id=shop.workspace_id,
        account_id=shop.accounts[talk.app_id].id,
        openid=talk.person.openid,
        remark=talk.person.remark,
        is_following=talk.is_following,
        follow_changed_at=first if talk.is_following else last,
        followed_at=first,
        follow_count=1,
        created_at=first,
    )


def _conversation(fan: Fan, talk: PlannedTalk, agents: dict[str, UUID]) -> tuple[Conversation, list[Message]]:
    first, last = talk.lines[0].at, talk.lines[-1].at
    conversation = Conversation(
        workspace_id=fan.workspace_id,
        account_id=fan.account_id,
        fan_id=fan.id,
        status=ConversationStatus.CLOSED if talk.is_closed else ConversationStatus.OPEN,
        message_seq=len(talk.lines),
        read_seq=talk.read,
        last_message_at=last,
        closed_at=last if talk.is_closed else None,
        created_at=first,
    )
    said = [_message(conversation, seq, told, agents) for seq, told in enumerate(talk.lines, 1)]
    conversation.last_message_id = said[-1].id
    conversation.waiting_since_at = None if talk.is_closed else _waiting_since(said)
    conversation.unread_count = sum(_is_unread(message, talk.read) for message in said)
    return conversation, said


def _message(conversation: Conversation, seq: int, told: Told, agents: dict[str, UUID]) -> Message:
    line = told.line
    message = Message(
        workspace_id=conversation.workspace_id,
        conversation_id=conversation.id,
        seq=seq,
        direction=Direction.IN if line.is_from_fan else Direction.OUT,
        kind=KINDS.get(line.kind, MessageKind.UNSUPPORTED),
        wechat_kind=line.kind,
        text=line.text,
        status=line.fate,
        agent_id=agents.get(line.speaker),
        # WeChat counts in seconds, and a push takes a moment.
        said_at=(told.at - timedelta(seconds=1)).replace(microsecond=0) if line.is_from_fan else None,
        created_at=told.at,
    )
    if line.fate is MessageStatus.REFUSED:
        message.refusal_code, message.refusal_text = WINDOW_CLOSED, verdict_on(WINDOW_CLOSED)[1]
    if line.fate is MessageStatus.UNCERTAIN:
        message.refusal_text = UNCONFIRMED
    return message


def _waiting_since(said: list[Message]) -> datetime | None:
    answered = max((message.seq for message in said if message.agent_id is not None), default=0)
    return next((message.created_at for message in said if _is_unread(message, answered)), None)


def _is_unread(message: Message, read: int) -> bool:
    return message.seq > read and message.direction is Direction.IN and message.kind is not MessageKind.EVENT


def _send(fan: Fan, message: Message) -> Send:
    finished_at = message.created_at + timedelta(milliseconds=300)
    return Send(
        workspace_id=fan.workspace_id,
        account_id=fan.account_id,
        fan_id=fan.id,
        conversation_id=message.conversation_id,
        message_id=message.id,
        openid=fan.openid,
        text=message.text,
        cause=SendCause.AGENT,
        state=SendState(message.status.value),
        due_at=message.created_at,
        attempts=1,
        called_at=message.created_at,
        wechat_code=message.refusal_code,
        outcome=message.refusal_text,
        created_at=message.created_at,
        finished_at=finished_at,
    )
