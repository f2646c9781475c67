"""Official accounts are connected by hand, and changed."""

import strawberry

from domain.accounts import actions
from domain.accounts.actions import Connection as AccountConnection
from domain.accounts.credentials import NewCredentials, update_credentials
from domain.accounts.models import AccountKind
from domain.ids import ACCOUNT, public_id
from schema.accounts import OfficialAccount, find_account
from schema.context import Info
from schema.errors import UserError, mutation, user_errors
from wechat import Encryption


@strawberry.input(description="An official account as WeChat's console shows it (设置与开发 → 基本配置).")
class ConnectAccountInput:
    app_id: str = strawberry.field(description="开发者ID(AppID).")
    app_secret: str = strawberry.field(description="开发者密码(AppSecret). Sealed, and never shown again.")
    original_id: str = strawberry.field(description="原始ID.")
    name: str = strawberry.field(description="What to call it: 1 to 64 characters.")
    kind: AccountKind = strawberry.field(description="服务号 or 订阅号.")
    verified: bool = strawberry.field(description="Is it 认证?")
    token: str = strawberry.field(
        description="令牌(Token): the one you also put into the console, 3 to 32 letters and digits."
    )
    encoding_aes_key: str | None = strawberry.field(
        default=None,
        description="消息加解密密钥(EncodingAESKey): 43 letters and digits; only PLAINTEXT does without.",
    )
    encryption: Encryption = strawberry.field(description="消息加解密方式, as set in the console.")


@strawberry.input(description="What was changed in WeChat's console; what is left out stays as it is.")
class UpdateAccountCredentialsInput:
    account_id: strawberry.ID = strawberry.field(description="An account that was connected by hand.")
    app_secret: str | None = strawberry.field(default=None, description="The new AppSecret.")
    token: str | None = strawberry.field(default=None, description="The new Token.")
    encoding_aes_key: str | None = strawberry.field(default=None, description="The new EncodingAESKey.")
    encryption: Encryption | None = strawberry.field(default=None, description="The new 消息加解密方式.")


@strawberry.input(description="What is to be different; what is left out stays as it is.")
class UpdateAccountInput:
    account_id: strawberry.ID = strawberry.field(description="The account.")
    name: str | None = strawberry.field(default=None, description="What to call it: 1 to 64 characters.")
    kind: AccountKind | None = strawberry.field(
        default=None, description="Of an account connected by hand: 服务号 or 订阅号."
    )
    verified: bool | None = strawberry.field(default=None, description="Of an account connected by hand: is it 认证?")


@strawberry.type(description="What came of connecting an account.")
class ConnectAccountPayload:
    account: OfficialAccount | None = strawberry.field(
        default=None, description="The account; null where it was refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of following new credentials.")
class UpdateAccountCredentialsPayload:
    account: OfficialAccount | None = strawberry.field(
        default=None, description="The account as it is now; null where it was refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of changing an account.")
class UpdateAccountPayload:
    account: OfficialAccount | None = strawberry.field(
        default=None, description="The account as it is now; null where it was refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class AccountMutations:
    @mutation(
        "Take in an official account by hand (手动接入). One that was disconnected here comes back with its history."
        " For owners and admins."
    )
    async def connect_account(self, info: Info, input: ConnectAccountInput) -> ConnectAccountPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        connected = await actions.connect_account(
            viewer.workspace_id, _given(input), info.context.now, by=viewer.agent_id
        )
        return ConnectAccountPayload(account=await find_account(info.context, public_id(ACCOUNT, connected.id)))

    @mutation(
        "Follow what was changed in WeChat's console. Pushes signed or encrypted with the settings before it are taken"
        " for another day. For owners and admins."
    )
    async def update_account_credentials(
        self, info: Info, input: UpdateAccountCredentialsInput
    ) -> UpdateAccountCredentialsPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.account_id(input.account_id, "accountId")
        given = NewCredentials(input.app_secret, input.token, input.encoding_aes_key, input.encryption)
        await update_credentials(id, given, info.context.now, by=viewer.agent_id)
        return UpdateAccountCredentialsPayload(account=await find_account(info.context, input.account_id))

    @mutation("Rename an account, or correct what was entered of it. For owners and admins.")
    async def update_account(self, info: Info, input: UpdateAccountInput) -> UpdateAccountPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        id = await viewer.account_id(input.account_id, "accountId")
        await actions.update_account(id, input.name, input.kind, input.verified, info.context.now, by=viewer.agent_id)
        return UpdateAccountPayload(account=await find_account(info.context, input.account_id))


def _given(input: ConnectAccountInput) -> AccountConnection:
    return AccountConnection(
        app_id=input.app_id,
        app_secret=input.app_secret,
        original_id=input.original_id,
        name=input.name,
        kind=input.kind,
        is_verified=input.verified,
        token=input.token,
        encoding_aes_key=input.encoding_aes_key or "",
        encryption=input.encryption,
    )
