"""Everybody sets their own password: by the one they have, or by the mini-program where they have none."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain import audit
from domain.agents import mini_program
from domain.agents.actions import check_password
from domain.agents.errors import InvalidCredentials
from domain.agents.models import Actor, Agent, Session
from domain.agents.passwords import hash_password, is_right
from domain.errors import BadInput
from domain.ids import AGENT, public_id
from domain.transaction import transaction


@dataclass(frozen=True)
class Proof:
    """That it is the agent who asks, and not whoever stole their token.

    `code` is a mini-program's. It counts only for who has no password, to whom it is what a password is to others.
    """

    password: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)
    address: str = ""  # where the code comes from


async def change_password(actor: Actor, session_id: UUID, proof: Proof, new: str, now: datetime) -> None:
    """All other devices are signed out. Raises BadInput, InvalidCredentials, or as `mini_program.prove`."""
    check_password(new, "newPassword")
    agent = await Agent.get(id=actor.agent_id)
    if agent.has_password:
        await _prove_by_password(agent, proof)
    else:
        await _prove_by_code(agent, proof)
    password_hash = await hash_password(new)
    async with transaction():
        await Agent.filter(id=agent.id).update(password_hash=password_hash)
        await Session.filter(agent_id=agent.id, ended_at=None).exclude(id=session_id).update(ended_at=now)
        subject = public_id(AGENT, agent.id)
        await audit.note(actor.workspace_id, agent.id, "agent.password_changed", subject, now)


async def _prove_by_password(agent: Agent, proof: Proof) -> None:
    if proof.password is None:
        raise BadInput("Give the password that you have.", "currentPassword")
    if not await is_right(proof.password, agent.password_hash):
        raise InvalidCredentials


async def _prove_by_code(agent: Agent, proof: Proof) -> None:
    if proof.code is None:
        raise BadInput("You have no password yet: give a code of the mini-program instead.", "miniProgramCode")
    await mini_program.prove(agent.id, proof.code, proof.address)
