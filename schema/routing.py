"""How the conversations of an account find their agents."""

from typing import Self
from uuid import UUID

import strawberry

from domain.assignments.models import RoutingMode
from domain.assignments.routing import Routing
from domain.ids import ACCOUNT, row_id
from schema.context import Context, Info
from schema.enums import described
from schema.followers import FansOfAccount
from schema.teams import Team

described(
    RoutingMode,
    "RoutingMode",
    "Who is given a conversation that waits (分配方式). New values may come.",
    {
        "MANUAL": "Nobody, until somebody takes it or answers it (手动接入).",
        "ROUND_ROBIN": "Whoever was given one the longest ago, of those who are ONLINE and have a place (轮流分配).",
        "LEAST_BUSY": "Whoever has the smallest part of their capacity taken, of the same (空闲优先).",
    },
)


@strawberry.type(description="How the conversations of an official account find their agents (接待规则).")
class AccountRouting:
    mode: RoutingMode = strawberry.field(description="Who is given a conversation that waits.")
    is_sticky: bool = strawberry.field(
        description="Is a fan who comes back given to the agent who had them last (熟客优先)?"
    )
    team_id: strawberry.Private[UUID | None]

    @strawberry.field(description="The team that new conversations wait for; null for whoever serves the account.")
    async def team(self, info: Info) -> Team | None:
        found = await info.context.viewer.teams([self.team_id]) if self.team_id else []
        return Team.of(found[0]) if found else None

    @classmethod
    def of(cls, routing: Routing) -> Self:
        """As it was decided, or is without a decision."""
        return cls(mode=routing.mode, is_sticky=routing.is_sticky, team_id=routing.team_id)


@strawberry.type
class RoutedAccount(FansOfAccount):
    """What `OfficialAccount` shows of who answers its fans."""

    @strawberry.field(description="How its conversations find their agents.")
    async def routing(self, info: Info) -> AccountRouting:
        return AccountRouting.of(await _routing_of(info.context, self.id))


async def _routing_of(context: Context, account_id: str) -> Routing:
    id = row_id(ACCOUNT, account_id)
    assert id is not None
    return await context.loaders.routings.load(id)
