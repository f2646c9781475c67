"""People come in by invitation: a link that is good once, for a week."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from tortoise.exceptions import IntegrityError

from domain import audit
from domain.agents import mini_program, passwords
from domain.agents.actions import SignedIn, check_agent, check_password, open_session
from domain.agents.colleagues import must_outrank
from domain.agents.errors import EmailTaken, InvitationOver, MiniProgramLinkedElsewhere
from domain.agents.mini_program import WeChatUser
from domain.agents.models import NO_PASSWORD, Actor, Agent, Invitation, Role
from domain.agents.telling import announce_agent
from domain.errors import BadInput, NotFound
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


async def accept(
    token: str, password: str | None, now: datetime, *, code: str | None = None, address: str = "", device: str = ""
) -> SignedIn:
    """Become an agent, and be signed in: by a password, a mini-program's code that links it, or both.

    Raises InvitationOver, BadInput, EmailTaken, MiniProgramLinkedElsewhere, or as `mini_program.who_is`.
    """
    if password is not None:
        check_password(password)
    elif code is None:
        raise BadInput("Choose a password, or give a code of the mini-program.", "password")
    user = await _who_came(token, code, address, now) if code is not None else None
    password_hash = NO_PASSWORD if password is None else await passwords.hash_password(password)
    try:
        async with transaction():
            agent = await _become_agent(token, password_hash, user, now)
    except IntegrityError:  # somebody else was faster: with the WeChat user, or with the email
        if user is not None and await mini_program.is_linked(user):
            raise MiniProgramLinkedElsewhere from None
        raise InvitationOver from None
    await agent.fetch_related("workspace")
    return await open_session(agent, now, device)


async def _who_came(token: str, code: str, address: str, now: datetime) -> WeChatUser:
    # Whoever holds no invitation costs no call to WeChat.
    if await open_invitation(token, now) is None:
        raise InvitationOver
    return await mini_program.who_is(code, address)


async def _become_agent(token: str, password_hash: str, user: WeChatUser | None, now: datetime) -> Agent:
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
    announce_agent(agent.workspace_id, agent.id)
    if user is not None:
        await mini_program.keep_link(agent, user, now)
    return agent


async def _note(invitation: Invitation, agent_id: UUID, action: str, now: datetime, **data: str) -> None:
    subject = public_id(INVITATION, invitation.id)
    await audit.note(invitation.workspace_id, agent_id, action, subject, now, **data)


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
