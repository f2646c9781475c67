import random
from datetime import timedelta

import pytest
import pytest_asyncio

from domain import database
from domain.callbacks.handling import handle_waiting
from domain.clock import now
from domain.conversations.actions import Talk
from domain.conversations.models import Conversation
from domain.ids import CONVERSATION, FAN, public_id
from domain.sends.actions import cancel_for_account, send_text
from domain.sends.delivery import deliver_due
from domain.transaction import transaction
from domain.windows.actions import open_window
from domain.windows.models import WindowCause
from tests.domain.pushes import event, keep, text
from tests.domain.test_sends import refused, unknown
from tests.factories import NOON, HandClock, a_fan, a_talk, a_viewer, an_account, an_agent
from tests.schema.asking import listening, told

HOUR = timedelta(hours=1)
REACHABILITY = """
  at canSend until remaining policy windows { cause openedAt expiresAt remaining }
  reasons { reason message messageZh } alternatives { way message messageZh }
"""
ASK = f"query ($fanId: ID!, $at: DateTime) {{ reachability(fanId: $fanId, at: $at) {{ {REACHABILITY} }} }}"
INBOX = f"{{ conversations(first: 20) {{ edges {{ node {{ id reachability {{ {REACHABILITY} }} }} }} }} }}"
SEND = """
mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { message { id } warning { reason message messageZh } userErrors { code } }
}"""
EVENTS = """
subscription { events { __typename cursor
  ... on ConversationChanged { conversation { reachability { remaining canSend reasons { reason } } } } } }
"""


@pytest_asyncio.fixture
async def viewer():
    return await a_viewer()


@pytest_asyncio.fixture
async def account(viewer):
    return await an_account(workspace_id=viewer.workspace_id)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


async def a_talk_of_one_who_wrote(account, at=NOON) -> Talk:
    talk = await a_talk(fan=await a_fan(account=account))
    async with transaction():
        await open_window(talk.fan_id, WindowCause.MESSAGE, at)
    return talk


async def send(viewer, talk: Talk, clock: HandClock, key: str | None = None):
    asked = {"conversationId": public_id(CONVERSATION, talk.id), "content": {"text": {"body": "您好"}}}
    return await told(SEND, viewer, clock, input=asked | {"idempotencyKey": key})


async def test_it_says_until_when_and_how_many(viewer, account, clock):
    talk = await a_talk_of_one_who_wrote(account)

    found = await told(ASK, viewer, clock, fanId=public_id(FAN, talk.fan_id))

    assert (found["canSend"], found["remaining"], found["policy"]) == (True, 5, "2023-06")
    assert found["until"] == found["windows"][0]["expiresAt"] == "2026-11-22T04:00:00.000Z"
    assert (found["reasons"], found["alternatives"]) == ([], [])


async def test_it_says_why_not_and_what_else_in_two_languages(viewer, account, clock):
    talk = await a_talk_of_one_who_wrote(account)

    found = await told(ASK, viewer, clock, fanId=public_id(FAN, talk.fan_id), at="2026-11-22T04:00:00Z")

    assert (found["canSend"], found["until"], found["remaining"], found["windows"]) == (False, None, 0, [])
    (reason,) = found["reasons"]
    assert (reason["reason"], "48" in found["alternatives"][0]["message"]) == ("NO_WINDOW", True)
    assert all(one["messageZh"] and one["message"] for one in [reason, *found["alternatives"]])


async def test_a_page_of_the_inbox_is_read_with_one_statement_more(viewer, account, clock, monkeypatch):
    for hours in range(5):
        await a_talk_of_one_who_wrote(account, NOON - 12 * hours * HOUR)
    asked, rows = [], database.rows

    async def counted(sql, *values):
        asked.append(sql)
        return await rows(sql, *values)

    monkeypatch.setattr(database, "rows", counted)
    page = await told(INBOX, viewer, clock)

    assert [edge["node"]["reachability"]["canSend"] for edge in page["edges"]] == [False, True, True, True, True]
    assert len([sql for sql in asked if "interaction_window" in sql]) == 1


async def test_a_page_that_does_not_ask_reads_no_windows(viewer, account, clock, monkeypatch):
    await a_talk_of_one_who_wrote(account)
    asked, rows = [], database.rows

    async def counted(sql, *values):
        asked.append(sql)
        return await rows(sql, *values)

    monkeypatch.setattr(database, "rows", counted)
    await told("{ conversations(first: 20) { edges { node { id fan { id } } } } }", viewer, clock)

    assert not [sql for sql in asked if "interaction_window" in sql]


