"""Everything that happens, as one stream that can be resumed."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

import strawberry

from domain import live
from domain.hub import HEARTBEAT
from domain.ids import ACCOUNT, CONVERSATION, FAN, FAN_FIELD, LABEL, MESSAGE, NOTE, public_id
from domain.live import ALL_ACCOUNTS, EventKind, EventsGone, Recorded
from schema.accounts import OfficialAccount, account_rows, find_account
from schema.context import Context, Info
from schema.conversations import Conversation, Message, find_conversation, find_message
from schema.fan_fields import FanField, find_fan_field
from schema.fans import Fan, find_fan
from schema.labels import Label, find_label
from schema.notes import Note, find_note
from schema.scalars import Cursor


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


@strawberry.type(description="A custom field of fans is new or looks different, and so does what fans have in it.")
class FanFieldChanged(Event):
    fan_field: FanField = strawberry.field(description="The field as it is now.")


@strawberry.type(description="A field of your own for fans is gone, and with it what fans had in it.")
class FanFieldDeleted(Event):
    fan_field_id: strawberry.ID = strawberry.field(description="The id that the field had.")


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


SILENCE = timedelta(seconds=HEARTBEAT)
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
    ResyncRequired,
    Heartbeat,
]


@strawberry.type
class EventSubscriptions:
    @strawberry.subscription(
        description="Everything that happens in the workspace, in order and at least once. Subscribe, then query: what"
        " changes after your query is told here."
    )
    async def events(
        self,
        info: Info,
        after: Annotated[
            Cursor | None,
            strawberry.argument(description="The last cursor you saw; without it, from now on."),
        ] = None,
        account_ids: Annotated[
            list[strawberry.ID] | None, strawberry.argument(description="Only of these official accounts.")
        ] = None,
    ) -> AsyncGenerator[Event, None]:
        context, workspace_id = info.context, info.context.viewer.workspace_id
        wanted = None if account_ids is None else {ALL_ACCOUNTS, *account_rows(account_ids)}
        seq = await _start(context, after)
        if seq is None:
            seq = await live.last_seq(workspace_id)
            yield ResyncRequired(
                cursor=_cursor(workspace_id, seq),
                reason="The cursor is older than 24 hours, or not of this workspace.",
            )
        else:
            yield Heartbeat(cursor=_cursor(workspace_id, seq))
        async for event in _follow(context, workspace_id, seq, wanted):
            yield event


async def _start(context: Context, after: Cursor | None) -> int | None:
    """The number to go on from; None where that is not possible any more."""
    workspace_id = context.viewer.workspace_id
    if after is None:
        return await live.last_seq(workspace_id)
    seq = _seq(workspace_id, after)
    return seq if seq is not None and await live.can_resume(workspace_id, seq, context.now) else None


async def _follow(
    context: Context, workspace_id: UUID, seq: int, wanted: set[UUID | None] | None
) -> AsyncGenerator[Event, None]:
    told_at = context.now
    try:
        async for recorded in context.hub.follow(workspace_id, seq):
            # Looked up again all the time: the session may have ended since the socket opened.
            await context.current_viewer()
            if recorded is None:
                yield Heartbeat(cursor=_cursor(workspace_id, seq))
                continue
            seq = recorded.seq
            event = await _shown(context, recorded) if wanted is None or recorded.event.account_id in wanted else None
            if event is not None:
                yield event
            elif context.now - told_at > SILENCE:
                yield Heartbeat(cursor=_cursor(workspace_id, seq))  # much happens, and nothing that was asked for
            else:
                continue
            told_at = context.now
    except EventsGone:
        newest = await live.last_seq(workspace_id)
        yield ResyncRequired(cursor=_cursor(workspace_id, newest), reason="You fell more than 24 hours behind.")


async def _shown(context: Context, recorded: Recorded) -> Event | None:
    """The event with its row, read again as this viewer; None where the row is not theirs to see any more."""
    kind, subject = recorded.event.kind, recorded.event.subject_id
    shown = _SHOWN[kind]
    # Once for all who see the same: of a thousand subscribers 999 would read what the first has just read.
    key = (context.viewer.sight, recorded.seq)
    row = await context.hub.shared(key, lambda: shown.find(context, public_id(shown.id_kind, subject)))
    cursor = _cursor(recorded.event.workspace_id, recorded.seq)
    return shown.type(cursor=cursor, **{shown.field: row}) if row else None


async def _gone(context: Context, id: str) -> strawberry.ID:
    """Of what is deleted only the id can be told."""
    return strawberry.ID(id)


def _note_changed(cursor: Cursor, note: Note) -> NoteChanged:
    return NoteChanged(cursor=cursor, note=note, conversation_id=note.conversation_id)


@dataclass(frozen=True)
class _Shown:
    type: Callable[..., Event]
    field: str
    id_kind: str
    find: Callable[[Context, str], Awaitable[object]]


_SHOWN = {
    EventKind.MESSAGE_ADDED: _Shown(MessageAdded, "message", MESSAGE, find_message),
    EventKind.MESSAGE_CHANGED: _Shown(MessageChanged, "message", MESSAGE, find_message),
    EventKind.CONVERSATION_CHANGED: _Shown(ConversationChanged, "conversation", CONVERSATION, find_conversation),
    EventKind.FAN_CHANGED: _Shown(FanChanged, "fan", FAN, find_fan),
    EventKind.ACCOUNT_CHANGED: _Shown(AccountChanged, "account", ACCOUNT, find_account),
    EventKind.FAN_FIELD_CHANGED: _Shown(FanFieldChanged, "fan_field", FAN_FIELD, find_fan_field),
    EventKind.FAN_FIELD_DELETED: _Shown(FanFieldDeleted, "fan_field_id", FAN_FIELD, _gone),
    EventKind.LABEL_CHANGED: _Shown(LabelChanged, "label", LABEL, find_label),
    EventKind.LABEL_DELETED: _Shown(LabelDeleted, "label_id", LABEL, _gone),
    EventKind.NOTE_CHANGED: _Shown(_note_changed, "note", NOTE, find_note),
}


def _cursor(workspace_id: UUID, seq: int) -> Cursor:
    # The workspace's mark makes another workspace's cursor a stranger, not a number that happens to fit.
    return Cursor(urlsafe_b64encode(f"{workspace_id.hex[-8:]}:{seq}".encode()).decode().rstrip("="))


def _seq(workspace_id: UUID, cursor: Cursor) -> int | None:
    try:
        mark, _, seq = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        return int(seq) if mark == workspace_id.hex[-8:] else None
    except ValueError:
        return None
