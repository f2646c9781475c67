"""No silent gap in who works here and on what: what a client has made of events is what a fresh query says."""

import random
from typing import Any

import pytest

from domain.agents.models import Role
from domain.ids import ACCOUNT, AGENT, TEAM, new_id, public_id
from domain.viewer import Viewer
from tests.factories import PASSWORD, an_account
from tests.schema.asking import Listener, ask, listening, told
from tests.schema.people import a_colleague, an_owner

AGENT_FIELDS = """fragment agent on Agent {
  id name role sees capacity disabledAt servedAccounts { id name } teams { id name } }"""
TEAM_FIELDS = "fragment team on Team { id name createdAt members { id name } }"
EVENTS = f"""{AGENT_FIELDS} {TEAM_FIELDS}
subscription ($after: Cursor) {{ events(after: $after) {{
  __typename cursor
  ... on AgentChanged {{ agent {{ ...agent }} }}
  ... on TeamChanged {{ team {{ ...team }} }}
  ... on TeamDeleted {{ teamId }}
}} }}"""
FRESH = f"""{AGENT_FIELDS} {TEAM_FIELDS}
{{
  here: agents(first: 20) {{ edges {{ node {{ ...agent }} }} }}
  gone: agents(first: 20, disabled: true) {{ edges {{ node {{ ...agent }} }} }}
  teams {{ ...team }}
}}"""


class App:
    """A client that asks once, and from then on lives on events alone."""

    def __init__(self, agents: dict[str, Any], teams: dict[str, Any]) -> None:
        self.agents, self.teams, self.cursor = agents, teams, None

    def apply(self, event: Any) -> None:
        """What an event changes. Some come twice: applying them again changes nothing."""
        self.cursor = event["cursor"]
        match event["__typename"]:
            case "AgentChanged":
                agent = event["agent"]
                self.agents[agent["id"]] = agent
                _rename([one for team in self.teams.values() for one in team["members"]], agent)
            case "TeamChanged":
                team = event["team"]
                self.teams[team["id"]] = team
                _rename([one for agent in self.agents.values() for one in agent["teams"]], team)
            case "TeamDeleted":
                self.teams.pop(event["teamId"], None)
                for agent in self.agents.values():
                    agent["teams"] = [one for one in agent["teams"] if one["id"] != event["teamId"]]

    async def listen(self, events: Listener, at_most: int) -> None:
        """Until nothing comes any more, or the line is cut after so many."""
        self.apply(await events.next())
        for _ in range(at_most):
            event = await events.next()
            self.apply(event)
            if event["__typename"] == "Heartbeat":
                return


class Managers:
    """What owners do with people, at random, through the API."""

    def __init__(self, dice: random.Random, owner: Viewer, accounts: list[str]) -> None:
        self._dice, self._owner, self._accounts = dice, owner, accounts

    async def act(self) -> None:
        """Something, which may be refused."""
        agents, teams = await everything(self._owner)
        me = public_id(AGENT, self._owner.agent_id)
        others = {"agentId": self._dice.choice([id for id in agents if id != me])}
        team = {"teamId": self._dice.choice([*teams, public_id(TEAM, new_id())])}
        name, number = {"name": self._dice.choice("abcdeABCDE")}, self._dice.randint(0, 9)
        some = self._dice.sample(self._accounts, self._dice.randint(0, 2))
        deeds: list[tuple[str, dict[str, Any]]] = [
            ("createTeam", name),
            ("createTeam", name),
            ("renameTeam", team | name),
            ("deleteTeam", team),
            *[("addTeamMember", team | others)] * 4,
            ("removeTeamMember", team | others),
            ("renameAgent", others | {"name": f"Agent {number}"}),
            ("changeAgentRole", others | {"role": self._dice.choice(["AGENT", "ADMIN"])}),
            ("disableAgent", others),
            *[("enableAgent", others)] * 2,
            ("updateAgentWork", others | {"capacity": number, "sees": self._dice.choice(["ALL", "TEAM", "OWN"])}),
            ("updateAgentWork", others | {"accountIds": some}),
            ("updateAgentWork", others | {"servesAllAccounts": True}),
        ]
        await self._do(*self._dice.choice(deeds))

    async def somebody_comes(self) -> None:
        """By an invitation."""
        who = {"email": f"{new_id().hex}@example.com", "name": "Somebody", "role": "AGENT"}
        link = await told(_document("createInvitation", "token"), self._owner, input=who)
        await told(
            _document("acceptInvitation", "session { agent { id } }"),
            None,
            input={"token": link["token"], "password": PASSWORD},
        )

    async def _do(self, name: str, given: dict[str, Any]) -> None:
        await told(_document(name, "userErrors { code }"), self._owner, input=given)


async def everything(viewer: Viewer) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a fresh query says: agents and teams by their ids."""
    answer = await ask(FRESH, viewer)
    assert answer.errors == []
    agents = [edge["node"] for page in ("here", "gone") for edge in answer.data[page]["edges"]]
    return {agent["id"]: agent for agent in agents}, {team["id"]: team for team in answer.data["teams"]}


def _document(name: str, wanted: str) -> str:
    return f"mutation ($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input) {{ {wanted} }} }}"


def _rename(shown: list[dict[str, Any]], changed: Any) -> None:
    for one in shown:
        if one["id"] == changed["id"]:
            one["name"] = changed["name"]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_events_after_any_interruptions_give_what_a_fresh_query_gives(hub, seed):
    dice, owner = random.Random(seed), await an_owner()
    for role in (Role.AGENT, Role.AGENT, Role.ADMIN):
        await a_colleague(owner, role)
    accounts = [public_id(ACCOUNT, (await an_account(workspace_id=owner.workspace_id)).id) for _ in range(2)]
    managers, app = Managers(dice, owner, accounts), App(*await everything(owner))
    async with listening(EVENTS, owner, hub) as events:
        await app.listen(events, at_most=0)

    for round_ in range(12):
        for _ in range(dice.randint(0, 8)):
            await managers.act()
        if round_ in (3, 8):
            await managers.somebody_comes()
        async with listening(EVENTS, owner, hub, after=app.cursor) as events:
            await app.listen(events, at_most=dice.choice([1, 3, 1000]))
    async with listening(EVENTS, owner, hub, after=app.cursor) as events:
        await app.listen(events, at_most=1000)

    assert (app.agents, app.teams) == await everything(owner)
    assert len(app.agents) == 6


async def test_a_strangers_people_are_not_told(hub):
    owner, stranger = await an_owner(), await an_owner()
    await a_colleague(owner)
    managers = Managers(random.Random(1), owner, [])
    async with listening(EVENTS, stranger, hub) as events:
        await events.next()
        await managers.somebody_comes()

        assert await events.silence(2)
