"""Agents sign in by the mini-program: who is let in, and what WeChat may say."""

import pytest

from domain.agents import mini_program
from domain.agents.errors import (
    InvalidCode,
    MiniProgramNotLinked,
    MiniProgramNotSetUp,
    SignInRefused,
    SignInUnavailable,
)
from domain.agents.mini_program import LONGEST_CODE, OwnMiniProgram
from domain.agents.models import Agent, Session
from domain.clock import now
from domain.errors import AskedTooMuch, Code
from tests.factories import an_agent
from tests.mini_programs import SESSION_KEY, a_linked_agent, actor, as_mini_program, knowing, openid, refused
from wechat import MiniProgramSignIn, TryLater


@pytest.fixture(autouse=True)
def ours(wechat):
    """A house with a mini-program."""
    knowing(wechat)
    with as_mini_program():
        yield


async def test_who_is_linked_signs_in():
    agent = await a_linked_agent()

    signed_in = await mini_program.sign_in("mei:2", now(), device="WeChat")

    assert signed_in.agent.id == agent.id
    assert (await Session.get()).device == "WeChat"


async def test_a_stranger_stays_one():
    await an_agent()

    with pytest.raises(MiniProgramNotLinked):
        await mini_program.sign_in("stranger", now())

    assert await Agent.all().count() == 1
    assert await Session.all().count() == 0


async def test_a_disabled_agent_is_refused_like_a_stranger():
    await a_linked_agent(disabled_at=now())

    with pytest.raises(MiniProgramNotLinked):
        await mini_program.sign_in("mei:2", now())


async def test_a_link_of_another_mini_program_is_none():
    agent = await a_linked_agent()

    with as_mini_program(OwnMiniProgram("wxan0ther", "secret")):
        with pytest.raises(MiniProgramNotLinked):
            await mini_program.sign_in("mei:2", now())
        assert await mini_program.openid_of(agent.id) is None


@pytest.mark.parametrize("code", [40029, 40163, 42003])
async def test_a_code_that_is_over_is_told_as_such(wechat, code):
    wechat.will("sign_in", refused(code))

    with pytest.raises(InvalidCode):
        await mini_program.sign_in("old", now())


@pytest.mark.parametrize("code", ["", "\0", "a\nb", "码", "x" * (LONGEST_CODE + 1)])
async def test_what_can_be_no_code_costs_no_call(wechat, code):
    with pytest.raises(InvalidCode):
        await mini_program.sign_in(code, now())

    assert wechat.heard("sign_in") == []


async def test_who_is_a_risk_to_wechat_gets_a_sentence_of_their_own(wechat):
    wechat.will("sign_in", refused(40226))

    with pytest.raises(SignInRefused, match="high risk") as no:
        await mini_program.sign_in("risky", now())

    assert (no.value.code, "高风险" in no.value.message_zh) == (Code.WECHAT_REFUSED, True)


async def test_a_wrong_appsecret_is_no_fault_of_the_code(wechat):
    wechat.will("sign_in", refused(40125))

    with pytest.raises(SignInRefused):
        await mini_program.sign_in("mei", now())


async def test_a_silent_wechat_may_be_asked_again(wechat):
    agent = await a_linked_agent()
    wechat.will("sign_in", TryLater("busy", "忙", code=45011), MiniProgramSignIn(openid("mei"), "", SESSION_KEY))

    with pytest.raises(SignInUnavailable, match="busy") as later:
        await mini_program.sign_in("mei:2", now())

    assert (later.value.code, later.value.message_zh) == (Code.WECHAT_UNAVAILABLE, "忙")
    assert (await mini_program.sign_in("mei:3", now())).agent.id == agent.id


async def test_a_house_without_a_mini_program_says_so():
    mini_program.use(None)
    agent = await an_agent()

    assert mini_program.own() is None
    assert await mini_program.openid_of(agent.id) is None
    with pytest.raises(MiniProgramNotSetUp):
        await mini_program.sign_in("mei", now())
    with pytest.raises(MiniProgramNotSetUp):
        await mini_program.unlink(actor(agent), agent.id, now())


async def test_codes_from_one_place_have_to_wait_in_the_end(wechat):
    for _ in range(30):
        with pytest.raises(MiniProgramNotLinked):
            await mini_program.sign_in("stranger", now(), address="192.0.2.1")

    with pytest.raises(AskedTooMuch):
        await mini_program.sign_in("stranger", now(), address="192.0.2.1")

    with pytest.raises(MiniProgramNotLinked):
        await mini_program.sign_in("stranger", now(), address="192.0.2.2")
    assert len(wechat.heard("sign_in")) == 31
