"""A worker in a process of its own, which reads followers until it is killed: `python -m tests.reading_followers …`.

It prints a line before each page that it asks for.
"""

import asyncio
import sys

from domain import database, gate, redis, secrets
from domain.clock import now
from domain.followers.syncing import sync_due
from tests.conftest import KEY
from tests.fakes import FakeGate
from tests.followers import follows

NEXT_PAGE = "It asks for the next page."


async def read(database_url: str, redis_url: str, how_many: int) -> None:
    """Take on the pass that is due, over a WeChat with so many followers."""
    secrets.use(KEY)
    await database.open_database(database_url)
    redis.use(redis_url)
    fake = FakeGate()
    follows(fake, openids(how_many), before_page=_say_so)
    gate.use(fake)  # type: ignore[arg-type]
    await sync_due(now)


async def _say_so() -> None:
    print(NEXT_PAGE, flush=True)


def openids(how_many: int) -> list[str]:
    """The followers' OpenIDs."""
    return [f"oFAN{n:06}" for n in range(how_many)]


if __name__ == "__main__":
    asyncio.run(read(sys.argv[1], sys.argv[2], int(sys.argv[3])))
