"""Labels are made, changed and deleted, and put on conversations."""

import strawberry

from domain.idempotency import once
from domain.ids import LABEL, public_id
from domain.labels import actions
from schema.context import Info
from schema.conversations import Conversation, find_conversation
from schema.errors import UserError, mutation, user_errors
from schema.labels import Label, find_label


@strawberry.input(description="A new label.")
class CreateLabelInput:
    name: str = strawberry.field(description="1 to 32 characters; no other label of the workspace has them.")
    color: str = strawberry.field(description="A colour as #RRGGBB.")
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 255 characters of your own. A repeat within 48 hours answers the same and makes nothing.",
    )


@strawberry.input(description="What a label is to look like; what is left out stays.")
class UpdateLabelInput:
    label_id: strawberry.ID = strawberry.field(description="The label.")
    name: str | None = strawberry.field(default=None, description="1 to 32 characters.")
    color: str | None = strawberry.field(default=None, description="A colour as #RRGGBB.")


@strawberry.input(description="Which label goes.")
class DeleteLabelInput:
    label_id: strawberry.ID = strawberry.field(description="The label.")


@strawberry.input(description="A conversation that gets a label.")
class LabelConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")
    label_id: strawberry.ID = strawberry.field(description="The label.")


@strawberry.input(description="A conversation that loses a label.")
class UnlabelConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="The conversation.")
    label_id: strawberry.ID = strawberry.field(description="The label.")


@strawberry.type(description="What came of making a label.")
class CreateLabelPayload:
    label: Label | None = strawberry.field(default=None, description="The label; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of changing a label.")
class UpdateLabelPayload:
    label: Label | None = strawberry.field(default=None, description="The label; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of deleting a label.")
class DeleteLabelPayload:
    deleted_label_id: strawberry.ID | None = strawberry.field(
        default=None, description="The id that the label had; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of labelling a conversation.")
class LabelConversationPayload:
    conversation: Conversation | None = strawberry.field(
        default=None, description="The conversation; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of taking a label from a conversation.")
class UnlabelConversationPayload:
    conversation: Conversation | None = strawberry.field(
        default=None, description="The conversation; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class LabelMutations:
    @mutation("Make a label. For owners and admins.")
    async def create_label(self, info: Info, input: CreateLabelInput) -> CreateLabelPayload:
        viewer, now = info.context.viewer, info.context.now
        viewer.must_manage()
        id = await once(
            viewer.agent_id,
            "createLabel",
            input.idempotency_key,
            [input.name, input.color],
            now,
            lambda: actions.create_label(viewer.workspace_id, input.name, input.color, now),
        )
        return CreateLabelPayload(label=await find_label(info.context, public_id(LABEL, id)))

    @mutation("Give a label another name or colour, on all conversations that have it. For owners and admins.")
    async def update_label(self, info: Info, input: UpdateLabelInput) -> UpdateLabelPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.label_id(input.label_id, "labelId")
        await actions.update_label(viewer.workspace_id, id, input.name, input.color)
        return UpdateLabelPayload(label=await find_label(info.context, input.label_id))

    @mutation(
        "Delete a label. One event, `LabelDeleted`, says for all conversations that they lost it. For owners and"
        " admins."
    )
    async def delete_label(self, info: Info, input: DeleteLabelInput) -> DeleteLabelPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.label_id(input.label_id, "labelId")
        await actions.delete_label(viewer.workspace_id, id)
        return DeleteLabelPayload(deleted_label_id=input.label_id)

    @mutation("Put a label on a conversation. That it has it already is fine.")
    async def label_conversation(self, info: Info, input: LabelConversationInput) -> LabelConversationPayload:
        viewer = info.context.viewer
        talk, _ = await viewer.talk(input.conversation_id, "conversationId")
        await actions.label_talk(talk, await viewer.label_id(input.label_id, "labelId"))
        return LabelConversationPayload(conversation=await find_conversation(info.context, input.conversation_id))

    @mutation("Take a label from a conversation. That it does not have it is fine.")
    async def unlabel_conversation(self, info: Info, input: UnlabelConversationInput) -> UnlabelConversationPayload:
        viewer = info.context.viewer
        talk, _ = await viewer.talk(input.conversation_id, "conversationId")
        await actions.unlabel_talk(talk, await viewer.label_id(input.label_id, "labelId"))
        return UnlabelConversationPayload(conversation=await find_conversation(info.context, input.conversation_id))
