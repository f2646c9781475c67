import asyncio
from datetime import timedelta

from domain.agents.models import Agent
from tests.factories import CHEAP_HASH, PASSWORD, HandClock, a_viewer, an_agent
from tests.schema.asking import ask, told

SIGN_IN = """
mutation ($input: SignInInput!) {
  signIn(input: $input) {
    session { accessToken accessTokenExpiresAt refreshToken agent { id name role } } userErrors { code message field }
  }
}"""
REFRESH = """
mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { session { accessToken refreshToken } userErrors { code field } }
}"""
SIGN_OUT = "mutation ($input: SignOutInput!) { signOut(input: $input) { userErrors { code } } }"
VIEWER = "{ viewer { id name role workspace { id name } } }"


async def sign_in(email: str, password: str = PASSWORD, clock=None):
    return await told(SIGN_IN, None, clock or HandClock(), input={"email": email, "password": password})


async def refresh(token: str, clock):
    return await told(REFRESH, None, clock, input={"refreshToken": token})


async def test_an_agent_signs_in():
    agent = await an_agent(name="Mei")

    session = (await sign_in(agent.email.upper()))["session"]

    assert (session["agent"]["name"], session["agent"]["role"]) == ("Mei", "AGENT")
    assert session["refreshToken"].startswith("rt_")


async def test_a_wrong_password_and_an_unknown_email_look_the_same():
    agent = await an_agent()

    wrong, unknown = await sign_in(agent.email, "guess"), await sign_in("nobody@example.com")

    assert wrong == unknown
    assert wrong["userErrors"][0]["code"] == "INVALID_CREDENTIALS"


async def test_an_old_hash_is_made_anew_when_its_agent_signs_in():
    agent = await an_agent()

    await sign_in(agent.email)

    assert (await Agent.get(id=agent.id)).password_hash != CHEAP_HASH
    assert (await sign_in(agent.email))["session"]


async def test_a_refresh_token_is_good_for_one_use_and_gives_the_next():
    clock = HandClock()
    first = (await sign_in((await an_agent()).email, clock=clock))["session"]["refreshToken"]
    second = (await refresh(first, clock))["session"]["refreshToken"]
    clock.advance(timedelta(minutes=10))

    third = (await refresh(second, clock))["session"]["refreshToken"]

    assert len({first, second, third}) == 3


async def test_a_repeat_within_20_seconds_gets_the_same_answer():
    clock = HandClock()
    first = (await sign_in((await an_agent()).email, clock=clock))["session"]["refreshToken"]
    second = (await refresh(first, clock))["session"]["refreshToken"]
    clock.advance(timedelta(seconds=19))

    assert (await refresh(first, clock))["session"]["refreshToken"] == second


async def test_two_refreshes_at_once_get_the_same_answer():
    clock = HandClock()
    first = (await sign_in((await an_agent()).email, clock=clock))["session"]["refreshToken"]

    answers = await asyncio.gather(*(refresh(first, clock) for _ in range(4)))

    assert len({answer["session"]["refreshToken"] for answer in answers}) == 1


async def test_a_token_used_twice_ends_its_session():
    clock = HandClock()
    first = (await sign_in((await an_agent()).email, clock=clock))["session"]["refreshToken"]
    second = (await refresh(first, clock))["session"]["refreshToken"]
    clock.advance(timedelta(seconds=21))

    assert (await refresh(first, clock))["userErrors"] == [{"code": "INVALID_REFRESH_TOKEN", "field": ["refreshToken"]}]
    assert (await refresh(second, clock))["session"] is None, "the thief's and the owner's, both"


async def test_within_20_seconds_a_token_whose_successor_was_used_is_a_thiefs():
    clock = HandClock()
    first = (await sign_in((await an_agent()).email, clock=clock))["session"]["refreshToken"]
    second = (await refresh(first, clock))["session"]["refreshToken"]
    await refresh(second, clock)

    assert (await refresh(first, clock))["session"] is None


async def test_a_session_that_lies_unused_for_30_days_is_over():
    clock = HandClock()
    token = (await sign_in((await an_agent()).email, clock=clock))["session"]["refreshToken"]
    clock.advance(timedelta(days=30))

    assert (await refresh(token, clock))["session"] is None


async def test_signing_out_ends_the_session_and_may_be_done_twice():
    clock = HandClock()
    token = (await sign_in((await an_agent()).email, clock=clock))["session"]["refreshToken"]

    for _ in range(2):
        assert (await told(SIGN_OUT, None, clock, input={"refreshToken": token}))["userErrors"] == []

    assert (await refresh(token, clock))["session"] is None


async def test_the_viewer_is_who_asks():
    viewer = await a_viewer(name="Mei")

    answer = await told(VIEWER, viewer)

    assert (answer["name"], answer["role"], answer["workspace"]["name"]) == ("Mei", "AGENT", viewer.workspace_name)


async def test_nobody_is_told_to_sign_in():
    answer = await ask(VIEWER)

    assert answer.codes == ["UNAUTHENTICATED"]
    assert "Bearer" in answer.sentences
