"""Coming in by invitation: a link that is good once, for a week, until somebody takes it back."""

import asyncio
from datetime import timedelta

import pytest

from domain.agents.models import Agent, Role
from tests.factories import PASSWORD, HandClock, a_viewer, an_agent
from tests.schema.asking import ask, told
from tests.schema.people import actions, an_owner, signs_in

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
INVITATIONS = "{ invitations { edges { node { id email acceptedAt withdrawnAt } } } }"
GUEST = {"email": "Guest@Example.com", "name": "Guest", "role": "AGENT"}


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
