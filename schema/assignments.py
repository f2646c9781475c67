"""Who was given a conversation, and why."""

from datetime import datetime
from typing import Self

import strawberry

from domain.agents.models import Role
from domain.assignments.explaining import explain
from domain.assignments.models import AssignmentReason
from domain.assignments.reading import ASSIGNMENTS
from domain.assignments.seats import Verdict
from domain.database import Row
from domain.ids import ASSIGNMENT, CONVERSATION, public_id, row_id
from domain.paging import PageRequest, cursor_of
from schema.agents import Agent
from schema.context import Context, Info
from schema.enums import described
from schema.node import Node
from schema.paging import After, Before, Connection, First, Last
from schema.teams import Team

described(
    AssignmentReason,
    "AssignmentReason",
    "Why a conversation came to where it is. New values may come: show `explanation`.",
    {
        "QUEUED": "It waits: for the team of its account's routing, or because a fan came back who is anybody's.",
        "ROUND_ROBIN": "It was the agent's turn.",
        "LEAST_BUSY": "The agent had the smallest part of their capacity taken.",
        "STICKY": "The fan came back to the agent who had them last.",
        "ANSWERED": "The agent answered it while nobody had it.",
        "TAKEN": "The agent took it.",
        "TRANSFERRED": "Somebody transferred it to the agent or the team.",
        "GIVEN_BACK": "Somebody gave it back: it waits for somebody else.",
        "AGENT_FULL": "The fan came back, and the agent who had them last has no place free.",
        "AGENT_GONE": "The agent who had it is away, or may not answer it any more.",
    },
)
described(
    Verdict,
    "AgentVerdict",
    "What was found of an agent when a conversation looked for one. New values may come.",
    {
        "CHOSEN": "They were given it.",
        "FREE": "They could have been given it: it was another's turn.",
        "GAVE_BACK": "They were free, but it was they who had given it back.",
        "FULL": "They had as many open conversations as they take at once.",
        "BUSY": "They were BUSY.",
        "AWAY": "They were AWAY.",
        "OFFLINE": "They were not here.",
        "DOES_NOT_SERVE": "They do not serve the official account.",
        "DISABLED": "They no longer work here.",
    },
)


@strawberry.type(description="An agent who was considered for a conversation, as they were at that moment.")
class ConsideredAgent:
    agent: Agent = strawberry.field(description="Who.")
    verdict: Verdict = strawberry.field(description="What was found.")
    load: int | None = strawberry.field(
        description="How many open conversations they had; null where that did not matter."
    )
    capacity: int | None = strawberry.field(description="How many they take at once; null where that did not matter.")
    given_at: datetime | None = strawberry.field(
        description="When it was last their turn to be given one; null where that did not matter, or before the first."
    )

    @classmethod
    def of(cls, row: Row, context: Context) -> Self:
        """From what was kept."""
        agent, given_at = row["agent"], row["given_at"]
        return cls(
            agent=Agent.colleague(context.viewer, agent["id"], agent["name"], Role(agent["role"])),
            verdict=Verdict(row["verdict"]),
            load=row["load"],
            capacity=row["capacity"],
            given_at=None if given_at is None else datetime.fromisoformat(given_at),
        )


@strawberry.type(description="A conversation came to an agent, or waits for one (接待记录). It never changes.")
class Assignment(Node):
    reason: AssignmentReason = strawberry.field(description="Why, for programs.")
    explanation: str = strawberry.field(description="Why, for people: a sentence that names those who were in it.")
    agent: Agent | None = strawberry.field(description="Who answers from then on; null where it waits.")
    team: Team | None = strawberry.field(description="For which team it is from then on; null for none.")
    from_agent: Agent | None = strawberry.field(description="Who had it before; null where nobody did.")
    from_team: Team | None = strawberry.field(description="For which team it was before; null for none.")
    by: Agent | None = strawberry.field(description="Who did it; null where it was done by rule.")
    considered: list[ConsideredAgent] = strawberry.field(
        description="Who was considered, in order, the chosen one first: at most 50; empty where nobody had to be."
    )
    created_at: datetime = strawberry.field(description="When.")

    @classmethod
    def of(cls, row: Row, context: Context) -> Self:
        """From a row of `domain.assignments.reading`."""
        return cls(
            id=strawberry.ID(public_id(ASSIGNMENT, row["id"])),
            reason=AssignmentReason(row["reason"]),
            explanation=explain(row),
            agent=_agent(row["agent"], context),
            team=_team(row["team"]),
            from_agent=_agent(row["from_agent"], context),
            from_team=_team(row["from_team"]),
            by=_agent(row["by_agent"], context),
            considered=[ConsideredAgent.of(one, context) for one in row["considered"]],
            created_at=row["created_at"],
        )


@strawberry.type
class AssignedConversation(Node):
    """What `Conversation` shows of who was given it."""

    @strawberry.field(description="To whom it came, when and why, from new to old (接待记录).")
    async def assignments(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[Assignment]:
        request = PageRequest.of(ASSIGNMENTS, first, after, last, before)
        id = row_id(CONVERSATION, self.id)
        assert id is not None
        page = await info.context.loaders.assignments(request).load(id)
        cursor = lambda row: cursor_of(ASSIGNMENTS, row["id"].hex)  # noqa: E731
        return Connection.of(page, lambda row: Assignment.of(row, info.context), cursor)


async def find_assignment(context: Context, id: str) -> Assignment | None:
    """The assignment with this public id, if its conversation is the viewer's to see."""
    found = await context.viewer.assignments([row_id(ASSIGNMENT, id)])
    return Assignment.of(found[0], context) if found else None


def _agent(row: Row | None, context: Context) -> Agent | None:
    return Agent.colleague(context.viewer, row["id"], row["name"], Role(row["role"])) if row else None


def _team(row: Row | None) -> Team | None:
    return Team.of(row) if row else None
