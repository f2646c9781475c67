"""What a viewer sees of teams and of what agents work on: the part of `domain.viewer` that is about who answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import database
from domain.agents import work
from domain.assignments import routing, seats
from domain.assignments.routing import Routing
from domain.conversations import reading
from domain.database import Row, Where
from domain.errors import NotFound
from domain.ids import ACCOUNT, AGENT, TEAM, row_id
from domain.presence import availability, looking
from domain.presence.availability import Presence
from domain.presence.looking import Onlookers
from domain.sight import Sighted
from domain.teams import reading as teams

_ACCOUNT = reading.columns("a", reading.ACCOUNT_COLUMNS)


@dataclass(frozen=True)
class PeopleSight(Sighted):
    """Rows of one workspace."""

    async def teams(self, ids: Sequence[UUID | None] | None = None) -> list[Row]:
        """The workspace's teams, or of these the ones that are there for this viewer."""
        return await teams.teams(self.workspace_id, ids)

    async def team_id(self, public_id: str, *field: str) -> UUID:
        """The team to act on. Raises NotFound."""
        found = await self.teams([row_id(TEAM, public_id)])
        if not found:
            raise NotFound("team", *field)
        return found[0]["id"]  # type: ignore[no-any-return]

    async def members_of_teams(self, ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
        """Who is in each of these teams."""
        return await teams.members_of(self.workspace_id, ids)

    async def teams_of_agents(self, ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
        """The teams that each of these agents is in."""
        return await teams.teams_of(self.workspace_id, ids)

    async def work_of_agents(self, ids: Sequence[UUID]) -> dict[UUID, Row]:
        """What each of these agents sees and takes."""
        return await work.work_of(self.workspace_id, ids)

    async def accounts_of_agents(self, ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
        """The accounts that are named for each of these agents, and in sight: columns are prefixed with `a_`."""
        where = Where("a.workspace_id = {}", self.workspace_id)
        where.among("s.agent_id", ids)
        self.sight.of_accounts(where, "a.id")
        sql = (
            f"SELECT s.agent_id, {_ACCOUNT} FROM served_account s JOIN official_account a ON a.id = s.account_id"
            f" WHERE {where} ORDER BY a.id"
        )
        found: dict[UUID, list[Row]] = {id: [] for id in ids}
        for row in await database.rows(sql, *where.values):
            found[row["agent_id"]].append(row)
        return found

    async def loads(self, ids: Sequence[UUID]) -> dict[UUID, int]:
        """How many open talks each of these agents has."""
        return await seats.loads(self.workspace_id, ids)

    async def routings(self, account_ids: Sequence[UUID]) -> dict[UUID, Routing]:
        """How the talks of each of these accounts find their agents."""
        return await routing.routings(self.workspace_id, account_ids)

    async def presences(self, ids: Sequence[UUID], now: datetime) -> dict[UUID, Presence]:
        """Of these agents the ones who are here; everybody else is OFFLINE."""
        return await availability.presences(self.workspace_id, ids, now)

    async def onlookers(self, talk_ids: Sequence[UUID], now: datetime) -> dict[UUID, Onlookers]:
        """Who has each of these talks on their screen. The talks are in sight: that is where their ids came from."""
        return await looking.onlookers(talk_ids, now)

    async def colleague_id(self, public_id: str, *field: str) -> UUID:
        """The colleague to act on. Raises NotFound."""
        sql = "SELECT id FROM agent WHERE workspace_id = $1 AND id = $2"
        found = await database.rows(sql, self.workspace_id, row_id(AGENT, public_id))
        if not found:
            raise NotFound("agent", *field)
        return found[0]["id"]  # type: ignore[no-any-return]

    async def account_ids(self, public_ids: Sequence[str], *field: str) -> list[UUID]:
        """These accounts, all in sight. Raises NotFound where one is not."""
        ids = list(dict.fromkeys(row_id(ACCOUNT, id) for id in public_ids))
        where = Where("a.workspace_id = {}", self.workspace_id)
        where.among("a.id", ids)
        self.sight.of_accounts(where, "a.id")
        sql = f"SELECT a.id FROM official_account a WHERE {where}"
        found = [row["id"] for row in await database.rows(sql, *where.values)]
        if len(found) < len(ids):
            raise NotFound("account", *field)
        return found
