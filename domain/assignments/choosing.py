"""Whose turn it is: a pure rule over what was found of each agent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from domain.assignments.models import RoutingMode
from domain.assignments.seats import Seats, Verdict
from domain.database import Row

MOST_KEPT = 50  # of those who were considered: enough to see why, and a row stays small
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Choice:
    """Who gets it, what they are to remember as the moment they got it, and who was considered, in order."""

    agent_id: UUID
    given_at: datetime
    considered: list[Row]


def choose(
    mode: RoutingMode,
    seats: Sequence[Seats],
    locked: Collection[UUID],
    here: Collection[UUID],
    gave_back: UUID | None,
    now: datetime,
) -> Choice | None:
    """Of the agents who are locked, here and free the one whose turn it is; None where there is none.

    ROUND_ROBIN: who was given a talk the longest ago. LEAST_BUSY: who has the smallest part of their seats taken. Who
    gave this talk back gets it again only where nobody else is free.
    """
    verdicts = {one.agent_id: one.verdict(is_here=one.agent_id in here) for one in seats}
    free = [one for one in seats if verdicts[one.agent_id] is Verdict.FREE and one.agent_id in locked]
    if not free:
        return None
    free.sort(key=lambda one: (one.agent_id == gave_back, *_turn(mode, one)))
    chosen = free[0]
    verdicts[chosen.agent_id] = Verdict.CHOSEN
    if gave_back in verdicts and verdicts[gave_back] is Verdict.FREE:
        verdicts[gave_back] = Verdict.GAVE_BACK
    is_free = {one.agent_id for one in free}
    others = [one for one in seats if one.agent_id not in is_free]
    considered = [one.weighed(verdicts[one.agent_id]) for one in [*free, *others][:MOST_KEPT]]
    return Choice(chosen.agent_id, _after_all(free, now), considered)


def _turn(mode: RoutingMode, one: Seats) -> tuple[float, datetime, UUID]:
    share = one.load / one.capacity if mode is RoutingMode.LEAST_BUSY else 0.0
    return share, one.given_at or _NEVER, one.agent_id


def _after_all(free: Sequence[Seats], now: datetime) -> datetime:
    # Later than everybody's, also where two workers' clocks differ: so nobody's turn comes twice.
    latest = max(one.given_at or _NEVER for one in free)
    return now if now > latest else latest + timedelta(microseconds=1)
