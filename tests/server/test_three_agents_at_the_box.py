"""Two agents on sockets and a third asleep, one fan, WeChat in a box, and a clock that is moved by hand."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from httpx2 import AsyncClient

from domain import gate
from domain.accounts.models import AccountKind
from domain.agents.models import Agent
from domain.assignments.giving import give_waiting
from domain.assignments.models import AccountRouting, RoutingMode
from domain.callbacks.handling import handle_waiting
from domain.conversations import states
from domain.hub import Hub
from domain.ids import AGENT, public_id
from domain.redis import redis
from domain.sends.delivery import deliver_due
from sandbox.app import build as build_box
from sandbox.serving import BoxServer
from server.app import build
from server.state import House
from tests.factories import HandClock, a_viewer, an_account, an_agent
from tests.phones import Rings, a_push_service, after, with_phone
from tests.sandbox.conftest import a_world
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.shop import AES_KEY, APP_ID, ORIGINAL_ID, TOKEN, listening
from tests.server.knocking import URL, bearer
from tests.server.serving import Socket, a_socket, served
from wechat import Encryption, Gate

TALK = "fragment talk on Conversation { id status lastSeq assignee { name } snoozedUntilAt }"
EVENTS = f"""{TALK} subscription {{ events {{
  __typename
  ... on MessageAdded {{ message {{ text seq }} }}
  ... on ConversationAssigned {{ assignment {{ reason explanation }} conversation {{ ...talk }} }}
  ... on ConversationChanged {{ conversation {{ ...talk }} }}
}} }}"""
INBOX = f"{TALK} {{ conversations {{ edges {{ node {{ ...talk }} }} }} }}"
PRESENCE = "mutation { setPresence(input: {presence: ONLINE}) { userErrors { message } } }"
SEND = """mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
  message { seq } missed { text } userErrors { code } } }"""
TRANSFER = """mutation ($input: TransferConversationInput!) { transferConversation(input: $input) {
  userErrors { code } } }"""
SNOOZE = "mutation ($input: SnoozeConversationInput!) { snoozeConversation(input: $input) { userErrors { code } } }"


@dataclass
class Office:
    """The desk with its workers, the box, the agents' sockets, and the push service of the one who sleeps."""

    clock: HandClock
    box: Driver
    fan: str
    ada: Socket
    bob: Socket
    cy: Agent
    rings: Rings

    async def fan_writes(self, words: str) -> None:
        """From the phone through the callback to the agents."""
        await self.box.fan_does(self.fan, "write", text=words)
        await self.work()

    async def work(self) -> None:
        """What workers do when they are nudged, and each second."""
        await handle_waiting(self.clock)
        await states.wake_due(self.clock())
        await give_waiting(self.clock)
        await deliver_due(self.clock)

    async def let_pass(self, time: timedelta) -> None:
        """For everybody."""
        self.clock.advance(time)
        await self.box.advance(time.total_seconds())
        await self.work()
        await after(self.clock, timedelta(0))

    async def talk(self, socket: Socket) -> Any:
        """What a fresh query says of the fan's talk."""
        (edge,) = (await socket.ask(INBOX))["conversations"]["edges"]
        return edge["node"]


@pytest.fixture
async def office(clock: HandClock) -> AsyncIterator[Office]:
    async with AsyncExitStack() as open_:
        app = build_box(a_world())
        at = await open_.enter_async_context(listening(BoxServer(app, 0)))
        box = Driver(app, await open_.enter_async_context(AsyncClient(base_url=at, timeout=10)))
        real = Gate(api_url=at, redis=redis())
        open_.push_async_callback(real.close)
        gate.use(real)
        desk = await open_.enter_async_context(served(build(House(Hub(), URL, is_production=True, clock=clock))))
        account = await an_account(
            app_id=APP_ID,
            app_secret=SECRET,
            original_id=ORIGINAL_ID,
            token=TOKEN,
            encoding_aes_key=AES_KEY,
            kind=AccountKind.SERVICE,
            encryption=Encryption.SAFE,
        )
        where = {"account_id": account.id, "workspace_id": account.workspace_id}
        await AccountRouting.create(mode=RoutingMode.ROUND_ROBIN, **where)
        await box.an_account(callbackUrl=f"http://{desk}{account.callback_path}", encryption="SAFE")
        rings = await open_.enter_async_context(a_push_service())
        sockets = []
        for name in ("Ada", "Bob"):
            viewer = await a_viewer(workspace=await account.workspace, name=name)
            socket = await open_.enter_async_context(a_socket(desk))
            await (await socket.signed_in(bearer(viewer, clock))).subscribe("events", EVENTS)
            await heard(socket, "Heartbeat")
            await socket.ask(PRESENCE)
            sockets.append(socket)
        cy = await with_phone(await an_agent(workspace=await account.workspace, name="Cy"))
        yield Office(clock, box, await box.a_fan(), *sockets, cy, rings)


