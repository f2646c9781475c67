"""Changing colleagues, and what the audit log says of what people do."""

import asyncio

from domain.agents.models import Agent, Role
from domain.ids import ACCOUNT, public_id
from domain.viewer import Viewer
from tests.factories import a_viewer, an_account
from tests.schema.asking import ask, told
from tests.schema.people import a_colleague, actions, an_owner, signs_in

ROLE = """
mutation ($input: ChangeAgentRoleInput!) {
  changeAgentRole(input: $input) { agent { id role } userErrors { code message field } }
}"""
RENAME = "mutation ($input: RenameAgentInput!) { renameAgent(input: $input) { agent { name } userErrors { code } } }"
DISABLE = "mutation ($input: DisableAgentInput!) { disableAgent(input: $input) { agent { id } userErrors { code } } }"
ENABLE = "mutation ($input: EnableAgentInput!) { enableAgent(input: $input) { agent { id } userErrors { code } } }"
AGENTS = "query ($off: Boolean!) { agents(disabled: $off) { edges { node { id name role } } } }"
PAUSE = "mutation ($input: PauseAccountInput!) { pauseAccount(input: $input) { userErrors { code } } }"
AUDIT = "{ auditEntries { edges { node { action subjectId agent { name } details { name value } } } } }"


def agent_id(viewer: Viewer) -> str:
    return f"agt_{viewer.agent_id.hex}"


async def test_a_role_is_changed_and_written_down():
    owner = await an_owner()
    colleague = await a_colleague(owner)

    changed = await told(ROLE, owner, input={"agentId": agent_id(colleague), "role": "ADMIN"})

    assert changed["agent"]["role"] == "ADMIN"
    [entry] = (await told(AUDIT, owner))["edges"]
    assert entry["node"]["action"] == "agent.role_changed"
    assert entry["node"]["subjectId"] == agent_id(colleague)
    assert entry["node"]["details"] == [{"name": "was", "value": "AGENT"}, {"name": "now_is", "value": "ADMIN"}]


async def test_the_last_owner_stays_an_owner():
    owner = await an_owner()

    refused = await told(ROLE, owner, input={"agentId": agent_id(owner), "role": "AGENT"})

    assert refused["userErrors"][0]["code"] == "LAST_OWNER"
    assert await actions() == []


async def test_of_two_owners_who_demote_each_other_one_stays():
    one = await an_owner()
    other = await a_colleague(one, Role.OWNER)

    await asyncio.gather(
        ask(ROLE, one, input={"agentId": agent_id(other), "role": "AGENT"}),
        ask(ROLE, other, input={"agentId": agent_id(one), "role": "AGENT"}),
    )

    assert await Agent.filter(workspace_id=one.workspace_id, role=Role.OWNER).count() >= 1


async def test_an_admin_does_not_touch_an_owner():
    owner = await an_owner()
    admin = await a_colleague(owner, Role.ADMIN)

    for document in (DISABLE, RENAME):
        asked = {"agentId": agent_id(owner)} | ({"name": "Nobody"} if document is RENAME else {})
        assert (await ask(document, admin, input=asked)).codes == ["FORBIDDEN"]


async def test_everybody_may_rename_themselves():
    agent = await a_viewer()

    assert (await told(RENAME, agent, input={"agentId": agent_id(agent), "name": " Mei "}))["agent"]["name"] == "Mei"
    assert (await ask(RENAME, agent, input={"agentId": agent_id(await a_colleague(agent)), "name": "X"})).codes == [
        "FORBIDDEN"
    ]


async def test_who_is_disabled_is_out_at_once_and_comes_back_when_enabled():
    owner = await an_owner()
    colleague = await a_colleague(owner)
    email = (await Agent.get(id=colleague.agent_id)).email

    await told(DISABLE, owner, input={"agentId": agent_id(colleague)})

    assert await Viewer.of_session(colleague.session_id) is None
    assert not await signs_in(email)
    assert [edge["node"]["id"] for edge in (await told(AGENTS, owner, off=True))["edges"]] == [agent_id(colleague)]
    assert agent_id(colleague) not in str(await told(AGENTS, owner, off=False))

    await told(ENABLE, owner, input={"agentId": agent_id(colleague)})
    assert await signs_in(email)


async def test_what_is_done_with_an_account_is_written_down():
    owner = await an_owner()
    account = await an_account(workspace_id=owner.workspace_id)

    await told(PAUSE, owner, input={"accountId": public_id(ACCOUNT, account.id)})

    newest = (await told(AUDIT, owner))["edges"][0]["node"]
    assert (newest["action"], newest["subjectId"]) == ("account.paused", public_id(ACCOUNT, account.id))
    assert newest["agent"]["name"] == owner.name
