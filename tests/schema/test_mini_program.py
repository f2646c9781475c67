"""Signing in by the mini-program, linking it, coming in by it, and a first password."""

import pytest

from domain.agents.models import NO_PASSWORD, Agent
from domain.viewer import Viewer
from tests.factories import PASSWORD, a_viewer
from tests.mini_programs import refused
from tests.schema.asking import ask, told
from tests.schema.people import a_colleague, an_owner, signs_in

STANDS = "{ miniProgram { isSet isLinked isOnlyWayIn } }"
SIGN_IN = """
mutation ($input: SignInWithMiniProgramInput!) {
  signInWithMiniProgram(input: $input) {
    session { accessToken refreshToken agent { id name } } userErrors { code message messageZh field }
  }
}"""
LINK = """
mutation ($input: LinkMiniProgramInput!) {
  linkMiniProgram(input: $input) { miniProgram { isSet isLinked isOnlyWayIn } userErrors { code } }
}"""
UNLINK = """
mutation ($input: UnlinkMiniProgramInput!) {
  unlinkMiniProgram(input: $input) { miniProgram { isLinked } userErrors { code field } }
}"""
INVITE = "mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { token } }"
ACCEPT = """
mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) { session { agent { name } } userErrors { code field } }
}"""
CHANGE = "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code field } } }"


async def link(viewer: Viewer, code: str = "mei") -> list[str]:
    """What refuses it."""
    return [error["code"] for error in (await told(LINK, viewer, input={"code": code}))["userErrors"]]


async def test_who_links_their_wechat_signs_in_by_it():
    viewer = await a_viewer(name="Mei")

    before = await told(STANDS, viewer)
    linked = (await told(LINK, viewer, input={"code": "mei"}))["miniProgram"]
    session = (await told(SIGN_IN, None, input={"code": "mei:2"}))["session"]

    assert before == {"isSet": True, "isLinked": False, "isOnlyWayIn": False}
    assert linked == {"isSet": True, "isLinked": True, "isOnlyWayIn": False}
    assert session["agent"]["name"] == "Mei"
    assert session["refreshToken"].startswith("rt_")


async def test_nobody_becomes_an_agent_by_opening_the_mini_program():
    await a_viewer()

    answer = await told(SIGN_IN, None, input={"code": "stranger"})

    assert answer["session"] is None
    assert [error["code"] for error in answer["userErrors"]] == ["MINI_PROGRAM_NOT_LINKED"]


@pytest.mark.parametrize("code", [40029, 40163])
async def test_a_code_that_is_over_is_told_in_both_languages(wechat, code):
    wechat.will("sign_in", refused(code))

    [error] = (await told(SIGN_IN, None, input={"code": "old"}))["userErrors"]

    assert error["code"] == "INVALID_CODE"
    assert "Open the mini-program again" in error["message"]
    assert "重新打开小程序" in error["messageZh"]


async def test_a_wechat_user_is_one_agent_and_an_agent_one_wechat_user():
    viewer, other = await a_viewer(), await a_viewer()

    assert await link(viewer) == []
    assert await link(viewer, "mei:2") == []
    assert await link(other, "mei:3") == ["MINI_PROGRAM_LINKED_ELSEWHERE"]
    assert await link(viewer, "another phone") == ["MINI_PROGRAM_ALREADY_LINKED"]


async def test_who_unlinks_stays_signed_in():
    viewer = await a_viewer()
    await link(viewer)

    unlinked = await told(UNLINK, viewer, input={})

    assert unlinked == {"miniProgram": {"isLinked": False}, "userErrors": []}
    assert (await told(SIGN_IN, None, input={"code": "mei:2"}))["session"] is None
    assert (await told(STANDS, viewer))["isLinked"] is False


async def test_an_owner_unlinks_a_phone_that_is_lost_and_an_agent_may_not():
    owner = await an_owner()
    colleague, other = await a_colleague(owner), await a_colleague(owner)
    await link(colleague)
    who = {"agentId": f"agt_{colleague.agent_id.hex}"}

    assert (await ask(UNLINK, other, input=who)).codes == ["FORBIDDEN"]
    assert (await told(UNLINK, await an_owner(), input=who))["userErrors"][0]["code"] == "NOT_FOUND"
    assert (await told(UNLINK, owner, input=who))["userErrors"] == []
    assert (await told(STANDS, colleague))["isLinked"] is False


async def test_a_guest_comes_in_by_the_mini_program_and_sets_a_password_later():
    guest = {"email": "guest@example.com", "name": "Guest", "role": "AGENT"}
    token = (await told(INVITE, await an_owner(), input=guest))["token"]

    came_in = await told(ACCEPT, None, input={"token": token, "miniProgramCode": "guest"})
    agent = await Agent.get(email="guest@example.com")
    viewer = await a_viewer(agent=agent)
    locked = await told(UNLINK, viewer, input={})
    stands = await told(STANDS, viewer)
    changed = await told(CHANGE, viewer, input={"newPassword": PASSWORD, "miniProgramCode": "guest:2"})

    assert came_in["session"]["agent"]["name"] == "Guest"
    assert agent.password_hash == NO_PASSWORD
    assert locked["userErrors"][0]["code"] == "ONLY_WAY_IN"
    assert stands == {"isSet": True, "isLinked": True, "isOnlyWayIn": True}
    assert changed["userErrors"] == []
    assert await signs_in("guest@example.com")


async def test_an_invitation_takes_a_password_or_a_code():
    neither = await told(ACCEPT, None, input={"token": "in_nobody"})

    assert neither["userErrors"] == [{"code": "BAD_USER_INPUT", "field": ["password"]}]


async def test_who_has_a_password_changes_it_by_that_alone():
    viewer = await a_viewer()
    await link(viewer)

    refused_change = await told(CHANGE, viewer, input={"newPassword": "another one", "miniProgramCode": "mei:2"})

    assert refused_change["userErrors"] == [{"code": "BAD_USER_INPUT", "field": ["currentPassword"]}]
