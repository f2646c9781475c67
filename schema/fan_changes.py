"""What agents do with a fan: call them by a name, block them, fill in the workspace's own fields."""

from uuid import UUID

import strawberry

from domain.blocking import actions as blocking
from domain.errors import BadInput, NotFound
from domain.fans import field_values, naming
from domain.fans.errors import MOST_FIELDS
from domain.ids import FAN_FIELD, row_id
from schema.context import Info
from schema.errors import UserError, mutation, user_errors
from schema.fans import Fan, find_fan


@strawberry.input(description="What to call a fan.")
class SetFanRemarkInput:
    fan_id: strawberry.ID = strawberry.field(description="The fan.")
    remark: str = strawberry.field(description="At most 30 characters; empty takes it away.")


@strawberry.type(description="What came of giving a fan a remark.")
class SetFanRemarkPayload:
    fan: Fan | None = strawberry.field(default=None, description="The fan; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.input(description="Whom to block.")
class BlockFanInput:
    fan_id: strawberry.ID = strawberry.field(description="The fan.")


@strawberry.type(description="What came of blocking a fan.")
class BlockFanPayload:
    fan: Fan | None = strawberry.field(default=None, description="The fan; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.input(description="Whom to hear again.")
class UnblockFanInput:
    fan_id: strawberry.ID = strawberry.field(description="The fan.")


@strawberry.type(description="What came of unblocking a fan.")
class UnblockFanPayload:
    fan: Fan | None = strawberry.field(default=None, description="The fan; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.input(description="What a fan has in one field.")
class FanFieldValueInput:
    field_id: strawberry.ID = strawberry.field(description="The field.")
    text: str | None = strawberry.field(
        default=None, description="What its kind takes, written as text; null or empty takes away what is there."
    )


@strawberry.input(description="What a fan has in your fields.")
class SetFanFieldsInput:
    fan_id: strawberry.ID = strawberry.field(description="The fan.")
    values: list[FanFieldValueInput] = strawberry.field(
        description="1 to 50 fields, each once. Fields that are not named stay as they are."
    )


@strawberry.type(description="What came of filling in fields.")
class SetFanFieldsPayload:
    fan: Fan | None = strawberry.field(default=None, description="The fan; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type
class FanMutations:
    @mutation(
        "Give a fan a name of your own (备注). It shows at once and stays; a worker tells it to WeChat for its console,"
        " and `wechatRefusal` says where WeChat does not take it."
    )
    async def set_fan_remark(self, info: Info, input: SetFanRemarkInput) -> SetFanRemarkPayload:
        viewer = info.context.viewer
        fan = await viewer.fan(input.fan_id, "fanId")
        await naming.set_remark(viewer.workspace_id, fan["account_id"], fan["id"], input.remark, info.context.now)
        return SetFanRemarkPayload(fan=await find_fan(info.context, input.fan_id))

    @mutation(
        "Put a fan on the account's blacklist (拉黑): WeChat passes on neither their messages nor yours. It shows at"
        " once and cancels what waits to be sent; WeChat is told in the background, and what it refuses is undone."
    )
    async def block_fan(self, info: Info, input: BlockFanInput) -> BlockFanPayload:
        viewer = info.context.viewer
        fan = await viewer.fan(input.fan_id, "fanId")
        await blocking.block(viewer.workspace_id, fan["id"], viewer.agent_id, info.context.now)
        return BlockFanPayload(fan=await find_fan(info.context, input.fan_id))

    @mutation(
        "Take a fan off the account's blacklist (移出黑名单). It shows at once; WeChat is told in the background."
    )
    async def unblock_fan(self, info: Info, input: UnblockFanInput) -> UnblockFanPayload:
        viewer = info.context.viewer
        fan = await viewer.fan(input.fan_id, "fanId")
        await blocking.unblock(viewer.workspace_id, fan["id"], viewer.agent_id, info.context.now)
        return UnblockFanPayload(fan=await find_fan(info.context, input.fan_id))

    @mutation("Fill in your own fields of a fan, all of them or none where one does not fit.")
    async def set_fan_fields(self, info: Info, input: SetFanFieldsInput) -> SetFanFieldsPayload:
        viewer = info.context.viewer
        fan = await viewer.fan(input.fan_id, "fanId")
        texts = await _checked(info, input.values)
        await field_values.set_values(viewer.workspace_id, fan["account_id"], fan["id"], texts)
        return SetFanFieldsPayload(fan=await find_fan(info.context, input.fan_id))


async def _checked(info: Info, values: list[FanFieldValueInput]) -> dict[UUID, str | None]:
    if not 1 <= len(values) <= MOST_FIELDS:
        raise BadInput(f"`values` takes 1 to {MOST_FIELDS} fields; there were {len(values)}.", "values")
    known = {row["d_id"]: row for row in await info.context.viewer.fan_fields()}
    texts: dict[UUID, str | None] = {}
    for place, value in enumerate(values):
        id = row_id(FAN_FIELD, value.field_id)
        if id is None or id not in known:
            raise NotFound("fan field", "values", str(place), "fieldId")
        if id in texts:
            raise BadInput(f"“{known[id]['d_name']}” stands there twice.", "values", str(place), "fieldId")
        texts[id] = field_values.checked(known[id], value.text, "values", str(place), "text")
    return texts
