"""The rules of who answers whom, in plain Python: slow, without a database, and easy to check by reading."""

from dataclasses import dataclass, field

AUTOMATIC = ("ROUND_ROBIN", "LEAST_BUSY")


@dataclass
class ModelAgent:
    """Somebody who answers."""

    id: str
    capacity: int = 2
    serves: set[int] = field(default_factory=lambda: {0, 1})
    is_member: bool = False
    is_here: bool = True
    availability: str = "ONLINE"
    is_disabled: bool = False
    turn: int = -1  # the number of the giving that was theirs last


@dataclass
class ModelTalk:
    """A fan of an account."""

    account: int
    status: str = "NEW"  # nothing was said yet
    agent: int | None = None
    in_team: bool = False
    queued: float | None = None
    waiting: float | None = None
    gave_back: int | None = None

    @property
    def is_seated(self) -> bool:
        return self.status == "OPEN" and self.agent is not None and self.queued is None


@dataclass
class Model:
    """A house of two accounts and one team."""

    agents: list[ModelAgent]
    talks: list[ModelTalk]
    modes: list[str]
    sticky: list[bool]
    to_team: list[bool]
    turns: int = 0

    def load(self, agent: int) -> int:
        return sum(talk.is_seated and talk.agent == agent for talk in self.talks)

    def may(self, agent: int, talk: ModelTalk) -> bool:
        """Do they work here, and serve the account?"""
        return not self.agents[agent].is_disabled and talk.account in self.agents[agent].serves

    def has_seat(self, agent: int) -> bool:
        return self.load(agent) < self.agents[agent].capacity

    def open(self, talk: ModelTalk, now: float) -> None:
        if talk.status != "OPEN" or talk.agent is None:
            talk.queued = now if talk.queued is None else talk.queued
        talk.status = "OPEN"

    def write(self, talk: ModelTalk, now: float) -> None:
        self.open(talk, now)
        talk.waiting = now if talk.waiting is None else talk.waiting

    def put_aside(self, talk: ModelTalk, status: str) -> None:
        if talk.status == "NEW" or (status == "CLOSED" and talk.status == "CLOSED"):
            return
        talk.status, talk.queued = status, None
        if status == "CLOSED":
            talk.waiting = None

    def reopen(self, talk: ModelTalk, now: float) -> None:
        if talk.status in ("CLOSED", "SNOOZED"):
            talk.status, talk.queued = "OPEN", now

    def answer(self, agent: int, talk: ModelTalk, now: float) -> None:
        if talk.status == "CLOSED":
            talk.status, talk.queued = "OPEN", now
        talk.waiting = None
        if talk.status == "OPEN" and not talk.is_seated and self.may(agent, talk) and self.has_seat(agent):
            self.seat(talk, agent)

    def hand(self, talk: ModelTalk, agent: int) -> str:
        """What is said: "" for done."""
        if talk.is_seated and talk.agent == agent:
            return ""
        if self.agents[agent].is_disabled:
            return "NotFound"
        if not self.may(agent, talk):
            return "AgentDoesNotServe"
        if not self.has_seat(agent):
            return "AgentFull"
        self.seat(talk, agent)
        return ""

    def to_the_team(self, talk: ModelTalk, now: float) -> None:
        if talk.status == "OPEN" and talk.agent is None and talk.queued is not None and talk.in_team:
            return
        talk.in_team = True
        self.queue(talk, now, is_given_back=False)

    def give_back(self, talk: ModelTalk, now: float) -> None:
        if talk.agent is None:
            return
        if talk.status == "OPEN":
            self.queue(talk, now, is_given_back=True)
        else:
            talk.gave_back, talk.agent = talk.agent, None

    def seat(self, talk: ModelTalk, agent: int) -> None:
        if talk.agent is not None:
            talk.gave_back = None
        talk.status, talk.agent, talk.queued = "OPEN", agent, None

    def queue(self, talk: ModelTalk, now: float, *, is_given_back: bool) -> None:
        if talk.agent is not None:
            talk.gave_back = talk.agent if is_given_back else None
        since = talk.queued if talk.queued is not None else talk.waiting
        talk.status, talk.agent, talk.queued = "OPEN", None, now if since is None else since

    def release(self, agent: int, now: float) -> None:
        """Their open talks of accounts that they may not answer wait for others."""
        for talk in self.talks:
            if talk.status == "OPEN" and talk.agent == agent and not self.may(agent, talk):
                self.queue(talk, now, is_given_back=False)

    def give(self, now: float) -> None:
        for talk in sorted(self._queued(), key=lambda talk: talk.queued or 0):
            if talk.agent is not None:
                self._settle(talk, talk.agent, now)
        for talk in self._queued():
            talk.in_team = talk.in_team or self.to_team[talk.account]
        while given := self._next():
            talk, agent = given
            self.seat(talk, agent)
            self.turns += 1
            self.agents[agent].turn = self.turns

    def candidates(self, talk: ModelTalk) -> list[int]:
        """Who could be given it now, whose turn it is first."""
        able = [
            n
            for n, agent in enumerate(self.agents)
            if self.may(n, talk)
            and (agent.is_member or not talk.in_team)
            and agent.is_here
            and agent.availability == "ONLINE"
            and self.has_seat(n)
        ]
        return sorted(able, key=lambda n: self._turn(n, talk))

    def _turn(self, n: int, talk: ModelTalk) -> tuple[object, ...]:
        agent = self.agents[n]
        share = self.load(n) / agent.capacity if self.modes[talk.account] == "LEAST_BUSY" else 0
        return n == talk.gave_back, share, agent.turn, agent.id

    def _queued(self) -> list[ModelTalk]:
        return [talk for talk in self.talks if talk.queued is not None]

    def _settle(self, talk: ModelTalk, agent: int, now: float) -> None:
        had, by_hand = self.agents[agent], self.modes[talk.account] == "MANUAL"
        is_around = by_hand or (had.is_here and had.availability != "AWAY")
        if self.sticky[talk.account] and self.may(agent, talk) and is_around and self.has_seat(agent):
            self.seat(talk, agent)
        else:
            self.queue(talk, now, is_given_back=False)

    def _next(self) -> tuple[ModelTalk, int] | None:
        waiting = [talk for talk in self._queued() if self.modes[talk.account] in AUTOMATIC]
        for talk in sorted(waiting, key=lambda talk: talk.queued or 0):
            if able := self.candidates(talk):
                return talk, able[0]
        return None
