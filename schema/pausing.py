"""Official accounts pause, go on, leave, and are asked about anew."""

import strawberry

from domain.connections import leaving, recovering
from schema.accounts import OfficialAccount, find_account
from schema.context import Info
from schema.errors import UserError, mutation, user_errors


@strawberry.input(description="Which account is to pause.")
class PauseAccountInput:
    account_id: strawberry.ID = strawberry.field(description="The account.")


@strawberry.input(description="Which account is to go on.")
class ResumeAccountInput:
    account_id: strawberry.ID = strawberry.field(description="The account.")


@strawberry.input(description="Which account is to leave.")
class DisconnectAccountInput:
    account_id: strawberry.ID = strawberry.field(description="The account.")


@strawberry.input(description="About which account to ask.")
class RefreshAccountInput:
    account_id: strawberry.ID = strawberry.field(description="The account.")


@strawberry.type(description="What came of pausing an account.")
class PauseAccountPayload:
    account: OfficialAccount | None = strawberry.field(
        default=None, description="The account as it is now; null where it was refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of resuming an account.")
class ResumeAccountPayload:
    account: OfficialAccount | None = strawberry.field(
        default=None, description="The account as it is now; null where it was refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of disconnecting an account.")
class DisconnectAccountPayload:
    account: OfficialAccount | None = strawberry.field(
        default=None, description="The account as it is now; null where it was refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of asking WeChat anew.")
class RefreshAccountPayload:
    account: OfficialAccount | None = strawberry.field(
        default=None, description="The account as it is now; null where it was refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class PausingMutations:
    @mutation(
        "Let an account hear but not speak. Messages that wait are CANCELLED and new ones refused: whoever answers has"
        " to know now, and what left hours later would answer a question that nobody asks any more. For owners and"
        " admins."
    )
    async def pause_account(self, info: Info, input: PauseAccountInput) -> PauseAccountPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.account_id(input.account_id, "accountId")
        await leaving.pause_account(id, info.context.now, by=viewer.agent_id)
        return PauseAccountPayload(account=await find_account(info.context, input.account_id))

    @mutation("Let a paused account speak again. For owners and admins.")
    async def resume_account(self, info: Info, input: ResumeAccountInput) -> ResumeAccountPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.account_id(input.account_id, "accountId")
        await leaving.resume_account(id, info.context.now, by=viewer.agent_id)
        return ResumeAccountPayload(account=await find_account(info.context, input.account_id))

    @mutation(
        "Forget an account's secrets: nothing comes in or goes out any more, and what waits is CANCELLED. Its history"
        " stays and can be read. Disable 服务器配置 in WeChat's console, or take back the authorisation there: until"
        " then WeChat tells fans that the account has a fault. For owners and admins."
    )
    async def disconnect_account(self, info: Info, input: DisconnectAccountInput) -> DisconnectAccountPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.account_id(input.account_id, "accountId")
        await leaving.disconnect_account(id, info.context.now, by=viewer.agent_id)
        return DisconnectAccountPayload(account=await find_account(info.context, input.account_id))

    @mutation(
        "Ask WeChat anew about an account that was connected by scanning: its name, kind, verification and permissions,"
        " and its authorisation where that went lost. For owners and admins."
    )
    async def refresh_account(self, info: Info, input: RefreshAccountInput) -> RefreshAccountPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.account_id(input.account_id, "accountId")
        await recovering.refresh_account(id, info.context.now, by=viewer.agent_id)
        return RefreshAccountPayload(account=await find_account(info.context, input.account_id))
