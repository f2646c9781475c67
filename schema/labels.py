"""Labels: the workspace's own words on its conversations."""

from typing import Self
from uuid import UUID

import strawberry

from domain.ids import LABEL, public_id, row_id
from schema.context import Context, Info
from schema.node import Node


@strawberry.type(description="A word of yours on conversations (会话标签). WeChat knows nothing of it.")
class Label(Node):
    name: str = strawberry.field(description="The word; no other label of the workspace has it.")
    color: str = strawberry.field(description="Its colour as #RRGGBB.")

    @classmethod
    def of(cls, id: UUID, name: str, color: str) -> Self:
        """A label of the viewer's workspace."""
        return cls(id=strawberry.ID(public_id(LABEL, id)), name=name, color=color)


@strawberry.type
class LabelQueries:
    @strawberry.field(description="All labels of the workspace, in the order they were made: at most 100.")
    async def labels(self, info: Info) -> list[Label]:
        return [Label.of(**row) for row in await info.context.viewer.labels()]


async def find_label(context: Context, id: str) -> Label | None:
    """The label with this public id, if it is the viewer's to see."""
    found = await context.viewer.labels([row_id(LABEL, id)])
    return Label.of(**found[0]) if found else None
