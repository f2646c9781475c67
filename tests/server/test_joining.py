"""The page behind an invitation's link."""

from datetime import timedelta

import pytest
from httpx2 import AsyncClient

from domain.agents.invitations import invite
from domain.agents.models import Agent, Role
from tests.factories import HandClock, a_viewer
from tests.server.knocking import post

PASSWORD = "long enough for her"
SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { session { agent { name } } } }"


@pytest.fixture
async def link(clock: HandClock) -> str:
    """Where an invitation leads."""
    owner = await a_viewer(role=Role.OWNER)
    invited = await invite(owner.actor, "mei@example.com", "Mei <b>", Role.AGENT, clock())
    return f"/join/{invited.token}"


async def test_the_link_leads_to_a_password_and_the_password_in(http: AsyncClient, link: str):
    asked = await http.get(link)
    joined = await http.post(link, data={"password": PASSWORD})

    assert (asked.status_code, joined.status_code) == (200, 200)
    assert "Mei &lt;b&gt;" in asked.text
    assert "mei@example.com" in joined.text
    who = {"email": "mei@example.com", "password": PASSWORD}
    signed_in = (await post(http, SIGN_IN, input=who)).json()["data"]["signIn"]
    assert signed_in["session"]["agent"]["name"] == "Mei <b>"


@pytest.mark.parametrize(("form", "status"), [({"password": "short"}, 422), ({}, 422), ({"password": "x" * 9000}, 413)])
async def test_a_password_that_cannot_be_one_is_asked_for_again(
    http: AsyncClient, link: str, form: dict[str, str], status: int
):
    answer = await http.post(link, data=form)

    assert answer.status_code == status
    assert "<form" in answer.text
    assert not await Agent.exists(email="mei@example.com")


async def test_a_link_that_is_over_says_so(http: AsyncClient, link: str, clock: HandClock):
    assert (await http.get("/join/in_nobody")).status_code == 404

    clock.advance(timedelta(days=8))

    late = await http.post(link, data={"password": PASSWORD})
    assert late.status_code == 404
    assert "invitation is over" in late.text


async def test_the_page_tells_nobody_where_it_came_from(http: AsyncClient, link: str):
    headers = (await http.get(link)).headers

    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "form-action 'self'" in headers["content-security-policy"]