async def heard(socket: Socket, kind: str) -> Any:
    """The next event of this kind, with what it says; the others go by."""
    while True:
        frame = await socket.until("next")
        event = (frame["payload"]["data"] or {}).get("events")
        if event and event["__typename"] == kind:
            return event


async def test_a_fan_is_given_answered_handed_over_snoozed_and_rung_for(office: Office):
    await office.fan_writes("在吗?")
    given = await heard(office.bob, "ConversationAssigned")
    assert given["assignment"] == {
        "reason": "ROUND_ROBIN",
        "explanation": "It was Ada's turn: of 2 agents with a free seat, their last turn is the longest ago.",
    }
    talk = given["conversation"]
    assert (await heard(office.ada, "ConversationAssigned"))["conversation"] == talk

    said = {"conversationId": talk["id"], "expectedSeq": talk["lastSeq"]}
    answer = await office.ada.ask(SEND, input=said | {"content": {"text": {"body": "在的"}}})
    late = await office.bob.ask(SEND, input=said | {"content": {"text": {"body": "我来"}}})
    await office.work()
    assert answer["sendMessage"]["userErrors"] == []
    assert late["sendMessage"]["userErrors"] == [{"code": "CONVERSATION_MOVED_ON"}]
    assert late["sendMessage"]["missed"] == [{"text": "在的"}]
    assert await office.box.texts(office.fan, "ACCOUNT") == ["在的"]

    handed = {"conversationId": talk["id"], "agentId": public_id(AGENT, office.cy.id)}
    assert (await office.ada.ask(TRANSFER, input=handed))["transferConversation"]["userErrors"] == []
    moved = await heard(office.bob, "ConversationAssigned")
    assert moved["assignment"]["explanation"] == "Ada transferred it to Cy."
    await office.let_pass(timedelta(seconds=5))
    assert office.rings.rung == ["Cy"]

    until = (office.clock() + timedelta(hours=1)).isoformat()
    await office.bob.ask(SNOOZE, input={"conversationId": talk["id"], "until": until})
    assert (await office.talk(office.ada))["status"] == "SNOOZED"
    await office.let_pass(timedelta(minutes=59))
    assert (await office.talk(office.ada))["status"] == "SNOOZED"


async def test_what_wakes_while_its_agent_sleeps_comes_to_one_who_is_here(office: Office):
    await office.fan_writes("退款")
    talk = (await heard(office.ada, "ConversationAssigned"))["conversation"]
    await office.ada.ask(TRANSFER, input={"conversationId": talk["id"], "agentId": public_id(AGENT, office.cy.id)})
    until = office.clock() + timedelta(seconds=30)
    await office.bob.ask(SNOOZE, input={"conversationId": talk["id"], "until": until.isoformat()})

    await office.let_pass(timedelta(seconds=31))

    woken = await office.talk(office.bob)
    assert (woken["status"], woken["assignee"]) == ("OPEN", {"name": "Bob"})


async def test_what_is_read_on_a_screen_rings_no_phone(office: Office):
    await office.fan_writes("第一句")
    await heard(office.ada, "ConversationAssigned")

    await office.let_pass(timedelta(seconds=10))

    assert office.rings.rung == []
