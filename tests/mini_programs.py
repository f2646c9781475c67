"""A mini-program for tests, and people who open it. Their OpenIDs follow from the codes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from domain.agents import mini_program
from domain.agents.mini_program import OwnMiniProgram
from domain.agents.models import Actor, Agent
from domain.clock import now
from tests.factories import an_agent
from tests.fakes import FakeGate
from wechat import MiniProgramSignIn, Refused
from wechat.codes import verdict_on

OURS = OwnMiniProgram("wxm1n1m1n1m1n1m1n1", "canary-mini-program-secret")
SESSION_KEY = "canary-session-key=="


@contextmanager
def as_mini_program(ours: OwnMiniProgram = OURS) -> Iterator[None]:
    """This house has a mini-program for a while."""
    mini_program.use(ours)
    yield
    mini_program.use(None)


def actor(agent: Agent) -> Actor:
    """An agent who acts."""
    return Actor(agent.workspace_id, agent.id, agent.role)


async def a_linked_agent(code: str = "mei", **given: Any) -> Agent:
    """An agent who linked whoever has this code."""
    agent = await an_agent(**given)
    await mini_program.link(actor(agent), code, now())
    return agent


def knowing(wechat: FakeGate) -> None:
    """A WeChat to which every code is good, any number of times."""
    wechat.will("sign_in", lambda code: MiniProgramSignIn(openid(code), "", SESSION_KEY))


def openid(code: str) -> str:
    """Whose code this is: what stands before its colon."""
    return f"oCANARY-{code.partition(':')[0]}"


def refused(code: int) -> Refused:
    """What the gate raises for this return code."""
    act, sentence, sentence_zh = verdict_on(code)
    return Refused(sentence, sentence_zh, act=act, code=code)
