"""Agents and their sessions."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry

from domain.agents import actions
from domain.agents.actions import SignedIn
from domain.agents.models import Role, Sees
from domain.database import Row
from domain.ids import AGENT, WORKSPACE, public_id, row_id
from domain.presence.availability import Presence
from domain.viewer import Viewer
from schema.context import Context, Info
from schema.enums import described
from schema.errors import UserError, mutation, user_errors
from schema.node import Node

if TYPE_CHECKING:
    from schema.accounts import OfficialAccount
    from schema.teams import Team

described(
    Role,
    "AgentRole",
    "What an agent may do.",
    {
        "OWNER": "Everything.",
        "ADMIN": "Everything that runs the workspace, such as connecting accounts.",
        "AGENT": "Answer fans.",
    },
)
described(
    Sees,
    "AgentSees",
    "Which conversations of the accounts that they serve an AGENT sees, and the fans of these. Owners and admins see"
    " everything.",
    {
        "ALL": "All of them.",
        "TEAM": "Those of their teams, and their own.",
        "OWN": "Their own: those that they were given last.",
    },
)
described(
    Presence,
    "AgentPresence",
    "How an agent is found (在线状态). New values may come: treat one you do not know like AWAY.",
    {
        "ONLINE": "Here, and given new conversations.",
        "BUSY": "Here, and given only their own conversations that come back.",
        "AWAY": "Here, and given none.",
        "OFFLINE": "Not here: none of their clients was heard of within the last minute.",
    },
)


@strawberry.type(description="One company (企业) with its accounts, agents and fans. Workspaces never see each other.")
class Workspace(Node):
    name: str = strawberry.field(description="The company's name.")

    @classmethod
    def of(cls, viewer: Viewer) -> Self:
        """The viewer's own: there is no other for them."""
        return cls(id=strawberry.ID(public_id(WORKSPACE, viewer.workspace_id)), name=viewer.workspace_name)


@strawberry.type(description="A person who answers fans (客服).")
class Agent(Node):
    name: str = strawberry.field(description="How colleagues call them.")
    role: Role = strawberry.field(description="What they may do.")
    workspace: Workspace = strawberry.field(description="Where they work.")

    @strawberry.field(description="Which conversations they see.")
    async def sees(self, info: Info) -> Sees:
        return Sees((await self._work(info))["sees"])

    @strawberry.field(description="How many open conversations they are given at once: 0 to 500.")
    async def capacity(self, info: Info) -> int:
        return int((await self._work(info))["capacity"])

    @strawberry.field(description="When they were disabled; null while they work here.")
    async def disabled_at(self, info: Info) -> datetime | None:
        return (await self._work(info))["disabled_at"]  # type: ignore[no-any-return]

    @strawberry.field(
        description="The official accounts whose fans they answer, as far as you see them; null where it is all."
    )
    async def served_accounts(
        self, info: Info
    ) -> list[Annotated["OfficialAccount", strawberry.lazy("schema.accounts")]] | None:
        from schema.accounts import OfficialAccount  # here, because accounts may know agents

        if (await self._work(info))["is_serving_all"]:
            return None
        found = await info.context.loaders.accounts_of_agents.load(self._row_id)
        return [OfficialAccount.of(row, info.context) for row in found]

    @strawberry.field(description="The teams they are in.")
    async def teams(self, info: Info) -> list[Annotated["Team", strawberry.lazy("schema.teams")]]:
        from schema.teams import Team  # here, because teams have members

        return [Team.of(row) for row in await info.context.loaders.teams_of_agents.load(self._row_id)]

    @strawberry.field(description="How they are found right now; the subscription `presence` tells changes.")
    async def presence(self, info: Info) -> Presence:
        return await info.context.loaders.presences.load(self._row_id) or Presence.OFFLINE

    @strawberry.field(description="How many open conversations they have, of the `capacity` that they take at once.")
    async def load(self, info: Info) -> int:
        return await info.context.loaders.loads.load(self._row_id)

    @property
    def _row_id(self) -> UUID:
        id = row_id(AGENT, self.id)
        assert id is not None
        return id

    async def _work(self, info: Info) -> Row:
        work = await info.context.loaders.work_of_agents.load(self._row_id)
        assert work is not None, "an agent is shown in their own workspace only, and stays there"
        return work

    @classmethod
    def of(cls, viewer: Viewer) -> Self:
        """The viewer themselves."""
        return cls.colleague(viewer, viewer.agent_id, viewer.name, viewer.role)

    @classmethod
    def colleague(cls, viewer: Viewer, id: UUID, name: str, role: Role) -> Self:
        """An agent of the viewer's workspace."""
        return cls(id=strawberry.ID(public_id(AGENT, id)), name=name, role=role, workspace=Workspace.of(viewer))


