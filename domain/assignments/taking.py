"""Agents take talks, hand them over, and give them back. Nobody gets more than they have seats, whoever gives it."""

from datetime import datetime
from uuid import UUID

from domain import database
from domain.assignments.errors import AgentDoesNotServe, AgentFull
from domain.assignments.models import AssignmentReason
from domain.assignments.moving import HELD, Decision, Held, hold, let_go, queue, seat
from domain.assignments.seats import lock_seats
from domain.conversations.actions import Talk
from domain.errors import NotFound
from domain.transaction import transaction


async def take(actor_id: UUID, talk: Talk, now: datetime) -> None:
    """It is the actor's, whoever had it; a closed or snoozed one opens. Raises AgentFull or AgentDoesNotServe."""
    async with transaction():
        await _hand(await hold(talk), actor_id, Decision(AssignmentReason.TAKEN, now, actor_id))


async def transfer_to_agent(actor_id: UUID, talk: Talk, agent_id: UUID | None, now: datetime) -> None:
    """It is that agent's, whoever had it; a closed or snoozed one opens. Its team stays.

    Raises NotFound (also for who no longer works here), AgentFull or AgentDoesNotServe.
    """
    async with transaction():
        await _hand(await hold(talk), agent_id, Decision(AssignmentReason.TRANSFERRED, now, actor_id), "agentId")


async def transfer_to_team(actor_id: UUID, talk: Talk, team_id: UUID | None, now: datetime) -> None:
    """It waits for that team; a closed or snoozed one opens. Raises NotFound."""
    lock = "FOR KEY SHARE" if database.is_postgres() else ""
    async with transaction():
        # The team first: whoever deletes it holds its row, and then wants its talks.
        exists = f"SELECT id FROM team WHERE id = $1 AND workspace_id = $2 {lock}"
        if team_id is None or not await database.rows(exists, team_id, talk.workspace_id):
            raise NotFound("team", "teamId")
        held = await hold(talk)
        if not (held.is_open and held.assignee_id is None and held.queued_at and held.team_id == team_id):
            await queue(held, team_id, Decision(AssignmentReason.TRANSFERRED, now, actor_id))


async def give_back(actor_id: UUID, talk: Talk, now: datetime) -> None:
    """Nobody has it: it waits for its team, or whoever serves its account. A talk that nobody has stays as it is."""
    async with transaction():
        held = await hold(talk)
        if held.assignee_id is not None:
            await let_go(held, Decision(AssignmentReason.GIVEN_BACK, now, actor_id))


async def answered(talk: Talk, agent_id: UUID, now: datetime) -> None:
    """An agent has written into it: where it is open and nobody's it becomes theirs, if they have a seat for it.

    Belongs in the transaction that wrote the message, which holds the talk.
    """
    nobodys = "c.status = 'OPEN' AND (c.assignee_id IS NULL OR c.queued_at IS NOT NULL)"
    for row in await database.rows(f"SELECT {HELD} FROM conversation c WHERE c.id = $1 AND {nobodys}", talk.id):
        seats = await lock_seats(talk.workspace_id, talk.account_id, agent_id)
        if seats and not (seats.is_disabled or seats.is_full) and seats.is_serving:
            await seat(Held.of(row), agent_id, Decision(AssignmentReason.ANSWERED, now, agent_id))


async def _hand(held: Held, agent_id: UUID | None, why: Decision, *field: str) -> None:
    if held.is_seated and held.assignee_id == agent_id:
        return
    talk = held.talk
    seats = await lock_seats(talk.workspace_id, talk.account_id, agent_id) if agent_id else None
    if agent_id is None or seats is None or seats.is_disabled:
        raise NotFound("agent", *field)
    if not seats.is_serving:
        raise AgentDoesNotServe(*field)
    if seats.is_full:
        raise AgentFull(seats.load, seats.capacity, *field)
    await seat(held, agent_id, why)
