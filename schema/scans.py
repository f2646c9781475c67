"""Official accounts are connected by scanning."""

from datetime import datetime
from typing import Annotated, Self

import orjson
import strawberry

from domain.connections import scanning
from domain.connections.scanning import ScanState
from domain.database import Row
from domain.errors import Code
from domain.ids import ACCOUNT, SCAN, public_id, row_id
from schema.accounts import OfficialAccount, find_account
from schema.context import Context, Info
from schema.enums import described
from schema.errors import UserError, mutation, user_errors
from schema.node import Node

described(
    ScanState,
    "AccountScanState",
    "Where a scan stands.",
    {
        "WAITING": "The administrator has not authorised yet.",
        "DONE": "The account is connected.",
        "FAILED": "It did not work; `failure` says why. A late word of WeChat may still make it DONE.",
        "EXPIRED": "Nobody authorised in time: start another.",
    },
)


@strawberry.type(description="Why a scan led to no account.")
class ScanFailure:
    code: Code = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason, for people.")
    message_zh: str = strawberry.field(description="The same in Chinese; empty where there is none.")


@strawberry.type(description="One try to connect an account by scanning (扫码接入).")
class AccountScan(Node):
    state: ScanState = strawberry.field(description="Where it stands.")
    failure: ScanFailure | None = strawberry.field(description="Why it FAILED; null otherwise.")
    expires_at: datetime = strawberry.field(description="When WeChat's page stops working.")
    created_at: datetime = strawberry.field(description="When it was started.")
    account_id: strawberry.Private[str | None]

    @strawberry.field(description="The account it led to; null until it is DONE.")
    async def account(self, info: Info) -> OfficialAccount | None:
        return await find_account(info.context, self.account_id) if self.account_id else None

    @classmethod
    def of(cls, row: Row, now: datetime) -> Self:
        """From the columns of `Viewer.scans`."""
        told = orjson.loads(row["outcome"]) if row["outcome"] else None
        failure = (
            ScanFailure(code=Code(told["code"]), message=told["message"], message_zh=told["messageZh"])
            if told
            else None
        )
        return cls(
            id=strawberry.ID(public_id(SCAN, row["id"])),
            state=scanning.state_of(row["account_id"], told is not None, row["expires_at"], now),
            failure=failure,
            expires_at=row["expires_at"],
            created_at=row["created_at"],
            account_id=public_id(ACCOUNT, row["account_id"]) if row["account_id"] else None,
        )


@strawberry.input(description="A scan to start.")
class StartAccountScanInput:
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 255 characters of your own. A repeat within 48 hours answers with the same scan.",
    )


@strawberry.type(description="What came of starting a scan.")
class StartAccountScanPayload:
    scan: AccountScan | None = strawberry.field(
        default=None, description="Ask for it with `accountScan`; AccountChanged tells when it is DONE."
    )
    pc_url: str | None = strawberry.field(
        default=None,
        description="Open this in the administrator's browser: our page, whose button leads to WeChat's QR code."
        " Whoever has the address can connect an account to this workspace.",
    )
    mobile_url: str | None = strawberry.field(
        default=None, description="The same for the administrator's phone: open it inside WeChat."
    )
    expires_at: datetime | None = strawberry.field(default=None, description="When the addresses stop working.")
    user_errors: list[UserError] = user_errors()


@strawberry.type
class ScanQueries:
    @strawberry.field(description="What became of a scan; null where there is none for you.")
    async def account_scan(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The scan's id.")]
    ) -> AccountScan | None:
        return await find_scan(info.context, id)


@strawberry.type
class ScanMutations:
    @mutation(
        "Connect an official account by scanning (扫码接入): its administrator authorises this server's third-party"
        " platform. For owners and admins."
    )
    async def start_account_scan(self, info: Info, input: StartAccountScanInput) -> StartAccountScanPayload:
        viewer, context = info.context.viewer, info.context
        viewer.must_manage()
        id = await scanning.start_scan(viewer.workspace_id, viewer.agent_id, input.idempotency_key, context.now)
        scan = await find_scan(context, public_id(SCAN, id))
        page = f"{context.base_url}/connect/{scanning.token_of(id)}"
        expires_at = scan.expires_at if scan else None
        return StartAccountScanPayload(scan=scan, pc_url=page, mobile_url=f"{page}?on=phone", expires_at=expires_at)


async def find_scan(context: Context, id: str) -> AccountScan | None:
    """The scan with this public id, if it is the viewer's to see."""
    found = await context.viewer.scans([row_id(SCAN, id)])
    return AccountScan.of(found[0], context.now) if found else None
