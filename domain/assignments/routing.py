"""How the talks of an account find their agents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import audit, database
from domain.accounts.models import OfficialAccount
from domain.agents.models import Actor
from domain.assignments.models import RoutingMode
from domain.database import Row, Where
from domain.errors import NotFound
from domain.ids import ACCOUNT, TEAM, public_id
from domain.live import Event, EventKind
from domain.transaction import announce, later, transaction


@dataclass(frozen=True)
class Routing:
    """`team_id`: for whom new talks wait; None where that is whoever serves the account."""

    mode: RoutingMode = RoutingMode.MANUAL
    is_sticky: bool = True
    team_id: UUID | None = None


async def change_routing(actor: Actor, account_id: UUID, routing: Routing, now: datetime) -> None:
    """From now on it is so, also for what waits already; a talk that has its agent keeps them. Raises NotFound.

    A talk that waits for the former team goes on to wait for it.
    """
    async with transaction():
        await _check_team(actor.workspace_id, routing.team_id)
        # Locked, so that of two who change it at once each sees what the other did.
        await OfficialAccount.select_for_update().get(id=account_id, workspace_id=actor.workspace_id)
        was = (await routings(actor.workspace_id, [account_id]))[account_id]
        if routing == was:
            return
        sql = (
            "INSERT INTO account_routing (account_id, workspace_id, mode, is_sticky, team_id)"
            f" VALUES {database.places(1, 5)} ON CONFLICT (account_id) DO UPDATE SET mode = $3, is_sticky = $4,"
            " team_id = $5"
        )
        mode, team_id = routing.mode.value, routing.team_id
        await database.rows(sql, account_id, actor.workspace_id, mode, routing.is_sticky, team_id)
        subject, team = public_id(ACCOUNT, account_id), None if team_id is None else public_id(TEAM, team_id)
        by, action = (actor.workspace_id, actor.agent_id), "account.routing_changed"
        await audit.note(*by, action, subject, now, mode=mode, sticky=routing.is_sticky, team=team)
        announce(Event(EventKind.ACCOUNT_CHANGED, actor.workspace_id, account_id, account_id))
        later("give_talks")


async def routings(workspace_id: UUID, account_ids: Sequence[UUID]) -> dict[UUID, Routing]:
    """How each of these accounts does it; those that nobody has decided on have what a Routing has by itself."""
    where = Where("r.workspace_id = {}", workspace_id)
    where.among("r.account_id", account_ids)
    sql = (
        "SELECT r.account_id, r.mode, r.is_sticky, t.id AS team_id FROM account_routing r"
        f" LEFT JOIN team t ON t.id = r.team_id WHERE {where}"
    )
    found = {row["account_id"]: _routing(row) for row in await database.rows(sql, *where.values)}
    return {id: found.get(id, Routing()) for id in account_ids}


def _routing(row: Row) -> Routing:
    return Routing(RoutingMode(row["mode"]), row["is_sticky"], row["team_id"])


async def _check_team(workspace_id: UUID, team_id: UUID | None) -> None:
    if team_id is None:
        return
    # Held until the commit: who deletes the team then finds it in the routing, and takes it out.
    lock = "FOR KEY SHARE" if database.is_postgres() else ""
    sql = f"SELECT id FROM team WHERE id = $1 AND workspace_id = $2 {lock}"
    if not await database.rows(sql, team_id, workspace_id):
        raise NotFound("team", "teamId")