async def test_sending_warns_and_is_not_refused(viewer, account, clock):
    talk = await a_talk_of_one_who_wrote(account, NOON - 48 * HOUR)

    sent = await send(viewer, talk, clock)

    assert (sent["warning"]["reason"], sent["userErrors"]) == ("NO_WINDOW", [])
    assert sent["message"] is not None


async def test_the_sixth_is_warned_of_and_a_repeat_of_the_fifth_is_not(viewer, account, clock):
    talk = await a_talk_of_one_who_wrote(account)

    reasons = [await send(viewer, talk, clock, f"k{n}") for n in range(6)]
    again = await send(viewer, talk, clock, "k4")

    assert [one["warning"] for one in reasons[:5]] == [None] * 5
    assert reasons[5]["warning"]["reason"] == "USED_UP"
    assert again == reasons[4]


async def test_what_is_planned_is_warned_of_by_the_moment_at_which_it_is_due(viewer, account, clock):
    talk = await a_talk_of_one_who_wrote(account)
    asked = {"conversationId": public_id(CONVERSATION, talk.id), "content": {"text": {"body": "您好"}}}

    in_time, too_late = [
        await told(SEND, viewer, clock, input=asked | {"sendAt": (NOON + hours * HOUR).isoformat()})
        for hours in (47, 48)
    ]

    assert (in_time["warning"], too_late["warning"]["reason"]) == (None, "NO_WINDOW")


async def test_what_is_out_is_not_warned_of(viewer, account, clock):
    talk = await a_talk_of_one_who_wrote(account, NOON - 48 * HOUR)
    await send(viewer, talk, clock, "k")
    await deliver_due(clock)

    assert (await send(viewer, talk, clock, "k"))["warning"] is None


@pytest.mark.parametrize("seed", range(4))
async def test_what_is_told_of_talks_is_what_a_fresh_question_answers(viewer, account, clock, hub, wechat, seed):
    dice, known, openids = random.Random(seed), {}, ["oA", "oB"]
    agent, shown = await an_agent(workspace_id=viewer.workspace_id), f"{{ id reachability {{ {REACHABILITY} }} }}"
    heard = f"subscription {{ events {{ __typename cursor ... on ConversationChanged {{ conversation {shown} }} }} }}"

    async with listening(heard, viewer, hub, clock) as listener:
        await listener.next()
        for step in range(30):
            at, openid = NOON + timedelta(seconds=step - 40), dice.choice(openids)
            pushes = [text("hi", openid, at), *(event(kind, openid, at, "K") for kind in ("CLICK", "SCAN"))]
            follows = [event(kind, openid, at) for kind in ("subscribe", "unsubscribe")]
            await keep(account, dice.choice([*pushes, *pushes, *follows]))
            await handle_waiting(now)
            for talk in await Conversation.filter(account_id=account.id).prefetch_related("fan"):
                where = Talk(talk.id, viewer.workspace_id, account.id, talk.fan_id)
                await send_text(where, talk.fan.openid, agent.id, "您好", clock())
            wechat.answers = [dice.choice([refused(45015), refused(45047), refused(45002), unknown(), *[_taken] * 4])]
            await (deliver_due(clock) if dice.random() < 0.7 else cancel_for_account(account.id, "Enough.", clock()))
        beats = 0
        while beats < 3:  # nothing comes any more
            heard_of = await listener.next()
            beats = beats + 1 if heard_of["__typename"] == "Heartbeat" else 0
            if heard_of["__typename"] == "ConversationChanged":
                known[heard_of["conversation"]["id"]] = heard_of["conversation"]

    page = await told(f"{{ conversations {{ edges {{ node {shown} }} }} }}", viewer, clock)
    assert known == {edge["node"]["id"]: edge["node"] for edge in page["edges"]}


async def _taken() -> None:
    """WeChat takes it."""


async def test_watching_a_talk_tells_of_every_change(viewer, account, clock, hub):
    talk = await a_talk_of_one_who_wrote(account)

    async with listening(EVENTS, viewer, hub, clock) as listener:
        await listener.next()
        await send(viewer, talk, clock)
        event = await listener.until("ConversationChanged")

    assert event["conversation"]["reachability"] == {"remaining": 4, "canSend": True, "reasons": []}
