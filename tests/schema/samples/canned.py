"""Samples: the workspace's assets and canned responses."""

from domain.assets.models import Asset
from domain.canned.models import CannedResponse
from domain.clock import now
from domain.ids import CANNED, row_id
from domain.sends.contents import Text, to_json
from tests.schema.samples.making import Given, Sample, asks, ids_of, numbers, puts
from tests.schema.world import World

_CANNED = {"shortcut": "canary", "title": "canary title", "content": {"text": {"body": "canary"}}}


async def _create_canned(world: World) -> Given:
    await Asset.all().update(deleted_at=None)
    content = {"image": ids_of(world, assetId="Asset")}
    return {"input": {"shortcut": f"new{next(numbers)}", "title": "new", "content": content}}


async def _delete_canned(world: World) -> Given:
    # Whoever asked before may have deleted it.
    id = row_id(CANNED, world.ids["CannedResponse"])
    if not await CannedResponse.filter(id=id).exists():
        kept = {"workspace_id": world.account.workspace_id, "shortcut": "canary", "title": "canary"}
        await CannedResponse.create(id=id, content=to_json(Text("canary")), created_at=now(), changed_at=now(), **kept)
    return {"input": ids_of(world, cannedResponseId="CannedResponse")}


async def _delete_asset(world: World) -> Given:
    # Whoever asked before may have deleted it.
    await Asset.all().update(deleted_at=None)
    return {"input": ids_of(world, assetId="Asset")}


SAMPLES: dict[str, Sample] = {
    "Query.assets": asks({"first": 5}),
    "Query.asset": asks(id="Asset"),
    "Mutation.deleteAsset": _delete_asset,
    "Query.cannedResponses": asks({"first": 5}),
    "Query.renderCannedResponse": asks(conversationId="Conversation", cannedResponseId="CannedResponse"),
    "Mutation.createCannedResponse": _create_canned,
    "Mutation.updateCannedResponse": puts(_CANNED, cannedResponseId="CannedResponse"),
    "Mutation.deleteCannedResponse": _delete_canned,
}
