"""A callback in safe mode, committed before the answer: how many a second one process on one core takes."""

from collections.abc import AsyncIterator, Iterator
from itertools import cycle

from benchmarks.figures import Figure
from benchmarks.ground import Ground
from benchmarks.load import Load, take_turns
from benchmarks.pushes import text_pushes
from benchmarks.rows import a_safe_account
from benchmarks.servers import Server, serving

AT_ONCE = 32
FASTEST = 3_000  # pushes a second that are made beforehand
# Names in benchmarks/serve.py, what they are called in a figure, and the bar.
PEERS = {
    "werobot": ("WeRoBot on waitress, storing nothing", ">= 1.2"),
    "werobot-view": ("WeRoBot's view in our server, storing nothing", None),
    "bare": ("a bare Starlette answer", None),
}


async def measure(ground: Ground, scale: float) -> AsyncIterator[Figure]:
    """Against WeRoBot, which reads the same callback and keeps nothing, and against the bare answer."""
    seconds = 4 * scale
    async with ground.opened():
        account = await a_safe_account()
    pushes = text_pushes(account, range(int(FASTEST * (seconds + 0.3))))
    async with serving(ground, "fandesk", *PEERS) as (fandesk, *peers):
        given: dict[str, tuple[Server, Iterator[bytes]]] = {peer.name: (peer, cycle(pushes)) for peer in peers}
        given["fandesk"] = (fandesk, iter(pushes))  # each once: a repeat would be known already
        loads = await take_turns(given, AT_ONCE, seconds, rounds=4)
    for name, (peer, bar) in PEERS.items():
        yield _beside(loads["fandesk"], loads[name], peer, bar)


def _beside(ours: Load, theirs: Load, peer: str, bar: str | None) -> Figure:
    more = {
        "p50_ms": ours.p(50),
        "p99_ms": ours.p(99),
        "cpu_ms": ours.cpu_ms,
        "peer_p99_ms": theirs.p(99),
        "peer_cpu_ms": theirs.cpu_ms,
    }
    return Figure("callback in, safe mode", ours.rate, "requests/s", peer, theirs.rate, bar, more)
