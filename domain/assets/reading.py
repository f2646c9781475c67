"""Assets as the API shows them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domain import database
from domain.assets import folder
from domain.assets.models import AssetKind
from domain.database import Row, Where
from domain.errors import BadInput
from domain.media.links import StoredFile, name_of, opened_by
from domain.paging import Page, PageRequest

ASSETS = "assets"  # the name of this order, for its cursors

_ASSET = "SELECT id, kind, name, content_type, size, width, height, created_at FROM asset"


async def page_of_assets(workspace_id: UUID, page: PageRequest, kinds: Sequence[AssetKind] | None) -> Page[Row]:
    """The workspace's assets, the newest first."""
    where = Where("workspace_id = {} AND deleted_at IS NULL", workspace_id)
    where.among("kind", None if kinds is None else [kind.value for kind in kinds])
    if page.place:
        where.add(f"id {'>' if page.backwards else '<'} {{}}", _place(page.place))
    sql = f"{_ASSET} WHERE {where} ORDER BY id {'ASC' if page.backwards else 'DESC'} LIMIT {page.size + 1}"
    return Page.of(await database.rows(sql, *where.values), page)


async def assets_by_id(workspace_id: UUID, ids: Sequence[UUID | None]) -> list[Row]:
    """Of these assets the workspace's, those that were not deleted."""
    where = Where("workspace_id = {} AND deleted_at IS NULL", workspace_id)
    where.among("id", ids)
    return await database.rows(f"{_ASSET} WHERE {where}", *where.values)


async def file_behind(token: str, now: datetime) -> StoredFile | None:
    """The asset that a signed address opens; None where it is forged, cut, past its time, or of no asset."""
    id = opened_by(token, now)
    found = await database.rows("SELECT path, content_type FROM asset WHERE id = $1", id) if id else []
    file = folder.find(found[0]["path"]) if found else None
    if id is None or file is None:
        return None
    return StoredFile(file, found[0]["content_type"], name_of(id, found[0]["content_type"]))


def _place(place: tuple[str | int, ...]) -> UUID:
    try:
        return UUID(str(place[0]))
    except (ValueError, IndexError):
        raise BadInput("This is no cursor of this list: take one from `edges.cursor`.", "after") from None
