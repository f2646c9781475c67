"""Samples: an account's tags."""

from domain.tags.models import Tag
from tests.schema.samples.making import Given, Sample, given, ids_of, puts
from tests.schema.world import World


async def _delete_tag(world: World) -> Given:
    # Whoever asked before may have deleted it.
    await Tag.all().update(deleted_at=None)
    return {"input": ids_of(world, tagId="Tag")}


def _tagging(world: World) -> Given:
    return {"input": ids_of(world, tagId="Tag") | {"fanIds": [world.ids["Fan"]]}}


SAMPLES: dict[str, Sample] = {
    "Mutation.createTag": puts({"name": "new"}, accountId="OfficialAccount"),
    "Mutation.renameTag": puts({"name": "canary"}, tagId="Tag"),
    "Mutation.deleteTag": _delete_tag,
    "Mutation.tagFans": given(_tagging),
    "Mutation.untagFans": given(_tagging),
}
