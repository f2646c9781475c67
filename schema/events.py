"""Everything that can happen: the types of the stream, and how each is told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import strawberry

from domain.ids import (
    ACCOUNT,
    AGENT,
    ASSET,
    ASSIGNMENT,
    CANNED,
    CONVERSATION,
    FAN,
    FAN_FIELD,
    LABEL,
    MESSAGE,
    NOTE,
    SCHEDULE,
    TEAM,
    public_id,
    row_id,
)
from domain.live import EventKind
from schema.accounts import OfficialAccount, find_account
from schema.agents import Agent, find_agent
from schema.assets import Asset, find_asset
from schema.assignments import Assignment
from schema.canned import CannedResponse, find_canned
from schema.context import Context
from schema.conversations import Conversation, Message, find_conversation, find_message
from schema.fan_fields import FanField, find_fan_field
from schema.fans import Fan, find_fan
from schema.labels import Label, find_label
from schema.notes import Note, find_note
from schema.scalars import Cursor
from schema.schedules import Schedule, find_schedule
from schema.teams import Team, find_team


@strawberry.interface(
    description="Something that happened, or a sign of life. New types may come: keep their cursor and go on."
)
class Event:
    cursor: Cursor = strawberry.field(description="Resume behind this event with `events(after:)`, for 24 hours.")


@strawberry.type(description="A message is new, from a fan or to one.")
class MessageAdded(Event):
    message: Message = strawberry.field(description="The message as it is now.")


@strawberry.type(description="A message looks different, for example because it was sent.")
class MessageChanged(Event):
    message: Message = strawberry.field(description="The message as it is now.")


@strawberry.type(description="A conversation is new or looks different.")
class ConversationChanged(Event):
    conversation: Conversation = strawberry.field(description="The conversation as it is now.")


@strawberry.type(description="A fan is new or looks different, for example because they unfollowed.")
class FanChanged(Event):
    fan: Fan = strawberry.field(description="The fan as they are now.")


@strawberry.type(description="An official account is new or looks different, for example because it was paused.")
class AccountChanged(Event):
    account: OfficialAccount = strawberry.field(description="The account as it is now.")


@strawberry.type(description="A label is new or looks different: so do all conversations that have it.")
class LabelChanged(Event):
    label: Label = strawberry.field(description="The label as it is now.")


@strawberry.type(description="A label is gone, and no conversation has it any more.")
class LabelDeleted(Event):
    label_id: strawberry.ID = strawberry.field(description="The id that the label had.")


@strawberry.type(description="A note is new, was edited, or was deleted: then `note { deletedAt }` says so.")
class NoteChanged(Event):
    note: Note = strawberry.field(description="The note as it is now.")
    conversation_id: strawberry.ID = strawberry.field(description="The conversation it is about.")


@strawberry.type(description="A file that can be sent is new.")
class AssetChanged(Event):
    asset: Asset = strawberry.field(description="The file as it is now.")


@strawberry.type(description="A file was deleted: nothing new can be sent with it.")
class AssetDeleted(Event):
    asset_id: strawberry.ID = strawberry.field(description="The id that the file had.")


@strawberry.type(description="A canned response is new or looks different.")
class CannedResponseChanged(Event):
    canned_response: CannedResponse = strawberry.field(description="The canned response as it is now.")


@strawberry.type(description="A canned response is gone.")
class CannedResponseDeleted(Event):
    canned_response_id: strawberry.ID = strawberry.field(description="The id that the canned response had.")


@strawberry.type(description="A conversation came to an agent or a team, or waits for somebody to take it.")
class ConversationAssigned(Event):
    assignment: Assignment = strawberry.field(description="To whom, and why.")
    conversation: Conversation = strawberry.field(description="The conversation as it is now.")


@strawberry.type(description="A conversation is none of those you may see any more: it came to other people.")
class ConversationHidden(Event):
    conversation_id: strawberry.ID = strawberry.field(description="Its id: take it off the screen.")


@strawberry.type(description="A custom field of fans is new or looks different, and so does what fans have in it.")
class FanFieldChanged(Event):
    fan_field: FanField = strawberry.field(description="The field as it is now.")


@strawberry.type(description="A field of your own for fans is gone, and with it what fans had in it.")
class FanFieldDeleted(Event):
    fan_field_id: strawberry.ID = strawberry.field(description="The id that the field had.")


@strawberry.type(description="A team is new or looks different, or somebody came into it or left it.")
class TeamChanged(Event):
    team: Team = strawberry.field(description="The team as it is now.")


@strawberry.type(
    description="A team is gone: no agent is in it any more, no account leads to it, and no conversation waits for it."
)
class TeamDeleted(Event):
    team_id: strawberry.ID = strawberry.field(description="The id that the team had.")


@strawberry.type(
    description="An agent is new or looks different, for example because they were disabled. Where it is you yourself,"
    " you may see other conversations than before: ask for everything anew."
)
class AgentChanged(Event):
    agent: Agent = strawberry.field(description="The agent as they are now.")


@strawberry.type(description="A schedule is new or says something else. That it opens or closes is not told.")
class ScheduleChanged(Event):
    schedule: Schedule = strawberry.field(description="The schedule as it is now.")


@strawberry.type(description="A schedule is gone.")
class ScheduleDeleted(Event):
    schedule_id: strawberry.ID = strawberry.field(description="The id that the schedule had.")


@strawberry.type(
    description="Events between your cursor and this one are lost: ask for everything anew, then go on from here."
)
class ResyncRequired(Event):
    reason: str = strawberry.field(description="Why, for the log.")


@strawberry.type(
    description="Nothing happened. The first comes at once and says that you are listening; then one every 25 seconds."
)
class Heartbeat(Event):
    pass


EVENT_TYPES = [
    MessageAdded,
    MessageChanged,
    ConversationChanged,
    FanChanged,
    AccountChanged,
    FanFieldChanged,
    FanFieldDeleted,
    LabelChanged,
    LabelDeleted,
    NoteChanged,
    ConversationAssigned,
    ConversationHidden,
    TeamChanged,
    TeamDeleted,
    AgentChanged,
    AssetChanged,
    AssetDeleted,
    CannedResponseChanged,
    CannedResponseDeleted,
    ScheduleChanged,
    ScheduleDeleted,
    ResyncRequired,
    Heartbeat,
]


async def _gone(context: Context, id: str) -> strawberry.ID:
    """Of what is deleted only the id can be told."""
    return strawberry.ID(id)


@dataclass(frozen=True)
class _Moved:
    conversation_id: strawberry.ID
    seen: tuple[Assignment, Conversation] | None = None  # None where the viewer does not see it any more


async def _find_moved(context: Context, id: str) -> _Moved | None:
    """Where a conversation went; None for who sees it no more than before."""
    for row in await context.viewer.assignments([row_id(ASSIGNMENT, id)]):
        conversation = await find_conversation(context, public_id(CONVERSATION, row["conversation_id"]))
        if conversation is not None:
            return _Moved(conversation.id, (Assignment.of(row, context), conversation))
    hidden_id = await context.viewer.hidden_by(row_id(ASSIGNMENT, id))
    return _Moved(strawberry.ID(public_id(CONVERSATION, hidden_id))) if hidden_id else None


def _told_of(cursor: Cursor, moved: _Moved) -> Event:
    if moved.seen is None:
        return ConversationHidden(cursor=cursor, conversation_id=moved.conversation_id)
    assignment, conversation = moved.seen
    return ConversationAssigned(cursor=cursor, assignment=assignment, conversation=conversation)


def _note_changed(cursor: Cursor, note: Note) -> NoteChanged:
    return NoteChanged(cursor=cursor, note=note, conversation_id=note.conversation_id)


@dataclass(frozen=True)
class Shown:
    """How an event of a kind is told: its type, the field of what it is about, and how that is found."""

    type: Callable[..., Event]
    field: str
    id_kind: str
    find: Callable[[Context, str], Awaitable[object]]


SHOWN = {
    EventKind.MESSAGE_ADDED: Shown(MessageAdded, "message", MESSAGE, find_message),
    EventKind.MESSAGE_CHANGED: Shown(MessageChanged, "message", MESSAGE, find_message),
    EventKind.CONVERSATION_CHANGED: Shown(ConversationChanged, "conversation", CONVERSATION, find_conversation),
    EventKind.FAN_CHANGED: Shown(FanChanged, "fan", FAN, find_fan),
    EventKind.ACCOUNT_CHANGED: Shown(AccountChanged, "account", ACCOUNT, find_account),
    EventKind.FAN_FIELD_CHANGED: Shown(FanFieldChanged, "fan_field", FAN_FIELD, find_fan_field),
    EventKind.FAN_FIELD_DELETED: Shown(FanFieldDeleted, "fan_field_id", FAN_FIELD, _gone),
    EventKind.LABEL_CHANGED: Shown(LabelChanged, "label", LABEL, find_label),
    EventKind.LABEL_DELETED: Shown(LabelDeleted, "label_id", LABEL, _gone),
    EventKind.NOTE_CHANGED: Shown(_note_changed, "note", NOTE, find_note),
    EventKind.CONVERSATION_ASSIGNED: Shown(_told_of, "moved", ASSIGNMENT, _find_moved),
    EventKind.TEAM_CHANGED: Shown(TeamChanged, "team", TEAM, find_team),
    EventKind.TEAM_DELETED: Shown(TeamDeleted, "team_id", TEAM, _gone),
    EventKind.AGENT_CHANGED: Shown(AgentChanged, "agent", AGENT, find_agent),
    EventKind.ASSET_CHANGED: Shown(AssetChanged, "asset", ASSET, find_asset),
    EventKind.ASSET_DELETED: Shown(AssetDeleted, "asset_id", ASSET, _gone),
    EventKind.CANNED_RESPONSE_CHANGED: Shown(CannedResponseChanged, "canned_response", CANNED, find_canned),
    EventKind.CANNED_RESPONSE_DELETED: Shown(CannedResponseDeleted, "canned_response_id", CANNED, _gone),
    EventKind.SCHEDULE_CHANGED: Shown(ScheduleChanged, "schedule", SCHEDULE, find_schedule),
    EventKind.SCHEDULE_DELETED: Shown(ScheduleDeleted, "schedule_id", SCHEDULE, _gone),
}
