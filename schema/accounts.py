"""Official accounts."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import strawberry

from domain.accounts import actions
from domain.accounts.actions import Connection as AccountConnection
from domain.accounts.models import AccountKind
from domain.database import Row
from domain.errors import BadInput
from domain.ids import ACCOUNT, public_id, row_id
from domain.paging import LARGEST, PageRequest, cursor_of
from domain.viewer import ACCOUNTS
from schema.context import Context, Info
from schema.enums import described
from schema.errors import UserError, mutation, user_errors
from schema.node import Node
from schema.paging import After, Before, Connection, First, Last
from wechat import Encryption

described(
    AccountKind,
    "OfficialAccountKind",
    "The two kinds of official account; they have different rights at WeChat.",
    {"SERVICE": "服务号.", "SUBSCRIPTION": "订阅号."},
)
described(
    Encryption,
    "CallbackEncryption",
    "How WeChat's console is set to send callbacks (消息加解密方式).",
    {
        "PLAINTEXT": "明文模式: not encrypted.",
        "COMPATIBLE": "兼容模式: both; Fandesk trusts the encrypted part.",
        "SAFE": "安全模式: encrypted only.",
    },
)


@strawberry.type(description="One 公众号 of the workspace. Its secrets are never shown.")
class OfficialAccount(Node):
    name: str = strawberry.field(description="What you call it.")
    app_id: str = strawberry.field(description="WeChat's AppID.")
    original_id: str = strawberry.field(description="WeChat's 原始ID, such as gh_1234567890ab.")
    kind: AccountKind = strawberry.field(description="服务号 or 订阅号.")
    verified: bool = strawberry.field(description="Is it 认证? Without it WeChat refuses customer messages.")
    encryption: Encryption = strawberry.field(description="How its callbacks come.")
    callback_url: str = strawberry.field(description="Put this into WeChat's console as 服务器地址(URL).")
    created_at: datetime = strawberry.field(description="When it was connected.")

    @classmethod
    def of(cls, row: Row, context: Context) -> Self:
        """From columns with the prefix `a_`."""
        id = public_id(ACCOUNT, row["a_id"])
        return cls(
            id=strawberry.ID(id),
            name=row["a_name"],
            app_id=row["a_app_id"],
            original_id=row["a_original_id"],
            kind=AccountKind(row["a_kind"]),
            verified=row["a_is_verified"],
            encryption=Encryption(row["a_encryption"]),
            callback_url=f"{context.base_url}/wechat/{id}",
            created_at=row["a_created_at"],
        )


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


@strawberry.type(description="What came of connecting an account.")
class ConnectAccountPayload:
    account: OfficialAccount | None = strawberry.field(
        default=None, description="The account; null where it was refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class AccountQueries:
    @strawberry.field(description="The workspace's official accounts, in the order they were connected.")
    async def accounts(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[OfficialAccount]:
        page = await info.context.viewer.accounts(PageRequest.of(ACCOUNTS, first, after, last, before))
        cursor = lambda row: cursor_of(ACCOUNTS, row["a_id"].hex)  # noqa: E731
        return Connection.of(page, lambda row: OfficialAccount.of(row, info.context), cursor)

    @strawberry.field(description="One official account; null where there is none for you.")
    async def account(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The account's id.")]
    ) -> OfficialAccount | None:
        return await find_account(info.context, id)


@strawberry.type
class AccountMutations:
    @mutation("Take in an official account by hand (手动接入). For owners and admins.")
    async def connect_account(self, info: Info, input: ConnectAccountInput) -> ConnectAccountPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        connected = await actions.connect_account(viewer.workspace_id, _given(input), info.context.now)
        return ConnectAccountPayload(account=await find_account(info.context, public_id(ACCOUNT, connected.id)))


async def find_account(context: Context, id: str) -> OfficialAccount | None:
    """The account with this public id, if it is the viewer's to see."""
    found = await context.viewer.accounts_by_id([row_id(ACCOUNT, id)])
    return OfficialAccount.of(found[0], context) if found else None


def account_rows(ids: list[strawberry.ID]) -> list[UUID | None]:
    """The rows behind ids to choose accounts by; None for what is no account's id. Raises BadInput above 100."""
    if len(ids) > LARGEST:
        raise BadInput(f"`accountIds` takes at most {LARGEST}; there were {len(ids)}.", "accountIds")
    return [row_id(ACCOUNT, id) for id in ids]


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
