"""Fields of a workspace's own that it keeps of its fans."""

from datetime import datetime
from typing import Self
from uuid import UUID

import orjson
import strawberry

from domain.database import Row
from domain.fans import fields
from domain.fans.models import FanFieldKind
from domain.idempotency import once
from domain.ids import FAN_FIELD, public_id, row_id
from schema.context import Context, Info
from schema.enums import described
from schema.errors import UserError, mutation, user_errors
from schema.node import Node

described(
    FanFieldKind,
    "FanFieldKind",
    "What a field of your own holds.",
    {
        "TEXT": "At most 256 characters.",
        "NUMBER": "A number with at most 15 digits before the point and 6 behind it, such as -0.5.",
        "DATE": "A day, written like 2026-01-31.",
        "CHOICE": "One of the field's `choices`.",
    },
)


@strawberry.type(description="A field of your own that the workspace keeps of its fans (自定义字段).")
class FanField(Node):
    name: str = strawberry.field(description="What it is called: at most 32 characters.")
    kind: FanFieldKind = strawberry.field(description="What it holds; it stays as it was made.")
    choices: list[str] = strawberry.field(description="What a field of the kind CHOICE can hold; else empty.")
    created_at: datetime = strawberry.field(description="When it was made.")

    @classmethod
    def of(cls, row: Row) -> Self:
        """From columns with the prefix `d_`."""
        return cls(
            id=strawberry.ID(public_id(FAN_FIELD, row["d_id"])),
            name=row["d_name"],
            kind=FanFieldKind(row["d_kind"]),
            choices=orjson.loads(row["d_choices"]),
            created_at=row["d_created_at"],
        )


@strawberry.type(description="What a fan has in one of your fields.")
class FanFieldValue:
    field: FanField = strawberry.field(description="The field.")
    text: str = strawberry.field(description="What is in it, as text: numbers like -0.5, dates like 2026-01-31.")

    @classmethod
    def of(cls, row: Row) -> Self:
        """From the value and its field."""
        return cls(field=FanField.of(row), text=row["text"])


@strawberry.input(description="A new field.")
class CreateFanFieldInput:
    name: str = strawberry.field(description="1 to 32 characters; no other field of the workspace has it.")
    kind: FanFieldKind = strawberry.field(description="What it holds.")
    choices: list[str] = strawberry.field(
        default_factory=list, description="For CHOICE 1 to 50, each of 1 to 64 characters; else none."
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 255 characters. Repeated with the same request within 48 hours, it does nothing.",
    )


@strawberry.input(description="What changes of a field; what is left out stays.")
class UpdateFanFieldInput:
    field_id: strawberry.ID = strawberry.field(description="The field.")
    name: str | None = strawberry.field(default=None, description="Its new name, 1 to 32 characters.")
    choices: list[str] | None = strawberry.field(
        default=None,
        description="All its choices from now on. One that is missing stays with the fans who have it.",
    )


@strawberry.input(description="Which field goes.")
class DeleteFanFieldInput:
    field_id: strawberry.ID = strawberry.field(description="The field.")


@strawberry.type(description="What came of making a field.")
class CreateFanFieldPayload:
    fan_field: FanField | None = strawberry.field(default=None, description="The field; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of changing a field.")
class UpdateFanFieldPayload:
    fan_field: FanField | None = strawberry.field(default=None, description="The field; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of deleting a field.")
class DeleteFanFieldPayload:
    fan_field_id: strawberry.ID | None = strawberry.field(
        default=None, description="The id that the field had; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class FanFieldQueries:
    @strawberry.field(description="The fields that the workspace keeps of its fans, the oldest first: at most 50.")
    async def fan_fields(self, info: Info) -> list[FanField]:
        return [FanField.of(row) for row in await info.context.viewer.fan_fields()]


@strawberry.type
class FanFieldMutations:
    @mutation("Make a field that all fans of the workspace have from now on, empty. For owners and admins.")
    async def create_fan_field(self, info: Info, input: CreateFanFieldInput) -> CreateFanFieldPayload:
        viewer, now = info.context.viewer, info.context.now
        viewer.must_manage()

        async def act() -> UUID:
            return await fields.create_field(viewer.actor, input.name, input.kind, input.choices, now)

        request = [input.name, input.kind.value, input.choices]
        made = await once(viewer.agent_id, "createFanField", input.idempotency_key, request, now, act)
        return CreateFanFieldPayload(fan_field=await find_fan_field(info.context, public_id(FAN_FIELD, made)))

    @mutation("Give a field another name or other choices. For owners and admins.")
    async def update_fan_field(self, info: Info, input: UpdateFanFieldInput) -> UpdateFanFieldPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        field = await viewer.fan_field(input.field_id, "fieldId")
        await fields.update_field(viewer.actor, field["d_id"], input.name, input.choices, info.context.now)
        return UpdateFanFieldPayload(fan_field=await find_fan_field(info.context, input.field_id))

    @mutation("Delete a field, and with it what fans have in it. For owners and admins.")
    async def delete_fan_field(self, info: Info, input: DeleteFanFieldInput) -> DeleteFanFieldPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        field = await viewer.fan_field(input.field_id, "fieldId")
        await fields.delete_field(viewer.actor, field["d_id"], info.context.now)
        return DeleteFanFieldPayload(fan_field_id=input.field_id)


async def find_fan_field(context: Context, id: str) -> FanField | None:
    """The field with this public id, if it is the viewer's to see."""
    found = await context.viewer.fan_fields_by_id([row_id(FAN_FIELD, id)])
    return FanField.of(found[0]) if found else None
