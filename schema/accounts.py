"""Official accounts."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import orjson
import strawberry

from domain.accounts.capabilities import Feature, capability
from domain.accounts.models import AccountKind, AccountState, ConnectedBy
from domain.database import Row
from domain.errors import BadInput
from domain.ids import ACCOUNT, public_id, row_id
from domain.paging import LARGEST, PageRequest, cursor_of
from domain.viewer import ACCOUNTS
from schema.capabilities import Capability, capabilities_of
from schema.context import Context, Info
from schema.enums import described
from schema.paging import After, Before, Connection, First, Last
from schema.routing import RoutedAccount
from wechat import Encryption

described(
    AccountKind,
    "OfficialAccountKind",
    "The two kinds of official account; they have different rights at WeChat.",
    {"SERVICE": "服务号.", "SUBSCRIPTION": "订阅号."},
)
described(
    ConnectedBy,
    "ConnectedBy",
    "How an account was connected.",
    {
        "MANUAL": "手动接入: its AppSecret, Token and EncodingAESKey were entered.",
        "SCAN": "扫码接入: its administrator authorised this server's third-party platform.",
    },
)
described(
    AccountState,
    "OfficialAccountState",
    "Does an account hear and speak?",
    {
        "CONNECTED": "It does both.",
        "PAUSED": "It hears its fans but does not speak, until `resumeAccount`.",
        "DISCONNECTED": "It does neither. Its history stays; connecting it again goes on from there.",
    },
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
class OfficialAccount(RoutedAccount):
    name: str = strawberry.field(description="What you call it; of an account connected by scanning, its WeChat name.")
    app_id: str = strawberry.field(description="WeChat's AppID.")
    original_id: str = strawberry.field(description="WeChat's 原始ID, such as gh_1234567890ab.")
    kind: AccountKind = strawberry.field(description="服务号 or 订阅号.")
    verified: bool = strawberry.field(description="Is it 认证? Without it WeChat refuses customer messages.")
    connected_by: ConnectedBy = strawberry.field(description="By hand, or by scanning.")
    state: AccountState = strawberry.field(description="Does it hear and speak?")
    state_reason: str | None = strawberry.field(
        description="Why it is DISCONNECTED, as a sentence; null otherwise.",
    )
    principal: str | None = strawberry.field(description="主体: whose account WeChat says it is; null where unknown.")
    head_image_url: str | None = strawberry.field(description="Its picture at WeChat; null where unknown.")
    encryption: Encryption = strawberry.field(description="How its callbacks come.")
    callback_url: str = strawberry.field(
        description="Put this into WeChat's console as 服务器地址(URL); an account connected by scanning needs none."
    )
    created_at: datetime = strawberry.field(description="When it was connected for the first time.")
    connected_at: datetime = strawberry.field(description="When it was connected last.")
    permissions: strawberry.Private[str | None]

    @strawberry.field(
        description="What it can do: WeChat's rules for its kind, its verification and what its administrator granted."
    )
    def capabilities(self) -> list[Capability]:
        return capabilities_of(self.kind, self.verified, self._granted)

    @strawberry.field(
        description="A page on which fans show who they are (网页授权): put it into a menu or a message. Null where"
        " `capabilities` has no WEB_SIGN_IN."
    )
    def identity_url(self, info: Info) -> str | None:
        may_ask = capability(Feature.WEB_SIGN_IN, self.kind, self.verified, self._granted).is_available
        return f"{info.context.base_url}/identity/{self.id}/begin" if may_ask else None

    @property
    def _granted(self) -> frozenset[int] | None:
        return None if self.permissions is None else frozenset(orjson.loads(self.permissions))

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
            connected_by=ConnectedBy(row["a_connected_by"]),
            state=AccountState(row["a_state"]),
            state_reason=row["a_state_reason"],
            principal=row["a_principal"],
            head_image_url=row["a_head_image_url"],
            encryption=Encryption(row["a_encryption"]),
            callback_url=f"{context.base_url}/wechat/{id}",
            created_at=row["a_created_at"],
            connected_at=row["a_connected_at"] or row["a_created_at"],
            permissions=row["a_permissions"],
        )


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


async def find_account(context: Context, id: str) -> OfficialAccount | None:
    """The account with this public id, if it is the viewer's to see."""
    found = await context.viewer.accounts_by_id([row_id(ACCOUNT, id)])
    return OfficialAccount.of(found[0], context) if found else None


def account_rows(ids: list[strawberry.ID]) -> list[UUID | None]:
    """The rows behind ids to choose accounts by; None for what is no account's id. Raises BadInput above 100."""
    if len(ids) > LARGEST:
        raise BadInput(f"`accountIds` takes at most {LARGEST}; there were {len(ids)}.", "accountIds")
    return [row_id(ACCOUNT, id) for id in ids]
