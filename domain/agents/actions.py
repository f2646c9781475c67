"""Agents come in and go out: create, sign in, refresh, sign out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from tortoise.exceptions import IntegrityError

from domain import database
from domain.agents import passwords, presence, throttle, tokens
from domain.agents.errors import InvalidCredentials, InvalidRefreshToken
from domain.agents.models import SESSION_LIFE, Agent, RefreshToken, Role, Session, Workspace
from domain.agents.telling import announce_agent
from domain.database import Where
from domain.errors import BadInput
from domain.transaction import transaction

log = structlog.get_logger(__name__)

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 1024
LONGEST_EMAIL = 254


@dataclass(frozen=True)
class SignedIn:
    """What a client gets to keep: a short access token, and a refresh token that is good for one use."""

    agent: Agent
    session_id: UUID
    access_token: str
    access_expires_at: datetime
    refresh_token: str


async def create_agent(workspace: str, email: str, name: str, role: Role, password: str) -> Agent:
    """Make an agent, and the workspace where it is new. Raises BadInput: the email is taken, or a value is unfit."""
    email, name, workspace = email.strip().lower(), name.strip(), workspace.strip()
    check_name("workspace", workspace)
    check_agent(email, name)
    check_password(password)
    password_hash = await passwords.hash_password(password)
    try:
        async with transaction():
            home, _ = await Workspace.get_or_create(name=workspace)
            agent = await Agent.create(workspace=home, email=email, name=name, role=role, password_hash=password_hash)
            announce_agent(home.id, agent.id)
            return agent
    except IntegrityError:
        raise BadInput(f"An agent with the email {email} exists already.", "email") from None


async def sign_in(email: str, password: str, now: datetime, *, address: str = "", device: str = "") -> SignedIn:
    """Open a session. Raises InvalidCredentials, alike for a wrong password and an unknown email, or AskedTooMuch."""
    email = email.strip().lower()
    await throttle.try_to_sign_in(email, address)
    agent = await _known(email)
    is_right = await passwords.is_right(password, agent.password_hash if agent else None)
    if agent is None or not is_right or agent.disabled_at is not None:
        raise InvalidCredentials
    if passwords.needs_rehash(agent.password_hash):
        await Agent.filter(id=agent.id).update(password_hash=await passwords.hash_password(password))
    await throttle.forgive(email, address)
    return await open_session(agent, now, device)


async def open_session(agent: Agent, now: datetime, device: str = "") -> SignedIn:
    """Sign an agent in, whose workspace is loaded, without asking for more."""
    refresh = tokens.new_refresh()
    async with transaction():
        session = await Session.create(agent=agent, device=device[:200], created_at=now, refreshed_at=now)
        await _keep(session.id, refresh, now)
    return _signed_in(agent, session.id, refresh, now)


async def refresh_session(refresh: str, now: datetime) -> SignedIn:
    """Trade a refresh token for the next one. A token used twice ends its session: one of the two was a thief."""
    async with transaction():
        spent = await RefreshToken.select_for_update().get_or_none(token_hash=tokens.hash_of(refresh))
        if spent is None or spent.is_expired(now):
            raise InvalidRefreshToken
        session = await Session.get(id=spent.session_id).select_related("agent__workspace")
        is_fine = session.is_alive and session.agent.disabled_at is None and await _spend(spent, refresh, now)
        if session.is_alive and not is_fine:
            log.warning("refresh token used twice, session ended", session=str(session.id))
            await end_session(session.id, now)
    # Raised outside, because ending the session must be committed.
    if not is_fine:
        raise InvalidRefreshToken
    return _signed_in(session.agent, session.id, tokens.successor_of(refresh), now)


async def sign_out(refresh: str, now: datetime) -> None:
    """End the session of this refresh token; an unknown token is as good as signed out."""
    known = await RefreshToken.get_or_none(token_hash=tokens.hash_of(refresh))
    if known is not None:
        await end_session(known.session_id, now)
        await presence.leave_with(known.session_id, now)


async def end_session(session_id: UUID, now: datetime) -> None:
    """From now on neither its access tokens nor its refresh tokens open anything."""
    await Session.filter(id=session_id, ended_at=None).update(ended_at=now)


async def alive_sessions(ids: Collection[UUID]) -> set[UUID]:
    """Which of these sessions still open anything."""
    where = Where("s.ended_at IS NULL AND g.disabled_at IS NULL")
    where.among("s.id", list(ids))
    sql = f"SELECT s.id FROM session s JOIN agent g ON g.id = s.agent_id WHERE {where}"
    return {row["id"] for row in await database.rows(sql, *where.values)}


async def forget_old(now: datetime) -> None:
    """Delete refresh tokens that have expired."""
    await RefreshToken.filter(issued_at__lt=now - SESSION_LIFE).delete()


async def _known(email: str) -> Agent | None:
    # What can be nobody's email is not looked for: databases refuse a NUL, and Tortoise what is too long.
    if len(email) > LONGEST_EMAIL or "\0" in email:
        return None
    return await Agent.get_or_none(email=email).select_related("workspace")


async def _spend(token: RefreshToken, refresh: str, now: datetime) -> bool:
    following = tokens.successor_of(refresh)
    if token.spent_at is None:
        await Session.filter(id=token.session_id).update(refreshed_at=now)
        await RefreshToken.filter(id=token.id).update(spent_at=now)
        await _keep(token.session_id, following, now)
        return True
    unused = await RefreshToken.exists(token_hash=tokens.hash_of(following), spent_at=None)
    return token.was_just_spent(now) and unused


async def _keep(session_id: UUID, refresh: str, now: datetime) -> None:
    await RefreshToken.create(session_id=session_id, token_hash=tokens.hash_of(refresh), issued_at=now)


def _signed_in(agent: Agent, session_id: UUID, refresh: str, now: datetime) -> SignedIn:
    access, expires_at = tokens.issue_access(session_id, agent.id, now)
    return SignedIn(agent, session_id, access, expires_at, refresh)


def check_agent(email: str, name: str) -> None:
    """Raises BadInput for what cannot be an agent's email or name."""
    check_name("name", name)
    local, at, host = email.partition("@")
    if not (local and at and host) or len(email) > LONGEST_EMAIL or any(not c.isprintable() or c == " " for c in email):
        raise BadInput(f"{email!r} is no email address, such as name@example.com.", "email")


def check_name(field: str, value: str) -> None:
    """Raises BadInput for a name that is empty or too long."""
    if not 1 <= len(value) <= 64 or not value.isprintable():
        raise BadInput(f"The {field}'s name takes 1 to 64 characters.", field)


def check_password(password: str, field: str = "password") -> None:
    """Raises BadInput for a password that is too short, or too long to be one."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadInput(f"The password takes {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.", field)
