"""Those who talk to a running house: an agent's client, and whoever plays with WeChat in a box."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from types import TracebackType
from typing import Any, Self

import httpx2
from websockets.asyncio.client import connect

Answer = dict[str, Any]

SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { session { accessToken } userErrors { code } } }"
CONNECT = """
mutation ($input: ConnectAccountInput!) {
  connectAccount(input: $input) { account { id callbackUrl } userErrors { code message field } }
}"""
SEND = """
mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { message { id status } userErrors { code message field } }
}"""
EVENTS = """
subscription ($after: Cursor) {
  events(after: $after) {
    __typename cursor
    ... on MessageAdded { message { id text status direction conversation { id fan { openid } } } }
    ... on MessageChanged { message { id text status refusal { code message } } }
  }
}"""
INBOX = "{ conversations(first: 100) { edges { node { id unreadCount fan { openid isFollowing } } } } }"
TALK = """
query ($id: ID!) {
  conversation(id: $id) { messages(last: 50) { edges { node { id text status direction kind } } } }
}"""
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

_number = count(1)


class Client:
    """An agent's app."""

    def __init__(self, url: str) -> None:
        self._url, self._token = url, ""

    async def sign_in(self, email: str, password: str) -> None:
        """From here on as this agent."""
        answer = await self.ask(SIGN_IN, input={"email": email, "password": password})
        self._token = answer["signIn"]["session"]["accessToken"]

    async def ask(self, query: str, **variables: Any) -> Answer:
        """A query or mutation; its data."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        async with httpx2.AsyncClient(timeout=20) as http:
            response = await http.post(
                f"{self._url}/graphql", json={"query": query, "variables": variables}, headers=headers
            )
        body = response.json()
        assert "errors" not in body, body
        return dict(body["data"])

    async def send(self, conversation_id: str, text: str, key: str | None = None) -> Answer:
        """Answer a fan; the message."""
        given = {"conversationId": conversation_id, "content": {"text": {"body": text}}, "idempotencyKey": key}
        answer = (await self.ask(SEND, input=given))["sendMessage"]
        assert not answer["userErrors"], answer
        return dict(answer["message"])

    async def inbox(self) -> list[Answer]:
        """The conversations."""
        return [edge["node"] for edge in (await self.ask(INBOX))["conversations"]["edges"]]

    async def messages(self, conversation_id: str) -> list[Answer]:
        """A conversation's newest messages, from old to new."""
        edges = (await self.ask(TALK, id=conversation_id))["conversation"]["messages"]["edges"]
        return [edge["node"] for edge in edges]

    @asynccontextmanager
    async def events(self, after: str | None = None) -> AsyncIterator["Events"]:
        """The live stream; it listens once this is entered."""
        address = self._url.replace("http", "ws", 1) + "/graphql"
        async with connect(address, subprotocols=["graphql-transport-ws"], open_timeout=20) as socket:  # type: ignore[list-item]
            await socket.send(
                json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {self._token}"}})
            )
            assert json.loads(await socket.recv())["type"] == "connection_ack"
            payload = {"query": EVENTS, "variables": {"after": after}}
            await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))
            events = Events(socket)
            await events.until(lambda event: event["__typename"] in ("Heartbeat", "ResyncRequired"))
            yield events


class Events:
    """What a socket hears."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self.cursor = ""

    async def until(self, wanted: Callable[[Answer], bool], seconds: float = 20) -> Answer:
        """The next event that is wanted; the others go by."""
        async with asyncio.timeout(seconds):
            while True:
                frame = json.loads(await self._socket.recv())
                assert frame["type"] == "next", frame
                event: Answer = frame["payload"]["data"]["events"]
                self.cursor = event["cursor"]
                if wanted(event):
                    return event

    async def message(self, text: str) -> Answer:
        """The message with these words, when it is added."""
        event = await self.until(
            lambda event: event["__typename"] == "MessageAdded" and event["message"]["text"] == text
        )
        return dict(event["message"])

    async def outcome(self, message_id: str) -> Answer:
        """What became of a message of ours."""
        event = await self.until(
            lambda event: event["__typename"] == "MessageChanged" and event["message"]["id"] == message_id
        )
        return dict(event["message"])


class Box:
    """WeChat in a box, played with over its control API."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = httpx2.AsyncClient(base_url=url, timeout=70)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def ask(self, method: str, path: str, **given: Any) -> Answer:
        """One door of the control API."""
        response = await self._http.request(method, f"/control{path}", json=given or None)
        assert response.status_code < 300, response.text
        return dict(response.json())

    async def account(self, client: Client, encryption: str = "PLAINTEXT") -> str:
        """An official account, at WeChat and connected by the client; its AppID."""
        n = next(_number)
        secret, token, original = f"{n:032x}", f"token{n}", f"gh_{n:012x}"
        own = {"appId": f"wx{n:016x}", "appSecret": secret, "originalId": original, "name": f"Shop {n}"}
        server = {"token": token, "encodingAesKey": AES_KEY, "encryption": encryption}
        asked = own | server | {"kind": "SERVICE", "verified": True}
        answer = (await client.ask(CONNECT, input=asked))["connectAccount"]
        assert not answer["userErrors"], answer
        await self.ask("POST", "/accounts", **asked, callbackUrl=answer["account"]["callbackUrl"])
        return own["appId"]

    async def fan(self, app_id: str, openid: str) -> "Phone":
        """A fan who follows already."""
        await self.ask("POST", f"/accounts/{app_id}/fans", openid=openid, following=True)
        return Phone(self, app_id, openid)


class Phone:
    """A fan's phone."""

    def __init__(self, box: Box, app_id: str, openid: str) -> None:
        self._box, self._path = box, f"/accounts/{app_id}/fans/{openid}"
        self._who = {"account": app_id, "openid": openid}
        self.openid = openid

    async def write(self, text: str, *, deliver: bool = True) -> Answer:
        """The fan writes; how that was delivered."""
        return await self._box.ask("POST", f"{self._path}/write", text=text, wait=True, deliver=deliver)

    async def shows(self, how_many: int) -> list[str]:
        """What the account said, once it said so much."""
        await self._box.ask("POST", "/wait/messages", count=how_many, seconds=30, **self._who, **{"from": "ACCOUNT"})
        return await self.account_said()

    async def account_said(self) -> list[str]:
        """What the account said, as the phone shows it now."""
        chat = (await self._box.ask("GET", self._path))["messages"]
        return [message["text"] for message in chat if message["from"] == "ACCOUNT"]
