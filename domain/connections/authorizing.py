"""An administrator authorised our platform: the account is connected, whichever of WeChat's two ways told us first.

WeChat docs, 第三方平台: 授权流程技术说明, 使用授权码获取授权信息, 获取授权账号详情.
"""

from datetime import datetime
from uuid import UUID

import orjson
from tortoise.exceptions import IntegrityError

import wechat
from domain.accounts.actions import find_or_make, keep, note, tell
from domain.accounts.actions import taken as taken_by
from domain.accounts.models import AccountKind, AccountScan, ConnectedBy, OfficialAccount
from domain.connections import scanning
from domain.connections.errors import NotAnOfficialAccount
from domain.connections.listing import listed_refresh_token
from domain.platform.component import platform
from domain.transaction import transaction
from wechat import AccountInfo, Encryption

SPENT = (61009, 61010)  # a code is good for one use, and for ten minutes
SERVICE = 2
VERIFIED = (0, 3, 4, 5)  # with 3 to 5 the name is not verified yet, but the rights are there


async def finish_scan(scan: AccountScan, code: str, now: datetime) -> None:
    """A browser came back with a code. Raises WeChatError, NotAnOfficialAccount or AccountAlreadyConnected."""
    granted = await platform().exchange(code)
    await connect(scan.workspace_id, granted.app_id, granted.refresh_token, scan, now)


async def take_push(workspace_id: UUID, app_id: str, code: str, scan: AccountScan | None, now: datetime) -> None:
    """WeChat pushed a code for this account. Raises what `finish_scan` raises."""
    refresh_token = await _exchanged(code, app_id)
    await connect(workspace_id, app_id, refresh_token, scan, now)


async def connect(
    workspace_id: UUID, app_id: str, refresh_token: str, scan: AccountScan | None, now: datetime
) -> OfficialAccount:
    """Take in an account that authorised us, new, again, or instead of by hand."""
    info = await platform().account_info(app_id)
    if info.is_mini_program:
        raise NotAnOfficialAccount
    # Browser and push may both be here: who comes second finds the row that the first has made.
    for _ in range(2):
        try:
            async with transaction():
                account = await find_or_make(workspace_id, app_id, now)
                await _connect(account, refresh_token, info, now)
                if scan is not None:
                    await scanning.finish(scan.id, account.id, now)
                await note(account, "account.connected", scan.agent_id if scan else None, now, app_id=app_id)
        except IntegrityError:
            continue
        return account
    raise await taken_by(workspace_id, app_id)


def write_info(account: OfficialAccount, info: AccountInfo) -> None:
    """Make the account what WeChat says of it."""
    account.name = info.name.strip()[:64] or info.app_id
    account.original_id = info.original_id
    account.kind = AccountKind.SERVICE if info.service_type == SERVICE else AccountKind.SUBSCRIPTION
    account.is_verified = info.verify_type in VERIFIED
    account.permissions = orjson.dumps(sorted(info.permissions)).decode()
    account.update_from_dict({"principal": info.principal[:128] or None, "head_image_url": info.head_image_url or None})


async def _connect(account: OfficialAccount, refresh_token: str, info: AccountInfo, now: datetime) -> None:
    is_new = not account.is_connected or account.connected_by is not ConnectedBy.SCAN
    account.encryption = Encryption.SAFE
    write_info(account, info)
    account.forget_secrets()
    account.keep_refresh_token(refresh_token)
    if is_new:
        account.connect(ConnectedBy.SCAN, now)
        await keep(account)
    else:  # a paused one stays so
        await account.save()
        tell(account)


async def _exchanged(code: str, app_id: str) -> str:
    try:
        return (await platform().exchange(code)).refresh_token
    except wechat.Refused as refusal:
        # Ours, if a worker died after it had asked: then WeChat still lists what it gave us.
        listed = await listed_refresh_token(app_id) if refusal.code in SPENT else None
        if listed is None:
            raise
        return listed
