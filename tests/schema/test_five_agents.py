"""Five agents, fans who write at any time, and lines that break: no screen ever tells another story than a query."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from domain import database, gate, redis, secrets
from domain.accounts.models import OfficialAccount
from domain.agents.models import Actor, Availability, Sees
from domain.agents.presence import keep, leave, set_availability
from domain.assignments import taking
from domain.assignments.giving import give_waiting, queue_left_behind
from domain.assignments.models import AccountRouting, RoutingMode
from domain.callbacks.handling import handle_waiting
from domain.conversations import states
from domain.conversations.actions import Talk, mark_read
from domain.conversations.models import Conversation, Message
from domain.errors import DomainError
from domain.hub import Hub
from domain.sends.actions import send_text
from domain.sends.delivery import deliver_due
from domain.teams.models import Team, TeamMember
from tests.conftest import KEY, empty
from tests.domain.pushes import event, text
from tests.domain.pushes import keep as keep_push
from tests.factories import HandClock, a_viewer, a_workspace, an_account, an_agent
from tests.fakes import FakeGate
from tests.schema.screens import Screen, everything

T = TypeVar("T")

OPENIDS = [f"o{n}" for n in range(6)]
# Two see everything, one their own talks, two those of their team.
SEES = [Sees.ALL, Sees.ALL, Sees.OWN, Sees.TEAM, Sees.TEAM]
CAPACITIES = [2, 3, 2, 3, 1]
AGENTS = st.integers(0, len(SEES) - 1)
TALKS = st.integers(0, len(OPENIDS) - 1)


class Office(RuleBasedStateMachine):
    """What may happen in an office, in any order."""

    services: tuple[str, str]

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.Runner()
        self.clock = HandClock()
        self.fans_wrote: list[str] = []
        self.run(self._open())

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        """Do it now."""
        return self._loop.run(doing)

    async def _open(self) -> None:
        secrets.use(KEY)
        await database.open_database(self.services[0])
        await empty()
        await redis.use(self.services[1]).flushdb()
        self.wechat = FakeGate()
        gate.use(self.wechat)  # type: ignore[arg-type]
        self.hub = Hub(heartbeat=0.001)
        workspace = await a_workspace()
        self.agents = [
            await an_agent(workspace=workspace, sees=sees, capacity=capacity)
            for sees, capacity in zip(SEES, CAPACITIES, strict=True)
        ]
        self.team = await Team.create(workspace_id=workspace.id, name="Tea", created_at=self.clock())
        for agent in self.agents[3:]:
            await TeamMember.create(team=self.team, agent=agent)
        self.accounts = [await an_account(workspace=workspace), await an_account(workspace=workspace)]
        await self._route(self.accounts[0], RoutingMode.LEAST_BUSY)
        await self._route(self.accounts[1], RoutingMode.ROUND_ROBIN, team_id=self.team.id)
        self.screens = [Screen(await a_viewer(agent=agent)) for agent in self.agents]
        for screen in self.screens:
            await screen.listen(self.hub, self.clock, at_most=0)

    async def _route(self, account: OfficialAccount, mode: RoutingMode, **more: Any) -> None:
        await AccountRouting.create(account_id=account.id, workspace_id=account.workspace_id, mode=mode, **more)

    async def _work(self) -> None:
        """What workers do of their own accord."""
        await handle_waiting(self.clock)
        await states.wake_due(self.clock())
        await give_waiting(self.clock)
        await deliver_due(self.clock)

    async def _talk(self, which: int) -> Talk | None:
        found = await Conversation.get_or_none(fan__openid=OPENIDS[which])
        return Talk(found.id, found.workspace_id, found.account_id, found.fan_id) if found else None

    async def _do(self, which: int, doing: Any) -> None:
        """With this talk, where it has begun; what a rule refuses changes nothing."""
        if talk := await self._talk(which):
            with suppress(DomainError):
                await doing(talk)
        await self._work()

    def _actor(self, who: int) -> Actor:
        return self.screens[who].viewer.actor

    @rule(which=TALKS)
    def a_fan_writes(self, which: int) -> None:
        self.clock.advance(timedelta(seconds=1))
        said = f"words {len(self.fans_wrote)}"
        self.fans_wrote.append(said)
        push = text(said, OPENIDS[which], self.clock().replace(microsecond=0))
        self.run(keep_push(self.accounts[which % 2], push))
        self.run(keep_push(self.accounts[which % 2], push))  # WeChat repeats itself
        self.run(self._work())

    @rule(which=TALKS)
    def a_fan_follows(self, which: int) -> None:
        self.clock.advance(timedelta(seconds=1))
        push = event("subscribe", OPENIDS[which], self.clock().replace(microsecond=0))
        self.run(keep_push(self.accounts[which % 2], push))
        self.run(self._work())

    @rule(who=AGENTS, which=TALKS)
    def an_agent_answers(self, who: int, which: int) -> None:
        agent_id = self.agents[who].id
        self.run(self._do(which, lambda talk: send_text(talk, OPENIDS[which], agent_id, "answer", self.clock())))

    @rule(who=AGENTS, which=TALKS)
    def an_agent_takes(self, who: int, which: int) -> None:
        self.run(self._do(which, lambda talk: taking.take(self.agents[who].id, talk, self.clock())))

    @rule(who=AGENTS, whom=AGENTS, which=TALKS)
    def an_agent_transfers(self, who: int, whom: int, which: int) -> None:
        agent_id, to = self.agents[who].id, self.agents[whom].id
        self.run(self._do(which, lambda talk: taking.transfer_to_agent(agent_id, talk, to, self.clock())))

    @rule(who=AGENTS, which=TALKS)
    def an_agent_hands_over_to_the_team(self, who: int, which: int) -> None:
        agent_id = self.agents[who].id
        self.run(self._do(which, lambda talk: taking.transfer_to_team(agent_id, talk, self.team.id, self.clock())))

    @rule(who=AGENTS, which=TALKS)
    def an_agent_gives_back(self, who: int, which: int) -> None:
        self.run(self._do(which, lambda talk: taking.give_back(self.agents[who].id, talk, self.clock())))

    @rule(which=TALKS)
    def an_agent_closes(self, which: int) -> None:
        self.run(self._do(which, lambda talk: states.close(talk, self.clock())))

    @rule(which=TALKS)
    def an_agent_reopens(self, which: int) -> None:
        self.run(self._do(which, lambda talk: states.reopen(talk, self.clock())))

    @rule(which=TALKS, minutes=st.integers(1, 60))
    def an_agent_snoozes(self, which: int, minutes: int) -> None:
        until = self.clock() + timedelta(minutes=minutes)
        self.run(self._do(which, lambda talk: states.snooze(talk, until, self.clock())))

    @rule(which=TALKS)
    def an_agent_reads(self, which: int) -> None:
        self.run(self._do(which, lambda talk: mark_read(talk, 1000)))

    @rule(who=AGENTS, wish=st.sampled_from(Availability))
    def an_agent_is_here(self, who: int, wish: Availability) -> None:
        self.run(set_availability(self._actor(who), wish, self.clock()))
        self.run(self._work())

    @rule(who=AGENTS)
    def an_agent_leaves(self, who: int) -> None:
        self.run(leave(self.agents[who].workspace_id, self.agents[who].id))

    @rule(minutes=st.integers(1, 20), here=st.sets(AGENTS))
    def time_passes(self, minutes: int, here: set[int]) -> None:
        self.clock.advance(timedelta(minutes=minutes))
        present = [self.agents[who].id for who in sorted(here)]
        self.run(keep(self.agents[0].workspace_id, present, self.clock()))
        self.run(queue_left_behind(self.clock()))
        self.run(self._work())

    @rule(who=AGENTS, at_most=st.integers(0, 12))
    def a_screen_hears_a_little(self, who: int, at_most: int) -> None:
        self.run(self.screens[who].listen(self.hub, self.clock, at_most))

    @invariant()
    def nobody_has_more_than_their_seats(self) -> None:
        seated = Conversation.filter(status="OPEN", queued_at=None).exclude(assignee_id=None)
        loads = self.run(_values(seated, "assignee_id"))
        for agent, capacity in zip(self.agents, CAPACITIES, strict=True):
            assert loads.count(agent.id) <= capacity

    @rule()
    def another_worker_looks(self) -> None:
        """Whoever could be given a talk has been given it: there is nothing left to do."""
        before = self.run(_queue())
        self.run(give_waiting(self.clock))
        assert self.run(_queue()) == before

    def teardown(self) -> None:
        """At the end of the day every screen shows what a fresh query says, and every word is there once."""
        try:
            self.another_worker_looks()
            self.run(self._check())
        finally:
            self.run(self._close())
            self._loop.close()

    async def _check(self) -> None:
        for screen in self.screens:
            await screen.listen(self.hub, self.clock, at_most=10_000)
            assert (screen.talks, screen.messages) == await everything(screen.viewer)
        heard = [one.text for one in await Message.filter(direction="IN", kind="TEXT")]
        assert sorted(heard) == sorted(self.fans_wrote)

    async def _close(self) -> None:
        await redis.close()
        await database.close_database()


async def _values(rows: Any, column: str) -> list[Any]:
    return list(await rows.values_list(column, flat=True))


async def _queue() -> list[Any]:
    waiting = Conversation.filter(queued_at__not_isnull=True).order_by("id")
    return list(await waiting.values_list("id", "assignee_id", "team_id", "queued_at"))


@pytest.mark.plain  # each day opens the house by itself
def test_two_thousand_things_happen_and_no_screen_goes_wrong(database_url: str, redis_url: str) -> None:
    class Day(Office):
        services = (database_url, redis_url)

    how_much = settings(
        max_examples=20, stateful_step_count=100, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Day, settings=how_much)
