"""The devices that an agent is signed in with, and the password."""

from datetime import datetime
from typing import Self

import strawberry

from domain.agents import colleagues, own_password
from domain.database import Row
from domain.ids import SESSION, public_id, row_id
from domain.viewer import Viewer
from schema.context import Info
from schema.errors import UserError, mutation, user_errors


@strawberry.type(description="A device that an agent is signed in with.")
class AgentSession:
    id: strawberry.ID = strawberry.field(description="For `endSession`.")
    device: str = strawberry.field(description="What it calls itself: its User-Agent, cut to 200 characters.")
    created_at: datetime = strawberry.field(description="When the agent signed in.")
    refreshed_at: datetime | None = strawberry.field(description="When it last asked for new tokens.")
    current: bool = strawberry.field(description="Is it the one that asks?")

    @classmethod
    def of(cls, row: Row, viewer: Viewer) -> Self:
        """From a row of the table."""
        return cls(
            id=strawberry.ID(public_id(SESSION, row["id"])),
            device=row["device"],
            created_at=row["created_at"],
            refreshed_at=row["refreshed_at"],
            current=row["id"] == viewer.session_id,
        )


@strawberry.input(description="Which device to sign out.")
class EndSessionInput:
    session_id: strawberry.ID = strawberry.field(description="The session, from `sessions` or from an agent below you.")


@strawberry.type(description="What came of signing a device out.")
class EndSessionPayload:
    user_errors: list[UserError] = user_errors()


@strawberry.input(description="Your own password.")
class ChangePasswordInput:
    current_password: str | None = strawberry.field(
        default=None, description="The one you have; left out only by who has none and signs in by the mini-program."
    )
    mini_program_code: str | None = strawberry.field(
        default=None,
        description="What `wx.login` just gave, instead, where you have no password. With one it does not count.",
    )
    new_password: str = strawberry.field(description="The one you want: at least 8 characters.")


@strawberry.type(description="What came of changing the password.")
class ChangePasswordPayload:
    user_errors: list[UserError] = user_errors()


@strawberry.type
class SessionQueries:
    @strawberry.field(description="The devices you are signed in with, the newest first: at most 100.")
    async def sessions(self, info: Info) -> list[AgentSession]:
        viewer = info.context.viewer
        return [AgentSession.of(row, viewer) for row in await viewer.sessions()]


@strawberry.type
class SessionMutations:
    @mutation("Sign a device out, your own or one of somebody below you. Its sockets close within five seconds.")
    async def end_session(self, info: Info, input: EndSessionInput) -> EndSessionPayload:
        context = info.context
        await colleagues.end_session(context.viewer.actor, row_id(SESSION, input.session_id), context.now)
        return EndSessionPayload()

    @mutation("Change your own password, or set your first one. All your other devices are signed out.")
    async def change_password(self, info: Info, input: ChangePasswordInput) -> ChangePasswordPayload:
        context = info.context
        proof = own_password.Proof(input.current_password, input.mini_program_code, context.address)
        viewer, new = context.viewer, input.new_password
        await own_password.change_password(viewer.actor, viewer.session_id, proof, new, context.now)
        return ChangePasswordPayload()
