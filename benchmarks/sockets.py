"""A thousand subscribers in one process: WebSockets that know just enough to count what they are told."""

import asyncio
import json
import os
from base64 import b64encode
from time import perf_counter

_TEXT, _PING, _PONG = 0x1, 0x9, 0xA
_UNMASKED = b"\0\0\0\0"  # a mask that changes nothing: what is sent stays as it is


class Subscriber(asyncio.Protocol):
    """One socket of the protocol graphql-transport-ws. It looks into no frame, and says when the next has come."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._came, self._is_open = bytearray(), False
        self.hearing: asyncio.Future[float]
        self.listen()

    def listen(self) -> asyncio.Future[float]:
        """The moment at which the next frame comes."""
        self.hearing = asyncio.get_running_loop().create_future()
        return self.hearing

    def say(self, message: object) -> None:
        """Send a message of the protocol."""
        self._send(_TEXT, json.dumps(message).encode())

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """asyncio's."""
        self._transport = transport
        key = b64encode(os.urandom(16)).decode()
        # Compression is offered, as browsers do.
        transport.write(
            "GET /graphql HTTP/1.1\r\nHost: fans.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: graphql-transport-ws\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """asyncio's."""
        at = perf_counter()
        self._came += data
        if not self._is_open:
            self._greet()
        while self._is_open and (frame := self._frame()) is not None:
            kind, payload = frame
            if kind == _PING:
                self._send(_PONG, payload)
            elif kind == _TEXT and not self.hearing.done():
                self.hearing.set_result(at)

    def connection_lost(self, error: Exception | None) -> None:
        """asyncio's."""
        if not self.hearing.done():
            self.hearing.set_exception(error or ConnectionError("the server hung up"))

    def close(self) -> None:
        """Hang up."""
        self._transport.abort()

    def _greet(self) -> None:
        end = self._came.find(b"\r\n\r\n")
        if end < 0:
            return
        if not self._came.startswith(b"HTTP/1.1 101"):
            raise RuntimeError(f"no WebSocket: {bytes(self._came[:300])!r}")
        del self._came[: end + 4]
        self._is_open = True
        self.say({"type": "connection_init", "payload": {"authorization": f"Bearer {self._token}"}})

    def _frame(self) -> tuple[int, bytes] | None:
        """The next whole frame, taken off what came. The server sends no fragments and masks nothing."""
        if len(self._came) < 2:
            return None
        length, start = self._came[1], 2
        if length > 125:
            start = 4 if length == 126 else 10
            length = int.from_bytes(self._came[2:start], "big")
        if len(self._came) < start + length:
            return None
        frame = self._came[0] & 0x0F, bytes(self._came[start : start + length])
        del self._came[: start + length]
        return frame

    def _send(self, kind: int, payload: bytes) -> None:
        size = len(payload)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        self._transport.write(bytes([0x80 | kind]) + length + _UNMASKED + payload)


async def subscribe(port: int, tokens: list[str], query: str, at_once: int = 50) -> list[Subscriber]:
    """One subscriber a token, all of them listening to `events`."""
    loop, slots = asyncio.get_running_loop(), asyncio.Semaphore(at_once)

    async def one(token: str) -> Subscriber:
        async with slots:
            _, subscriber = await loop.create_connection(lambda: Subscriber(token), "127.0.0.1", port)
            await subscriber.hearing  # connection_ack
            first = subscriber.listen()
            subscriber.say({"type": "subscribe", "id": "1", "payload": {"query": query}})
            await first  # the heartbeat that says: you are listening
            return subscriber

    return list(await asyncio.gather(*(one(token) for token in tokens)))
