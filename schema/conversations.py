"""Talks and their messages."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import orjson
import strawberry

from domain.agents.models import Role
from domain.conversations import actions
from domain.conversations.models import ConversationStatus
from domain.conversations.reading import INBOX, MESSAGES, InboxFilter
from domain.database import Row
from domain.ids import CONVERSATION, MESSAGE, public_id, row_id
from domain.notes.reading import NOTES
from domain.paging import PageRequest, cursor_of
from schema.accounts import OfficialAccount
from schema.agents import Agent
from schema.assignments import AssignedConversation
from schema.contents import MessageContent, content_of
from schema.context import Context, Info
from schema.errors import UserError, mutation, user_errors
from schema.fans import Fan
from schema.inbox import ConversationFilter
from schema.labels import Label
from schema.message_enums import Direction, MessageKind, MessageStatus
from schema.node import Node
from schema.notes import Note
from schema.paging import After, Before, Connection, First, Last
from schema.reachability import Reachability, reachability_now
from schema.teams import Team
from schema.viewers import ConversationViewer
from wechat import verdict_on


@strawberry.type(description="Why a message did not go out.")
class Refusal:
    code: int | None = strawberry.field(
        description="WeChat's errcode, such as 45015; null where WeChat was not the reason."
    )
    message: str = strawberry.field(description="The reason, for people, and what to do.")
    message_zh: str | None = strawberry.field(description="The same in Chinese; null where WeChat was not the reason.")


MessageSender = Annotated[
    Fan | Agent,
    strawberry.union("MessageSender", description="Who said it: the fan, or the agent who answered."),
]


@strawberry.type(description="One message of a conversation (消息).")
class Message(Node):
    seq: int = strawberry.field(description="Its number in the conversation, from 1 on and without gaps.")
    direction: Direction = strawberry.field(description="From the fan or to the fan.")
    kind: MessageKind = strawberry.field(description="What it is.")
    wechat_kind: str = strawberry.field(description="WeChat's own word for it: its MsgType, or its Event for an EVENT.")
    text: str | None = strawberry.field(
        description="It in words: what was written, what a voice was understood to say, a place's address, a title;"
        " for an EVENT its key or scene. Null where there are none."
    )
    content: MessageContent = strawberry.field(description="What it holds, typed by its kind.")
    status: MessageStatus = strawberry.field(description="How far it has come.")
    refusal: Refusal | None = strawberry.field(description="Why it did not go out; null where it did or may still.")
    sender: MessageSender | None = strawberry.field(description="Who said it; null where nobody did.")
    scheduled_for: datetime | None = strawberry.field(
        description="When it is to go, or was: the `sendAt` that an agent chose. Null for what goes at once."
    )
    said_at: datetime | None = strawberry.field(description="When the fan sent it, by WeChat's clock, to the second.")
    created_at: datetime = strawberry.field(description="When Fandesk received or wrote it.")
    conversation: "Conversation" = strawberry.field(description="The conversation it belongs to.")

    @classmethod
    def of(cls, row: Row, prefix: str, conversation: "Conversation", context: Context) -> Self:
        """From columns with this prefix."""
        direction, status = Direction(row[f"{prefix}direction"]), MessageStatus(row[f"{prefix}status"])
        kind, wechat_kind, text = MessageKind(row[f"{prefix}kind"]), row[f"{prefix}wechat_kind"], row[f"{prefix}text"]
        return cls(
            id=strawberry.ID(public_id(MESSAGE, row[f"{prefix}id"])),
            seq=row[f"{prefix}seq"],
            direction=direction,
            kind=kind,
            wechat_kind=wechat_kind,
            text=text,
            content=content_of(kind, wechat_kind, text, row[f"{prefix}content"], row[f"{prefix}files"], context),
            status=status,
            refusal=_refusal(row, prefix, status),
            sender=conversation.fan if direction is Direction.IN else _agent(row, f"{prefix}agent_", context),
            scheduled_for=row[f"{prefix}send_at"],
            said_at=row[f"{prefix}said_at"],
            created_at=row[f"{prefix}created_at"],
            conversation=conversation,
        )


@strawberry.type(description="A fan's talk with an official account (会话).")
class Conversation(AssignedConversation):
    status: ConversationStatus = strawberry.field(description="Where it stands.")
    unread_count: int = strawberry.field(description="The fan's messages that no agent has read.")
    last_message_at: datetime = strawberry.field(description="When its last message came or was written.")
    waiting_since_at: datetime | None = strawberry.field(
        description="Since when the fan waits: their first message that nobody has answered; null where none waits."
    )
    snoozed_until_at: datetime | None = strawberry.field(
        description="When a SNOOZED one opens by itself; null where it waits for the fan."
    )
    closed_at: datetime | None = strawberry.field(description="When a CLOSED one was closed.")
    last_seq: int = strawberry.field(description="The `seq` of its newest message; 0 before the first.")
    assignee: Agent | None = strawberry.field(
        description="Who answers it (接待客服); null where nobody does. A CLOSED or SNOOZED one keeps them."
    )
    team: Team | None = strawberry.field(description="For which team it is (客服组); null where it is for none.")
    assigned_at: datetime | None = strawberry.field(description="Since when it is theirs; null where it is nobody's.")
    queued_at: datetime | None = strawberry.field(
        description="Since when an OPEN one waits for an agent (排队); null where it waits for none. With an"
        " `assignee`, it came back and waits for a free place with them."
    )
    labels: list[Label] = strawberry.field(description="Its labels, in the order they were made.")
    created_at: datetime = strawberry.field(description="When it began.")
    fan: Fan = strawberry.field(description="Who talks.")
    account: OfficialAccount = strawberry.field(description="Whom they talk to.")
    last_message: Message | None = strawberry.field(description="The newest message; null before the first.")

    @strawberry.field(description="Its messages from old to new; the newest 20 unless told otherwise.")
    async def messages(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[Message]:
        request = PageRequest.of(MESSAGES, first, after, last, before, newest=True)
        id = row_id(CONVERSATION, self.id)
        assert id is not None
        page = await info.context.loaders.messages(request).load(id)
        cursor = lambda row: cursor_of(MESSAGES, row["m_seq"])  # noqa: E731
        return Connection.of(page, lambda row: Message.of(row, "m_", self, info.context), cursor)

    @strawberry.field(description="Whether a message would reach the fan now (下发额度): for above the composer.")
    async def reachability(self, info: Info) -> Reachability:
        return await reachability_now(info.context, self.fan.id)

    @strawberry.field(description="Which colleagues have it on their screen; you are not among them.")
    async def viewers(self, info: Info) -> list[ConversationViewer]:
        id = row_id(CONVERSATION, self.id)
        assert id is not None
        return await ConversationViewer.others(info.context, await info.context.loaders.onlookers.load(id) or {})

    @strawberry.field(description="What agents noted on it, from new to old (内部备注); deleted notes are left out.")
    async def notes(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[Note]:
        request = PageRequest.of(NOTES, first, after, last, before)
        id = row_id(CONVERSATION, self.id)
        assert id is not None
        page = await info.context.loaders.notes(request).load(id)
        return Connection.of(page, lambda row: Note.of(row, info.context), lambda row: cursor_of(NOTES, row["id"].hex))

    @classmethod
    def of(cls, row: Row, context: Context) -> Self:
        """From columns with the prefixes `c_`, `f_`, `a_`, and `l_` for the last message."""
        account = OfficialAccount.of(row, context)
        talk = cls(
            id=strawberry.ID(public_id(CONVERSATION, row["c_id"])),
            status=ConversationStatus(row["c_status"]),
            unread_count=row["c_unread_count"],
            last_message_at=row["c_last_message_at"],
            waiting_since_at=row["c_waiting_since_at"],
            snoozed_until_at=row["c_snoozed_until_at"],
            closed_at=row["c_closed_at"],
            last_seq=row["c_message_seq"],
            assignee=_agent(row, "c_assignee_", context),
            team=_team(row),
            assigned_at=row["c_assigned_at"],
            queued_at=row["c_queued_at"],
            labels=_labels(row["c_labels"]),
            created_at=row["c_created_at"],
            fan=Fan.of(row, context, account),
            account=account,
            last_message=None,
        )
        if row["l_id"] is not None:
            talk.last_message = Message.of(row, "l_", talk, context)
        return talk


@strawberry.input(description="Up to where a conversation has been read.")
class MarkConversationReadInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")
    up_to_message_id: strawberry.ID = strawberry.field(description="The newest message that was seen.")


@strawberry.type(description="What came of marking as read.")
class MarkConversationReadPayload:
    conversation: Conversation | None = strawberry.field(
        default=None, description="The conversation; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class ConversationQueries:
    @strawberry.field(description="The inbox: conversations of all accounts, the most recently moved first.")
    async def conversations(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        filter: Annotated[ConversationFilter | None, strawberry.argument(description="Only these.")] = None,
    ) -> Connection[Conversation]:
        wanted = filter.wanted(info) if filter else InboxFilter()
        page = await info.context.viewer.inbox(PageRequest.of(INBOX, first, after, last, before), wanted)
        return Connection.of(page, lambda row: Conversation.of(row, info.context), _inbox_cursor)

    @strawberry.field(description="One conversation; null where there is none for you.")
    async def conversation(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The conversation's id.")],
    ) -> Conversation | None:
        return await find_conversation(info.context, id)


@strawberry.type
class ConversationMutations:
    @mutation("Say that everything up to a message has been read. Reading never goes backwards.")
    async def mark_conversation_read(self, info: Info, input: MarkConversationReadInput) -> MarkConversationReadPayload:
        viewer = info.context.viewer
        talk, _ = await viewer.talk(input.conversation_id, "conversationId")
        await actions.mark_read(talk, await viewer.place_in(talk, input.up_to_message_id, "upToMessageId"))
        return MarkConversationReadPayload(conversation=await find_conversation(info.context, input.conversation_id))


async def find_conversation(context: Context, id: str) -> Conversation | None:
    """The conversation with this public id, if it is the viewer's to see."""
    found = await context.viewer.conversations([row_id(CONVERSATION, id)])
    return Conversation.of(found[0], context) if found else None


