"""What no client sends over a socket: each is answered in the words of the protocol."""

import pytest

from server.sockets import LARGEST_FRAME
from tests.factories import a_viewer
from tests.server.knocking import bearer
from tests.server.serving import a_socket

BROKEN = [
    "",
    "hello",
    "[]",
    "1",
    "null",
    '"ping"',
    "{}",
    '{"type": null}',
    '{"type": 5}',
    '{"type": "nothing"}',
    '{"type": ["ping"]}',
    '{"type": "ping", "payload": []}',
    '{"type": "ping", "payload": 5}',
    '{"type": "connection_init", "payload": []}',
    '{"type": "connection_init", "payload": "x"}',
    '{"type": "subscribe"}',
    '{"type": "subscribe", "id": 1, "payload": {"query": "{ viewer { id } }"}}',
    '{"type": "subscribe", "id": [], "payload": {"query": "{ viewer { id } }"}}',
    '{"type": "subscribe", "id": {}, "payload": {"query": "{ viewer { id } }"}}',
    '{"type": "subscribe", "id": null, "payload": {"query": "{ viewer { id } }"}}',
    '{"type": "subscribe", "id": "1", "payload": null}',
    '{"type": "subscribe", "id": "1", "payload": []}',
    '{"type": "subscribe", "id": "1", "payload": {}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": null}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": 5}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": ""}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{ viewer { id } }", "variables": []}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{ viewer { id } }", "variables": 5}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{ viewer { id } }", "operationName": 5}}',
    '{"type": "complete"}',
    '{"type": "complete", "id": 5}',
    '{"type": "complete", "id": []}',
    '{"type": "ping", "payload": ' + "[" * 1000 + "]" * 1000 + "}",
    '{"type": "ping", "payload": {"x": "\\ud800"}}',
    b'{"type": "ping"}',
    b"\xff\x00",
]


@pytest.mark.parametrize("signed_in", [False, True])
async def test_what_is_no_message_of_the_protocol_is_answered_with_4400(address: str, signed_in: bool):
    viewer = await a_viewer()
    for broken in BROKEN:
        async with a_socket(address) as socket:
            if signed_in:
                await socket.signed_in(bearer(viewer))
            await socket.send(broken)
            assert (await socket.closed())[0] == 4400, broken


async def test_a_connection_init_with_null_for_payload_is_nobodys(address: str):
    async with a_socket(address) as socket:
        await socket.send('{"type": "connection_init", "payload": null}')

        assert (await socket.closed())[0] in (4400, 4403)


async def test_what_follows_a_broken_frame_at_once_is_not_heard(address: str):
    viewer = await a_viewer()
    async with a_socket(address) as socket:
        await socket.signed_in(bearer(viewer))
        for frame in ("[]", '{"type": "ping"}', "[]", b"x", '{"type": "subscribe", "id": "1"}'):
            await socket.send(frame)

        assert (await socket.closed())[0] == 4400


async def test_a_frame_above_64_kib_is_too_big(address: str):
    async with a_socket(address) as socket:
        await socket.signed_in(bearer(await a_viewer()))
        await socket.send('{"type": "ping", "payload": {"x": "' + "x" * LARGEST_FRAME + '"}}')

        assert (await socket.closed())[0] == 1009
