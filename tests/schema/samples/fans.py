"""Samples: fans, their fields, and what is done with them."""

from domain.clock import now
from domain.fans.models import FanField
from domain.ids import FAN_FIELD, row_id
from tests.schema.samples.making import Given, Sample, asks, given, ids_of, numbers, puts
from tests.schema.world import World


async def _create_field(world: World) -> Given:
    return {"input": {"name": f"new {next(numbers)}", "kind": "TEXT"}}


async def _field_is_there(world: World) -> Given:
    # Whoever asked before may have deleted it.
    kept = {"workspace_id": world.account.workspace_id, "name": "canary", "kind": "TEXT", "created_at": now()}
    if not await FanField.filter(id=row_id(FAN_FIELD, world.ids["FanField"])).exists():
        await FanField.create(id=row_id(FAN_FIELD, world.ids["FanField"]), **kept)
    return {"input": ids_of(world, fieldId="FanField")}


def _set_fields(world: World) -> Given:
    values = [ids_of(world, fieldId="FanField") | {"text": "canary"}]
    return {"input": ids_of(world, fanId="Fan") | {"values": values}}


SAMPLES: dict[str, Sample] = {
    "Query.fans": given(lambda world: {"first": 2, "filter": {"accountIds": [world.ids["OfficialAccount"]]}}),
    "Query.fan": asks(id="Fan"),
    "Query.reachability": asks({"at": "2026-11-20T04:00:00Z"}, fanId="Fan"),
    "Mutation.setFanRemark": puts({"remark": "canary"}, fanId="Fan"),
    "Mutation.blockFan": puts(fanId="Fan"),
    "Mutation.unblockFan": puts(fanId="Fan"),
    "Mutation.syncFollowers": puts(accountId="OfficialAccount"),
    "Query.fanFields": asks(),
    "Mutation.createFanField": _create_field,
    "Mutation.updateFanField": _field_is_there,
    "Mutation.deleteFanField": _field_is_there,
    "Mutation.setFanFields": given(_set_fields),
}
