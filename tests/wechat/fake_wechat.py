"""A WeChat on 127.0.0.1 that answers what a test told it to, and remembers what it heard."""

import asyncio
import json
import socket
import struct
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import parse_qsl, urlsplit

TOKEN = "/cgi-bin/stable_token"
SEND = "/cgi-bin/message/custom/send"
OK = {"errcode": 0, "errmsg": "ok"}


class Fault(Enum):
    STALL = "read everything, say nothing"
    DRIP = "answer a byte at a time, for ever"
    HANG_UP = "read everything, close the connection"
    RESET = "read everything, reset the connection"


@dataclass(frozen=True)
class Raw:
    """An answer that is not what WeChat should say."""

    body: bytes
    status: str = "200 OK"
    headers: str = "Content-Type: text/plain\r\n"


Says = Mapping[str, object] | Raw | Fault


def error(code: int, errmsg: str = "no rid: 65d56251-31349bbf-5f45a190") -> dict[str, object]:
    return {"errcode": code, "errmsg": errmsg}


def token(value: str, expires_in: object = 7200) -> dict[str, object]:
    return {"access_token": value, "expires_in": expires_in}


@dataclass(frozen=True)
class Heard:
    path: str
    access_token: str
    body: bytes
    method: str = "POST"
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)  # names in small letters

    @property
    def json(self) -> dict[str, object]:
        said: dict[str, object] = json.loads(self.body)
        return said


@dataclass
class FakeWeChat:
    heard: list[Heard] = field(default_factory=list)
    connections: int = 0
    resets_at_once: bool = False
    thinks_for: float = 0.0
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    _says: dict[str, list[Says]] = field(default_factory=lambda: {TOKEN: [token("TOKEN")], SEND: [OK]})

    def will_say(self, path: str, *says: Says) -> None:
        """What to answer there, one after the other; the last for ever."""
        self._says[path] = list(says)

    def heard_at(self, path: str) -> list[Heard]:
        return [heard for heard in self.heard if heard.path == path]

    async def __aenter__(self) -> "FakeWeChat":
        self.may_answer.set()
        self._listeners: set[asyncio.Task[None]] = set()
        self._port = 0
        await self.listen_again()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.hang_up()

    async def listen_again(self) -> None:
        self._server = await asyncio.start_server(self._listen, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def hang_up(self) -> None:
        """Close every connection and take no more."""
        self._server.close()
        listeners = list(self._listeners)
        for listener in listeners:
            listener.cancel()
        await asyncio.gather(*listeners, return_exceptions=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        myself = asyncio.current_task()
        assert myself is not None
        self._listeners.add(myself)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while not self.resets_at_once and await self._answer_one(reader, writer):
                    pass
                if self.resets_at_once:
                    _reset(writer)
        finally:
            self._listeners.discard(myself)
            writer.close()

    async def _answer_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *rest = head.splitlines()
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        url = urlsplit(first.split()[1])
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        access_token = query.get("access_token", "")
        self.heard.append(Heard(url.path, access_token, body, first.split()[0], query, headers))
        self.was_asked.set()
        await asyncio.sleep(self.thinks_for)
        await self.may_answer.wait()
        script = self._says[url.path]
        return await _say(writer, script.pop(0) if len(script) > 1 else script[0])


async def _say(writer: asyncio.StreamWriter, says: Says) -> bool:
    match says:
        case Fault.STALL:
            await asyncio.Event().wait()  # which never comes: hang_up() ends the waiting
        case Fault.DRIP:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.02)  # what drips takes time: it is the gate that has to end this
        case Fault.HANG_UP:
            return False
        case Fault.RESET:
            _reset(writer)
            return False
        case Raw():
            head = f"HTTP/1.1 {says.status}\r\n{says.headers}Content-Length: {len(says.body)}\r\n\r\n"
            writer.write(head.encode() + says.body)
        case _:
            return await _say(writer, Raw(json.dumps(says).encode()))
    await writer.drain()
    return True


def _reset(writer: asyncio.StreamWriter) -> None:
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
