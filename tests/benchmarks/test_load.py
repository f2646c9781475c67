import asyncio

import pytest

from benchmarks.load import Line

pytestmark = pytest.mark.plain


async def serve(*answers: bytes) -> asyncio.Server:
    """A server that gives these answers, one a request."""
    left = iter(answers)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(next(left))

    async def until_it_hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except asyncio.IncompleteReadError:
            writer.close()

    return await asyncio.start_server(until_it_hangs_up, "127.0.0.1", 0)


class Wire(asyncio.Transport):
    """What a line writes to: every request is answered with the same, a byte at a time."""

    def __init__(self, line: Line, answer: bytes) -> None:
        super().__init__()
        self._line, self._answer = line, answer

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """asyncio's."""
        for byte in self._answer:
            self._line.data_received(bytes([byte]))


async def test_an_answer_may_come_in_pieces():
    line = Line()
    line.connection_made(Wire(line, b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nfirst"))

    assert await line.ask(b"GET / HTTP/1.1\r\n\r\n") == b"first"


async def test_a_line_asks_one_thing_after_the_other():
    server = await serve(
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst", b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecond"
    )
    line = await Line.to(server.sockets[0].getsockname()[1])

    answers = [await line.ask(b"GET / HTTP/1.1\r\n\r\n") for _ in range(2)]

    assert answers == [b"first", b"second"]
    line.close()
    server.close()


async def test_a_refusal_is_no_answer():
    server = await serve(b"HTTP/1.1 503 Busy\r\ncontent-length: 4\r\n\r\nbusy")
    line = await Line.to(server.sockets[0].getsockname()[1])

    with pytest.raises(RuntimeError, match="503"):
        await line.ask(b"GET / HTTP/1.1\r\n\r\n")
    line.close()
    server.close()
