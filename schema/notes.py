"""Notes: what agents tell each other about a conversation."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from domain.agents.models import Role
from domain.database import Row
from domain.idempotency import once
from domain.ids import CONVERSATION, NOTE, public_id, row_id
from domain.notes import actions
from schema.agents import Agent
from schema.context import Context, Info
from schema.errors import UserError, mutation, user_errors
from schema.node import Node


@strawberry.type(description="A note of agents on a conversation (内部备注). No fan ever sees one.")
class Note(Node):
    text: str = strawberry.field(description="What it says; empty once it is deleted.")
    author: Agent = strawberry.field(description="Who wrote it.")
    mentions: list[Agent] = strawberry.field(description="Who is called by name.")
    conversation_id: strawberry.ID = strawberry.field(description="The conversation it is about.")
    created_at: datetime = strawberry.field(description="When it was written.")
    edited_at: datetime | None = strawberry.field(description="When its words were changed last; null if never.")
    deleted_at: datetime | None = strawberry.field(description="When it was deleted; null while it is there.")

    @classmethod
    def of(cls, row: Row, context: Context) -> Self:
        """From a row of the viewer's workspace."""
        return cls(
            id=strawberry.ID(public_id(NOTE, row["id"])),
            text=row["text"],
            author=_agent(context, row["agent_id"], row["agent_name"], row["agent_role"]),
            mentions=[_agent(context, **agent) for agent in row["mentioned"]],
            conversation_id=strawberry.ID(public_id(CONVERSATION, row["conversation_id"])),
            created_at=row["created_at"],
            edited_at=row["edited_at"],
            deleted_at=row["deleted_at"],
        )


@strawberry.input(description="A new note.")
class CreateNoteInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation it is about.")
    text: str = strawberry.field(description="1 to 4000 characters.")
    mentions: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Agents whom it calls by name: at most 50."
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 255 characters of your own. A repeat within 48 hours answers the same and writes nothing.",
    )


@strawberry.input(description="A note's new words.")
class EditNoteInput:
    note_id: strawberry.ID = strawberry.field(description="The note.")
    text: str = strawberry.field(description="1 to 4000 characters.")
    mentions: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Agents whom it calls by name: at most 50. Left out, they stay as they are."
    )


@strawberry.input(description="Which note goes.")
class DeleteNoteInput:
    note_id: strawberry.ID = strawberry.field(description="The note.")


@strawberry.type(description="What came of writing a note.")
class CreateNotePayload:
    note: Note | None = strawberry.field(default=None, description="The note; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of editing a note.")
class EditNotePayload:
    note: Note | None = strawberry.field(default=None, description="The note; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of deleting a note.")
class DeleteNotePayload:
    note: Note | None = strawberry.field(
        default=None, description="The note, without its words and with `deletedAt`; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class NoteMutations:
    @mutation("Write a note on a conversation, for colleagues.")
    async def create_note(self, info: Info, input: CreateNoteInput) -> CreateNotePayload:
        viewer, now = info.context.viewer, info.context.now
        talk, _ = await viewer.talk(input.conversation_id, "conversationId")
        actions.check_mentions(input.mentions)
        called = await viewer.colleague_ids(input.mentions, "mentions")
        id = await once(
            viewer.agent_id,
            "createNote",
            input.idempotency_key,
            [input.conversation_id, input.text, input.mentions],
            now,
            lambda: actions.create_note(talk, viewer.agent_id, input.text, called, now),
        )
        return CreateNotePayload(note=await find_note(info.context, public_id(NOTE, id)))

    @mutation("Change a note's words. For its author, and for owners and admins.")
    async def edit_note(self, info: Info, input: EditNoteInput) -> EditNotePayload:
        viewer, called = info.context.viewer, None
        note = await viewer.note_to_change(input.note_id, "noteId")
        if input.mentions is not None:
            actions.check_mentions(input.mentions)
            called = await viewer.colleague_ids(input.mentions, "mentions")
        await actions.edit_note(note, viewer.actor, input.text, called, info.context.now)
        return EditNotePayload(note=await find_note(info.context, input.note_id))

    @mutation("Delete a note: its words are gone for good. For its author, and for owners and admins.")
    async def delete_note(self, info: Info, input: DeleteNoteInput) -> DeleteNotePayload:
        viewer = info.context.viewer
        note = await viewer.note_to_change(input.note_id, "noteId")
        await actions.delete_note(note, viewer.actor, info.context.now)
        return DeleteNotePayload(note=await find_note(info.context, input.note_id))


async def find_note(context: Context, id: str) -> Note | None:
    """The note with this public id, if it is the viewer's to see; a deleted one says so."""
    found = await context.viewer.notes([row_id(NOTE, id)])
    return Note.of(found[0], context) if found else None


def _agent(context: Context, id: UUID, name: str, role: str) -> Agent:
    return Agent.colleague(context.viewer, id, name, Role(role))
