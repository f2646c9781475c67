"""Files come in and go."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from domain import audit, database
from domain.assets import folder
from domain.assets.checking import check
from domain.assets.errors import AssetUnfit
from domain.assets.models import AssetKind
from domain.database import Where
from domain.errors import BadInput, NotFound
from domain.ids import ASSET, new_id, public_id
from domain.live import ALL_ACCOUNTS, Event, EventKind
from domain.transaction import announce, transaction

LONGEST_NAME = 128


@dataclass(frozen=True)
class Upload:
    """A file as it came. Without a kind its bytes decide."""

    data: bytes
    name: str
    kind: AssetKind | None = None


async def keep(workspace_id: UUID, agent_id: UUID, upload: Upload, now: datetime) -> UUID:
    """Keep a file; the same bytes for the same use are the same asset. Raises AssetUnfit or OSError (the disk)."""
    checked = check(upload.data, upload.kind)
    name, digest = _name(upload.name), sha256(upload.data).hexdigest()
    known = await _known(workspace_id, checked.kind, digest)
    if known is not None:
        return known
    id = new_id()
    path = folder.relative_path(workspace_id, id)
    # Before its row: a crash in between leaves a file that nobody knows, and never a row without its file.
    await folder.keep(path, upload.data)
    async with transaction():
        # One at a time in a workspace, so that two who upload the same file at once share it.
        await database.rows(f"SELECT id FROM workspace WHERE id = $1 {database.for_update()}", workspace_id)
        known = await _known(workspace_id, checked.kind, digest)
        if known is not None:
            return known
        sql = (
            "INSERT INTO asset (id, workspace_id, kind, name, path, sha256, content_type, size, width, height,"
            f" agent_id, created_at) VALUES {database.places(1, 12)}"
        )
        what = (checked.kind.value, name, path, digest, checked.content_type, len(upload.data))
        await database.rows(sql, id, workspace_id, *what, checked.width, checked.height, agent_id, now)
        announce(Event(EventKind.ASSET_CHANGED, workspace_id, ALL_ACCOUNTS, id))
    return id


async def delete(workspace_id: UUID, agent_id: UUID, asset_id: UUID | None, now: datetime) -> None:
    """It is no longer listed or sent; messages that carry it keep showing it. Raises NotFound."""
    sql = "UPDATE asset SET deleted_at = $1 WHERE workspace_id = $2 AND id = $3 AND deleted_at IS NULL RETURNING id"
    async with transaction():
        if asset_id is None or not await database.rows(sql, now, workspace_id, asset_id):
            raise NotFound("asset", "assetId")
        await audit.note(workspace_id, agent_id, "asset.deleted", public_id(ASSET, asset_id), now)
        announce(Event(EventKind.ASSET_DELETED, workspace_id, ALL_ACCOUNTS, asset_id))


async def files_of(
    workspace_id: UUID, wanted: list[tuple[UUID, AssetKind, tuple[str, ...]]]
) -> list[dict[str, str | int | None]]:
    """What a message shows of its assets. Each must be there and of its kind. Raises NotFound or BadInput."""
    if not wanted:
        return []
    where = Where("workspace_id = {} AND deleted_at IS NULL", workspace_id)
    where.among("id", [id for id, _, _ in wanted])
    sql = f"SELECT id, kind, content_type, size FROM asset WHERE {where}"
    found = {row["id"]: row for row in await database.rows(sql, *where.values)}
    files = []
    for id, kind, field in wanted:
        row = found.get(id)
        if row is None:
            raise NotFound("asset", *field)
        if row["kind"] != kind.value:
            raise BadInput(f"This asset is of the kind {row['kind']}; here {kind.value} is needed.", *field)
        role = "FILE" if field[-1] == "assetId" else "PREVIEW"
        files.append({"role": role, "id": id.hex, "content_type": row["content_type"], "size": row["size"]})
    return files


async def _known(workspace_id: UUID, kind: AssetKind, digest: str) -> UUID | None:
    sql = "SELECT id FROM asset WHERE workspace_id = $1 AND sha256 = $2 AND kind = $3 AND deleted_at IS NULL LIMIT 1"
    found = await database.rows(sql, workspace_id, digest, kind.value)
    return found[0]["id"] if found else None


def _name(name: str) -> str:
    name = name.strip()
    if not name or "\0" in name or len(name) > LONGEST_NAME:
        raise AssetUnfit(f"A file has a name of 1 to {LONGEST_NAME} characters, given as `name`.")
    return name
