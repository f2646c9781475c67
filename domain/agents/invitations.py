"""People come in by invitation: a link that is good once, for a week."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from tortoise.exceptions import IntegrityError

from domain import audit
from domain.agents import passwords
from domain.agents.actions import SignedIn, check_agent, check_password, open_session
from domain.agents.colleagues import must_outrank
from domain.agents.errors import EmailTaken, InvitationOver
from domain.agents.models import Actor, Agent, Invitation, Role
from domain.errors import NotFound
from domain.ids import AGENT, INVITATION, public_id
from domain.transaction import transaction

LIFE = timedelta(days=7)


@dataclass(frozen=True)
class Invited:
    """An invitation with the token of its link, which is shown this once."""

    invitation: Invitation
    token: str


async def invite(actor: Actor, email: str, name: str, role: Role, now: datetime) -> Invited:
    """Ask somebody in. An open invitation to the same email is withdrawn. Raises BadInput, NotAllowed, EmailTaken."""
    email, name = email.strip().lower(), name.strip()
    must_outrank(actor, role)
    check_agent(email, name)
    token = "in_" + secrets.token_urlsafe(32)
    async with transaction():
        if await Agent.exists(email=email):
            raise EmailTaken(email)
        mine = Invitation.filter(workspace_id=actor.workspace_id, email=email, accepted_at=None, withdrawn_at=None)
        await mine.update(withdrawn_at=now)
        invitation = await Invitation.create(
            workspace_id=actor.workspace_id,
            email=email,
            name=name,
            role=role,
            token_hash=_hash(token),
            invited_by_id=actor.agent_id,
            created_at=now,
            expires_at=now + LIFE,
        )
        await _note(invitation, actor.agent_id, "invitation.created", now, role=role.value)
    return Invited(invitation, token)


async def withdraw(actor: Actor, invitation_id: UUID | None, now: datetime) -> Invitation:
    """Its link no longer opens anything. Doing it twice is fine. Raises NotFound, NotAllowed, InvitationOver."""
    async with transaction():
        invitation = await Invitation.select_for_update().get_or_none(id=invitation_id, workspace_id=actor.workspace_id)
        if invitation is None:
            raise NotFound("invitation", "invitationId")
        must_outrank(actor, invitation.role)
        if invitation.accepted_at is not None:
            raise InvitationOver
        if invitation.withdrawn_at is None:
            invitation.withdrawn_at = now
            await invitation.save(update_fields=["withdrawn_at"])
            await _note(invitation, actor.agent_id, "invitation.withdrawn", now)
        return invitation


async def open_invitation(token: str, now: datetime) -> Invitation | None:
    """The invitation behind a link, with its workspace; None where the link opens nothing."""
    found = await Invitation.get_or_none(token_hash=_hash(token)).select_related("workspace")
    return found if found is not None and found.is_open(now) else None


async def accept(token: str, password: str, now: datetime, *, device: str = "") -> SignedIn:
    """Become an agent, and be signed in. Raises InvitationOver, BadInput, or EmailTaken."""
    check_password(password)
    password_hash = await passwords.hash_password(password)
    try:
        async with transaction():
            agent = await _become_agent(token, password_hash, now)
    except IntegrityError:
        raise InvitationOver from None
    await agent.fetch_related("workspace")
    return await open_session(agent, now, device)


async def _become_agent(token: str, password_hash: str, now: datetime) -> Agent:
    invitation = await Invitation.select_for_update().get_or_none(token_hash=_hash(token))
    if invitation is None or not invitation.is_open(now):
        raise InvitationOver
    if await Agent.exists(email=invitation.email):
        raise EmailTaken(invitation.email)
    agent = await Agent.create(
        workspace_id=invitation.workspace_id,
        email=invitation.email,
        name=invitation.name,
        role=invitation.role,
        password_hash=password_hash,
    )
    invitation.accepted_at, invitation.agent_id = now, agent.id
    await invitation.save(update_fields=["accepted_at", "agent_id"])
    await _note(invitation, agent.id, "invitation.accepted", now, agent=public_id(AGENT, agent.id))
    return agent


async def _note(invitation: Invitation, agent_id: UUID, action: str, now: datetime, **data: str) -> None:
    subject = public_id(INVITATION, invitation.id)
    await audit.note(invitation.workspace_id, agent_id, action, subject, now, **data)


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
