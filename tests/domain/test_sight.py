"""Who sees what: the accounts they serve, and in them everybody's talks, their teams', or their own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from domain.agents.models import Agent, Role, Sees, ServedAccount
from domain.clock import now
from domain.conversations import reading
from domain.conversations.actions import Talk
from domain.conversations.models import Conversation
from domain.conversations.reading import InboxFilter
from domain.errors import NotFound
from domain.fans.models import Fan
from domain.fans.naming import set_remark
from domain.ids import CONVERSATION, FAN, MESSAGE, NOTE, TAG, new_id, public_id
from domain.notes.actions import create_note
from domain.paging import PageRequest
from domain.search.asking import Sought
from domain.search.reading import SearchFilter
from domain.tags.models import FanTag, Tag
from domain.teams.models import Team, TeamMember
from domain.viewer import Viewer
from tests.factories import a_fan, a_message, a_talk, a_viewer, a_workspace, an_account, an_agent

PAGE = PageRequest(100, False, None)


@dataclass(frozen=True)
class Desk:
    """Two accounts and two teams; of each account a talk of hers, of her team's, of the other team's, of nobody's."""

    agent: Agent
    account_ids: list[UUID]
    talks: dict[str, Talk]

    async def seen(self, **changes: Any) -> set[str]:
        """Which talks the agent has in her inbox after these changes."""
        viewer = await self.viewer(**changes)
        rows = (await viewer.inbox(PAGE, InboxFilter())).items
        return {row["f_remark"] for row in rows}

    async def viewer(self, **changes: Any) -> Viewer:
        """The agent, signed in after these changes."""
        await Agent.filter(id=self.agent.id).update(**changes)
        return await a_viewer(agent=await Agent.get(id=self.agent.id))


async def a_desk() -> Desk:
    workspace = await a_workspace()
    agent = await an_agent(workspace=workspace)
    teams = [await Team.create(workspace_id=workspace.id, name=name, created_at=now()) for name in ("tea", "coffee")]
    await TeamMember.create(team=teams[0], agent=agent)
    whose = {
        "hers": {"assignee_id": agent.id},
        "tea": {"team_id": teams[0].id, "assignee_id": new_id()},
        "coffee": {"team_id": teams[1].id},
        "nobody": {},
    }
    accounts = [await an_account(workspace=workspace) for _ in range(2)]
    talks = {}
    for account, place in zip(accounts, ("east", "west"), strict=True):
        for name, columns in whose.items():
            remark = f"{name} {place}"
            talks[remark] = await a_talk(fan=await a_fan(account=account, remark=remark), text="tea please")
            if columns:
                await Conversation.filter(id=talks[remark].id).update(**columns)
    return Desk(agent, [account.id for account in accounts], talks)


async def test_whoever_sees_all_sees_everything_of_the_accounts_they_serve():
    desk = await a_desk()

    assert await desk.seen() == set(desk.talks)
    assert await desk.seen(serves_all_accounts=False) == set()
    await ServedAccount.create(agent=desk.agent, account_id=desk.account_ids[0])
    assert await desk.seen() == {"hers east", "tea east", "coffee east", "nobody east"}


async def test_a_team_sees_its_talks_and_each_of_them_their_own():
    desk = await a_desk()

    assert await desk.seen(sees=Sees.TEAM) == {"hers east", "tea east", "hers west", "tea west"}
    await ServedAccount.create(agent=desk.agent, account_id=desk.account_ids[1])
    assert await desk.seen(serves_all_accounts=False) == {"hers west", "tea west"}


async def test_who_sees_their_own_sees_no_other():
    desk = await a_desk()

    assert await desk.seen(sees=Sees.OWN) == {"hers east", "hers west"}


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMIN])
async def test_owners_and_admins_see_everything_whatever_is_written_of_them(role):
    desk = await a_desk()

    assert await desk.seen(role=role, sees=Sees.OWN, serves_all_accounts=False) == set(desk.talks)
    assert (await desk.viewer()).sight.is_whole


