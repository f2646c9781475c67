"""What is asked and heard over a socket."""

import asyncio

import pytest

from domain.allowance import Allowance
from domain.hub import Hub
from domain.ids import CONVERSATION, MESSAGE, public_id
from server.app import build
from server.sockets import OPERATIONS
from server.state import House
from tests.factories import HandClock, a_message, a_viewer
from tests.server.knocking import EVENTS, URL, VIEWER, away, bearer, somebodys_talk
from tests.server.serving import a_socket, served

SEND = """
mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { message { status text } userErrors { code } }
}"""


async def test_a_query_and_a_mutation_travel_over_the_socket(address: str):
    talk, viewer = await somebodys_talk()
    given = {"conversationId": public_id(CONVERSATION, talk.id), "content": {"text": {"body": "hello"}}}
    async with a_socket(address) as socket:
        await socket.signed_in(bearer(viewer))

        assert (await socket.ask(VIEWER))["viewer"]["name"] == viewer.name
        sent = (await socket.ask(SEND, input=given))["sendMessage"]
        assert sent == {"message": {"status": "SCHEDULED", "text": "hello"}, "userErrors": []}


async def test_another_workspaces_rows_are_not_there(address: str):
    talk, _ = await somebodys_talk()
    message = public_id(MESSAGE, (await a_message(talk)).id)
    async with a_socket(address) as socket:
        await socket.signed_in(bearer(await a_viewer()))

        assert await socket.ask("query ($id: ID!) { node(id: $id) { id } }", id=message) == {"node": None}


async def test_a_message_is_heard_and_the_heart_beats(address: str):
    talk, viewer = await somebodys_talk()
    async with a_socket(address) as socket:
        await (await socket.signed_in(bearer(viewer))).subscribe("1", EVENTS)
        assert (await socket.hear())["payload"]["data"]["events"]["__typename"] == "Heartbeat"

        await a_message(talk, "hello")

        events = [(await socket.hear())["payload"]["data"]["events"] for _ in range(4)]
        told = [event for event in events if event["__typename"] == "MessageAdded"]
        assert [event["message"]["text"] for event in told] == ["hello"]
        assert (await socket.until("next"))["payload"]["data"]["events"]["__typename"] == "Heartbeat"


async def test_a_socket_that_was_cut_off_resumes(address: str):
    talk, viewer = await somebodys_talk()
    async with a_socket(address) as socket:
        await (await socket.signed_in(bearer(viewer))).subscribe("1", EVENTS)
        cursor = (await socket.hear())["payload"]["data"]["events"]["cursor"]
    await a_message(talk, "while you were away")

    async with a_socket(address) as socket:
        await (await socket.signed_in(bearer(viewer))).subscribe("1", EVENTS, after=cursor)
        await socket.hear()
        event = (await socket.hear())["payload"]["data"]["events"]

    assert event["message"]["text"] == "while you were away"


async def test_complete_ends_one_subscription_and_frees_its_id(address: str):
    async with a_socket(address) as socket:
        await (await socket.signed_in(bearer(await a_viewer()))).subscribe("1", EVENTS)
        await socket.hear()
        await socket.send({"type": "complete", "id": "1"})
        await socket.send({"type": "ping"})
        await socket.until("pong")

        assert "viewer" in await socket.ask(VIEWER)


async def test_an_id_in_use_closes_the_socket(address: str):
    async with a_socket(address) as socket:
        await (await socket.signed_in(bearer(await a_viewer()))).subscribe("1", EVENTS)
        await socket.subscribe("1", EVENTS)

        assert (await socket.closed())[0] == 4409


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ viewer", "VALIDATION_FAILED"),
        ("{ nothing }", "VALIDATION_FAILED"),
        ("query A { viewer { id } } query B { viewer { id } }", "VALIDATION_FAILED"),
        ("{" + " viewer { id }" * 6 + "}", "VALIDATION_FAILED"),
    ],
)
async def test_a_document_that_is_wrong_hurts_only_its_own_operation(address: str, query: str, code: str):
    async with a_socket(address) as socket:
        await (await socket.signed_in(bearer(await a_viewer()))).subscribe("wrong", query)

        frame = await socket.hear()

        assert (frame["type"], frame["id"]) == ("error", "wrong")
        assert [error["extensions"]["code"] for error in frame["payload"]] == [code] * len(frame["payload"])
        assert all(error["extensions"]["requestId"] for error in frame["payload"])
        assert "viewer" in await socket.ask(VIEWER)


async def test_each_operation_has_a_request_id_of_its_own(address: str):
    async with a_socket(address) as socket:
        await socket.signed_in(bearer(await a_viewer()))
        for id in ("1", "2"):
            await socket.subscribe(id, "{ nothing }")
        errors = [(await socket.hear())["payload"][0] for _ in range(2)]

    assert len({error["extensions"]["requestId"] for error in errors}) == 2


async def test_twenty_operations_at_once_and_no_more(address: str):
    async with a_socket(address) as socket:
        await socket.signed_in(bearer(await a_viewer()))
        for n in range(OPERATIONS + 1):
            await socket.subscribe(f"{n}", EVENTS)

        frame = await socket.until("error")

        assert frame["id"] == f"{OPERATIONS}"
        (error,) = frame["payload"]
        assert error["extensions"]["code"] == "RATE_LIMITED"
        assert error["extensions"]["requestId"]
        await socket.send({"type": "complete", "id": "0"})
        assert "viewer" in await socket.ask(VIEWER)


async def test_what_is_asked_over_a_socket_is_paid_for_too(clock: HandClock):
    desk = House(Hub(), URL, is_production=True, clock=clock, allowance=Allowance(agent_per_second=1))
    async with served(build(desk)) as address, a_socket(address) as socket:
        await socket.signed_in(bearer(await a_viewer()))
        for n in range(5):  # at 13 points each
            await socket.subscribe(f"{n}", EVENTS)

        frame = await socket.until("error")

    assert frame["payload"][0]["extensions"]["code"] == "RATE_LIMITED"


async def test_a_database_that_stumbles_ends_an_operation_with_an_error(address: str):
    async with a_socket(address) as socket:
        await socket.signed_in(bearer(await a_viewer()))
        async with away("session"):
            await socket.subscribe("1", VIEWER)
            frame = await socket.hear()

        assert (frame["type"], frame["id"]) == ("error", "1")
        assert frame["payload"][0]["extensions"]["code"] == "INTERNAL"
        assert "viewer" in await socket.ask(VIEWER)


async def test_a_client_that_just_goes_leaves_nothing_behind(address: str):
    before = asyncio.all_tasks()
    async with a_socket(address) as socket:
        await socket.signed_in(bearer(await a_viewer()))
        for n in range(5):
            await socket.subscribe(f"{n}", EVENTS)
            await socket.hear()

    async with asyncio.timeout(5):
        await asyncio.gather(*(asyncio.all_tasks() - before), return_exceptions=True)
