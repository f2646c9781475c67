"""What a viewer sees of fans, their tags and how they were read: the part of `domain.viewer` that is about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import database
from domain.conversations import reading
from domain.database import Row, Where
from domain.errors import NotFound
from domain.fans import choosing, field_values, fields
from domain.fans import reading as fans
from domain.fans.choosing import FanFilter, FanOrder
from domain.fans.listing import FanList
from domain.fans.reading import FAN_COLUMNS
from domain.followers import reading as followers
from domain.ids import ACCOUNT, FAN, FAN_FIELD, TAG, row_id
from domain.paging import Page, PageRequest
from domain.sight import Sighted
from domain.tags import reading as tags
from domain.tags.tagging import TagOf
from domain.windows import reading as windows
from domain.windows.reachability import Standing

_COLUMNS = f"{reading.columns('f', FAN_COLUMNS)}, {reading.columns('a', reading.ACCOUNT_COLUMNS)}"
_FAN = f"SELECT {_COLUMNS} FROM fan f JOIN official_account a ON a.id = f.account_id"


@dataclass(frozen=True)
class FanSight(Sighted):
    """Rows of one workspace, as far as they are in sight."""

    async def fans(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these fans the ones that are there for this viewer, with their accounts."""
        where = Where("f.workspace_id = {}", self.workspace_id)
        where.among("f.id", ids)
        self.sight.of_fans(where)
        return await database.rows(f"{_FAN} WHERE {where}", *where.values)

    async def page_of_fans(self, page: PageRequest, wanted: FanFilter, order: FanOrder) -> Page[Row]:
        """The fans in sight, the newest by this order first."""
        return await FanList(self.sight, _FAN, wanted, order).page(page)

    async def count_fans(self, wanted: FanFilter) -> int:
        """How many these are; 10,001 for more than 10,000."""
        return await choosing.count_fans(self.sight, wanted)

    async def fan_fields(self) -> list[Row]:
        """The fields that the workspace keeps of its fans, the oldest first."""
        return await fields.fields(self.workspace_id)

    async def fan_fields_by_id(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these fields the ones that are there for this viewer."""
        return await fields.fields_by_id(self.workspace_id, ids)

    async def values_of_fans(self, ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
        """What each of these fans has in the fields."""
        return await field_values.values_of_fans(self.sight, ids)

    async def fan_field(self, public_id: str, *field: str) -> Row:
        """The field to act on. Raises NotFound."""
        found = await self.fan_fields_by_id([row_id(FAN_FIELD, public_id)])
        if not found:
            raise NotFound("fan field", *field)
        return found[0]

    async def other_fans(self, ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
        """The same person's fans at other accounts, as far as they are in sight."""
        return await fans.other_fans(self.sight, _COLUMNS, ids)

    async def tags(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these tags the ones that are there for this viewer."""
        return await tags.tags(self.sight, ids)

    async def tags_of_accounts(self, ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
        """The tags of each of these accounts."""
        return await tags.tags_of_accounts(self.sight, ids)

    async def tags_of_fans(self, ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
        """The tags of each of these fans."""
        return await tags.tags_of_fans(self.sight, ids)

    async def tag_refusals(self, ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
        """What WeChat refused of the tags of each of these fans."""
        return await tags.refusals_of_fans(self.sight, ids)

    async def fan_counts(self, ids: Sequence[UUID]) -> dict[UUID, int]:
        """How many fans in sight have each of these tags."""
        return await tags.fan_counts(self.sight, ids)

    async def standings(self, fan_ids: Sequence[UUID]) -> dict[UUID, Standing]:
        """How each of these fans stands with their windows."""
        return await windows.standings(self.sight, fan_ids)

    async def standing_for(self, message_id: UUID) -> tuple[Standing, datetime] | None:
        """How the fan stands for a message that waits, and when it is due; None once it is out."""
        return await windows.standing_for(self.sight, message_id)

    async def follower_syncs(self, account_ids: Sequence[UUID]) -> dict[UUID, Row]:
        """The newest pass over the followers of each of these accounts."""
        return await followers.newest(self.sight, account_ids)

    async def account_id(self, public_id: str, *field: str) -> UUID:
        """The account to act on. Raises NotFound."""
        where = Where("workspace_id = {} AND id = {}", self.workspace_id, row_id(ACCOUNT, public_id))
        self.sight.of_accounts(where, "id")
        found = await database.rows(f"SELECT id FROM official_account WHERE {where}", *where.values)
        if not found:
            raise NotFound("account", *field)
        return UUID(str(found[0]["id"]))

    async def fan(self, public_id: str, *field: str) -> Row:
        """The fan to act on: `id` and `account_id`. Raises NotFound."""
        where = Where("f.workspace_id = {} AND f.id = {}", self.workspace_id, row_id(FAN, public_id))
        self.sight.of_fans(where)
        found = await database.rows(f"SELECT f.id, f.account_id FROM fan f WHERE {where}", *where.values)
        if not found:
            raise NotFound("fan", *field)
        return found[0]

    async def tag(self, public_id: str, *field: str) -> TagOf:
        """The tag to act on. Raises NotFound."""
        found = await tags.tags(self.sight, [row_id(TAG, public_id)])
        if not found:
            raise NotFound("tag", *field)
        return TagOf(found[0]["t_id"], self.workspace_id, found[0]["t_account_id"])

    async def fans_of(self, tag: TagOf, public_ids: Sequence[str], *field: str) -> list[UUID]:
        """The fans to act on, all of the tag's account. Raises NotFound where one is not."""
        ids = list(dict.fromkeys(row_id(FAN, id) for id in public_ids))
        where = Where("f.workspace_id = {} AND f.account_id = {}", self.workspace_id, tag.account_id)
        where.among("f.id", ids)
        self.sight.of_fans(where)
        found = [row["id"] for row in await database.rows(f"SELECT f.id FROM fan f WHERE {where}", *where.values)]
        if len(found) < len(ids):
            raise NotFound("fan of the tag's account", *field)
        return found
