"""`expectedSeq`: who answers without having read everything is shown what they missed."""

import asyncio
from typing import Any

import pytest_asyncio

from domain.agents.models import Workspace
from domain.conversations.actions import Talk
from domain.ids import CONVERSATION, public_id
from domain.sends.models import Send
from domain.viewer import Viewer
from tests.factories import a_fan, a_message, a_talk, a_viewer, an_account
from tests.schema.asking import told

SEND = """
mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) {
    message { seq conversation { lastSeq } }
    missed { seq text sender { __typename ... on Agent { name } } }
    userErrors { code message field }
  }
}"""
LAST = "query ($id: ID!) { conversation(id: $id) { lastSeq } }"


@pytest_asyncio.fixture
async def mei() -> Viewer:
    return await a_viewer(name="Mei")


@pytest_asyncio.fixture
async def tao(mei: Viewer) -> Viewer:
    return await a_viewer(name="Tao", workspace=await Workspace.get(id=mei.workspace_id))


@pytest_asyncio.fixture
async def talk(mei: Viewer) -> Talk:
    return await a_talk(fan=await a_fan(account=await an_account(workspace_id=mei.workspace_id)))


async def send(viewer: Viewer, talk: Talk, body: str, expected: int | None, key: str | None = None) -> Any:
    asked = {"conversationId": public_id(CONVERSATION, talk.id), "content": {"text": {"body": body}}}
    return await told(SEND, viewer, input=asked | {"expectedSeq": expected, "idempotencyKey": key})


async def last_seq(viewer: Viewer, talk: Talk) -> int:
    seen = await told(LAST, viewer, id=public_id(CONVERSATION, talk.id))
    return int(seen["lastSeq"])


async def test_an_answer_to_what_was_read_goes_out(mei, talk):
    answer = await send(mei, talk, "Hello", await last_seq(mei, talk))

    assert answer == {"message": {"seq": 2, "conversation": {"lastSeq": 2}}, "missed": [], "userErrors": []}


async def test_the_second_of_two_is_shown_the_first(mei, tao, talk):
    read = await last_seq(tao, talk)
    await send(mei, talk, "It is in stock.", read)

    answer = await send(tao, talk, "It is sold out.", read)

    (error,) = answer["userErrors"]
    assert (error["code"], error["field"]) == ("CONVERSATION_MOVED_ON", ["expectedSeq"])
    sender = {"__typename": "Agent", "name": "Mei"}
    assert answer["missed"] == [{"seq": 2, "text": "It is in stock.", "sender": sender}]
    assert answer["message"] is None


async def test_who_has_read_what_they_missed_may_answer(mei, tao, talk):
    read = await last_seq(tao, talk)
    await send(mei, talk, "It is in stock.", read)
    missed = (await send(tao, talk, "It is sold out.", read, "k1"))["missed"]

    answer = await send(tao, talk, "Only the red one, though.", missed[-1]["seq"], "k2")

    assert answer["message"]["seq"] == 3


async def test_a_repeat_with_its_key_is_refused_again_with_what_was_missed(mei, talk):
    read = await last_seq(mei, talk)
    await a_message(talk, "No, wait!")

    first, second = [await send(mei, talk, "Hello", read, "k1") for _ in range(2)]

    assert first == second
    assert [message["text"] for message in second["missed"]] == ["No, wait!"]


async def test_a_repeat_of_what_went_out_is_no_turn_of_its_own(mei, talk):
    read = await last_seq(mei, talk)
    first = await send(mei, talk, "Hello", read, "k1")
    await a_message(talk, "Thanks!")

    second = await send(mei, talk, "Hello", read, "k1")

    assert second["message"]["seq"] == first["message"]["seq"]
    assert second["userErrors"] == []


async def test_other_refusals_are_told_as_ever(mei, talk):
    answer = await send(mei, talk, "", await last_seq(mei, talk))

    assert [error["code"] for error in answer["userErrors"]] == ["MESSAGE_EMPTY"]
    assert answer["missed"] == []


async def test_of_two_agents_at_the_same_moment_one_answers(mei, tao, talk):
    read = await last_seq(mei, talk)

    answers = await asyncio.gather(*(send(who, talk, "Hello", read) for who in (mei, tao)))

    assert sorted(len(answer["missed"]) for answer in answers) == [0, 1]
    assert await Send.all().count() == 1