@strawberry.type(description="What a client keeps after signing in.")
class Session:
    access_token: str = strawberry.field(
        description="Goes into every request as `Authorization: Bearer …`, and into a socket's `connection_init`."
    )
    access_token_expires_at: datetime = strawberry.field(description="When to have refreshed by: 15 minutes from now.")
    refresh_token: str = strawberry.field(
        description="Good for one `refreshSession` within 30 days. Used twice, it ends the session."
    )
    session_id: strawberry.Private[UUID]

    @strawberry.field(description="Who is signed in.")
    async def agent(self, info: Info) -> Agent:
        # What they see of themselves, they see as who they are now.
        return Agent.of(await info.context.come_in(self.session_id))

    @classmethod
    def of(cls, signed_in: SignedIn) -> Self:
        """As the client gets it."""
        return cls(
            access_token=signed_in.access_token,
            access_token_expires_at=signed_in.access_expires_at,
            refresh_token=signed_in.refresh_token,
            session_id=signed_in.session_id,
        )


@strawberry.input(description="Who wants to sign in.")
class SignInInput:
    email: str = strawberry.field(description="The agent's email, in any case.")
    password: str = strawberry.field(description="The agent's password.")


@strawberry.input(description="Which session to go on with.")
class RefreshSessionInput:
    refresh_token: str = strawberry.field(description="The one from the last `signIn` or `refreshSession`.")


@strawberry.input(description="Which session to end.")
class SignOutInput:
    refresh_token: str = strawberry.field(description="The session's current refresh token.")


@strawberry.type(description="What came of signing in.")
class SignInPayload:
    session: Session | None = strawberry.field(default=None, description="The new session; null where it was refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of refreshing.")
class RefreshSessionPayload:
    session: Session | None = strawberry.field(
        default=None, description="The session with new tokens; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of signing out.")
class SignOutPayload:
    user_errors: list[UserError] = user_errors()


@strawberry.type
class AgentQueries:
    @strawberry.field(description="The agent who asks.")
    def viewer(self, info: Info) -> Agent:
        return Agent.of(info.context.viewer)


@strawberry.type
class AgentMutations:
    @mutation("Open a session on this device. Ten wrong passwords in a row have to wait: RATE_LIMITED.")
    async def sign_in(self, info: Info, input: SignInInput) -> SignInPayload:
        context = info.context
        where = {"address": context.address, "device": context.device}
        signed_in = await actions.sign_in(input.email, input.password, context.now, **where)
        return SignInPayload(session=Session.of(signed_in))

    @mutation("Trade the refresh token for new tokens. A repeat within 20 seconds gets the same ones.")
    async def refresh_session(self, info: Info, input: RefreshSessionInput) -> RefreshSessionPayload:
        signed_in = await actions.refresh_session(input.refresh_token, info.context.now)
        return RefreshSessionPayload(session=Session.of(signed_in))

    @mutation("End the session. Doing it twice is fine.")
    async def sign_out(self, info: Info, input: SignOutInput) -> SignOutPayload:
        await actions.sign_out(input.refresh_token, info.context.now)
        return SignOutPayload()


async def find_agent(context: Context, id: str) -> Agent | None:
    """The agent with this public id, if they work where the viewer does."""
    viewer = context.viewer
    found = await viewer.agents([row_id(AGENT, id)])
    return Agent.colleague(viewer, found[0]["id"], found[0]["name"], Role(found[0]["role"])) if found else None


async def agents_by_id(context: Context, ids: Collection[UUID]) -> dict[UUID, Agent]:
    """Of these agents the ones who work where the viewer does."""
    viewer, found = context.viewer, await context.loaders.agents.load_many(list(ids))
    return {row["id"]: Agent.colleague(viewer, row["id"], row["name"], Role(row["role"])) for row in found if row}


async def find_workspace(context: Context, id: str) -> Workspace | None:
    """The viewer's own workspace, if that is its id."""
    own = Workspace.of(context.viewer)
    return own if own.id == id else None
