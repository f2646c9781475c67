"""An agent's own WeChat is told by subscribe messages of the operator's mini-program (订阅消息): one a consent."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.responses import Response

from domain.accounts.models import OfficialAccount
from domain.agents.errors import MiniProgramNotLinked, MiniProgramNotSetUp
from domain.agents.models import MiniProgramIdentity, Session
from domain.clock import now
from domain.errors import BadInput
from domain.ids import CONVERSATION, public_id
from domain.notifications import subscribing
from domain.notifications.delivering import tell_due
from domain.notifications.devices import allow, register_mini_program
from domain.notifications.leases import LEASE
from domain.notifications.models import Notification
from domain.notifications.subscribing import Template
from tests.factories import NOON, HandClock, an_agent
from tests.mini_programs import as_mini_program, refused
from tests.phones import SECOND, a_quiet_talk, actor_of, after, allowed, outcomes, with_phone, with_wechat, writes
from wechat import TryLater, Uncertain

SENT, READY = "send_subscribe_message", "ready"
TEMPLATE = Template("TEMPLATE", page="pages/talk/index")


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


@pytest.fixture
def template(wechat) -> Iterator[None]:
    """The house has a mini-program with a template, and WeChat takes everything."""
    wechat.will(READY, None)
    wechat.will(SENT, "1")
    subscribing.use(TEMPLATE)
    with as_mini_program():
        yield
    subscribing.use(None)


async def test_each_consent_is_good_for_one_message(wechat, template, clock):
    talk = await a_quiet_talk(remark="小满")
    agent = await with_wechat(await an_agent(workspace_id=talk.workspace_id), 2)

    for _ in range(3):
        await writes(talk, clock)
        await after(clock)
        clock.advance(60 * SECOND)

    values = {"thing1": "小满", "time2": "2026年11月20日 12:00", "thing3": "新消息"}
    page = f"pages/talk/index?conversationId={public_id(CONVERSATION, talk.id)}"
    assert wechat.heard(SENT)[0] == ("oAGENT", "TEMPLATE", values, page)
    assert wechat.heard(SENT)[1][2]["thing3"] == "2 条新消息"
    assert len(wechat.heard(SENT)) == 2
    assert await outcomes() == ["SENT", "SENT", "REFUSED"]
    assert await allowed(agent) == [0]


async def test_of_several_workers_one_asks_wechat_and_one_consent_is_spent_once(wechat, template, clock):
    first = await a_quiet_talk()
    talks = [first, await a_quiet_talk(account=await OfficialAccount.get(id=first.account_id))]
    agent = await with_wechat(await an_agent(workspace_id=first.workspace_id))
    for talk in talks:
        await writes(talk, clock)
    clock.advance(5 * SECOND)

    await asyncio.gather(*(tell_due(clock) for _ in range(4)))

    assert len(wechat.heard(SENT)) == 1
    assert await allowed(agent) == [0]
    assert sorted(await outcomes()) == ["REFUSED", "SENT"]


async def test_values_are_cut_to_what_wechat_takes(wechat, template, clock):
    talk = await a_quiet_talk(remark=None, nickname="很长的名字\n" * 10)
    await with_wechat(await an_agent(workspace_id=talk.workspace_id))

    await writes(talk, clock)
    await after(clock)

    who = wechat.heard(SENT)[0][2]["thing1"]
    assert len(who) == 20
    assert who.endswith("…")
    assert "\n" not in who


async def test_an_app_that_rings_costs_no_consent(wechat, template, push, clock):
    talk = await a_quiet_talk()
    agent = await with_wechat(await with_phone(await an_agent(workspace_id=talk.workspace_id)))

    await writes(talk, clock)
    await after(clock)

    assert len(push.heard) == 1
    assert wechat.heard(SENT) == []
    assert await allowed(agent) == [1]


async def test_where_the_app_is_gone_wechat_rings(wechat, template, push, clock):
    talk = await a_quiet_talk()
    await with_wechat(await with_phone(await an_agent(workspace_id=talk.workspace_id)))
    push.answers = [Response(status_code=410)]

    await writes(talk, clock)
    await after(clock)

    assert len(wechat.heard(SENT)) == 1
    assert await outcomes() == ["SENT"]


async def test_wechat_knows_better_how_many_are_left(wechat, template, clock):
    talk = await a_quiet_talk()
    agent = await with_wechat(await an_agent(workspace_id=talk.workspace_id), 5)
    wechat.will(SENT, refused(43101))

    await writes(talk, clock)
    await after(clock)

    assert await allowed(agent) == [0]
    assert await outcomes() == ["REFUSED"]


async def test_another_refusal_uses_nothing_up(wechat, template, clock):
    talk = await a_quiet_talk()
    agent = await with_wechat(await an_agent(workspace_id=talk.workspace_id))
    wechat.will(SENT, refused(47003))

    await writes(talk, clock)
    await after(clock)

    assert await allowed(agent) == [1]
    assert (await Notification.get()).outcome


async def test_what_wechat_has_no_time_for_is_sent_later(wechat, template, clock):
    talk = await a_quiet_talk()
    agent = await with_wechat(await an_agent(workspace_id=talk.workspace_id))
    wechat.will(SENT, TryLater("busy"), "1")

    await writes(talk, clock)
    await after(clock)
    assert await allowed(agent) == [1]
    await after(clock)

    assert len(wechat.heard(SENT)) == 2
    assert await outcomes() == ["SENT"]


async def test_without_a_token_nothing_is_promised(wechat, template, clock):
    talk = await a_quiet_talk()
    agent = await with_wechat(await an_agent(workspace_id=talk.workspace_id))
    wechat.will(READY, TryLater("no token"), None)

    await writes(talk, clock)
    await after(clock)
    assert (await outcomes(), await allowed(agent)) == (["WAITING"], [1])
    await after(clock)

    assert await outcomes() == ["SENT"]


async def test_an_unknown_outcome_is_never_repeated(wechat, template, clock):
    talk = await a_quiet_talk()
    agent = await with_wechat(await an_agent(workspace_id=talk.workspace_id))
    wechat.will(SENT, Uncertain("no answer"))

    await writes(talk, clock)
    for _ in range(20):
        await after(clock, 60 * SECOND)

    assert len(wechat.heard(SENT)) == 1
    assert await outcomes() == ["UNCERTAIN"]
    assert await allowed(agent) == [0]


async def test_a_worker_that_dies_while_wechat_is_asked_leaves_it_uncertain(wechat, template, clock):
    talk = await a_quiet_talk()
    await with_wechat(await an_agent(workspace_id=talk.workspace_id))
    asked = asyncio.Event()

    async def never(*_: object) -> None:
        asked.set()
        await asyncio.Event().wait()

    wechat.will(SENT, never)
    await writes(talk, clock)
    dying = asyncio.create_task(after(clock))
    await asked.wait()
    clock.advance(LEASE + SECOND)
    await after(clock)

    assert await outcomes() == ["UNCERTAIN"]
    assert len(wechat.heard(SENT)) == 1
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)


async def test_a_worker_that_lost_its_lease_does_not_ask_wechat(wechat, template, clock):
    talk = await a_quiet_talk()
    agent = await with_wechat(await an_agent(workspace_id=talk.workspace_id))

    async def sleep_through_the_lease() -> None:
        clock.advance(LEASE + SECOND)

    wechat.will(READY, sleep_through_the_lease, None)
    await writes(talk, clock)
    await after(clock)
    assert wechat.heard(SENT) == []
    assert await allowed(agent) == [1]
    await after(clock)

    assert len(wechat.heard(SENT)) == 1


async def test_who_unlinked_their_wechat_is_not_told_there(wechat, template, clock):
    talk = await a_quiet_talk()
    agent = await with_wechat(await an_agent(workspace_id=talk.workspace_id))
    await MiniProgramIdentity.filter(agent_id=agent.id).delete()

    await writes(talk, clock)
    await after(clock)

    assert wechat.heard(SENT) == []


async def test_without_template_and_push_service_it_says_what_is_missing(template, clock):
    talk = await a_quiet_talk()
    await with_wechat(await an_agent(workspace_id=talk.workspace_id))
    subscribing.use(None)

    await writes(talk, clock)
    await after(clock)

    assert "No push service" in str((await Notification.get()).outcome)


async def test_consents_are_counted_by_who_registered_their_wechat(template):
    agent = await an_agent()
    session = await Session.create(agent=agent, created_at=now())
    with pytest.raises(MiniProgramNotLinked):
        await register_mini_program(actor_of(agent), session.id, now())
    with pytest.raises(BadInput):
        await allow(agent.id, 1)
    await with_wechat(agent, 0)
    for wrong in (0, -1, 1001):
        with pytest.raises(BadInput):
            await allow(agent.id, wrong)

    await allow(agent.id, 999)
    await allow(agent.id, 999)

    assert await allowed(agent) == [1000]


async def test_without_a_mini_program_there_is_no_wechat_to_register():
    agent = await an_agent()

    with pytest.raises(MiniProgramNotSetUp):
        await register_mini_program(actor_of(agent), agent.id, now())
