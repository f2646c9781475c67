"""What an agent works on: whose talks they see, which accounts they serve, and how many talks they take at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import audit, database
from domain.agents.colleagues import colleague, must_outrank
from domain.agents.models import MOST_CAPACITY, Actor, Agent, Sees, ServedAccount
from domain.agents.telling import announce_agent
from domain.database import Row, Where
from domain.errors import BadInput
from domain.ids import AGENT, public_id
from domain.transaction import later, transaction

MOST_ACCOUNTS = 500  # that are named for one agent; who serves more serves all


@dataclass(frozen=True)
class Work:
    """What is to be different; None leaves what there is. `account_ids` are the accounts served, and no others."""

    sees: Sees | None = None
    serves_all_accounts: bool | None = None
    account_ids: Sequence[UUID] | None = None
    capacity: int | None = None


async def update_work(actor: Actor, agent_id: UUID | None, wanted: Work, now: datetime) -> Agent:
    """Raises NotFound, NotAllowed or BadInput. Less capacity takes no talk away from whoever has more."""
    _check(wanted)
    async with transaction():
        agent = await colleague(actor, agent_id)
        must_outrank(actor, agent.role)
        changed = await _changed(agent, wanted)
        if changed:
            await agent.save(update_fields=["sees", "capacity", "serves_all_accounts"])
            subject = public_id(AGENT, agent.id)
            await audit.note(actor.workspace_id, actor.agent_id, "agent.work_changed", subject, now, **changed)
            announce_agent(agent.workspace_id, agent.id)
            if changed.keys() != {"sees"}:
                later("give_talks")
        return agent


async def work_of(workspace_id: UUID, agent_ids: Sequence[UUID]) -> dict[UUID, Row]:
    """`sees`, `capacity`, `disabled_at` and `is_serving_all` of each of these agents who is of the workspace."""
    where = Where("workspace_id = {}", workspace_id)
    where.among("id", agent_ids)
    columns = "id, sees, capacity, disabled_at, serves_all_accounts AS is_serving_all"
    found = await database.rows(f"SELECT {columns} FROM agent WHERE {where}", *where.values)
    return {row["id"]: row for row in found}


def check_accounts(ids: Sequence[object]) -> None:
    """Raises BadInput for more than one agent may have."""
    if len(ids) > MOST_ACCOUNTS:
        raise BadInput(f"`accountIds` takes at most {MOST_ACCOUNTS}; who serves more serves all.", "accountIds")


def _check(wanted: Work) -> None:
    if wanted.capacity is not None and not 0 <= wanted.capacity <= MOST_CAPACITY:
        raise BadInput(f"An agent takes 0 to {MOST_CAPACITY} conversations at once.", "capacity")
    if wanted.account_ids is None:
        return
    if wanted.serves_all_accounts:
        raise BadInput("Who serves all accounts serves no list of them: leave one of the two out.", "accountIds")
    check_accounts(wanted.account_ids)


async def _changed(agent: Agent, wanted: Work) -> dict[str, str | int]:
    """Put on the agent what is different, and say it."""
    changed: dict[str, str | int] = {}
    if wanted.sees is not None and wanted.sees is not agent.sees:
        agent.sees, changed["sees"] = wanted.sees, wanted.sees.value
    if wanted.capacity is not None and wanted.capacity != agent.capacity:
        agent.capacity = changed["capacity"] = wanted.capacity
    return changed | await _serve(agent, wanted)


async def _serve(agent: Agent, wanted: Work) -> dict[str, str | int]:
    if wanted.account_ids is not None:
        return await _serve_these(agent, set(wanted.account_ids))
    if wanted.serves_all_accounts is None or wanted.serves_all_accounts is agent.serves_all_accounts:
        return {}
    if not wanted.serves_all_accounts:
        raise BadInput("Say in `accountIds` which accounts they serve instead.", "accountIds")
    agent.serves_all_accounts = True
    await ServedAccount.filter(agent_id=agent.id).delete()
    return {"accounts": "all"}


async def _serve_these(agent: Agent, account_ids: set[UUID]) -> dict[str, str | int]:
    served = {one.account_id for one in await ServedAccount.filter(agent_id=agent.id)}
    if not agent.serves_all_accounts and served == account_ids:
        return {}
    agent.serves_all_accounts = False
    await ServedAccount.filter(agent_id=agent.id).exclude(account_id__in=list(account_ids)).delete()
    new = [ServedAccount(agent_id=agent.id, account_id=id) for id in sorted(account_ids - served)]
    await ServedAccount.bulk_create(new)
    return {"accounts": len(account_ids)}
