"""Agents change one another."""

from typing import Annotated
from uuid import UUID

import strawberry

from domain.agents import colleagues
from domain.agents.models import Role, Sees
from domain.agents.work import Work, check_accounts
from domain.assignments import leaving
from domain.ids import AGENT, row_id
from domain.paging import PageRequest, cursor_of
from domain.viewer import AGENTS, Viewer
from schema.agents import Agent, find_agent
from schema.context import Info
from schema.errors import UserError, mutation, user_errors
from schema.paging import After, Before, Connection, First, Last


@strawberry.input(description="Whom to give another role.")
class ChangeAgentRoleInput:
    agent_id: strawberry.ID = strawberry.field(description="The agent.")
    role: Role = strawberry.field(description="The new role. Only owners make owners; the last one stays an owner.")


@strawberry.input(description="Whom to call by another name.")
class RenameAgentInput:
    agent_id: strawberry.ID = strawberry.field(description="The agent; everybody may rename themselves.")
    name: str = strawberry.field(description="1 to 64 characters.")


@strawberry.input(description="Whom it is about.")
class DisableAgentInput:
    agent_id: strawberry.ID = strawberry.field(description="The agent. All their devices are signed out.")


@strawberry.input(description="Whom it is about.")
class EnableAgentInput:
    agent_id: strawberry.ID = strawberry.field(description="The agent, who signs in with the old password.")


@strawberry.input(description="What an agent is to work on; what is left out stays as it is.")
class UpdateAgentWorkInput:
    agent_id: strawberry.ID = strawberry.field(description="The agent.")
    sees: Sees | None = strawberry.field(default=None, description="Which conversations they see.")
    serves_all_accounts: bool | None = strawberry.field(
        default=None, description="True: every official account, those included that come later."
    )
    account_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="The official accounts that they serve from now on, and no others: at most 500."
    )
    capacity: int | None = strawberry.field(
        default=None,
        description="How many open conversations they are given at once: 0 to 500. Who has more keeps them.",
    )


@strawberry.type(description="What came of changing an agent.")
class ChangeAgentRolePayload:
    agent: Agent | None = strawberry.field(default=None, description="The agent; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of renaming an agent.")
class RenameAgentPayload:
    agent: Agent | None = strawberry.field(default=None, description="The agent; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of disabling an agent.")
class DisableAgentPayload:
    agent: Agent | None = strawberry.field(default=None, description="The agent; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of enabling an agent.")
class EnableAgentPayload:
    agent: Agent | None = strawberry.field(default=None, description="The agent; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of changing what an agent works on.")
class UpdateAgentWorkPayload:
    agent: Agent | None = strawberry.field(default=None, description="The agent; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type
class ColleagueQueries:
    @strawberry.field(description="Everybody who works here, in the order they came.")
    async def agents(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        disabled: Annotated[
            bool, strawberry.argument(description="Those who no longer do, instead. For owners and admins.")
        ] = False,
    ) -> Connection[Agent]:
        viewer = info.context.viewer
        page = await viewer.colleagues(PageRequest.of(AGENTS, first, after, last, before), disabled=disabled)
        shown = lambda row: Agent.colleague(viewer, row["id"], row["name"], Role(row["role"]))  # noqa: E731
        return Connection.of(page, shown, lambda row: cursor_of(AGENTS, row["id"].hex))


@strawberry.type
class ColleagueMutations:
    @mutation("Give somebody another role. Admins may not touch owners.")
    async def change_agent_role(self, info: Info, input: ChangeAgentRoleInput) -> ChangeAgentRolePayload:
        context, id = info.context, row_id(AGENT, input.agent_id)
        await colleagues.change_role(context.viewer.actor, id, input.role, context.now)
        return ChangeAgentRolePayload(agent=await find_agent(context, input.agent_id))

    @mutation("Call somebody, or yourself, by another name.")
    async def rename_agent(self, info: Info, input: RenameAgentInput) -> RenameAgentPayload:
        context, id = info.context, row_id(AGENT, input.agent_id)
        await colleagues.rename(context.viewer.actor, id, input.name, context.now)
        return RenameAgentPayload(agent=await find_agent(context, input.agent_id))

    @mutation(
        "Somebody no longer works here: signed out everywhere within five seconds, and their conversations wait for"
        " others. For owners and admins."
    )
    async def disable_agent(self, info: Info, input: DisableAgentInput) -> DisableAgentPayload:
        context = info.context
        await leaving.disable_agent(context.viewer.actor, row_id(AGENT, input.agent_id), context.now)
        return DisableAgentPayload(agent=await find_agent(context, input.agent_id))

    @mutation("Somebody works here again. For owners and admins.")
    async def enable_agent(self, info: Info, input: EnableAgentInput) -> EnableAgentPayload:
        context = info.context
        await colleagues.enable(context.viewer.actor, row_id(AGENT, input.agent_id), context.now)
        return EnableAgentPayload(agent=await find_agent(context, input.agent_id))

    @mutation(
        "Say which conversations somebody sees, which accounts they serve and how many conversations they take at once."
        " Those of accounts that they no longer serve wait for others. For owners and admins."
    )
    async def update_agent_work(self, info: Info, input: UpdateAgentWorkInput) -> UpdateAgentWorkPayload:
        context, viewer = info.context, info.context.viewer
        viewer.must_manage()
        work = Work(input.sees, input.serves_all_accounts, await _accounts(viewer, input.account_ids), input.capacity)
        await leaving.update_work(viewer.actor, row_id(AGENT, input.agent_id), work, context.now)
        return UpdateAgentWorkPayload(agent=await find_agent(context, input.agent_id))


async def _accounts(viewer: Viewer, ids: list[strawberry.ID] | None) -> list[UUID] | None:
    if ids is None:
        return None
    check_accounts(ids)
    return await viewer.account_ids(ids, "accountIds")
