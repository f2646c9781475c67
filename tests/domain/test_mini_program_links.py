"""Linking and unlinking the mini-program, coming in by it, and a first password."""

import asyncio

import pytest

from domain.agents import actions, invitations, mini_program
from domain.agents.errors import (
    InvalidCredentials,
    MiniProgramAlreadyLinked,
    MiniProgramLinkedElsewhere,
    MiniProgramNotLinked,
    OnlyWayIn,
)
from domain.agents.models import NO_PASSWORD, Agent, MiniProgramIdentity, Role, Session
from domain.agents.own_password import Proof, change_password
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import BadInput, NotAllowed, NotFound
from tests.factories import PASSWORD, an_agent
from tests.mini_programs import a_linked_agent, actor, as_mini_program, knowing, openid


@pytest.fixture(autouse=True)
def ours(wechat):
    """A house with a mini-program."""
    knowing(wechat)
    with as_mini_program():
        yield


async def an_invitation(email: str = "new@example.com") -> str:
    owner = await an_agent(role=Role.OWNER)
    return (await invitations.invite(actor(owner), email, "New", Role.AGENT, now())).token


async def deeds() -> list[str]:
    return [entry.action for entry in await AuditEntry.all().order_by("id")]


# Linking


async def test_linking_is_written_down_without_the_openid():
    agent = await a_linked_agent()

    entry = await AuditEntry.get()
    assert (entry.action, entry.agent_id) == ("agent.mini_program_linked", agent.id)
    assert openid("mei") not in entry.data
    assert await mini_program.openid_of(agent.id) == openid("mei")


async def test_linking_twice_is_linking_once():
    agent = await a_linked_agent()

    await mini_program.link(actor(agent), "mei:2", now())

    assert await MiniProgramIdentity.all().count() == 1
    assert await deeds() == ["agent.mini_program_linked"]


async def test_a_wechat_user_is_one_agent():
    await a_linked_agent()
    other = await an_agent()

    with pytest.raises(MiniProgramLinkedElsewhere):
        await mini_program.link(actor(other), "mei:2", now())

    assert await mini_program.openid_of(other.id) is None


async def test_an_agent_is_one_wechat_user():
    agent = await a_linked_agent()

    with pytest.raises(MiniProgramAlreadyLinked):
        await mini_program.link(actor(agent), "another phone", now())

    assert await mini_program.openid_of(agent.id) == openid("mei")


async def test_of_two_agents_who_link_one_wechat_user_at_once_one_has_it():
    agents = [await an_agent() for _ in range(3)]

    ends = await asyncio.gather(
        *(mini_program.link(actor(agent), "mei", now()) for agent in agents), return_exceptions=True
    )

    assert [type(end) for end in ends if end is not None] == [MiniProgramLinkedElsewhere] * 2
    assert await MiniProgramIdentity.all().count() == 1


async def test_of_two_phones_that_one_agent_links_at_once_one_stays():
    agent = await an_agent()

    ends = await asyncio.gather(
        *(mini_program.link(actor(agent), phone, now()) for phone in ("one", "other")), return_exceptions=True
    )

    assert [type(end) for end in ends if end is not None] == [MiniProgramAlreadyLinked]


async def test_who_unlinks_is_a_stranger_and_may_link_another():
    agent = await a_linked_agent()

    for _ in range(2):
        await mini_program.unlink(actor(agent), agent.id, now())

    with pytest.raises(MiniProgramNotLinked):
        await mini_program.sign_in("mei:2", now())
    await mini_program.link(actor(agent), "another phone", now())
    assert await deeds() == ["agent.mini_program_linked", "agent.mini_program_unlinked", "agent.mini_program_linked"]


async def test_only_who_stands_above_unlinks_somebody_else():
    agent = await a_linked_agent()
    workspace = await agent.workspace
    colleague, owner = await an_agent(workspace=workspace), await an_agent(workspace=workspace, role=Role.OWNER)
    stranger = await an_agent(role=Role.OWNER)

    with pytest.raises(NotAllowed):
        await mini_program.unlink(actor(colleague), agent.id, now())
    with pytest.raises(NotFound):
        await mini_program.unlink(actor(stranger), agent.id, now())
    await mini_program.unlink(actor(owner), agent.id, now())

    assert await mini_program.openid_of(agent.id) is None


