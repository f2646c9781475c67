"""Talks that wait are given to agents: one talk a transaction, the longest wait first, by any number of workers."""

from datetime import datetime, timedelta
from uuid import UUID

from domain import database, jobs
from domain.assignments import queues
from domain.assignments.choosing import choose
from domain.assignments.models import AssignmentReason, RoutingMode
from domain.assignments.moving import HELD, Decision, Held, free_rows, let_go, queue, seat
from domain.assignments.queues import WAITS, Queue
from domain.assignments.releasing import release_forgotten
from domain.assignments.seats import Seats, Verdict, free_agents, lock_candidates, lock_seats
from domain.clock import Clock
from domain.database import Row
from domain.presence.here import present
from domain.transaction import transaction

MOST_AT_ONCE = 500  # talks that one run gives; then another begins
LATE = timedelta(seconds=2)  # a talk that could be given waits longer only where a nudge was lost
GONE_AFTER = timedelta(minutes=5)  # how long an agent is away, and a fan waits, until somebody else gets the talk

_BACK = "c.queued_at IS NOT NULL AND c.assignee_id IS NOT NULL"
_OF_NO_TEAM = f"{WAITS} AND c.team_id IS NULL AND r.team_id IS NOT NULL"


async def give_waiting(clock: Clock) -> None:
    """Fans who came back find their agent or a place in the queue; then who waits is given to who is free."""
    for _ in range(MOST_AT_ONCE):
        if not await _settle_returning(clock()):
            break
    for _ in range(MOST_AT_ONCE):
        if not await _send_to_team(clock()):
            break
    for workspace_id in await queues.workspaces():
        if await _give_in(workspace_id, clock) == MOST_AT_ONCE:
            await jobs.nudge_again("give_talks")


async def is_overdue(now: datetime) -> bool:
    """Does something wait that should have been looked at? Also where nobody is free: it may have become different."""
    late = "c.queued_at < $1"
    of_account = "FROM conversation c WHERE c.account_id = r.account_id"
    automatic = f"r.mode <> '{RoutingMode.MANUAL.value}' AND EXISTS (SELECT 1 {of_account} AND {WAITS} AND {late})"
    of_no_team = f"r.team_id IS NOT NULL AND EXISTS (SELECT 1 {of_account} AND {_OF_NO_TEAM} AND {late})"
    sql = (
        f"SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM conversation c WHERE {_BACK} AND {late})"
        f" OR EXISTS (SELECT 1 FROM account_routing r WHERE ({automatic}) OR ({of_no_team}))"
    )
    return bool(await database.rows(sql, now - LATE))


async def queue_left_behind(now: datetime) -> None:
    """Fans whose agent has been gone for five minutes, and who waited as long, wait for somebody else."""
    await release_forgotten(now)
    sql = (
        f"SELECT {HELD}, c.waiting_since_at, g.seen_at FROM conversation c"
        " JOIN account_routing r ON r.account_id = c.account_id JOIN agent g ON g.id = c.assignee_id"
        " WHERE c.status = 'OPEN' AND c.assignee_id IS NOT NULL AND c.queued_at IS NULL"
        f" AND r.mode <> '{RoutingMode.MANUAL.value}' AND c.waiting_since_at <= $1"
        f" AND (g.seen_at IS NULL OR g.seen_at <= $1) ORDER BY c.waiting_since_at, c.id LIMIT {MOST_AT_ONCE}"
    )
    here: dict[UUID, set[UUID]] = {}
    for row in await database.rows(sql, now - GONE_AFTER):
        workspace_id = row["workspace_id"]
        if workspace_id not in here:
            here[workspace_id] = await present(workspace_id, now)
        if row["assignee_id"] not in here[workspace_id]:
            await _leave_behind(row["id"], row["assignee_id"], now)


async def _leave_behind(talk_id: UUID, agent_id: UUID, now: datetime) -> None:
    # Looked at again under its lock: meanwhile somebody may have answered, or taken it.
    sql = (
        f"SELECT {HELD} FROM conversation c WHERE c.id = $1 AND c.assignee_id = $2 AND c.waiting_since_at <= $3"
        f" AND c.status = 'OPEN' AND c.queued_at IS NULL {free_rows()}"
    )
    async with transaction():
        for row in await database.rows(sql, talk_id, agent_id, now - GONE_AFTER):
            considered = [{"agent_id": agent_id.hex, "verdict": Verdict.OFFLINE.value}]
            await let_go(Held.of(row), Decision(AssignmentReason.AGENT_GONE, now, considered=considered))


