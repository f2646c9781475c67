"""Teams over the API."""

from domain import database
from domain.agents.models import Role, Sees
from domain.agents.work import Work
from domain.assignments import leaving
from domain.clock import now
from domain.conversations.models import Conversation
from domain.ids import AGENT, CONVERSATION, TEAM, new_id, public_id, row_id
from domain.viewer import Viewer
from tests.factories import a_talk, an_account
from tests.schema.asking import ask, told
from tests.schema.people import a_colleague, actions, an_owner

TEAM_FIELDS = "team { id name members { id name } } userErrors { code field }"
CREATE = f"mutation ($input: CreateTeamInput!) {{ createTeam(input: $input) {{ {TEAM_FIELDS} }} }}"
RENAME = f"mutation ($input: RenameTeamInput!) {{ renameTeam(input: $input) {{ {TEAM_FIELDS} }} }}"
ADD = f"mutation ($input: AddTeamMemberInput!) {{ addTeamMember(input: $input) {{ {TEAM_FIELDS} }} }}"
REMOVE = f"mutation ($input: RemoveTeamMemberInput!) {{ removeTeamMember(input: $input) {{ {TEAM_FIELDS} }} }}"
DELETE = "mutation ($input: DeleteTeamInput!) { deleteTeam(input: $input) { deletedTeamId userErrors { code } } }"
TEAMS = "{ teams { name members { id teams { name } } } }"
AGENTS = "{ agents { edges { node { name sees capacity disabledAt servedAccounts { name } teams { name } } } } }"
TALK = "query ($id: ID!) { conversation(id: $id) { id } }"


def agent_id(viewer: Viewer) -> str:
    return public_id(AGENT, viewer.agent_id)


async def a_team(owner: Viewer, name: str = "VIP", *members: Viewer) -> str:
    """A team with these members; its id."""
    made = await told(CREATE, owner, input={"name": name})
    for member in members:
        await told(ADD, owner, input={"teamId": made["team"]["id"], "agentId": agent_id(member)})
    return made["team"]["id"]


async def test_a_team_is_made_filled_renamed_and_deleted():
    owner = await an_owner()
    mei = await a_colleague(owner)

    made = await told(CREATE, owner, input={"name": " VIP "})
    id = made["team"]["id"]
    assert made == {"team": {"id": id, "name": "VIP", "members": []}, "userErrors": []}
    added = await told(ADD, owner, input={"teamId": id, "agentId": agent_id(mei)})
    assert added["team"]["members"] == [{"id": agent_id(mei), "name": mei.name}]
    assert (await told(RENAME, owner, input={"teamId": id, "name": "Nights"}))["team"]["name"] == "Nights"
    members = [{"id": agent_id(mei), "teams": [{"name": "Nights"}]}]
    assert await told(TEAMS, mei) == [{"name": "Nights", "members": members}]
    assert (await told(REMOVE, owner, input={"teamId": id, "agentId": agent_id(mei)}))["team"]["members"] == []
    assert await told(DELETE, owner, input={"teamId": id}) == {"deletedTeamId": id, "userErrors": []}

    assert await told(TEAMS, owner) == []
    assert await actions() == [
        "team.created",
        "team.member_added",
        "team.renamed",
        "team.member_removed",
        "team.deleted",
    ]


async def test_making_a_team_again_with_its_key_makes_none():
    owner = await an_owner()
    asked = {"name": "VIP"}

    first, again = [await told(CREATE, owner, input=asked | {"idempotencyKey": "k"}) for _ in range(2)]
    other = await told(CREATE, owner, input={"name": "ｖｉｐ"})

    assert first == again
    assert other == {"team": None, "userErrors": [{"code": "TEAM_NAME_TAKEN", "field": ["name"]}]}


async def test_teams_are_for_owners_and_admins_to_change_and_for_everybody_to_see():
    owner = await an_owner()
    admin, agent = await a_colleague(owner, Role.ADMIN), await a_colleague(owner)
    id = await a_team(admin)

    for document, more in ((RENAME, {"name": "X"}), (DELETE, {}), (ADD, {"agentId": agent_id(agent)})):
        assert (await ask(document, agent, input={"teamId": id} | more)).codes == ["FORBIDDEN"]
    assert (await ask(CREATE, agent, input={"name": "X"})).codes == ["FORBIDDEN"]

    assert [team["name"] for team in await told(TEAMS, agent)] == ["VIP"]


async def test_another_workspaces_team_and_agent_are_none():
    owner, stranger = await an_owner(), await an_owner()
    id = await a_team(owner)

    theirs = await told(ADD, stranger, input={"teamId": id, "agentId": agent_id(stranger)})
    foreign = await told(ADD, owner, input={"teamId": id, "agentId": agent_id(stranger)})
    missing = await told(ADD, owner, input={"teamId": id, "agentId": public_id(AGENT, new_id())})

    assert theirs == {"team": None, "userErrors": [{"code": "NOT_FOUND", "field": ["teamId"]}]}
    assert foreign == missing == {"team": None, "userErrors": [{"code": "NOT_FOUND", "field": ["agentId"]}]}
    assert await told(TEAMS, stranger) == []


async def test_a_list_of_agents_costs_one_statement_for_each_thing_that_it_shows(monkeypatch):
    owner = await an_owner()
    account = await an_account(workspace_id=owner.workspace_id)
    colleagues = [await a_colleague(owner) for _ in range(3)]
    await a_team(owner, "A", *colleagues)
    await a_team(owner, "B", colleagues[0])
    await leaving.update_work(owner.actor, colleagues[1].agent_id, Work(Sees.OWN, None, [account.id], 3), now())
    statements: list[str] = []
    original = database.rows

    async def counted(sql: str, *values: object):
        statements.append(sql)
        return await original(sql, *values)

    monkeypatch.setattr(database, "rows", counted)
    page = await told(AGENTS, owner)

    shown = {edge["node"].pop("name"): edge["node"] for edge in page["edges"]}
    usual = {"sees": "ALL", "capacity": 20, "disabledAt": None, "servedAccounts": None}
    other = {"sees": "OWN", "capacity": 3, "disabledAt": None, "servedAccounts": [{"name": account.name}]}
    assert shown == {
        owner.name: usual | {"teams": []},
        colleagues[0].name: usual | {"teams": [{"name": "A"}, {"name": "B"}]},
        colleagues[1].name: other | {"teams": [{"name": "A"}]},
        colleagues[2].name: usual | {"teams": [{"name": "A"}]},
    }
    work = [sql for sql in statements if "serves_all_accounts AS" in sql]
    assert len(statements) - len(work) == 4, "the viewer, the agents, their teams, and their accounts"
    assert len(work) <= 3


async def test_who_leaves_a_team_no_longer_sees_its_talks():
    owner = await an_owner()
    mei = await a_colleague(owner)
    await leaving.update_work(owner.actor, mei.agent_id, Work(Sees.TEAM), now())
    id = await a_team(owner, "VIP", mei)
    talk = await a_talk(account=await an_account(workspace_id=owner.workspace_id))
    await Conversation.filter(id=talk.id).update(team_id=row_id(TEAM, id))
    public = public_id(CONVERSATION, talk.id)

    assert (await told(TALK, await Viewer.of_session(mei.session_id), id=public)) == {"id": public}
    await told(REMOVE, owner, input={"teamId": id, "agentId": agent_id(mei)})

    assert await told(TALK, await Viewer.of_session(mei.session_id), id=public) is None
