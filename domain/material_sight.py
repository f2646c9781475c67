"""What a viewer sees of assets and canned responses: the part of `domain.viewer` that is about what can be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.assets import reading as assets
from domain.assets.models import AssetKind
from domain.canned import reading as canned
from domain.database import Row
from domain.paging import Page, PageRequest
from domain.sight import Sighted


@dataclass(frozen=True)
class MaterialSight(Sighted):
    """Rows of one workspace."""

    async def page_of_assets(self, page: PageRequest, kinds: Sequence[AssetKind] | None) -> Page[Row]:
        """The workspace's assets, the newest first; of these kinds, where there are some."""
        return await assets.page_of_assets(self.workspace_id, page, kinds)

    async def assets(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these assets the ones that are there for this viewer."""
        return await assets.assets_by_id(self.workspace_id, ids)

    async def page_of_canned(self, page: PageRequest, search: str | None) -> Page[Row]:
        """The workspace's canned responses by shortcut; those that `search` finds, where it is given."""
        return await canned.page_of_canned(self.workspace_id, page, search)

    async def canned(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these canned responses the ones that are there for this viewer."""
        return await canned.canned_by_id(self.workspace_id, ids)
