"""Who is asked in, and how they come in."""

from datetime import datetime
from typing import Self

import strawberry

from domain.agents import invitations
from domain.agents.models import Role
from domain.database import Row
from domain.ids import INVITATION, public_id, row_id
from domain.paging import PageRequest, cursor_of
from domain.viewer import INVITATIONS
from schema.agents import Session
from schema.context import Context, Info
from schema.errors import UserError, mutation, user_errors
from schema.node import Node
from schema.paging import After, Before, Connection, First, Last


@strawberry.type(description="An open or past invitation to become an agent. Its link is shown once, when it is made.")
class Invitation(Node):
    email: str = strawberry.field(description="What the new agent will sign in with.")
    name: str = strawberry.field(description="How colleagues will call them.")
    role: Role = strawberry.field(description="What they will be allowed to do.")
    created_at: datetime = strawberry.field(description="When they were invited.")
    expires_at: datetime = strawberry.field(description="Until when the link is good: a week.")
    accepted_at: datetime | None = strawberry.field(description="When they came in; null where they have not.")
    withdrawn_at: datetime | None = strawberry.field(description="When it was taken back; null where it was not.")

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of the table."""
        shown = ["email", "name", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
        id = strawberry.ID(public_id(INVITATION, row["id"]))
        return cls(id=id, role=Role(row["role"]), **{name: row[name] for name in shown})


@strawberry.input(description="Whom to ask in.")
class CreateInvitationInput:
    email: str = strawberry.field(description="What they will sign in with; nobody may have it yet.")
    name: str = strawberry.field(description="How colleagues will call them: 1 to 64 characters.")
    role: Role = strawberry.field(description="What they will be allowed to do. Only owners make owners.")


@strawberry.type(description="What came of inviting.")
class CreateInvitationPayload:
    invitation: Invitation | None = strawberry.field(default=None, description="The invitation; null where refused.")
    url: str | None = strawberry.field(
        default=None, description="The link to hand over, shown this once. It leads to a page that asks for a password."
    )
    token: str | None = strawberry.field(
        default=None, description="The secret in the link, for an app that asks for the password by itself."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.input(description="Which invitation to take back.")
class WithdrawInvitationInput:
    invitation_id: strawberry.ID = strawberry.field(description="The invitation.")


@strawberry.type(description="What came of taking it back.")
class WithdrawInvitationPayload:
    invitation: Invitation | None = strawberry.field(default=None, description="The invitation; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.input(description="Coming in by an invitation.")
class AcceptInvitationInput:
    token: str = strawberry.field(description="The secret in the link.")
    password: str | None = strawberry.field(
        default=None,
        description="The new agent's password: at least 8 characters. It may be left out beside `miniProgramCode`.",
    )
    mini_program_code: str | None = strawberry.field(
        default=None,
        description="What `wx.login` just gave: this WeChat user is linked, and signs in by the mini-program.",
    )


@strawberry.type(description="What came of coming in.")
class AcceptInvitationPayload:
    session: Session | None = strawberry.field(default=None, description="Signed in at once; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type
class InvitationQueries:
    @strawberry.field(description="Who was asked in, the newest first. For owners and admins.")
    async def invitations(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[Invitation]:
        page = await info.context.viewer.invitations(PageRequest.of(INVITATIONS, first, after, last, before))
        return Connection.of(page, Invitation.of, lambda row: cursor_of(INVITATIONS, row["id"].hex))


@strawberry.type
class InvitationMutations:
    @mutation("Ask somebody to work here. An open invitation to the same email is withdrawn. For owners and admins.")
    async def create_invitation(self, info: Info, input: CreateInvitationInput) -> CreateInvitationPayload:
        context = info.context
        made = await invitations.invite(context.viewer.actor, input.email, input.name, input.role, context.now)
        return CreateInvitationPayload(
            invitation=await find_invitation(context, public_id(INVITATION, made.invitation.id)),
            url=f"{context.base_url}/join/{made.token}",
            token=made.token,
        )

    @mutation("Take an invitation back: its link opens nothing any more. For owners and admins.")
    async def withdraw_invitation(self, info: Info, input: WithdrawInvitationInput) -> WithdrawInvitationPayload:
        context = info.context
        id = row_id(INVITATION, input.invitation_id)
        taken_back = await invitations.withdraw(context.viewer.actor, id, context.now)
        return WithdrawInvitationPayload(
            invitation=await find_invitation(context, public_id(INVITATION, taken_back.id))
        )

    @mutation("Become an agent by an invitation, and be signed in.")
    async def accept_invitation(self, info: Info, input: AcceptInvitationInput) -> AcceptInvitationPayload:
        context = info.context
        where = {"address": context.address, "device": context.device}
        code = input.mini_program_code
        signed_in = await invitations.accept(input.token, input.password, context.now, code=code, **where)
        return AcceptInvitationPayload(session=Session.of(signed_in))


async def find_invitation(context: Context, id: str) -> Invitation | None:
    """The invitation with this public id, if the viewer may see it."""
    found = await context.viewer.invitations_by_id([row_id(INVITATION, id)])
    return Invitation.of(found[0]) if found else None
