"""WeChat's tags."""

from datetime import datetime
from typing import Self

import strawberry

from domain.database import Row
from domain.ids import TAG, public_id, row_id
from domain.tags.models import LAST_RESERVED
from schema.context import Context, Info
from schema.failures import Failure
from schema.node import Node


@strawberry.type(description="A tag of one official account (标签), as WeChat knows it: at most 100 an account.")
class Tag(Node):
    name: str = strawberry.field(description="What it is called: at most 30 characters.")
    number: int = strawberry.field(description="WeChat's own id of it.")
    is_reserved: bool = strawberry.field(description="Is it WeChat's own, such as 星标组? Then it keeps its name.")

    @strawberry.field(description="How many fans have it, those included of whom WeChat is still to be told.")
    async def fan_count(self, info: Info) -> int:
        id = row_id(TAG, self.id)
        assert id is not None
        return await info.context.loaders.fan_counts.load(id)

    @classmethod
    def of(cls, row: Row) -> Self:
        """From columns with the prefix `t_`."""
        return cls(
            id=strawberry.ID(public_id(TAG, row["t_id"])),
            name=row["t_name"],
            number=row["t_number"],
            is_reserved=row["t_number"] <= LAST_RESERVED,
        )


@strawberry.type(description="WeChat refused to give a fan a tag, or to take it away: here it was undone, too.")
class TagRefusal:
    tag: Tag = strawberry.field(description="The tag.")
    was_adding: bool = strawberry.field(description="Was the fan to get it? Else they were to lose it.")
    failure: Failure | None = strawberry.field(description="What WeChat said.")
    refused_at: datetime = strawberry.field(description="When.")

    @classmethod
    def of(cls, row: Row) -> Self:
        """From the change and its tag."""
        return cls(
            tag=Tag.of(row),
            was_adding=row["is_adding"],
            failure=Failure.of(row["refusal_code"], row["refusal_text"]),
            refused_at=row["done_at"],
        )


async def find_tag(context: Context, id: str) -> Tag | None:
    """The tag with this public id, if it is the viewer's to see."""
    found = await context.viewer.tags([row_id(TAG, id)])
    return Tag.of(found[0]) if found else None
