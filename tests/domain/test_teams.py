"""Teams: names, limits, members, and what becomes of their talks."""

import asyncio

import pytest

from domain.agents.models import Actor, Agent, Role
from domain.assignments import leaving
from domain.assignments.models import AccountRouting
from domain.audit import AuditEntry
from domain.clock import now
from domain.conversations.models import Conversation
from domain.errors import BadInput, NotFound
from domain.ids import new_id
from domain.live import StoredEvent
from domain.teams import actions, reading
from domain.teams.errors import MOST_MEMBERS, MOST_TEAMS, TeamNameTaken, TooManyMembers, TooManyTeams
from domain.teams.models import Team, TeamMember
from tests.factories import CHEAP_HASH, a_talk, a_workspace, an_account, an_agent


async def an_owner() -> Actor:
    agent = await an_agent(role=Role.OWNER)
    return Actor(agent.workspace_id, agent.id, Role.OWNER)


async def a_colleague(of: Actor, **given: object) -> Agent:
    return await Agent.create(
        workspace_id=of.workspace_id, email=f"{new_id().hex}@example.com", name="Mei", password_hash=CHEAP_HASH, **given
    )


async def told() -> list[str]:
    """What was announced, the oldest first."""
    return [str(event.kind) for event in await StoredEvent.all().order_by("seq")]


@pytest.mark.parametrize("same", ["VIP 客服", "vip 客服", " VIP 客服 ", "ＶＩＰ 客服"])
async def test_two_teams_have_no_name_that_people_take_for_the_same(same):
    owner, other = await an_owner(), await an_owner()
    await actions.create_team(owner, "VIP 客服", now())
    second = await actions.create_team(owner, "Nights", now())

    with pytest.raises(TeamNameTaken):
        await actions.create_team(owner, same, now())
    with pytest.raises(TeamNameTaken):
        await actions.rename_team(owner, second, same, now())

    assert await actions.create_team(other, same, now())


async def test_a_team_may_write_its_own_name_in_another_way():
    owner = await an_owner()
    team = await actions.create_team(owner, "vip", now())

    await actions.rename_team(owner, team, "VIP", now())
    await actions.rename_team(owner, team, "VIP", now())

    assert (await Team.get(id=team)).name == "VIP"
    assert [entry.action for entry in await AuditEntry.all().order_by("id")] == ["team.created", "team.renamed"]
    assert await told() == ["TeamChanged", "TeamChanged"]


async def test_of_two_who_take_one_name_at_once_one_gets_it():
    owner = await an_owner()

    both = [actions.create_team(owner, name, now()) for name in ("VIP", "vip")]
    made = await asyncio.gather(*both, return_exceptions=True)

    assert sorted(isinstance(one, TeamNameTaken) for one in made) == [False, True]
    assert await Team.all().count() == 1


@pytest.mark.parametrize("name", ["", "  ", "x" * 65, "two\nlines", "nul\0"])
async def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(BadInput):
        await actions.create_team(await an_owner(), name, now())


async def test_a_workspace_has_fifty_teams_and_a_team_two_hundred_members():
    owner = await an_owner()
    teams = [Team(workspace_id=owner.workspace_id, name=f"{n}", created_at=now()) for n in range(MOST_TEAMS)]
    await Team.bulk_create(teams)
    agents = [
        Agent(workspace_id=owner.workspace_id, email=f"{n}@example.com", name="N", role=Role.AGENT, password_hash="")
        for n in range(MOST_MEMBERS + 1)
    ]
    await Agent.bulk_create(agents)
    await TeamMember.bulk_create([TeamMember(team_id=teams[0].id, agent_id=agent.id) for agent in agents[:-1]])

    with pytest.raises(TooManyTeams):
        await actions.create_team(owner, "one more", now())
    with pytest.raises(TooManyMembers):
        await actions.add_member(owner, teams[0].id, agents[-1].id, now())

    await actions.add_member(owner, teams[0].id, agents[0].id, now())
    assert await told() == [], "who is in it already is not told again"


async def test_who_comes_and_goes_is_written_down_once_and_told():
    owner = await an_owner()
    team, mei = await actions.create_team(owner, "VIP", now()), await a_colleague(owner, role=Role.AGENT)

    for _ in range(2):
        await actions.add_member(owner, team, mei.id, now())
    assert [row["id"] for row in (await reading.members_of(owner.workspace_id, [team]))[team]] == [mei.id]
    for _ in range(2):
        await actions.remove_member(owner, team, mei.id, now())
    assert (await reading.members_of(owner.workspace_id, [team]))[team] == []

    actions_done = [entry.action for entry in await AuditEntry.all().order_by("id")]
    assert actions_done == ["team.created", "team.member_added", "team.member_removed"]
    assert await told() == ["TeamChanged", *["TeamChanged", "AgentChanged"] * 2]


async def test_nobody_comes_into_a_team_who_does_not_work_here():
    owner, stranger = await an_owner(), await an_owner()
    team = await actions.create_team(owner, "VIP", now())
    gone = await a_colleague(owner, role=Role.AGENT, disabled_at=now())

    with pytest.raises(NotFound):
        await actions.add_member(owner, team, stranger.agent_id, now())
    with pytest.raises(NotFound):
        await actions.add_member(stranger, team, stranger.agent_id, now())
    with pytest.raises(BadInput):
        await actions.add_member(owner, team, gone.id, now())

    assert await TeamMember.all().count() == 0


async def test_a_deleted_team_leaves_its_talks_to_whoever_serves_their_account():
    owner = await an_owner()
    team, mei = await actions.create_team(owner, "VIP", now()), await a_colleague(owner, role=Role.AGENT)
    await actions.add_member(owner, team, mei.id, now())
    account = await an_account(workspace_id=owner.workspace_id)
    await AccountRouting.create(account_id=account.id, workspace_id=owner.workspace_id, team_id=team)
    waiting, hers = await a_talk(account=account), await a_talk(account=account)
    since = now()
    await Conversation.filter(id=waiting.id).update(team_id=team, queued_at=since)
    await Conversation.filter(id=hers.id).update(team_id=team, assignee_id=mei.id, queued_at=None)

    await leaving.delete_team(owner, team, now())

    assert await Team.all().count() == await TeamMember.all().count() == 0
    assert (await AccountRouting.get(account_id=account.id)).team_id is None
    left, kept = await Conversation.get(id=waiting.id), await Conversation.get(id=hers.id)
    assert (left.team_id, left.assignee_id, left.queued_at) == (None, None, since)
    assert (kept.team_id, kept.assignee_id, kept.queued_at) == (None, mei.id, None)
    assert (await told())[-1] == "TeamDeleted"
    with pytest.raises(NotFound):
        await leaving.delete_team(owner, team, now())


async def test_a_team_of_another_workspace_is_none():
    owner, stranger = await an_owner(), await an_owner()
    team = await actions.create_team(owner, "VIP", now())

    with pytest.raises(NotFound):
        await leaving.delete_team(stranger, team, now())
    with pytest.raises(NotFound):
        await actions.rename_team(stranger, team, "Ours", now())

    assert await reading.teams(stranger.workspace_id) == []
    assert [row["name"] for row in await reading.teams(owner.workspace_id)] == ["VIP"]
    assert await reading.teams((await a_workspace()).id, [team]) == []
