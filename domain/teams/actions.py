"""Teams are made, renamed and deleted, and agents come into them. Who may do so, the door decides."""

from datetime import datetime
from unicodedata import normalize
from uuid import UUID

from domain import audit, database
from domain.agents.models import Actor, Agent
from domain.agents.telling import announce_agent
from domain.errors import BadInput, NotFound
from domain.ids import AGENT, TEAM, public_id
from domain.live import ALL_ACCOUNTS, Event, EventKind
from domain.teams.errors import LONGEST_NAME, MOST_MEMBERS, MOST_TEAMS, TeamNameTaken, TooManyMembers, TooManyTeams
from domain.teams.models import Team, TeamMember
from domain.transaction import announce, later, transaction


async def create_team(actor: Actor, name: str, now: datetime) -> UUID:
    """A team without members. Raises BadInput, TeamNameTaken or TooManyTeams."""
    name = _checked(name)
    async with transaction():
        names = await _locked_names(actor.workspace_id)
        if _same(name) in map(_same, names.values()):
            raise TeamNameTaken
        if len(names) >= MOST_TEAMS:
            raise TooManyTeams
        made = await Team.create(workspace_id=actor.workspace_id, name=name, created_at=now)
        await _changed(actor, "team.created", made.id, now, name=name)
    return made.id


async def rename_team(actor: Actor, team_id: UUID, name: str, now: datetime) -> None:
    """Call a team by another name. Raises BadInput, NotFound or TeamNameTaken."""
    name = _checked(name)
    async with transaction():
        names = await _locked_names(actor.workspace_id)
        was = names.pop(team_id, None)
        if was is None:
            raise NotFound("team", "teamId")
        if _same(name) in map(_same, names.values()):
            raise TeamNameTaken
        if name != was:
            await Team.filter(id=team_id).update(name=name)
            await _changed(actor, "team.renamed", team_id, now, was=was, now_is=name)


async def delete_team(actor: Actor, team_id: UUID, now: datetime) -> None:
    """The team is gone; its talks are `domain.assignments.leaving`'s to release. Raises NotFound."""
    async with transaction():
        team = await _locked(actor, team_id)
        await TeamMember.filter(team_id=team_id).delete()
        await Team.filter(id=team_id).delete()
        await _note(actor, "team.deleted", team_id, now, name=team.name)
        announce(Event(EventKind.TEAM_DELETED, actor.workspace_id, ALL_ACCOUNTS, team_id))


async def add_member(actor: Actor, team_id: UUID, agent_id: UUID, now: datetime) -> None:
    """Somebody is in the team; that they were before is fine. Raises NotFound, BadInput or TooManyMembers."""
    async with transaction():
        await _locked(actor, team_id)
        agent = await Agent.get_or_none(id=agent_id, workspace_id=actor.workspace_id)
        if agent is None:
            raise NotFound("agent", "agentId")
        if agent.disabled_at is not None:
            raise BadInput("This agent is disabled: enable them first.", "agentId")
        if await TeamMember.exists(team_id=team_id, agent_id=agent_id):
            return
        if await TeamMember.filter(team_id=team_id).count() >= MOST_MEMBERS:
            raise TooManyMembers
        await TeamMember.create(team_id=team_id, agent_id=agent_id)
        await _moved(actor, "team.member_added", team_id, agent_id, now)


async def remove_member(actor: Actor, team_id: UUID, agent_id: UUID, now: datetime) -> None:
    """Somebody is not in the team; that they never were is fine. The talks that they have stay theirs."""
    async with transaction():
        if await TeamMember.filter(team_id=team_id, agent_id=agent_id).delete():
            await _moved(actor, "team.member_removed", team_id, agent_id, now)


async def _moved(actor: Actor, action: str, team_id: UUID, agent_id: UUID, now: datetime) -> None:
    await _changed(actor, action, team_id, now, agent=public_id(AGENT, agent_id))
    announce_agent(actor.workspace_id, agent_id)
    later("give_talks")  # who may be given what waits for the team is somebody else now


async def _changed(actor: Actor, action: str, team_id: UUID, now: datetime, **data: str) -> None:
    await _note(actor, action, team_id, now, **data)
    announce(Event(EventKind.TEAM_CHANGED, actor.workspace_id, ALL_ACCOUNTS, team_id))


async def _note(actor: Actor, action: str, team_id: UUID, now: datetime, **data: str) -> None:
    await audit.note(actor.workspace_id, actor.agent_id, action, public_id(TEAM, team_id), now, **data)


async def _locked(actor: Actor, team_id: UUID) -> Team:
    # Of two who add members at once neither goes past the limit, and nobody deletes the team meanwhile.
    team = await Team.select_for_update().get_or_none(id=team_id, workspace_id=actor.workspace_id)
    if team is None:
        raise NotFound("team", "teamId")
    return team


async def _locked_names(workspace_id: UUID) -> dict[UUID, str]:
    # Whoever makes or renames teams waits for the other: names stay unique, and there are never too many.
    await database.rows(f"SELECT id FROM workspace WHERE id = $1 {database.for_update()}", workspace_id)
    return {team.id: team.name for team in await Team.filter(workspace_id=workspace_id)}


def _checked(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadInput(f"A team's name takes 1 to {LONGEST_NAME} characters.", "name")
    return name


def _same(name: str) -> str:
    # Two names of which this is alike look alike to people: ＶＩＰ, VIP and vip.
    return normalize("NFKC", normalize("NFKC", name).casefold())