async def test_the_whole_sight_asks_for_nothing_more_than_the_workspace(monkeypatch):
    desk, asked = await a_desk(), list[str]()
    viewer = await desk.viewer()
    rows = reading._rows
    monkeypatch.setattr(reading, "_rows", lambda sql, *values: asked.append(sql) or rows(sql, *values))

    await viewer.inbox(PAGE, InboxFilter())
    await viewer.message_pages([talk.id for talk in desk.talks.values()], PAGE)

    assert not [sql for sql in asked if "EXISTS" in sql or "assignee_id =" in sql or "c.account_id IN" in sql]


async def test_what_is_out_of_sight_is_not_there_to_act_on():
    desk = await a_desk()
    talk = desk.talks["coffee east"]
    message = await a_message(talk)
    note_id = await create_note(talk, desk.agent.id, "hush", [], now())
    viewer = await desk.viewer(sees=Sees.TEAM)

    for find, kind, id in (
        (viewer.talk, CONVERSATION, talk.id),
        (viewer.message_id, MESSAGE, message.id),
        (viewer.fan, FAN, talk.fan_id),
        (viewer.note_to_change, NOTE, note_id),
    ):
        with pytest.raises(NotFound):
            await find(public_id(kind, id))
    assert await viewer.talk(public_id(CONVERSATION, desk.talks["tea east"].id))
    assert await viewer.notes([note_id]) == await viewer.messages([message.id]) == []


async def test_tags_and_files_stop_at_the_accounts_that_are_served():
    desk = await a_desk()
    talk = desk.talks["hers east"]
    where = {"workspace_id": talk.workspace_id, "account_id": talk.account_id}
    tag = await Tag.create(number=100, name="vip", created_at=now(), **where)
    for name in ("hers east", "coffee east"):
        await FanTag.create(fan_id=desk.talks[name].fan_id, tag=tag, place=0)

    everybodys, own = await desk.viewer(), await desk.viewer(sees=Sees.OWN)
    elsewhere = await desk.viewer(serves_all_accounts=False)

    assert (await everybodys.fan_counts([tag.id]), await own.fan_counts([tag.id])) == ({tag.id: 2}, {tag.id: 1})
    assert len(await own.fans_of(await own.tag(public_id(TAG, tag.id)), [public_id(FAN, talk.fan_id)])) == 1
    assert await own.tags_of_fans([desk.talks["coffee east"].fan_id]) == {desk.talks["coffee east"].fan_id: []}
    with pytest.raises(NotFound):
        await own.fans_of(await own.tag(public_id(TAG, tag.id)), [public_id(FAN, desk.talks["coffee east"].fan_id)])
    with pytest.raises(NotFound):
        await elsewhere.tag(public_id(TAG, tag.id))
    assert await elsewhere.accounts_by_id(desk.account_ids) == (await elsewhere.accounts(PAGE)).items == []


async def test_the_same_person_at_another_account_is_no_way_around():
    desk = await a_desk()
    east, west = desk.talks["hers east"].fan_id, desk.talks["coffee west"].fan_id
    await Fan.filter(id__in=[east, west]).update(unionid="o6_the_same")

    everybodys, own = await desk.viewer(), await desk.viewer(sees=Sees.OWN)

    assert [row["f_id"] for row in (await everybodys.other_fans([east]))[east]] == [west]
    assert await own.other_fans([east]) == {east: []}


async def test_a_search_finds_what_is_in_sight():
    desk = await a_desk()
    for name in ("tea east", "coffee east"):
        talk = desk.talks[name]
        await set_remark(talk.workspace_id, talk.account_id, talk.fan_id, "likes tea", now())
    viewer = await desk.viewer(sees=Sees.TEAM)

    page = await viewer.search(Sought.of("tea"), SearchFilter(), PAGE)

    assert [row["id"] for row in page.items if row["kind"] == "FAN"] == [desk.talks["tea east"].fan_id]
    assert len(page.items) == 1 + 4  # and a message of each talk in sight
