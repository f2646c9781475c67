"""Whatever happens in a small house, talks go where a plain model of the rules says, and none is ever stuck."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from domain.accounts.models import OfficialAccount
from domain.agents.models import Agent, Availability, ServedAccount
from domain.assignments import releasing, taking
from domain.assignments.models import AccountRouting, Assignment, RoutingMode
from domain.conversations import states
from domain.conversations.actions import Talk, add_message, from_agent, talk_of
from domain.conversations.models import Conversation
from domain.errors import DomainError
from domain.presence.here import leave, touch
from domain.redis import redis
from domain.teams.models import Team
from domain.transaction import transaction
from tests.conftest import empty
from tests.domain.assigning import a_team, give
from tests.domain.assigning_model import Model, ModelAgent, ModelTalk
from tests.factories import NOON, a_fan, an_account, an_agent, words

AGENT, TALK = some.integers(0, 2), some.integers(0, 4)
OPS = some.one_of(
    some.tuples(some.just("write"), TALK),
    some.tuples(some.just("write"), TALK),
    some.tuples(some.just("give")),
    some.tuples(some.sampled_from(["close", "snooze", "reopen"]), TALK),
    some.tuples(some.sampled_from(["answer", "take", "give_back"]), AGENT, TALK),
    some.tuples(some.just("transfer"), AGENT, TALK),
    some.tuples(some.just("to_team"), TALK),
    some.tuples(some.sampled_from(["come", "leave", "disable", "enable"]), AGENT),
    some.tuples(some.just("availability"), AGENT, some.sampled_from(["ONLINE", "BUSY", "AWAY"])),
    some.tuples(some.just("capacity"), AGENT, some.integers(0, 3)),
    some.tuples(some.just("serve"), AGENT, some.sets(some.integers(0, 1))),
)
MODE = some.sampled_from(["ROUND_ROBIN", "LEAST_BUSY", "MANUAL"])
HOUSE = some.fixed_dictionaries(
    {
        "modes": some.lists(MODE, min_size=2, max_size=2),
        "sticky": some.lists(some.booleans(), min_size=2, max_size=2),
        "to_team": some.lists(some.booleans(), min_size=2, max_size=2),
    }
)


class House:
    """The real one, beside its model. A second passes with every deed."""

    accounts: list[OfficialAccount]
    agents: list[Agent]
    talks: list[Talk]
    team: Team
    model: Model

    @classmethod
    async def build(cls, modes: list[str], sticky: list[bool], to_team: list[bool]) -> "House":
        house = cls()
        house.now = NOON
        first = await an_account()
        house.accounts = [first, await an_account(workspace_id=first.workspace_id)]
        workspace = await first.workspace
        house.agents = [await an_agent(workspace=workspace, capacity=2) for _ in range(3)]
        house.team = await a_team(first, *house.agents[:2])
        for account, mode, is_sticky, is_for_team in zip(house.accounts, modes, sticky, to_team, strict=True):
            await AccountRouting.create(
                account_id=account.id,
                workspace_id=account.workspace_id,
                mode=RoutingMode(mode),
                is_sticky=is_sticky,
                team_id=house.team.id if is_for_team else None,
            )
        house.talks = []
        for n in range(5):
            fan = await a_fan(account=house.accounts[n % 2])
            async with transaction():
                house.talks.append(await talk_of(fan.workspace_id, fan.account_id, fan.id, NOON))
        agents = [ModelAgent(str(agent.id), is_member=n < 2) for n, agent in enumerate(house.agents)]
        talks = [ModelTalk(n % 2) for n in range(5)]
        house.model = Model(agents, talks, modes, sticky, to_team)
        await house.all_come()
        return house

    now: datetime

    @property
    def at(self) -> float:
        """This moment, as the model counts."""
        return self.now.timestamp()

    async def all_come(self) -> None:
        here = [agent.id for agent, one in zip(self.agents, self.model.agents, strict=True) if one.is_here]
        await touch(self.accounts[0].workspace_id, here, self.now)

    async def do(self, op: str, *given: object) -> None:
        self.now += timedelta(seconds=1)
        await self.all_come()
        await getattr(self, op)(*given)
        await self.is_as_the_model_says(op)

    async def is_as_the_model_says(self, op: str) -> None:
        numbers = {agent.id: n for n, agent in enumerate(self.agents)}
        for talk, wanted in zip(self.talks, self.model.talks, strict=True):
            row = await Conversation.get(id=talk.id)
            found = (
                row.status.value,
                numbers.get(row.assignee_id),
                row.team_id is not None,
                row.queued_at and row.queued_at.timestamp(),
            )
            status = "OPEN" if wanted.status == "NEW" else wanted.status
            assert found == (status, wanted.agent, wanted.in_team, wanted.queued), op

    async def write(self, n: int) -> None:
        async with transaction():
            await add_message(self.talks[n], words("hi"), self.now)
        self.model.write(self.model.talks[n], self.at)

    async def give(self) -> None:
        await give(self.now)
        self.model.give(self.at)
        stuck = [
            talk
            for talk in self.model.talks
            if talk.queued is not None
            and self.model.modes[talk.account] != "MANUAL"
            and (talk.agent is not None or self.model.candidates(talk))
        ]
        assert stuck == []

    async def close(self, n: int) -> None:
        if self.model.talks[n].status != "NEW":
            await states.close(self.talks[n], self.now)
        self.model.put_aside(self.model.talks[n], "CLOSED")

    async def snooze(self, n: int) -> None:
        if self.model.talks[n].status != "NEW":
            await states.snooze(self.talks[n], None, self.now)
        self.model.put_aside(self.model.talks[n], "SNOOZED")

    async def reopen(self, n: int) -> None:
        await states.reopen(self.talks[n], self.now)
        self.model.reopen(self.model.talks[n], self.at)

    async def answer(self, agent: int, n: int) -> None:
        if self.model.talks[n].status == "NEW":
            return
        async with transaction():
            await add_message(self.talks[n], from_agent(self.agents[agent].id, "hello"), self.now)
            await taking.answered(self.talks[n], self.agents[agent].id, self.now)
        self.model.answer(agent, self.model.talks[n], self.at)

    async def take(self, agent: int, n: int) -> None:
        said = await refusal(lambda: taking.take(self.agents[agent].id, self.talks[n], self.now))
        assert said == self.model.hand(self.model.talks[n], agent)

    async def transfer(self, agent: int, n: int) -> None:
        by, whom = self.agents[0].id, self.agents[agent].id
        said = await refusal(lambda: taking.transfer_to_agent(by, self.talks[n], whom, self.now))
        assert said == self.model.hand(self.model.talks[n], agent)

    async def to_team(self, n: int) -> None:
        await taking.transfer_to_team(self.agents[0].id, self.talks[n], self.team.id, self.now)
        self.model.to_the_team(self.model.talks[n], self.at)

    async def give_back(self, agent: int, n: int) -> None:
        await taking.give_back(self.agents[agent].id, self.talks[n], self.now)
        self.model.give_back(self.model.talks[n], self.at)

    async def come(self, agent: int) -> None:
        self.model.agents[agent].is_here = True
        await self.all_come()

    async def leave(self, agent: int) -> None:
        self.model.agents[agent].is_here = False
        await leave(self.accounts[0].workspace_id, self.agents[agent].id)

    async def availability(self, agent: int, availability: str) -> None:
        self.model.agents[agent].availability = availability
        await self._change(agent, availability=Availability(availability))

    async def capacity(self, agent: int, capacity: int) -> None:
        self.model.agents[agent].capacity = capacity
        await self._change(agent, capacity=capacity)

    async def enable(self, agent: int) -> None:
        self.model.agents[agent].is_disabled = False
        await self._change(agent, disabled_at=None)

    async def disable(self, agent: int) -> None:
        self.model.agents[agent].is_disabled = True
        async with transaction():
            await self._change(agent, disabled_at=self.now)
            await releasing.release_agent(self.agents[agent].id, self.now)
        self.model.release(agent, self.at)

    async def serve(self, agent: int, accounts: set[int]) -> None:
        self.model.agents[agent].serves = accounts
        async with transaction():
            await self._change(agent, serves_all_accounts=False)
            await ServedAccount.filter(agent_id=self.agents[agent].id).delete()
            for n in accounts:
                await ServedAccount.create(agent=self.agents[agent], account_id=self.accounts[n].id)
            await releasing.release_accounts(self.agents[agent].id, self.now)
        self.model.release(agent, self.at)

    async def _change(self, agent: int, **changes: object) -> None:
        await Agent.filter(id=self.agents[agent].id).update(**changes)


async def refusal(deed: Callable[[], Awaitable[None]]) -> str:
    """The name of what the rules said no with; "" where they said nothing."""
    rows = await Assignment.all().count()
    try:
        await deed()
    except DomainError as refused:
        assert await Assignment.all().count() == rows
        return type(refused).__name__
    return ""


@given(house=HOUSE, ops=some.lists(OPS, max_size=25))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
async def test_talks_go_where_the_model_says(house: dict[str, list], ops: list[tuple]):
    await empty()
    await redis().flushdb()
    real = await House.build(**house)

    for op, *given_ in [*ops, ("give",)]:
        await real.do(op, *given_)
