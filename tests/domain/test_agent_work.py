"""What an agent works on, and what becomes of their talks when they work on something else."""

import asyncio
from uuid import UUID

import pytest

from domain.agents import colleagues
from domain.agents.errors import LastOwner
from domain.agents.models import Actor, Agent, Role, Sees, ServedAccount
from domain.agents.work import Work
from domain.assignments import leaving
from domain.audit import AuditEntry
from domain.clock import now
from domain.conversations.actions import Talk
from domain.conversations.models import Conversation
from domain.errors import BadInput, NotAllowed, NotFound
from domain.live import StoredEvent
from tests.factories import a_talk, a_workspace, an_account, an_agent


async def two_people(role: Role = Role.OWNER, of: Role = Role.AGENT) -> tuple[Actor, Agent]:
    """Who changes, and who is changed."""
    workspace = await a_workspace()
    boss = await an_agent(workspace=workspace, role=role)
    return Actor(workspace.id, boss.id, role), await an_agent(workspace=workspace, role=of)


async def work_of(agent: Agent) -> tuple[Sees, bool, set[UUID], int]:
    fresh = await Agent.get(id=agent.id)
    served = {row.account_id for row in await ServedAccount.filter(agent_id=agent.id)}
    return fresh.sees, fresh.serves_all_accounts, served, fresh.capacity


async def given_to(agent: Agent) -> Talk:
    """A talk that the agent has."""
    account = await an_account(workspace_id=agent.workspace_id)
    talk = await a_talk(account=account)
    await Conversation.filter(id=talk.id).update(assignee_id=agent.id, assigned_at=now(), queued_at=None)
    return talk


async def test_what_is_left_out_stays():
    boss, agent = await two_people()
    account = await an_account(workspace_id=boss.workspace_id)

    await leaving.update_work(boss, agent.id, Work(capacity=5), now())
    assert await work_of(agent) == (Sees.ALL, True, set(), 5)
    await leaving.update_work(boss, agent.id, Work(sees=Sees.OWN), now())
    assert await work_of(agent) == (Sees.OWN, True, set(), 5)
    await leaving.update_work(boss, agent.id, Work(account_ids=[account.id]), now())
    assert await work_of(agent) == (Sees.OWN, False, {account.id}, 5)
    await leaving.update_work(boss, agent.id, Work(serves_all_accounts=True), now())
    assert await work_of(agent) == (Sees.OWN, True, set(), 5)


async def test_what_changed_is_written_down_and_told_once():
    boss, agent = await two_people()
    accounts = [(await an_account(workspace_id=boss.workspace_id)).id for _ in range(2)]

    for _ in range(2):
        await leaving.update_work(boss, agent.id, Work(Sees.TEAM, False, accounts, 7), now())

    [entry] = await AuditEntry.filter(action="agent.work_changed")
    assert entry.data == '{"sees":"TEAM","capacity":7,"accounts":2}'
    assert await StoredEvent.filter(kind="AgentChanged", subject_id=agent.id).count() == 1


async def test_accounts_are_replaced_and_may_be_none_at_all():
    boss, agent = await two_people()
    first, second = [(await an_account(workspace_id=boss.workspace_id)).id for _ in range(2)]

    await leaving.update_work(boss, agent.id, Work(account_ids=[first]), now())
    await leaving.update_work(boss, agent.id, Work(account_ids=[second, second]), now())
    assert (await work_of(agent))[1:3] == (False, {second})
    await leaving.update_work(boss, agent.id, Work(account_ids=[], serves_all_accounts=False), now())
    assert (await work_of(agent))[1:3] == (False, set())


@pytest.mark.parametrize(
    "wanted",
    [
        Work(capacity=-1),
        Work(capacity=501),
        Work(serves_all_accounts=False),
        Work(serves_all_accounts=True, account_ids=[]),
        Work(account_ids=[UUID(int=n) for n in range(501)]),
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(wanted):
    boss, agent = await two_people()
    before = await work_of(agent)

    with pytest.raises(BadInput):
        await leaving.update_work(boss, agent.id, wanted, now())

    assert await work_of(agent) == before
    assert await AuditEntry.all().count() == 0


@pytest.mark.parametrize("capacity", [0, 500])
async def test_a_capacity_may_be_nothing_and_very_much(capacity):
    boss, agent = await two_people()

    await leaving.update_work(boss, agent.id, Work(capacity=capacity), now())

    assert (await work_of(agent))[3] == capacity


@pytest.mark.parametrize(("role", "of"), [(Role.AGENT, Role.AGENT), (Role.ADMIN, Role.OWNER)])
async def test_only_who_stands_above_says_what_somebody_works_on(role, of):
    boss, agent = await two_people(role, of)

    with pytest.raises(NotAllowed):
        await leaving.update_work(boss, agent.id, Work(capacity=1), now())
    with pytest.raises(NotFound):
        await leaving.update_work(boss, (await an_agent()).id, Work(capacity=1), now())


async def test_talks_of_an_account_that_is_served_no_longer_wait_for_others():
    boss, agent = await two_people()
    kept, lost = await given_to(agent), await given_to(agent)

    await leaving.update_work(boss, agent.id, Work(account_ids=[kept.account_id]), now())

    assert (await Conversation.get(id=kept.id)).assignee_id == agent.id
    left = await Conversation.get(id=lost.id)
    assert left.assignee_id is None
    assert left.queued_at is not None


async def test_less_capacity_takes_nothing_away():
    boss, agent = await two_people()
    talk = await given_to(agent)

    await leaving.update_work(boss, agent.id, Work(capacity=0, sees=Sees.OWN), now())

    assert (await Conversation.get(id=talk.id)).assignee_id == agent.id


async def test_who_is_disabled_leaves_their_talks_and_does_not_get_them_back():
    boss, agent = await two_people()
    talk = await given_to(agent)

    await leaving.disable_agent(boss, agent.id, now())
    await leaving.disable_agent(boss, agent.id, now())
    await colleagues.enable(boss, agent.id, now())

    left = await Conversation.get(id=talk.id)
    assert left.assignee_id is None
    assert left.queued_at is not None
    assert await StoredEvent.filter(kind="AgentChanged", subject_id=agent.id).count() == 2


async def test_an_owner_who_has_to_stay_keeps_their_talks():
    boss, _ = await two_people()
    owner = await Agent.get(id=boss.agent_id)
    talk = await given_to(owner)

    with pytest.raises(LastOwner):
        await leaving.disable_agent(boss, owner.id, now())

    assert (await Conversation.get(id=talk.id)).assignee_id == owner.id


async def test_two_owners_who_demote_each_other_at_the_same_moment_leave_one():
    owner = await an_agent(role=Role.OWNER)
    other = await an_agent(role=Role.OWNER, workspace=await owner.workspace)

    async def demote(who: Agent, whom: Agent) -> str:
        try:
            await colleagues.change_role(Actor(who.workspace_id, who.id, who.role), whom.id, Role.ADMIN, now())
        except LastOwner:
            return "refused"
        return "done"

    for _ in range(5):  # the first time, only one of them has a connection at hand
        await Agent.all().update(role=Role.OWNER)
        assert sorted(await asyncio.gather(demote(owner, other), demote(other, owner))) == ["done", "refused"]
        assert await Agent.filter(role=Role.OWNER).count() == 1
