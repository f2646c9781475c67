"""Signing in by the operator's own mini-program (小程序)."""

from typing import Self

import strawberry

from domain.agents import mini_program
from domain.ids import AGENT, row_id
from domain.viewer import Viewer
from schema.agents import Session
from schema.context import Info
from schema.errors import UserError, mutation, user_errors


@strawberry.type(description="How you stand with the mini-program (小程序) of this server. Nobody else sees it.")
class MiniProgramLink:
    is_set: bool = strawberry.field(description="Has this server a mini-program? Without one the rest is false.")
    is_linked: bool = strawberry.field(description="Do you sign in by it?")
    is_only_way_in: bool = strawberry.field(
        description="Do you sign in by nothing else? Then `changePassword` has to set a password before it is unlinked."
    )

    @classmethod
    async def of(cls, viewer: Viewer) -> Self:
        """The viewer's own."""
        stands = await mini_program.standing(viewer.agent_id)
        return cls(is_set=stands.is_set, is_linked=stands.is_linked, is_only_way_in=stands.is_only_way_in)


@strawberry.input(description="Who opened the mini-program.")
class SignInWithMiniProgramInput:
    code: str = strawberry.field(description="What `wx.login` just gave: good once, for five minutes.")


@strawberry.input(description="Whom to link: the WeChat user who opened the mini-program, to you.")
class LinkMiniProgramInput:
    code: str = strawberry.field(description="What `wx.login` just gave: good once, for five minutes.")


@strawberry.input(description="Whom to unlink.")
class UnlinkMiniProgramInput:
    agent_id: strawberry.ID | None = strawberry.field(
        default=None, description="An agent below you, such as one whose phone is lost; yourself where left out."
    )


@strawberry.type(description="What came of signing in by the mini-program.")
class SignInWithMiniProgramPayload:
    session: Session | None = strawberry.field(default=None, description="The new session; null where it was refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of linking.")
class LinkMiniProgramPayload:
    mini_program: MiniProgramLink | None = strawberry.field(
        default=None, description="How you stand with it now; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of unlinking.")
class UnlinkMiniProgramPayload:
    mini_program: MiniProgramLink | None = strawberry.field(
        default=None, description="How you yourself stand with it now; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class MiniProgramQueries:
    @strawberry.field(description="How you stand with the mini-program of this server.")
    async def mini_program(self, info: Info) -> MiniProgramLink:
        return await MiniProgramLink.of(info.context.viewer)


@strawberry.type
class MiniProgramMutations:
    @mutation("Open a session for the agent who linked this WeChat user. Nobody becomes an agent by it.")
    async def sign_in_with_mini_program(
        self, info: Info, input: SignInWithMiniProgramInput
    ) -> SignInWithMiniProgramPayload:
        context = info.context
        where = {"address": context.address, "device": context.device}
        return SignInWithMiniProgramPayload(
            session=Session.of(await mini_program.sign_in(input.code, context.now, **where))
        )

    @mutation("Sign in by the mini-program from now on, too. One WeChat user is one agent; nothing is moved.")
    async def link_mini_program(self, info: Info, input: LinkMiniProgramInput) -> LinkMiniProgramPayload:
        context = info.context
        await mini_program.link(context.viewer.actor, input.code, context.now, address=context.address)
        return LinkMiniProgramPayload(mini_program=await MiniProgramLink.of(context.viewer))

    @mutation("No longer sign in by the mini-program. Sessions stay: `endSession` ends them.")
    async def unlink_mini_program(self, info: Info, input: UnlinkMiniProgramInput) -> UnlinkMiniProgramPayload:
        context = info.context
        viewer = context.viewer
        id = viewer.agent_id if input.agent_id is None else row_id(AGENT, input.agent_id)
        await mini_program.unlink(viewer.actor, id, context.now)
        return UnlinkMiniProgramPayload(mini_program=await MiniProgramLink.of(viewer))
