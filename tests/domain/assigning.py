"""A small house in which talks find agents."""

from datetime import datetime, timedelta
from uuid import UUID

from domain.accounts.models import OfficialAccount
from domain.agents.models import Agent
from domain.assignments.explaining import explain
from domain.assignments.giving import give_waiting
from domain.assignments.models import AccountRouting, Assignment, RoutingMode
from domain.assignments.reading import assignments
from domain.conversations.actions import Talk, add_message
from domain.conversations.models import Conversation
from domain.ids import new_id
from domain.presence.here import touch
from domain.sight import Sight
from domain.teams.models import Team, TeamMember
from domain.transaction import transaction
from tests.factories import NOON, HandClock, a_talk, an_account, an_agent, words

CLOCK = HandClock(NOON)
SOON = timedelta(minutes=6)


async def a_house(mode: RoutingMode = RoutingMode.ROUND_ROBIN, **routing: object) -> OfficialAccount:
    """An account whose talks are given so."""
    account = await an_account()
    if mode is not RoutingMode.MANUAL or routing:
        await AccountRouting.create(account_id=account.id, workspace_id=account.workspace_id, mode=mode, **routing)
    return account


async def agents_of(account: OfficialAccount, *names: str, here: bool = True, **given: object) -> list[Agent]:
    """Agents of the account's workspace, who are here unless told."""
    workspace = await account.workspace
    agents = [await an_agent(workspace=workspace, name=name, **given) for name in names]
    if here:
        await present(account, *agents)
    return agents


async def present(account: OfficialAccount, *agents: Agent, at: datetime = NOON) -> None:
    """These agents are here."""
    await touch(account.workspace_id, [agent.id for agent in agents], at)


async def a_team(account: OfficialAccount, *members: Agent) -> Team:
    """A team of the account's workspace."""
    team = await Team.create(workspace_id=account.workspace_id, name=f"Team {new_id()}", created_at=NOON)
    for member in members:
        await TeamMember.create(team=team, agent=member)
    return team


async def fans_write(account: OfficialAccount, how_many: int = 1) -> list[Talk]:
    """So many fans say something for the first time, one after the other."""
    return [await a_talk(account=account) for _ in range(how_many)]


async def write_again(talk: Talk, at: datetime = NOON) -> None:
    """The fan says something more."""
    async with transaction():
        await add_message(talk, words("one more thing"), at)


async def give(at: datetime = NOON) -> None:
    """What the workers do."""
    await give_waiting(HandClock(at))


async def who_has(talk: Talk) -> UUID | None:
    """Who answers the talk, with a seat taken."""
    row = await Conversation.get(id=talk.id)
    return row.assignee_id if row.queued_at is None else None  # type: ignore[return-value]


async def reasons(talk: Talk) -> list[str]:
    """Why the talk came to where it is, from the first to the last."""
    return [row.reason.value for row in await Assignment.filter(conversation_id=talk.id).order_by("id")]


async def said(talk: Talk) -> str:
    """The last explanation."""
    row = await Assignment.filter(conversation_id=talk.id).order_by("-id").first()
    assert row is not None
    return explain((await assignments(Sight(talk.workspace_id), [row.id]))[0])