async def test_the_only_way_in_is_not_unlinked():
    agent = await a_linked_agent(password_hash=NO_PASSWORD)

    with pytest.raises(OnlyWayIn):
        await mini_program.unlink(actor(agent), agent.id, now())

    assert (await mini_program.sign_in("mei:2", now())).agent.id == agent.id


# Coming in by invitation


async def test_who_comes_in_with_a_code_is_linked():
    came_in = await invitations.accept(await an_invitation(), PASSWORD, now(), code="new")

    assert (await mini_program.sign_in("new:2", now())).agent.id == came_in.agent.id
    assert (await actions.sign_in("new@example.com", PASSWORD, now())).agent.id == came_in.agent.id
    assert await deeds() == ["invitation.created", "invitation.accepted", "agent.mini_program_linked"]


async def test_a_code_does_without_a_password():
    came_in = await invitations.accept(await an_invitation(), None, now(), code="new")

    assert not came_in.agent.has_password
    for guess in ("", "nobody has this password"):
        with pytest.raises(InvalidCredentials):
            await actions.sign_in("new@example.com", guess, now())


async def test_nobody_comes_in_with_neither():
    with pytest.raises(BadInput):
        await invitations.accept(await an_invitation(), None, now())


async def test_an_invitation_that_is_over_costs_no_call(wechat):
    with pytest.raises(invitations.InvitationOver):
        await invitations.accept("in_nobody", None, now(), code="new")

    assert wechat.heard("sign_in") == []


async def test_who_is_linked_already_does_not_come_in_again():
    await a_linked_agent("new")
    link = await an_invitation()

    with pytest.raises(MiniProgramLinkedElsewhere):
        await invitations.accept(link, PASSWORD, now(), code="new:2")

    assert not await Agent.exists(email="new@example.com")
    assert await invitations.accept(link, PASSWORD, now()), "the link is still good"


async def test_two_invitations_and_one_wechat_user_make_one_agent():
    links = [await an_invitation("one@example.com"), await an_invitation("two@example.com")]

    ends = await asyncio.gather(
        *(invitations.accept(link, None, now(), code="new") for link in links), return_exceptions=True
    )

    assert [type(end) for end in ends if isinstance(end, Exception)] == [MiniProgramLinkedElsewhere]
    assert await MiniProgramIdentity.all().count() == 1


# A password later


async def test_who_has_no_password_sets_one_by_a_code():
    agent = await a_linked_agent(password_hash=NO_PASSWORD)
    here = (await mini_program.sign_in("mei:2", now())).agent
    session = await Session.get()

    await change_password(actor(here), session.id, Proof(code="mei:3"), "a new password", now())

    assert (await actions.sign_in(agent.email, "a new password", now())).agent.id == agent.id
    await mini_program.unlink(actor(agent), agent.id, now())


async def test_a_first_password_takes_a_code_of_the_same_wechat_user():
    agent = await a_linked_agent(password_hash=NO_PASSWORD)
    session = await Session.create(agent=agent, created_at=now())

    with pytest.raises(BadInput):
        await change_password(actor(agent), session.id, Proof(), "a new password", now())
    with pytest.raises(MiniProgramNotLinked):
        await change_password(actor(agent), session.id, Proof(code="somebody else"), "a new password", now())

    assert not (await Agent.get(id=agent.id)).has_password


async def test_who_has_a_password_proves_it_by_that_alone(wechat):
    agent = await a_linked_agent()
    session = await Session.create(agent=agent, created_at=now())
    asked = len(wechat.heard("sign_in"))

    with pytest.raises(BadInput):
        await change_password(actor(agent), session.id, Proof(code="mei:2"), "a new password", now())
    with pytest.raises(InvalidCredentials):
        await change_password(actor(agent), session.id, Proof("a guess", "mei:2"), "a new password", now())

    assert len(wechat.heard("sign_in")) == asked
