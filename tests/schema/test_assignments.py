"""Who answers whom, over the API."""

from domain import database
from domain.accounts.models import OfficialAccount
from domain.agents.models import Agent, Role
from domain.assignments.giving import give_waiting
from domain.clock import now
from domain.conversations.actions import Talk
from domain.ids import ACCOUNT, AGENT, ASSIGNMENT, CONVERSATION, TEAM, new_id, public_id
from domain.presence.here import touch
from domain.viewer import Viewer
from tests.domain.assigning import a_team
from tests.factories import a_talk, a_viewer, a_workspace, an_account
from tests.schema.asking import ask, told

TALK = """conversation {
  assignee { name load capacity } queuedAt
  assignments { edges { node {
    id reason explanation agent { name } team { name } fromAgent { name } by { name }
    considered { agent { name } verdict load capacity }
  } } }
} userErrors { code field message }"""
TAKE = f"mutation ($input: TakeConversationInput!) {{ takeConversation(input: $input) {{ {TALK} }} }}"
TRANSFER = f"mutation ($input: TransferConversationInput!) {{ transferConversation(input: $input) {{ {TALK} }} }}"
GIVE_BACK = f"mutation ($input: GiveBackConversationInput!) {{ giveBackConversation(input: $input) {{ {TALK} }} }}"
ROUTE = """mutation ($input: UpdateAccountRoutingInput!) { updateAccountRouting(input: $input) {
  account { routing { mode isSticky team { name } } } userErrors { code field } } }"""
INBOX = """{ conversations(first: 10) { edges { node {
  assignments(first: 2) { edges { node { reason explanation } } } account { routing { mode } } assignee { load }
} } } }"""
AUDIT = "{ auditEntries { edges { node { action details { name value } } } } }"


async def two_people(**given: object) -> tuple[Viewer, Viewer]:
    """An owner, and an agent who works with them."""
    workspace = await a_workspace()
    ada = await a_viewer(workspace=workspace, role=Role.OWNER, name="Ada", **given)
    return ada, await a_viewer(workspace=workspace, name="Bob", **given)


async def a_talk_of(viewer: Viewer) -> Talk:
    return await a_talk(account=await an_account(workspace_id=viewer.workspace_id))


def about(talk: Talk, **more: str) -> dict[str, str]:
    return {"conversationId": public_id(CONVERSATION, talk.id)} | more


async def test_a_talk_is_taken_transferred_and_given_back_and_says_why():
    ada, bob = await two_people()
    talk = await a_talk_of(ada)

    taken = await told(TAKE, ada, input=about(talk))
    await told(TRANSFER, ada, input=about(talk, agentId=public_id(AGENT, bob.agent_id)))
    back = await told(GIVE_BACK, bob, input=about(talk))

    assert taken["conversation"]["assignee"] == {"name": "Ada", "load": 1, "capacity": 20}
    assert taken["conversation"]["queuedAt"] is None
    assert back["conversation"]["assignee"] is None
    assert back["conversation"]["queuedAt"] is not None
    assert [edge["node"]["explanation"] for edge in back["conversation"]["assignments"]["edges"]] == [
        "Bob gave it back: it waits for somebody else.",
        "Ada transferred it to Bob.",
        "Ada took it.",
    ]


async def test_an_account_that_gives_by_itself_shows_who_was_considered():
    ada, bob = await two_people()
    talk = await a_talk_of(ada)
    account_id = public_id(ACCOUNT, talk.account_id)
    await touch(ada.workspace_id, [bob.agent_id], now())

    routed = await told(ROUTE, ada, input={"accountId": account_id, "mode": "LEAST_BUSY", "isSticky": False})
    await give_waiting(now)

    assert routed["account"] == {"routing": {"mode": "LEAST_BUSY", "isSticky": False, "team": None}}
    found = await told(TAKE, bob, input=about(talk))  # theirs already: nothing happens
    (edge,) = found["conversation"]["assignments"]["edges"]
    assert edge["node"]["reason"] == "LEAST_BUSY"
    assert (edge["node"]["agent"], edge["node"]["by"]) == ({"name": "Bob"}, None)
    assert edge["node"]["considered"] == [
        {"agent": {"name": "Bob"}, "verdict": "CHOSEN", "load": 0, "capacity": 20},
        {"agent": {"name": "Ada"}, "verdict": "OFFLINE", "load": 0, "capacity": 20},
    ]


