"""Canned responses: what agents say every day, written once."""

from datetime import datetime
from typing import Annotated, Self

import orjson
import strawberry

from domain.canned import actions
from domain.canned.actions import Canned
from domain.canned.reading import CANNED as BY_SHORTCUT
from domain.canned.variables import fill
from domain.database import Row
from domain.idempotency import once
from domain.ids import CANNED, public_id, row_id
from domain.paging import PageRequest, cursor_of
from domain.sends.contents import from_json, kind_of, to_json, words_of
from schema.content_inputs import MessageContentInput
from schema.contents import MessageContent, content_of
from schema.context import Context, Info
from schema.conversations import find_conversation
from schema.errors import UserError, mutation, user_errors
from schema.node import Node
from schema.paging import After, Before, Connection, First, Last

_VARIABLES = "Words may hold {{fan.name}}, {{agent.name}} and {{account.name}}: `renderCannedResponse` fills them."


@strawberry.type(description="Something that agents often say (快捷回复).")
class CannedResponse(Node):
    shortcut: str = strawberry.field(description="What an agent types to find it: no two alike, and no blanks.")
    title: str = strawberry.field(description="What it is called in lists.")
    content: MessageContent = strawberry.field(description="What it stands for, with its variables as they are.")
    created_at: datetime = strawberry.field(description="When it was written.")
    changed_at: datetime = strawberry.field(description="When it was changed last.")

    @classmethod
    def of(cls, row: Row, context: Context) -> Self:
        """From a row."""
        return cls(
            id=strawberry.ID(public_id(CANNED, row["id"])),
            shortcut=row["shortcut"],
            title=row["title"],
            content=_shown(row["content"], context),
            created_at=row["created_at"],
            changed_at=row["changed_at"],
        )


@strawberry.type(description="A canned response for one fan, its variables filled.")
class RenderedCannedResponse:
    content: MessageContent = strawberry.field(
        description="Ready to send: an agent may change it first. Of files give `media.assetId` to `sendMessage`."
    )


@strawberry.input(description="A new canned response. " + _VARIABLES)
class CreateCannedResponseInput:
    shortcut: str = strawberry.field(description="1 to 32 characters without blanks; a leading / is dropped.")
    title: str = strawberry.field(description="1 to 64 characters.")
    content: MessageContentInput = strawberry.field(description="What it stands for.")
    idempotency_key: str | None = strawberry.field(
        default=None, description="1 to 255 characters of your own: a repeat within 48 hours makes nothing new."
    )


@strawberry.input(description="A canned response as it is to be from now on. " + _VARIABLES)
class UpdateCannedResponseInput:
    canned_response_id: strawberry.ID = strawberry.field(description="The canned response.")
    shortcut: str = strawberry.field(description="1 to 32 characters without blanks; a leading / is dropped.")
    title: str = strawberry.field(description="1 to 64 characters.")
    content: MessageContentInput = strawberry.field(description="What it stands for.")


@strawberry.input(description="Which canned response to delete.")
class DeleteCannedResponseInput:
    canned_response_id: strawberry.ID = strawberry.field(description="The canned response.")


@strawberry.type(description="What came of writing a canned response.")
class CreateCannedResponsePayload:
    canned_response: CannedResponse | None = strawberry.field(default=None, description="It; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of changing a canned response.")
class UpdateCannedResponsePayload:
    canned_response: CannedResponse | None = strawberry.field(default=None, description="It; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of deleting a canned response.")
class DeleteCannedResponsePayload:
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Its id; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type
class CannedQueries:
    @strawberry.field(description="The workspace's canned responses, by their shortcuts.")
    async def canned_responses(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        search: Annotated[
            str | None, strawberry.argument(description="Only those with this in their shortcut or title.")
        ] = None,
    ) -> Connection[CannedResponse]:
        page = await info.context.viewer.page_of_canned(PageRequest.of(BY_SHORTCUT, first, after, last, before), search)
        shown = lambda row: CannedResponse.of(row, info.context)  # noqa: E731
        return Connection.of(page, shown, lambda row: cursor_of(BY_SHORTCUT, row["shortcut"]))

    @strawberry.field(description="A canned response for the fan of a conversation; null where one is not for you.")
    async def render_canned_response(
        self,
        info: Info,
        conversation_id: Annotated[strawberry.ID, strawberry.argument(description="Whose fan it is for.")],
        canned_response_id: Annotated[strawberry.ID, strawberry.argument(description="The canned response.")],
    ) -> RenderedCannedResponse | None:
        context = info.context
        talk = await find_conversation(context, conversation_id)
        found = await context.viewer.canned([row_id(CANNED, canned_response_id)])
        if talk is None or not found:
            return None
        names = {"fan": talk.fan.display_name, "agent": context.viewer.name, "account": talk.account.name}
        stored = found[0]["content"]
        filled = fill(from_json(stored), {f"{whose}.name": name for whose, name in names.items()})
        files = orjson.loads(stored).get("files", [])
        return RenderedCannedResponse(content=_shown(to_json(filled, files), context))


@strawberry.type
class CannedMutations:
    @mutation("Write a canned response. For owners and admins.")
    async def create_canned_response(self, info: Info, input: CreateCannedResponseInput) -> CreateCannedResponsePayload:
        context, viewer = info.context, info.context.viewer
        viewer.must_manage()
        canned = Canned(input.shortcut, input.title, input.content.content())
        asked = [input.shortcut, input.title, to_json(canned.content)]
        id = await once(
            viewer.agent_id,
            "createCannedResponse",
            input.idempotency_key,
            asked,
            context.now,
            lambda: actions.create(viewer.actor, canned, context.now),
        )
        return CreateCannedResponsePayload(canned_response=await find_canned(context, public_id(CANNED, id)))

    @mutation("Change a canned response. For owners and admins.")
    async def update_canned_response(self, info: Info, input: UpdateCannedResponseInput) -> UpdateCannedResponsePayload:
        context, id = info.context, row_id(CANNED, input.canned_response_id)
        context.viewer.must_manage()
        canned = Canned(input.shortcut, input.title, input.content.content())
        await actions.update(context.viewer.actor, id, canned, context.now)
        return UpdateCannedResponsePayload(canned_response=await find_canned(context, input.canned_response_id))

    @mutation("Delete a canned response. For owners and admins.")
    async def delete_canned_response(self, info: Info, input: DeleteCannedResponseInput) -> DeleteCannedResponsePayload:
        context = info.context
        context.viewer.must_manage()
        await actions.delete(context.viewer.actor, row_id(CANNED, input.canned_response_id), context.now)
        return DeleteCannedResponsePayload(deleted_id=input.canned_response_id)


async def find_canned(context: Context, id: str) -> CannedResponse | None:
    """The canned response with this public id, if it is the viewer's to see."""
    found = await context.viewer.canned([row_id(CANNED, id)])
    return CannedResponse.of(found[0], context) if found else None


def _shown(stored: str, context: Context) -> MessageContent:
    content = from_json(stored)
    return content_of(kind_of(content), "", words_of(content), stored, None, context)  # type: ignore[no-any-return]
