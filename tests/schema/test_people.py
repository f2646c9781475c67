"""Coming in by invitation, changing colleagues, signing devices out, and what the audit log says of it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.agents.models import Agent, Role, Workspace
from domain.audit import AuditEntry
from domain.ids import ACCOUNT, public_id
from domain.redis import close, use
from domain.viewer import Viewer
from tests.factories import PASSWORD, HandClock, a_viewer, an_account, an_agent
from tests.schema.asking import ask, told

INVITE = """
mutation ($input: CreateInvitationInput!) {
  createInvitation(input: $input) {
    invitation { id email role expiresAt acceptedAt withdrawnAt } url token userErrors { code message field }
  }
}"""
WITHDRAW = """
mutation ($input: WithdrawInvitationInput!) {
  withdrawInvitation(input: $input) { invitation { id withdrawnAt } userErrors { code } }
}"""
ACCEPT = """
mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) { session { accessToken agent { id name role } } userErrors { code message field } }
}"""
ROLE = """
mutation ($input: ChangeAgentRoleInput!) {
  changeAgentRole(input: $input) { agent { id role } userErrors { code message field } }
}"""
RENAME = "mutation ($input: RenameAgentInput!) { renameAgent(input: $input) { agent { name } userErrors { code } } }"
DISABLE = "mutation ($input: DisableAgentInput!) { disableAgent(input: $input) { agent { id } userErrors { code } } }"
ENABLE = "mutation ($input: EnableAgentInput!) { enableAgent(input: $input) { agent { id } userErrors { code } } }"
END = "mutation ($input: EndSessionInput!) { endSession(input: $input) { userErrors { code } } }"
PASSWORDS = """
mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code field } } }"""
SIGN_IN = """
mutation ($input: SignInInput!) {
  signIn(input: $input) { session { agent { id } } userErrors { code message } }
}"""
AGENTS = "query ($off: Boolean!) { agents(disabled: $off) { edges { node { id name role } } } }"
INVITATIONS = "{ invitations { edges { node { id email acceptedAt withdrawnAt } } } }"
SESSIONS = "{ sessions { id device createdAt refreshedAt current } }"
PAUSE = "mutation ($input: PauseAccountInput!) { pauseAccount(input: $input) { userErrors { code } } }"
AUDIT = "{ auditEntries { edges { node { action subjectId agent { name } details { name value } } } } }"
GUEST = {"email": "Guest@Example.com", "name": "Guest", "role": "AGENT"}


def agent_id(viewer: Viewer) -> str:
    return f"agt_{viewer.agent_id.hex}"


async def an_owner(**given: Any) -> Viewer:
    return await a_viewer(role=Role.OWNER, **given)


async def a_colleague(of: Viewer, role: Role = Role.AGENT) -> Viewer:
    return await a_viewer(workspace=await Workspace.get(id=of.workspace_id), role=role)


async def signs_in(email: str, password: str = PASSWORD) -> bool:
    answer = await told(SIGN_IN, None, input={"email": email, "password": password})
    return answer["session"] is not None


async def actions() -> list[str]:
    return [entry.action for entry in await AuditEntry.all().order_by("id")]


# Invitations


async def test_who_is_invited_comes_in_by_the_link():
    owner = await an_owner()
    invited = await told(INVITE, owner, input=GUEST)

    came_in = await told(ACCEPT, None, input={"token": invited["token"], "password": "a new password"})

    assert invited["url"].endswith(f"/join/{invited['token']}")
    assert came_in["session"]["agent"]["name"] == "Guest"
    assert await signs_in("guest@example.com", "a new password")
    assert await actions() == ["invitation.created", "invitation.accepted"]


async def test_a_link_is_good_once():
    token = (await told(INVITE, await an_owner(), input=GUEST))["token"]
    await told(ACCEPT, None, input={"token": token, "password": PASSWORD})

    again = await told(ACCEPT, None, input={"token": token, "password": PASSWORD})

    assert [error["code"] for error in again["userErrors"]] == ["INVITATION_OVER"]


async def test_two_who_follow_one_link_at_once_make_one_agent():
    token = (await told(INVITE, await an_owner(), input=GUEST))["token"]

    answers = await asyncio.gather(
        *(told(ACCEPT, None, input={"token": token, "password": PASSWORD}) for _ in range(4))
    )

    assert sum(answer["session"] is not None for answer in answers) == 1
    assert await Agent.filter(email="guest@example.com").count() == 1


async def test_a_link_is_good_for_a_week():
    clock = HandClock()
    token = (await told(INVITE, await an_owner(), clock, input=GUEST))["token"]
    clock.advance(timedelta(days=7))

    late = await told(ACCEPT, None, clock, input={"token": token, "password": PASSWORD})

    assert late["userErrors"][0]["code"] == "INVITATION_OVER"


async def test_a_withdrawn_link_opens_nothing():
    owner = await an_owner()
    invited = await told(INVITE, owner, input=GUEST)

    taken_back = await told(WITHDRAW, owner, input={"invitationId": invited["invitation"]["id"]})

    assert taken_back["invitation"]["withdrawnAt"]
    refused = await told(ACCEPT, None, input={"token": invited["token"], "password": PASSWORD})
    assert refused["userErrors"][0]["code"] == "INVITATION_OVER"


async def test_a_second_invitation_replaces_the_first():
    owner = await an_owner()
    first, second = [await told(INVITE, owner, input=GUEST) for _ in range(2)]

    refused = await told(ACCEPT, None, input={"token": first["token"], "password": PASSWORD})
    came_in = await told(ACCEPT, None, input={"token": second["token"], "password": PASSWORD})

    assert refused["userErrors"]
    assert came_in["session"]


async def test_who_signs_in_already_is_not_invited():
    owner = await an_owner()

    refused = await told(INVITE, owner, input=GUEST | {"email": (await an_agent()).email})

    assert (refused["userErrors"][0]["code"], refused["userErrors"][0]["field"]) == ("EMAIL_TAKEN", ["email"])


@pytest.mark.parametrize(("role", "wanted", "may"), [("ADMIN", "ADMIN", True), ("ADMIN", "OWNER", False)])
async def test_only_owners_invite_owners(role: str, wanted: str, may: bool):
    answer = await ask(INVITE, await a_viewer(role=Role(role)), input=GUEST | {"role": wanted})

    assert (answer.codes == []) is may


async def test_a_token_is_kept_as_a_hash_only():
    token = (await told(INVITE, await an_owner(), input=GUEST))["token"]

    shown = await told(INVITATIONS, await an_owner())

    assert token not in str(shown)
    assert not await Agent.filter(email__contains=token).exists()


# Colleagues


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


# Devices and passwords


async def test_devices_are_listed_and_signed_out():
    agent = await an_agent()
    phone, desk = await a_viewer(agent=agent), await a_viewer(agent=agent)

    listed = await told(SESSIONS, desk)
    await told(END, desk, input={"sessionId": next(one["id"] for one in listed if not one["current"])})

    assert len(listed) == 2
    assert await Viewer.of_session(phone.session_id) is None
    assert await Viewer.of_session(desk.session_id) is not None


async def test_a_colleagues_device_is_for_those_above():
    owner = await an_owner()
    colleague = await a_colleague(owner)
    asked = {"sessionId": f"ses_{owner.session_id.hex}"}

    assert (await ask(END, colleague, input=asked)).codes == ["FORBIDDEN"]
    assert (await told(END, await an_owner(), input=asked))["userErrors"][0]["code"] == "NOT_FOUND"
    assert (await told(END, owner, input={"sessionId": f"ses_{colleague.session_id.hex}"}))["userErrors"] == []


async def test_a_new_password_signs_the_other_devices_out():
    agent = await an_agent()
    here, elsewhere = await a_viewer(agent=agent), await a_viewer(agent=agent)
    wanted = {"currentPassword": PASSWORD, "newPassword": "something longer"}

    assert (await told(PASSWORDS, here, input=wanted))["userErrors"] == []

    assert await Viewer.of_session(here.session_id)
    assert not await Viewer.of_session(elsewhere.session_id)
    assert await signs_in(agent.email, "something longer")
    assert not await signs_in(agent.email)


async def test_a_password_is_not_changed_by_whoever_does_not_know_it():
    wanted = {"currentPassword": "guess", "newPassword": "something longer"}

    assert (await told(PASSWORDS, await a_viewer(), input=wanted))["userErrors"][0]["code"] == "INVALID_CREDENTIALS"


# Guessing


async def test_ten_wrong_passwords_have_to_wait():
    email = (await an_agent()).email
    for _ in range(10):
        await signs_in(email, "guess")

    answer = await told(SIGN_IN, None, input={"email": email, "password": PASSWORD})

    assert answer["userErrors"][0]["code"] == "RATE_LIMITED"
    assert "wait" in answer["userErrors"][0]["message"]


async def test_the_right_password_forgives_the_wrong_ones():
    email = (await an_agent()).email
    for _ in range(3):
        for _ in range(9):
            await signs_in(email, "guess")

        assert await signs_in(email)


async def test_without_redis_agents_sign_in_all_the_same():
    email = (await an_agent()).email
    await close()
    use("unix:///nowhere/redis.sock")

    assert await signs_in(email)


# Accounts


async def test_what_is_done_with_an_account_is_written_down():
    owner = await an_owner()
    account = await an_account(workspace_id=owner.workspace_id)

    await told(PAUSE, owner, input={"accountId": public_id(ACCOUNT, account.id)})

    newest = (await told(AUDIT, owner))["edges"][0]["node"]
    assert (newest["action"], newest["subjectId"]) == ("account.paused", public_id(ACCOUNT, account.id))
    assert newest["agent"]["name"] == owner.name
