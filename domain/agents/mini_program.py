"""Agents sign in by the operator's own mini-program (小程序), which is their desk inside WeChat.

Nobody becomes an agent by it: an OpenID is linked by who is signed in already, or comes with an invitation.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.exceptions import IntegrityError

from domain import audit
from domain.agents import throttle
from domain.agents.actions import SignedIn, open_session
from domain.agents.colleagues import must_outrank
from domain.agents.errors import (
    InvalidCode,
    MiniProgramAlreadyLinked,
    MiniProgramLinkedElsewhere,
    MiniProgramNotLinked,
    MiniProgramNotSetUp,
    OnlyWayIn,
    SignInRefused,
    SignInUnavailable,
)
from domain.agents.models import Actor, Agent, MiniProgramIdentity
from domain.errors import NotFound
from domain.gate import gate
from domain.ids import AGENT, public_id
from domain.transaction import transaction
from wechat import MiniProgram, Refused, TryLater

LONGEST_CODE = 256  # WeChat's have 32 characters
# Invalid, used up, expired. WeChat docs, 小程序登录: code2Session.
BAD_CODES = frozenset({40029, 40163, 42003})


@dataclass(frozen=True)
class OwnMiniProgram:
    """What mp.weixin.qq.com shows of the mini-program under 开发管理."""

    app_id: str
    app_secret: str = field(repr=False)


@dataclass(frozen=True)
class WeChatUser:
    """Who opened the mini-program, as WeChat has just proved."""

    app_id: str
    openid: str = field(repr=False)


@dataclass(frozen=True)
class Standing:
    """Whether there is a mini-program, whether an agent signs in by it, and whether by nothing else."""

    is_set: bool = False
    is_linked: bool = False
    is_only_way_in: bool = False


_own: OwnMiniProgram | None = None


def use(mini_program: OwnMiniProgram | None) -> None:
    """Make this the process's mini-program; None where it has none."""
    global _own
    _own = mini_program


def own() -> MiniProgram | None:
    """The way to speak to WeChat as the mini-program; None where none is set up."""
    return None if _own is None else gate().mini_program(_own.app_id, _own.app_secret)


async def openid_of(agent_id: UUID) -> str | None:
    """By which OpenID the mini-program knows an agent; None where nobody linked it."""
    if _own is None:
        return None
    identity = await MiniProgramIdentity.get_or_none(agent_id=agent_id, app_id=_own.app_id)
    return None if identity is None else identity.openid


async def standing(agent_id: UUID) -> Standing:
    """How an agent stands with the mini-program."""
    if _own is None:
        return Standing()
    agent, openid = await Agent.get(id=agent_id), await openid_of(agent_id)
    return Standing(True, openid is not None, openid is not None and not agent.has_password)


async def sign_in(code: str, now: datetime, *, address: str = "", device: str = "") -> SignedIn:
    """Open a session for who is linked. Raises MiniProgramNotLinked, alike for who is disabled, and as `who_is`."""
    user = await who_is(code, address)
    identity = await MiniProgramIdentity.get_or_none(app_id=user.app_id, openid=user.openid).select_related(
        "agent__workspace"
    )
    if identity is None or identity.agent.disabled_at is not None:
        raise MiniProgramNotLinked
    return await open_session(identity.agent, now, device)


async def link(actor: Actor, code: str, now: datetime, *, address: str = "") -> None:
    """From now on the actor signs in by the mini-program, too. Doing it twice is fine.

    Raises MiniProgramAlreadyLinked, MiniProgramLinkedElsewhere, and as `who_is`.
    """
    user = await who_is(code, address)
    try:
        async with transaction():
            # Locked, so that of two phones of one agent the second sees the first one's link.
            await keep_link(await Agent.select_for_update().get(id=actor.agent_id), user, now)
    except IntegrityError:  # another agent was linked to the same WeChat user at the same moment
        raise MiniProgramLinkedElsewhere from None


async def keep_link(agent: Agent, user: WeChatUser, now: datetime) -> None:
    """The same inside a transaction that holds the agent. Raises IntegrityError where another was faster."""
    mine = await MiniProgramIdentity.get_or_none(agent_id=agent.id, app_id=user.app_id)
    if mine is not None and mine.openid == user.openid:
        return
    if await is_linked(user):
        raise MiniProgramLinkedElsewhere
    if mine is not None:
        raise MiniProgramAlreadyLinked
    await MiniProgramIdentity.create(agent_id=agent.id, app_id=user.app_id, openid=user.openid, created_at=now)
    subject = public_id(AGENT, agent.id)
    await audit.note(agent.workspace_id, agent.id, "agent.mini_program_linked", subject, now)


async def is_linked(user: WeChatUser) -> bool:
    """Does anybody sign in as this WeChat user?"""
    return await MiniProgramIdentity.exists(app_id=user.app_id, openid=user.openid)


async def unlink(actor: Actor, agent_id: UUID | None, now: datetime) -> None:
    """They no longer sign in by the mini-program: oneself, or somebody below. Sessions stay. Doing it twice is fine.

    Raises NotFound, NotAllowed, OnlyWayIn or MiniProgramNotSetUp.
    """
    app_id = _must_be_set_up().app_id
    async with transaction():
        agent = await Agent.select_for_update().get_or_none(id=agent_id, workspace_id=actor.workspace_id)
        if agent is None:
            raise NotFound("agent", "agentId")
        if agent.id != actor.agent_id:
            must_outrank(actor, agent.role)
        linked = await MiniProgramIdentity.get_or_none(agent_id=agent.id, app_id=app_id)
        if linked is None:
            return
        if not agent.has_password:
            raise OnlyWayIn
        await linked.delete()
        subject = public_id(AGENT, agent.id)
        await audit.note(actor.workspace_id, actor.agent_id, "agent.mini_program_unlinked", subject, now)


async def prove(agent_id: UUID, code: str, address: str) -> None:
    """The code is of the WeChat user whom the agent linked. Raises MiniProgramNotLinked, and as `who_is`."""
    user = await who_is(code, address)
    if user.openid != await openid_of(agent_id):
        raise MiniProgramNotLinked


async def who_is(code: str, address: str) -> WeChatUser:
    """Whom a code of `wx.login` stands for; it is spent by that. `address` is where it comes from.

    Raises MiniProgramNotSetUp, AskedTooMuch, InvalidCode, SignInRefused, or SignInUnavailable: a new code may work.
    """
    app_id = _must_be_set_up().app_id
    await throttle.try_code(address)
    if not code.isascii() or not code.isprintable() or not 1 <= len(code) <= LONGEST_CODE:
        raise InvalidCode
    # The session key opens what WeChat seals for this user. Nothing here needs it, so nothing keeps it.
    return WeChatUser(app_id, await _openid_behind(code))


def _must_be_set_up() -> OwnMiniProgram:
    if _own is None:
        raise MiniProgramNotSetUp
    return _own


async def _openid_behind(code: str) -> str:
    speaker = own()
    assert speaker is not None
    try:
        return (await speaker.sign_in(code)).openid
    except TryLater as later:
        raise SignInUnavailable(later.sentence, later.sentence_zh) from None
    except Refused as no:
        raise (InvalidCode() if no.code in BAD_CODES else SignInRefused(no.sentence, no.sentence_zh)) from None
