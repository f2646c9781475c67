"""Who goes leaves their talks to others: what is done to agents and teams, and to their talks, in one transaction.

The agent or the team comes first: what happens to a talk meanwhile waits for their row, and sees that they are gone.
"""

from datetime import datetime
from uuid import UUID

from domain.agents import colleagues, work
from domain.agents.models import Actor, Agent
from domain.agents.work import Work
from domain.assignments.releasing import release_accounts, release_agent, release_team
from domain.teams import actions as teams
from domain.transaction import transaction


async def disable_agent(actor: Actor, agent_id: UUID | None, now: datetime) -> Agent:
    """They no longer work here, and their talks wait for others. Raises NotFound, NotAllowed or LastOwner."""
    async with transaction():
        agent = await colleagues.disable(actor, agent_id, now)
        await release_agent(agent.id, now)
        return agent


async def update_work(actor: Actor, agent_id: UUID | None, wanted: Work, now: datetime) -> Agent:
    """They work on something else, and talks of accounts that they no longer serve wait for others.

    Raises NotFound, NotAllowed or BadInput.
    """
    async with transaction():
        agent = await work.update_work(actor, agent_id, wanted, now)
        if wanted.account_ids is not None:
            await release_accounts(agent.id, now)
        return agent


async def delete_team(actor: Actor, team_id: UUID, now: datetime) -> None:
    """Its talks wait for whoever serves their account, and no account leads to it any more. Raises NotFound."""
    async with transaction():
        await teams.delete_team(actor, team_id, now)
        await release_team(team_id, now)
