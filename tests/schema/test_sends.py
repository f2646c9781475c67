import asyncio

import pytest
import pytest_asyncio

from domain.conversations.models import Message
from domain.ids import CONVERSATION, new_id, public_id
from domain.sends.models import Send
from tests.factories import a_fan, a_talk, a_viewer, an_account
from tests.schema.asking import told

SEND = """
mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) {
    message { id text status direction sender { __typename ... on Agent { name } } }
    userErrors { code message field }
  }
}"""


@pytest_asyncio.fixture
async def viewer():
    return await a_viewer(name="Mei")


@pytest_asyncio.fixture
async def conversation(viewer):
    """The id of a talk that the viewer may see."""
    talk = await a_talk(fan=await a_fan(account=await an_account(workspace_id=viewer.workspace_id)))
    return public_id(CONVERSATION, talk.id)


async def send(viewer, conversation: str, body: str, key: str | None = None):
    asked = {"conversationId": conversation, "content": {"text": {"body": body}}, "idempotencyKey": key}
    return await told(SEND, viewer, input=asked)


async def test_an_answer_is_scheduled_in_the_agents_name(viewer, conversation):
    message = (await send(viewer, conversation, "您好!"))["message"]

    assert (message["text"], message["status"], message["direction"]) == ("您好!", "SCHEDULED", "OUT")
    assert message["sender"] == {"__typename": "Agent", "name": "Mei"}


async def test_the_same_key_answers_the_same_and_sends_nothing_again(viewer, conversation):
    first, second = [await send(viewer, conversation, "Once", "k1") for _ in range(2)]

    assert first == second
    assert await Send.all().count() == 1


async def test_two_at_once_with_one_key_make_one_message(viewer, conversation):
    answers = await asyncio.gather(*(send(viewer, conversation, "Once", "k1") for _ in range(4)))

    assert len({answer["message"]["id"] for answer in answers}) == 1
    assert await Message.filter(direction="OUT").count() == 1


async def test_a_key_with_other_words_is_a_conflict(viewer, conversation):
    await send(viewer, conversation, "Once", "k1")

    (error,) = (await send(viewer, conversation, "Something else", "k1"))["userErrors"]

    assert (error["code"], error["field"]) == ("IDEMPOTENCY_CONFLICT", ["idempotencyKey"])


async def test_a_refusal_is_told_again_for_the_same_key(viewer, conversation):
    first, second = [await send(viewer, conversation, "", "k1") for _ in range(2)]

    assert first == second
    assert first["userErrors"][0]["code"] == "MESSAGE_EMPTY"


@pytest.mark.parametrize(
    ("body", "code", "says"),
    [
        (" \n", "MESSAGE_EMPTY", "Write something first"),
        ("字" * 683, "MESSAGE_TOO_LONG", "2049 bytes"),
        ("x" * 2049, "MESSAGE_TOO_LONG", "2049 bytes"),
    ],
)
async def test_what_wechat_would_not_take_is_refused_at_its_field(viewer, conversation, body, code, says):
    (error,) = (await send(viewer, conversation, body))["userErrors"]

    assert (error["code"], error["field"]) == (code, ["content", "text", "body"])
    assert says in error["message"]


async def test_a_foreign_a_missing_and_a_malformed_conversation_look_the_same(viewer):
    foreign = public_id(CONVERSATION, (await a_talk()).id)
    missing = public_id(CONVERSATION, new_id())

    answers = [
        await send(viewer, id, "Hello?") for id in (foreign, missing, "cnv_x", "", "x" * 999, "cnv_" + "\0" * 32)
    ]

    assert answers == [answers[0]] * len(answers)
    assert answers[0]["userErrors"][0] == {
        "code": "NOT_FOUND",
        "message": "No conversation with this id.",
        "field": ["conversationId"],
    }
