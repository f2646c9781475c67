"""Teams: agents who answer together."""

from datetime import datetime
from typing import Self

import strawberry

from domain.agents.models import Role
from domain.assignments import leaving
from domain.database import Row
from domain.idempotency import once
from domain.ids import TEAM, public_id, row_id
from domain.teams import actions
from schema.agents import Agent
from schema.context import Context, Info
from schema.errors import UserError, mutation, user_errors
from schema.node import Node


@strawberry.type(description="Some agents of the workspace (客服组). Conversations may wait for a team.")
class Team(Node):
    name: str = strawberry.field(description="Its name; no other team has it, in whatever case or width.")
    created_at: datetime = strawberry.field(description="When it was made.")

    @strawberry.field(description="Who is in it: at most 200, those included who are disabled.")
    async def members(self, info: Info) -> list[Agent]:
        id = row_id(TEAM, self.id)
        assert id is not None
        viewer, found = info.context.viewer, await info.context.loaders.members_of_teams.load(id)
        return [Agent.colleague(viewer, row["id"], row["name"], Role(row["role"])) for row in found]

    @classmethod
    def of(cls, row: Row) -> Self:
        """A team of the viewer's workspace."""
        return cls(id=strawberry.ID(public_id(TEAM, row["id"])), name=row["name"], created_at=row["created_at"])


@strawberry.input(description="A new team.")
class CreateTeamInput:
    name: str = strawberry.field(description="1 to 64 characters that no other team has as its name.")
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 255 characters of your own. A repeat within 48 hours answers the same and makes nothing.",
    )


@strawberry.input(description="Which team to call by another name.")
class RenameTeamInput:
    team_id: strawberry.ID = strawberry.field(description="The team.")
    name: str = strawberry.field(description="1 to 64 characters that no other team has as its name.")


@strawberry.input(description="Which team goes.")
class DeleteTeamInput:
    team_id: strawberry.ID = strawberry.field(description="The team.")


@strawberry.input(description="Who comes into which team.")
class AddTeamMemberInput:
    team_id: strawberry.ID = strawberry.field(description="The team.")
    agent_id: strawberry.ID = strawberry.field(description="The agent, who may be in other teams, too.")


@strawberry.input(description="Who leaves which team.")
class RemoveTeamMemberInput:
    team_id: strawberry.ID = strawberry.field(description="The team.")
    agent_id: strawberry.ID = strawberry.field(description="The agent.")


@strawberry.type(description="What came of making a team.")
class CreateTeamPayload:
    team: Team | None = strawberry.field(default=None, description="The team; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of renaming a team.")
class RenameTeamPayload:
    team: Team | None = strawberry.field(default=None, description="The team; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of deleting a team.")
class DeleteTeamPayload:
    deleted_team_id: strawberry.ID | None = strawberry.field(
        default=None, description="The id that the team had; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of adding somebody to a team.")
class AddTeamMemberPayload:
    team: Team | None = strawberry.field(default=None, description="The team; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of taking somebody out of a team.")
class RemoveTeamMemberPayload:
    team: Team | None = strawberry.field(default=None, description="The team; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type
class TeamQueries:
    @strawberry.field(description="All teams of the workspace, in the order they were made: at most 50.")
    async def teams(self, info: Info) -> list[Team]:
        return [Team.of(row) for row in await info.context.viewer.teams()]


@strawberry.type
class TeamMutations:
    @mutation("Make a team. For owners and admins.")
    async def create_team(self, info: Info, input: CreateTeamInput) -> CreateTeamPayload:
        viewer, now = info.context.viewer, info.context.now
        viewer.must_manage()
        id = await once(
            viewer.agent_id,
            "createTeam",
            input.idempotency_key,
            [input.name],
            now,
            lambda: actions.create_team(viewer.actor, input.name, now),
        )
        return CreateTeamPayload(team=await find_team(info.context, public_id(TEAM, id)))

    @mutation("Call a team by another name. For owners and admins.")
    async def rename_team(self, info: Info, input: RenameTeamInput) -> RenameTeamPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.team_id(input.team_id, "teamId")
        await actions.rename_team(viewer.actor, id, input.name, info.context.now)
        return RenameTeamPayload(team=await find_team(info.context, input.team_id))

    @mutation(
        "Delete a team. Its conversations wait for whoever serves their account; who has one keeps it. One event,"
        " `TeamDeleted`, says for all its members that they lost it. For owners and admins."
    )
    async def delete_team(self, info: Info, input: DeleteTeamInput) -> DeleteTeamPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.team_id(input.team_id, "teamId")
        await leaving.delete_team(viewer.actor, id, info.context.now)
        return DeleteTeamPayload(deleted_team_id=input.team_id)

    @mutation("Add somebody to a team. That they are in it already is fine. For owners and admins.")
    async def add_team_member(self, info: Info, input: AddTeamMemberInput) -> AddTeamMemberPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        team_id = await viewer.team_id(input.team_id, "teamId")
        agent_id = await viewer.colleague_id(input.agent_id, "agentId")
        await actions.add_member(viewer.actor, team_id, agent_id, info.context.now)
        return AddTeamMemberPayload(team=await find_team(info.context, input.team_id))

    @mutation(
        "Take somebody out of a team; the conversations that they have stay theirs. That they are not in it is fine."
        " For owners and admins."
    )
    async def remove_team_member(self, info: Info, input: RemoveTeamMemberInput) -> RemoveTeamMemberPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        team_id = await viewer.team_id(input.team_id, "teamId")
        agent_id = await viewer.colleague_id(input.agent_id, "agentId")
        await actions.remove_member(viewer.actor, team_id, agent_id, info.context.now)
        return RemoveTeamMemberPayload(team=await find_team(info.context, input.team_id))


async def find_team(context: Context, id: str) -> Team | None:
    """The team with this public id, if it is the viewer's to see."""
    found = await context.viewer.teams([row_id(TEAM, id)])
    return Team.of(found[0]) if found else None
