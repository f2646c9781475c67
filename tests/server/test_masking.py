"""What an error and a log do not say: words from inside, secrets, and what people wrote."""

from io import StringIO
from typing import Any

from httpx2 import AsyncClient

from domain.ids import CONVERSATION, public_id
from domain.viewer import Viewer
from server import graphql
from tests.factories import AES_KEY, PASSWORD, a_talk, a_viewer, an_account, an_agent
from tests.server.knocking import VIEWER, away, post, refusal

SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { session { accessToken } userErrors { code } } }"
SEND = "mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } userErrors { code } } }"
CONNECT = "mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }"


# Our own failures


async def test_a_bug_of_ours_is_masked_and_logged_without_words(http: AsyncClient, logs: StringIO):
    talk, viewer = await somebodys_talk()

    async with away("message"):
        answer = await post(http, SEND, viewer, input=canaries(talk.id))

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (200, "INTERNAL")
    assert error["message"].startswith("Something went wrong on our side.")
    assert "message" not in error["message"]
    assert answer.headers["x-request-id"] in logs.getvalue()
    assert "canary" not in logs.getvalue()


async def test_a_database_that_cannot_say_who_asks_is_500_with_a_request_id(http: AsyncClient, logs: StringIO):
    viewer = await a_viewer()

    async with away("session"):
        answer = await post(http, VIEWER, viewer)

    assert refusal(answer) == (500, "INTERNAL")
    assert "session" not in answer.text
    assert answer.headers["x-request-id"] in logs.getvalue()


async def test_what_takes_too_long_is_stopped(http: AsyncClient, monkeypatch: Any):
    monkeypatch.setattr(graphql, "PATIENCE", 0.0)

    assert refusal(await post(http, "{ accounts { __typename } }", await a_viewer())) == (503, "TIMEOUT")


# Secrets


async def test_no_log_and_no_error_repeats_a_secret(http: AsyncClient, logs: StringIO):
    talk, viewer = await somebodys_talk()
    agent = await an_agent(email="canary@example.com")
    wrong = {"email": agent.email, "password": "canary password"}
    account = {"appId": "wx1", "appSecret": "canary secret", "token": "canary token", "encodingAesKey": AES_KEY}

    answers = [
        await post(http, SIGN_IN, input=wrong),
        await post(http, SIGN_IN, input=wrong | {"extra": "canary"}),
        await post(http, SIGN_IN, input=wrong | {"email": 5}),
        await post(http, SIGN_IN, input="canary"),
        await post(http, SIGN_IN.replace("$input)", '{email: "a", pass: "canary"})'), input=wrong),
        await post(http, SIGN_IN.replace("$input)", '{email: "a", password: ["canary"]})'), input=wrong),
        await post(http, CONNECT, viewer, input=account),
        await post(http, SEND, viewer, input=canaries(talk.id) | {"content": {"text": {"body": ["canary"]}}}),
        await post(http, SEND, viewer, input=canaries(talk.id) | {"content": {"text": {"body": "canary" * 1000}}}),
        await http.post("/graphql", json={"query": VIEWER}, headers={"Authorization": "Bearer canary.canary.canary"}),
        await http.post(
            "/graphql",
            content=b'{"query":"{ canary","variables":{"password":"canary"',
            headers={"Content-Type": "application/json"},
        ),
    ]
    async with away("agent"):
        answers.append(await post(http, SIGN_IN, input=wrong))
        answers.append(await post(http, VIEWER, viewer))

    assert all("errors" in answer.json() or "userErrors" in answer.text for answer in answers)
    assert [answer.text for answer in answers if "canary" in answer.text] == []
    assert "canary" not in logs.getvalue()
    assert AES_KEY not in logs.getvalue()


async def test_signing_in_shows_the_tokens_to_nobody_else(http: AsyncClient, logs: StringIO):
    agent = await an_agent()

    answer = await post(http, SIGN_IN, input={"email": agent.email, "password": PASSWORD})

    token = answer.json()["data"]["signIn"]["session"]["accessToken"]
    assert token not in logs.getvalue()
    assert PASSWORD not in logs.getvalue()


async def somebodys_talk() -> tuple[Any, Viewer]:
    """A talk, and an agent who may see it."""
    account = await an_account()
    return await a_talk(account=account), await a_viewer(workspace=await account.workspace)


def canaries(talk_id: Any) -> dict[str, Any]:
    """A message with words that no log may repeat."""
    return {"conversationId": public_id(CONVERSATION, talk_id), "content": {"text": {"body": "canary words"}}}