async def _settle_returning(now: datetime) -> bool:
    """The next talk that came back goes to the agent who had it, or to the queue; False where there is none."""
    sql = (
        f"SELECT {HELD}, r.mode, r.is_sticky FROM conversation c"
        f" LEFT JOIN account_routing r ON r.account_id = c.account_id WHERE {_BACK}"
        f" ORDER BY c.queued_at, c.id LIMIT 1 {free_rows()}"
    )
    async with transaction():
        found = await database.rows(sql)
        if found:
            await _settle(Held.of(found[0]), found[0], now)
    return bool(found)


async def _settle(held: Held, row: Row, now: datetime) -> None:
    assert held.assignee_id is not None
    if row["is_sticky"] is False:
        await let_go(held, Decision(AssignmentReason.QUEUED, now))
        return
    seats = await lock_seats(held.talk.workspace_id, held.talk.account_id, held.assignee_id)
    if seats is None:
        await let_go(held, Decision(AssignmentReason.AGENT_GONE, now))
        return
    verdict = await _may_return(seats, held.talk.workspace_id, row["mode"] or RoutingMode.MANUAL, now)
    considered = [seats.weighed(verdict)]
    if verdict is Verdict.CHOSEN:
        await seat(held, seats.agent_id, Decision(AssignmentReason.STICKY, now, considered=considered))
        return
    reason = AssignmentReason.AGENT_FULL if verdict is Verdict.FULL else AssignmentReason.AGENT_GONE
    await let_go(held, Decision(reason, now, considered=considered))


async def _may_return(seats: Seats, workspace_id: UUID, mode: str, now: datetime) -> Verdict:
    verdict = seats.verdict(is_here=mode == RoutingMode.MANUAL or seats.agent_id in await present(workspace_id, now))
    # Who is busy takes nothing new, but their own fans; and where people take talks by hand, they need not be here.
    takes_own = verdict is Verdict.BUSY or (verdict is Verdict.AWAY and mode == RoutingMode.MANUAL)
    if verdict is Verdict.FREE or takes_own:
        return Verdict.FULL if seats.is_full else Verdict.CHOSEN
    return verdict


async def _send_to_team(now: datetime) -> bool:
    """The next talk without a team waits for that of its account's routing; False where there is none."""
    # In no order, for each keeps its place; and by account, or SQLite would look at everything that waits anywhere.
    sql = (
        f"SELECT {HELD}, r.team_id AS for_team_id FROM account_routing r CROSS JOIN conversation c"
        f" WHERE c.account_id = r.account_id AND {_OF_NO_TEAM} LIMIT 1 {free_rows()}"
    )
    async with transaction():
        found = await database.rows(sql)
        if found:
            await queue(Held.of(found[0]), found[0]["for_team_id"], Decision(AssignmentReason.QUEUED, now))
    return bool(found)


async def _give_in(workspace_id: UUID, clock: Clock) -> int:
    """Give what waits in this workspace; how many talks it were. Where nobody is free it costs one statement."""
    here = await present(workspace_id, clock())
    free = await free_agents(workspace_id, here) if here else []
    if not free:
        return 0
    waiting = await queues.queues_of(workspace_id)
    served = await queues.served_by(list(waiting), free)
    heads: dict[Queue, datetime] = {one: since for one, since in waiting.items() if one in served}
    given = 0
    while heads and given < MOST_AT_ONCE:
        oldest = min(heads, key=lambda one: heads[one])
        head = None
        if await _give_first(oldest, here, clock()):
            given += 1
            head = await queues.head_of(oldest)
        if head is None:  # empty, or nobody free for it
            del heads[oldest]
        else:
            heads[oldest] = head
    return given


async def _give_first(where: Queue, here: set[UUID], now: datetime) -> bool:
    async with transaction():
        row = await queues.claim(where)
        if row is None:
            return False
        seats, locked = await lock_candidates(where.workspace_id, where.account_id, where.team_id, here)
        choice = choose(where.mode, seats, locked, here, row["gave_back_id"], now)
        if choice is None:
            return False
        why = Decision(AssignmentReason(where.mode.value), now, considered=choice.considered)
        await seat(Held.of(row), choice.agent_id, why)
        await database.rows("UPDATE agent SET given_at = $1 WHERE id = $2", choice.given_at, choice.agent_id)
    return True