async def find_message(context: Context, id: str) -> Message | None:
    """The message with this public id, if it is the viewer's to see."""
    found = await context.viewer.messages([row_id(MESSAGE, id)])
    return message_of(found[0], context) if found else None


def message_of(row: Row, context: Context) -> Message:
    """A message with its conversation, from a row that has both."""
    return Message.of(row, "m_", Conversation.of(row, context), context)


def _inbox_cursor(row: Row) -> str:
    return cursor_of(INBOX, row["c_last_message_at"].isoformat(), row["c_id"].hex)


def _team(row: Row) -> Team | None:
    columns = ("id", "name", "created_at")
    return Team.of({column: row[f"c_team_{column}"] for column in columns}) if row["c_team_id"] else None


def _labels(listed: str | None) -> list[Label]:
    found = sorted(orjson.loads(listed), key=lambda label: str(label["id"])) if listed else []
    return [Label.of(UUID(label["id"]), label["name"], label["color"]) for label in found]


def _refusal(row: Row, prefix: str, status: MessageStatus) -> Refusal | None:
    if status in (MessageStatus.REFUSED, MessageStatus.CANCELLED, MessageStatus.EXPIRED):
        code = row[f"{prefix}refusal_code"]
        in_chinese = None if code is None else verdict_on(code).sentence_zh
        return Refusal(code=code, message=row[f"{prefix}refusal_text"] or "", message_zh=in_chinese)
    return None


def _agent(row: Row, prefix: str, context: Context) -> Agent | None:
    if row[f"{prefix}name"] is None:
        return None
    id, name, role = (row[f"{prefix}{column}"] for column in ("id", "name", "role"))
    return Agent.colleague(context.viewer, id, name, Role(role))