async def test_routing_is_decided_once_and_stands_in_the_audit():
    ada, bob = await two_people()
    talk = await a_talk_of(ada)
    team = await a_team(await OfficialAccount.get(id=talk.account_id), await Agent.get(id=bob.agent_id))
    asked = {"accountId": public_id(ACCOUNT, talk.account_id), "mode": "ROUND_ROBIN"}

    first, again = [await told(ROUTE, ada, input=asked | {"teamId": public_id(TEAM, team.id)}) for _ in range(2)]
    refused = await told(ROUTE, ada, input=asked | {"teamId": public_id(TEAM, new_id())})

    assert first == again
    assert first["account"]["routing"] == {"mode": "ROUND_ROBIN", "isSticky": True, "team": {"name": team.name}}
    assert refused["userErrors"] == [{"code": "NOT_FOUND", "field": ["teamId"]}]
    routed, connected = [edge["node"] for edge in (await told(AUDIT, ada))["edges"]]
    details = {one["name"]: one["value"] for one in routed["details"]}
    assert (routed["action"], connected["action"]) == ("account.routing_changed", "account.connected")
    assert details == {"mode": "ROUND_ROBIN", "sticky": "True", "team": public_id(TEAM, team.id)}
    assert (await ask(ROUTE, bob, input=asked)).codes == ["FORBIDDEN"]


async def test_what_the_rules_refuse_is_said():
    ada, bob = await two_people(capacity=0)
    talk = await a_talk_of(ada)
    await Agent.filter(id=bob.agent_id).update(capacity=5, serves_all_accounts=False)
    to_bob = public_id(AGENT, bob.agent_id)

    full = await told(TAKE, ada, input=about(talk))
    elsewhere = await told(TRANSFER, ada, input=about(talk, agentId=to_bob))
    nobody = await told(TRANSFER, ada, input=about(talk))
    both = await told(TRANSFER, ada, input=about(talk, agentId=to_bob, teamId=to_bob))
    unknown = await told(TRANSFER, ada, input=about(talk, teamId="nonsense"))

    answers = (full, elsewhere, nobody, both, unknown)
    assert [answer["userErrors"][0]["code"] for answer in answers] == [
        "AGENT_FULL",
        "AGENT_DOES_NOT_SERVE",
        "BAD_USER_INPUT",
        "BAD_USER_INPUT",
        "NOT_FOUND",
    ]
    assert full["userErrors"][0]["message"].startswith("They have 0 of 0 conversations already")
    assert {answer["conversation"] and 1 for answer in answers} == {None}


async def test_who_hands_a_talk_out_of_their_sight_sees_it_no_more():
    ada, bob = await two_people()
    talk = await a_talk_of(ada)
    await told(TAKE, bob, input=about(talk))
    await Agent.filter(id=bob.agent_id).update(sees="OWN")
    bob = await Viewer.of_session(bob.session_id)
    (mine,) = (await told(TAKE, bob, input=about(talk)))["conversation"]["assignments"]["edges"]

    handed = await told(TRANSFER, bob, input=about(talk, agentId=public_id(AGENT, ada.agent_id)))

    assert handed == {"conversation": None, "userErrors": []}
    node = "query ($id: ID!) { node(id: $id) { id } }"
    assert mine["node"]["id"].startswith(ASSIGNMENT)
    assert await told(node, bob, id=mine["node"]["id"]) is None
    assert await told(node, ada, id=mine["node"]["id"]) == {"id": mine["node"]["id"]}


async def test_assignments_of_a_page_cost_the_same_for_one_talk_and_for_many(monkeypatch):
    ada, _ = await two_people()
    original, statements = database.rows, list[str]()

    async def counted(sql: str, *values: object):
        statements.append(sql)
        return await original(sql, *values)

    costs = []
    for _ in range(2):
        for talk in [await a_talk_of(ada), await a_talk_of(ada)]:
            await told(TAKE, ada, input=about(talk))
        with monkeypatch.context() as patched:
            patched.setattr(database, "rows", counted)
            await told(INBOX, ada)
        costs.append(len(statements))
        statements.clear()

    assert costs[0] == costs[1]
