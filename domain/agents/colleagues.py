"""Agents change one another: roles, names, and whether somebody still works here."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from domain import audit
from domain.agents.actions import check_name
from domain.agents.errors import LastOwner
from domain.agents.models import Actor, Agent, Role, Session
from domain.agents.telling import announce_agent
from domain.errors import NotAllowed, NotFound
from domain.ids import AGENT, SESSION, public_id
from domain.transaction import transaction


async def change_role(actor: Actor, agent_id: UUID | None, role: Role, now: datetime) -> Agent:
    """Make somebody an owner, an admin or an agent. Raises NotFound, NotAllowed, or LastOwner."""
    async with transaction():
        agent, owners = await _colleague_and_owners(actor, agent_id)
        must_outrank(actor, agent.role, role)
        if role is not Role.OWNER:
            _must_leave_an_owner(agent, owners)
        if agent.role is not role:
            await _note(actor, "agent.role_changed", agent, now, was=agent.role.value, now_is=role.value)
            agent.role = role
            await agent.save(update_fields=["role"])
            announce_agent(agent.workspace_id, agent.id)
        return agent


async def rename(actor: Actor, agent_id: UUID | None, name: str, now: datetime) -> Agent:
    """Call somebody by another name; everybody may do so with themselves. Raises NotFound, NotAllowed, BadInput."""
    check_name("name", name := name.strip())
    async with transaction():
        agent = await colleague(actor, agent_id)
        if agent.id != actor.agent_id:
            must_outrank(actor, agent.role)
        agent.name = name
        await agent.save(update_fields=["name"])
        await _note(actor, "agent.renamed", agent, now)
        announce_agent(agent.workspace_id, agent.id)
        return agent


async def disable(actor: Actor, agent_id: UUID | None, now: datetime) -> Agent:
    """They no longer work here: every session ends, and what they said stays theirs. Raises as `change_role` does.

    Their talks are `domain.assignments.leaving`'s to release.
    """
    async with transaction():
        agent, owners = await _colleague_and_owners(actor, agent_id)
        must_outrank(actor, agent.role)
        _must_leave_an_owner(agent, owners)
        if agent.disabled_at is None:
            agent.disabled_at = now
            await agent.save(update_fields=["disabled_at"])
            await Session.filter(agent_id=agent.id, ended_at=None).update(ended_at=now)
            await _note(actor, "agent.disabled", agent, now)
            announce_agent(agent.workspace_id, agent.id)
        return agent


async def enable(actor: Actor, agent_id: UUID | None, now: datetime) -> Agent:
    """They work here again, and sign in with the password they had. Raises NotFound or NotAllowed."""
    async with transaction():
        agent = await colleague(actor, agent_id)
        must_outrank(actor, agent.role)
        if agent.disabled_at is not None:
            agent.disabled_at = None
            await agent.save(update_fields=["disabled_at"])
            await _note(actor, "agent.enabled", agent, now)
            announce_agent(agent.workspace_id, agent.id)
        return agent


async def end_session(actor: Actor, session_id: UUID | None, now: datetime) -> None:
    """Sign a device out: one's own, or that of somebody below. Raises NotFound or NotAllowed."""
    async with transaction():
        session = await Session.get_or_none(id=session_id, agent__workspace_id=actor.workspace_id).select_related(
            "agent"
        )
        if session is None:
            raise NotFound("session", "sessionId")
        if session.agent.id != actor.agent_id:
            must_outrank(actor, session.agent.role)
        if session.is_alive:
            await Session.filter(id=session.id).update(ended_at=now)
            subject = public_id(SESSION, session.id)
            await audit.note(actor.workspace_id, actor.agent_id, "session.ended", subject, now)


def must_outrank(actor: Actor, *roles: Role) -> None:
    """Owners run everything, admins everybody but owners. Raises NotAllowed."""
    if actor.role is Role.AGENT:
        raise NotAllowed("an owner or an admin")
    if actor.role is Role.ADMIN and Role.OWNER in roles:
        raise NotAllowed("an owner")


async def colleague(actor: Actor, agent_id: UUID | None) -> Agent:
    """Somebody of the actor's workspace, locked. Raises NotFound."""
    found = await Agent.select_for_update().get_or_none(id=agent_id, workspace_id=actor.workspace_id)
    if found is None:
        raise NotFound("agent", "agentId")
    return found


async def _colleague_and_owners(actor: Actor, agent_id: UUID | None) -> tuple[Agent, list[Agent]]:
    # Locked in one order, like those who may be given a talk: nobody waits in a circle, and of two owners who demote
    # each other at the same moment one stays.
    meant = Q(id=agent_id) | Q(role=Role.OWNER, disabled_at=None)
    locked = await Agent.filter(meant, workspace_id=actor.workspace_id).order_by("id").select_for_update()
    found = next((agent for agent in locked if agent.id == agent_id), None)
    if found is None:
        raise NotFound("agent", "agentId")
    return found, [agent for agent in locked if agent.role is Role.OWNER and agent.disabled_at is None]


def _must_leave_an_owner(agent: Agent, owners: Sequence[Agent]) -> None:
    if [owner.id for owner in owners] == [agent.id]:
        raise LastOwner


async def _note(actor: Actor, action: str, agent: Agent, now: datetime, **data: str) -> None:
    await audit.note(actor.workspace_id, actor.agent_id, action, public_id(AGENT, agent.id), now, **data)
