"""What a screen asks for while the past grows: 10,000, then 1,000,000, then 5,000,000 messages. PostgreSQL only."""

import json
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.figures import Figure, percentile
from benchmarks.ground import PUBLIC_URL, Ground
from benchmarks.rows import AT_ONCE, a_workspace
from benchmarks.years import ABSENT, ACCOUNTS, AGENTS, COMMON, EACH, RARE, TAGS, Company, Years
from domain.agents.models import Agent, Role, Sees, Session
from domain.clock import now
from domain.hub import Hub
from domain.ids import CONVERSATION, FAN, new_id, public_id
from domain.tags.models import Tag
from schema.context import Context
from schema.root import schema
from tests.factories import CHEAP_HASH, an_account

STAGES, QUICK_STAGES = (10_000, 1_000_000, 5_000_000), (10_000, 100_000)  # messages
SAMPLES, ROUNDS, TIMES = 20, 5, 20
YARDSTICK = "accounts"  # four, whatever the years: how fast the machine is in this minute
FLAT, SEARCHED = "<= 1.3", "<= 1000"
_CONTRACT = Path(__file__).parents[1] / "clients/contract"


@dataclass(frozen=True)
class Asked:
    """One thing that a screen asks for, with the values that take turns."""

    what: str
    operation: str
    who: Context
    variables: list[dict[str, Any]]
    is_search: bool = False


async def measure(ground: Ground, scale: float) -> AsyncIterator[Figure]:
    """The clients' own operations, executed in this process; each beside itself with the fewest messages."""
    if ground.database != "postgresql":
        print("scale: on PostgreSQL only, which FANDESK_DATABASE_URL names", file=sys.stderr)
        return
    stages, first = QUICK_STAGES if scale < 1 else STAGES, dict[str, float]()
    async with ground.opened():
        company = await _company()
        owner, limited = [await _signed_in(id) for id in company.agent_ids[:2]]
        years = await Years.of(ground.database_url, company, now(), stages[-1] // EACH)
        try:
            for messages in stages:
                yield await _grown(years, messages)
                waits = await _waits(await _questions(years, owner, limited), max(10, int(TIMES * scale)))
                speed = percentile(waits[0][1], 10) / first.setdefault(YARDSTICK, percentile(waits[0][1], 10))
                for asked, taken in waits:
                    yield _figure(asked, taken, messages, first, speed)
        finally:
            await years.close()


async def _grown(years: Years, messages: int) -> Figure:
    began = perf_counter()
    await years.grow(messages // EACH)
    seconds, gigabytes = perf_counter() - began, await years.size() / 1e9
    return Figure(f"{messages:,} messages written", seconds, "s", more={"database_gb": gigabytes})


def _figure(asked: Asked, waits: list[float], messages: int, first: dict[str, float], speed: float) -> Figure:
    what, p50, p95 = f"{asked.what}, {messages:,} messages", percentile(waits, 50), percentile(waits, 95)
    if asked.is_search:
        return Figure(f"{what}, p95", p95, "ms", bar=SEARCHED, more={"p50_ms": p50})
    # The stages are minutes apart. What else the machine does moves the fastest tenth least, and the yardstick as well.
    best, more = percentile(waits, 10), {"p50_ms": p50, "p95_ms": p95}
    if asked.what == YARDSTICK or asked.what not in first:
        first.setdefault(asked.what, best)
        return Figure(f"{what}, p10", best, "ms", more=more)
    beside = "the fewest messages, at this minute's speed"
    return Figure(f"{what}, p10", best, "ms", beside, first[asked.what] * speed, FLAT, more)


async def _questions(years: Years, owner: Context, limited: Context) -> list[Asked]:
    talks = await years.some_talks(SAMPLES)
    conversations = [{"id": public_id(CONVERSATION, id)} for id, _ in talks]
    fans = [{"id": public_id(FAN, id)} for _, id in talks]
    reachable = [{"filter": {"windowOpen": True}}]
    of_all = [
        Asked(YARDSTICK, "Accounts", owner, [{}]),
        Asked("conversation page", "Conversation", owner, conversations),
        Asked("fan card", "FanCard", owner, fans),
        Asked("fans to whom a message can go", "Fans", owner, reachable),
    ]
    for who, whose in ((owner, ""), (limited, ", of an agent who sees their own")):
        of_all += [
            Asked(f"inbox page{whose}", "Inbox", who, [{}]),
            Asked(f"counts{whose}", "Counts", who, [{}]),
            *(
                Asked(f"search, {name}{whose}", "Search", who, [{"query": word}], is_search=True)
                for name, word in (("common", COMMON), ("rare", RARE), ("absent", ABSENT))
            ),
        ]
    return of_all


async def _waits(questions: list[Asked], times: int) -> list[tuple[Asked, list[float]]]:
    """Milliseconds of each answer, round after round, once all has been asked for once: what is looked at is warm."""
    waits = [(asked, list[float]()) for asked in questions]
    for asked in questions:
        for variables in asked.variables:
            await _answer(asked, variables)
    for _ in range(ROUNDS):
        for asked, taken in waits:
            for variables in islice(cycle(asked.variables), times):
                began = perf_counter()
                await _answer(asked, variables)
                taken.append((perf_counter() - began) * 1000)
    return waits


async def _answer(asked: Asked, variables: dict[str, Any]) -> None:
    result = await schema.execute(_document(asked.operation), variables, asked.who)
    assert not result.errors, result.errors
    assert result.data
    assert None not in result.data.values(), result.data


@cache
def _document(operation: str) -> str:
    # By its id: the manifest has the documents of earlier clients, too.
    ids, documents = (
        json.loads((_CONTRACT / f"{name}.json").read_text()) for name in ("documents", "persisted-documents")
    )
    return str(documents[ids[operation]])


async def _company() -> Company:
    """An owner, an agent who sees their own talks, and their colleagues."""
    workspace_id = (await a_workspace()).id
    people = [
        Agent(id=new_id(), workspace_id=workspace_id, email=f"agent{n}@bench.example", name=f"Agent {n}",
              role=Role.AGENT if n else Role.OWNER, password_hash=CHEAP_HASH, sees=Sees.OWN)
        for n in range(AGENTS)
    ]  # fmt: skip
    await Agent.bulk_create(people, batch_size=AT_ONCE)
    accounts = [await an_account(workspace_id=workspace_id) for _ in range(ACCOUNTS)]
    tags = [
        Tag(id=new_id(), workspace_id=workspace_id, account=accounts[0], number=100 + n, name=f"{n}", created_at=now())
        for n in range(TAGS)
    ]
    await Tag.bulk_create(tags)
    return Company(workspace_id, *([row.id for row in rows] for rows in (people, accounts, tags)))  # type: ignore[attr-defined]


async def _signed_in(agent_id: Any) -> Context:
    session = await Session.create(agent_id=agent_id, created_at=now())
    return await Context(now, Hub(), PUBLIC_URL, session_id=session.id).signed_in()
