"""HTTP load over keep-alive connections, light enough that it is the server that is measured."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter

from benchmarks.figures import percentile
from benchmarks.servers import Server


class Line(asyncio.Protocol):
    """One connection: asks one thing at a time."""

    def __init__(self) -> None:
        self._came = b""
        self._answer: asyncio.Future[bytes] | None = None

    @classmethod
    async def to(cls, port: int) -> "Line":
        """Connected to this port."""
        _, line = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return line

    async def ask(self, request: bytes) -> bytes:
        """The body of the answer. Raises RuntimeError where that is not 200."""
        self._came, self._answer = b"", asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """asyncio's."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """asyncio's."""
        self._came += data
        head, ended, body = self._came.partition(b"\r\n\r\n")
        if not ended or self._answer is None or self._answer.done():
            return
        stated = head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]
        if len(body) < int(stated):
            return
        if head.startswith(b"HTTP/1.1 200"):
            self._answer.set_result(body)
        else:
            self._answer.set_exception(RuntimeError(f"not 200: {self._came[:500]!r}"))

    def connection_lost(self, error: Exception | None) -> None:
        """asyncio's."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error or ConnectionError("the server hung up"))


@dataclass
class Load:
    """What came of loading a server."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)  # one a request

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.milliseconds) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """The server's processor time for a request: what others do on this machine hardly touches it."""
        return self.cpu_seconds * 1000 / len(self.milliseconds)

    def p(self, hundredth: int) -> float:
        """How long so many hundredths of the requests took at most, in milliseconds."""
        return percentile(self.milliseconds, hundredth)


@asynccontextmanager
async def lines_to(server: Server, how_many: int) -> AsyncIterator[list[Line]]:
    """So many open connections."""
    lines = [await Line.to(server.port) for _ in range(how_many)]
    try:
        yield lines
    finally:
        for line in lines:
            line.close()


async def press(server: Server, requests: Iterator[bytes], at_once: int, seconds: float, load: Load) -> None:
    """Ask as fast as it answers, until the time is over or nothing is left to ask; adds to `load`."""
    async with lines_to(server, at_once) as lines:
        cpu, began = server.cpu_seconds(), perf_counter()
        await asyncio.gather(*(_keep_asking(line, requests, began + seconds, load.milliseconds) for line in lines))
        load.seconds += perf_counter() - began
        load.cpu_seconds += server.cpu_seconds() - cpu


async def take_turns(
    given: Mapping[str, tuple[Server, Iterator[bytes]]], at_once: int, seconds: float, rounds: int
) -> dict[str, Load]:
    """Load several servers in turn, each `seconds` in all over so many rounds: what disturbs the machine hits all."""
    loads = {name: Load() for name in given}
    for server, requests in given.values():
        await press(server, requests, at_once, 0.3, Load())  # warm
    for _ in range(rounds):
        for name, (server, requests) in given.items():
            await press(server, requests, at_once, seconds / rounds, loads[name])
    return loads


async def _keep_asking(line: Line, requests: Iterator[bytes], until: float, milliseconds: list[float]) -> None:
    for request in requests:
        asked = perf_counter()
        if asked > until:
            return
        await line.ask(request)
        milliseconds.append((perf_counter() - asked) * 1000)
