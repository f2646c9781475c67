"""Every kind of message that a phone can send, for real: sealed by the box, fetched by a worker, shown to an agent."""

from typing import Any

import httpx2
import pytest

from tests.processes.clients import Answer, Client

pytestmark = [pytest.mark.processes, pytest.mark.asyncio(loop_scope="module")]

LIST = """{ conversations(first: 2) { edges { node { fan { timeline(first: 5) { edges { node { kind } } } }
 messages(last: 10) { edges { node { kind content { __typename
    ... on ImageContent { media { ...file } }
    ... on VoiceContent { recognition media { ...file } }
    ... on VideoContent { media { ...file } preview { ...file } }
  }
} } } } } } }
fragment file on MediaFile { state url contentType size failure }"""
KINDS = ["TEXT", "IMAGE", "VOICE", "VIDEO", "LOCATION", "LINK", "CARD", "FILE"]


async def test_every_kind_arrives_and_files_can_be_seen(box, owner):
    app_id = await box.account(owner, "SAFE")
    phone = await box.fan(app_id, "oMEI")
    path = f"/accounts/{app_id}/fans/oMEI"
    async with owner.events() as events:
        await phone.write("hi")
        for act, given in ACTS.items():
            assert (await box.ask("POST", f"{path}/{act}", wait=True, **given))["state"] == "DELIVERED", act
        for _ in range(4):
            if all(file["state"] == "STORED" for file in files_in(await talk_of(owner))):
                break
            await events.until(lambda event: event["__typename"] == "MessageChanged")

    talk = await talk_of(owner)
    assert sorted(message["kind"] for message in messages_in(talk)) == sorted(KINDS)
    assert [edge["node"]["kind"] for edge in talk["fan"]["timeline"]["edges"]] == ["LOCATION_REPORTED"]
    files = files_in(talk)
    assert {(file["state"], file["failure"]) for file in files} == {("STORED", None)}
    async with httpx2.AsyncClient() as http:
        for file in files:
            answer = await http.get(file["url"])
            assert (answer.status_code, len(answer.content)) == (200, file["size"])
            assert answer.headers["content-type"] == file["contentType"]


ACTS: dict[str, dict[str, Any]] = {
    "image": {},
    "voice": {"recognition": "你好"},
    "video": {},
    "location": {},
    "link": {"title": "a page"},
    "card": {"title": "a card"},
    "file": {"data": "JVBERi0="},
    "report-location": {},
}


async def talk_of(client: Client) -> Answer:
    """The only conversation."""
    (edge,) = (await client.ask(LIST))["conversations"]["edges"]
    return dict(edge["node"])


def messages_in(talk: Answer) -> list[Answer]:
    """Its messages."""
    return [edge["node"] for edge in talk["messages"]["edges"]]


def files_in(talk: Answer) -> list[Answer]:
    """All files of its messages."""
    contents = [message["content"] for message in messages_in(talk)]
    return [content[role] for content in contents for role in ("media", "preview") if content.get(role)]
