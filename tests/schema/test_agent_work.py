"""What agents work on, over the API."""

from domain.agents.models import Agent, Role
from domain.conversations.models import Conversation
from domain.ids import ACCOUNT, AGENT, new_id, public_id
from domain.viewer import Viewer
from tests.factories import PASSWORD, a_talk, an_account
from tests.schema.asking import ask, listening, told
from tests.schema.people import a_colleague, an_owner

AGENT_FIELDS = "id name role sees capacity disabledAt servedAccounts { id } teams { id }"
UPDATE = f"""mutation ($input: UpdateAgentWorkInput!) {{
  updateAgentWork(input: $input) {{ agent {{ {AGENT_FIELDS} }} userErrors {{ code field }} }} }}"""
DISABLE = "mutation ($input: DisableAgentInput!) { disableAgent(input: $input) { agent { disabledAt } } }"
SERVED = "query ($id: ID!) { node(id: $id) { ... on Agent { servedAccounts { id } } } }"
SIGN_IN = f"""mutation ($input: SignInInput!) {{
  signIn(input: $input) {{ session {{ agent {{ {AGENT_FIELDS} workspace {{ name }} }} }} }} }}"""
VIEWER = f"{{ viewer {{ {AGENT_FIELDS} workspace {{ name }} }} }}"
EVENTS = "subscription { events { __typename cursor ... on AgentChanged { agent { id capacity } } } }"


def agent_id(viewer: Viewer) -> str:
    return public_id(AGENT, viewer.agent_id)


async def an_account_of(viewer: Viewer) -> str:
    return public_id(ACCOUNT, (await an_account(workspace_id=viewer.workspace_id)).id)


async def test_somebody_is_given_other_work():
    owner = await an_owner()
    mei, account = await a_colleague(owner), await an_account_of(owner)
    work = {"sees": "TEAM", "accountIds": [account], "capacity": 3}

    changed = await told(UPDATE, owner, input={"agentId": agent_id(mei)} | work)

    who = {"id": agent_id(mei), "name": mei.name, "role": "AGENT", "disabledAt": None, "teams": []}
    assert changed["agent"] == who | {"sees": "TEAM", "capacity": 3, "servedAccounts": [{"id": account}]}
    again = await told(UPDATE, owner, input={"agentId": agent_id(mei), "servesAllAccounts": True})
    assert again["agent"] == who | {"sees": "TEAM", "capacity": 3, "servedAccounts": None}


async def test_what_cannot_be_is_said_with_its_field():
    owner = await an_owner()
    mei, foreign = await a_colleague(owner), await an_account_of(await an_owner())

    for wrong, code, field in (
        ({"capacity": 501}, "BAD_USER_INPUT", "capacity"),
        ({"accountIds": [foreign]}, "NOT_FOUND", "accountIds"),
        ({"accountIds": ["nonsense"]}, "NOT_FOUND", "accountIds"),
        ({"accountIds": [public_id(ACCOUNT, new_id())] * 501}, "BAD_USER_INPUT", "accountIds"),
        ({"servesAllAccounts": False}, "BAD_USER_INPUT", "accountIds"),
        ({"servesAllAccounts": True, "accountIds": []}, "BAD_USER_INPUT", "accountIds"),
    ):
        refused = await told(UPDATE, owner, input={"agentId": agent_id(mei)} | wrong)
        assert refused == {"agent": None, "userErrors": [{"code": code, "field": [field]}]}


async def test_an_admin_gives_owners_no_work_and_an_agent_nobody():
    owner = await an_owner()
    admin, agent = await a_colleague(owner, Role.ADMIN), await a_colleague(owner)

    assert (await ask(UPDATE, admin, input={"agentId": agent_id(owner), "capacity": 1})).codes == ["FORBIDDEN"]
    assert (await ask(UPDATE, agent, input={"agentId": agent_id(agent), "capacity": 1})).codes == ["FORBIDDEN"]
    assert (await told(UPDATE, admin, input={"agentId": agent_id(admin), "capacity": 1}))["agent"]["capacity"] == 1


async def test_an_agent_is_shown_only_those_accounts_of_others_that_they_see_themselves():
    owner = await an_owner()
    mei, li = await a_colleague(owner), await a_colleague(owner)
    ours, theirs = await an_account_of(owner), await an_account_of(owner)
    await told(UPDATE, owner, input={"agentId": agent_id(mei), "accountIds": [ours]})
    await told(UPDATE, owner, input={"agentId": agent_id(li), "accountIds": [ours, theirs]})
    mei_now = await Viewer.of_session(mei.session_id)

    assert await told(SERVED, mei_now, id=agent_id(li)) == {"servedAccounts": [{"id": ours}]}
    assert await told(SERVED, owner, id=agent_id(li)) == {"servedAccounts": [{"id": ours}, {"id": theirs}]}


async def test_who_signs_in_is_shown_their_own_work_at_once():
    owner = await an_owner()
    mei, account = await a_colleague(owner), await an_account_of(owner)
    await told(UPDATE, owner, input={"agentId": agent_id(mei), "accountIds": [account], "capacity": 4})
    email = (await Agent.get(id=mei.agent_id)).email

    signed_in = await told(SIGN_IN, None, input={"email": email, "password": PASSWORD})

    assert signed_in["session"]["agent"] == await told(VIEWER, mei)
    as_another = await told(SIGN_IN, await an_owner(), input={"email": email, "password": PASSWORD})
    assert as_another == signed_in


async def test_the_talks_of_who_is_disabled_wait_for_others():
    owner = await an_owner()
    mei = await a_colleague(owner)
    talk = await a_talk(account=await an_account(workspace_id=owner.workspace_id))
    await Conversation.filter(id=talk.id).update(assignee_id=mei.agent_id, queued_at=None)

    disabled = await told(DISABLE, owner, input={"agentId": agent_id(mei)})

    assert disabled["agent"]["disabledAt"] is not None
    left = await Conversation.get(id=talk.id)
    assert left.assignee_id is None
    assert left.queued_at is not None


async def test_colleagues_are_told_and_strangers_are_not(hub):
    owner, stranger = await an_owner(), await an_owner()
    mei = await a_colleague(owner)
    async with listening(EVENTS, mei, hub) as events, listening(EVENTS, stranger, hub) as theirs:
        await events.next()
        await theirs.next()

        await told(UPDATE, owner, input={"agentId": agent_id(mei), "capacity": 9})

        heard = await events.until("AgentChanged")
        assert heard["agent"] == {"id": agent_id(mei), "capacity": 9}
        assert await theirs.silence()
