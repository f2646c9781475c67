"""Files that can be sent. They come in by `POST /assets`."""

from datetime import datetime
from typing import Annotated, Self

import strawberry

from domain.assets import actions
from domain.assets.models import AssetKind
from domain.assets.reading import ASSETS
from domain.database import Row
from domain.ids import ASSET, public_id, row_id
from domain.media.links import token_of
from domain.paging import PageRequest, cursor_of
from schema.context import Context, Info
from schema.enums import described
from schema.errors import UserError, mutation, user_errors
from schema.node import Node
from schema.paging import After, Before, Connection, First, Last

described(
    AssetKind,
    "AssetKind",
    "What a file is sent as, with WeChat's limits. New values may come.",
    {
        "IMAGE": "A picture: PNG, JPEG or GIF, up to 10 MB and 64 million pixels.",
        "VOICE": "A recording: AMR or MP3, up to 2 MB and 60 seconds.",
        "VIDEO": "A video: MP4, up to 10 MB.",
        "THUMB": "The small picture of a video or of a mini-program's card: JPEG, up to 64 KB.",
    },
)


@strawberry.type(description="A file of the workspace that can be sent (素材). Upload one by `POST /assets`.")
class Asset(Node):
    kind: AssetKind = strawberry.field(description="What it is sent as.")
    name: str = strawberry.field(description="What it was called when it was uploaded.")
    content_type: str = strawberry.field(description="What it is by its first bytes, such as image/png.")
    size: int = strawberry.field(description="In bytes.")
    width: int | None = strawberry.field(description="In pixels; null for what is no picture.")
    height: int | None = strawberry.field(description="In pixels; null for what is no picture.")
    url: str = strawberry.field(
        description="Where it is, for an hour or a little more: then ask again. Needs no token, so it is a secret by"
        " itself."
    )
    created_at: datetime = strawberry.field(description="When it was uploaded.")

    @classmethod
    def of(cls, row: Row, context: Context) -> Self:
        """From a row."""
        return cls(
            id=strawberry.ID(public_id(ASSET, row["id"])),
            kind=AssetKind(row["kind"]),
            name=row["name"],
            content_type=row["content_type"],
            size=row["size"],
            width=row["width"],
            height=row["height"],
            url=f"{context.base_url}/assets/{token_of(row['id'], context.now)}",
            created_at=row["created_at"],
        )


@strawberry.input(description="Which asset to delete.")
class DeleteAssetInput:
    asset_id: strawberry.ID = strawberry.field(description="The asset.")


@strawberry.type(description="What came of deleting an asset.")
class DeleteAssetPayload:
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Its id; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type
class AssetQueries:
    @strawberry.field(description="The workspace's files that can be sent, the newest first.")
    async def assets(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        kinds: Annotated[list[AssetKind] | None, strawberry.argument(description="Only of these kinds.")] = None,
    ) -> Connection[Asset]:
        page = await info.context.viewer.page_of_assets(PageRequest.of(ASSETS, first, after, last, before), kinds)
        shown = lambda row: Asset.of(row, info.context)  # noqa: E731
        return Connection.of(page, shown, lambda row: cursor_of(ASSETS, row["id"].hex))

    @strawberry.field(description="One file; null where there is none for you.")
    async def asset(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The asset's id.")]
    ) -> Asset | None:
        return await find_asset(info.context, id)


@strawberry.type
class AssetMutations:
    @mutation("Delete a file: nothing new can be sent with it, and messages that carry it keep showing it.")
    async def delete_asset(self, info: Info, input: DeleteAssetInput) -> DeleteAssetPayload:
        context, id = info.context, row_id(ASSET, input.asset_id)
        await actions.delete(context.viewer.workspace_id, context.viewer.agent_id, id, context.now)
        return DeleteAssetPayload(deleted_id=input.asset_id)


async def find_asset(context: Context, id: str) -> Asset | None:
    """The asset with this public id, if it is the viewer's to see."""
    found = await context.viewer.assets([row_id(ASSET, id)])
    return Asset.of(found[0], context) if found else None
