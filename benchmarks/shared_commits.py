"""Does it pay that callbacks which arrive together share a commit? One at a time, a few, and many."""

from collections.abc import AsyncIterator

from benchmarks.callback_in import FASTEST
from benchmarks.figures import Figure
from benchmarks.ground import Ground
from benchmarks.load import take_turns
from benchmarks.pushes import text_pushes
from benchmarks.rows import a_safe_account
from benchmarks.servers import serving


async def measure(ground: Ground, scale: float) -> AsyncIterator[Figure]:
    """Shared commits beside a commit for each callback, at three concurrencies."""
    seconds = 2 * scale
    async with ground.opened():
        account = await a_safe_account()
    most, first = int(FASTEST * (seconds + 0.3)), 0
    async with serving(ground, "fandesk", "unshared") as (shared, alone):
        for at_once in (1, 8, 32):
            given = {}
            for server in (shared, alone):
                given[server.name] = (server, iter(text_pushes(account, range(first, first + most))))
                first += most
            loads = await take_turns(given, at_once, seconds, rounds=4)
            ours, theirs = loads["fandesk"], loads["unshared"]
            more = {
                "p99_ms": ours.p(99),
                "cpu_ms": ours.cpu_ms,
                "peer_p99_ms": theirs.p(99),
                "peer_cpu_ms": theirs.cpu_ms,
            }
            what = f"callback in, shared commits, {at_once} at once"
            yield Figure(what, ours.rate, "requests/s", "a commit each", theirs.rate, more=more)
