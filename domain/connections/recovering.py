"""An authorisation that went lost, or went dead, is looked up at WeChat; what it says of the account is read anew."""

from datetime import datetime
from uuid import UUID

import structlog

import wechat
from domain import database
from domain.accounts import evidence
from domain.accounts.actions import lock, note, tell
from domain.accounts.errors import AccountDisconnected, as_refusal, no_way
from domain.accounts.models import ConnectedBy, OfficialAccount
from domain.accounts.refresh_tokens import DEAD
from domain.clock import Clock
from domain.connections.authorizing import write_info
from domain.connections.errors import NotByScan
from domain.connections.listing import listed_refresh_token
from domain.platform.component import our_component, platform
from domain.transaction import transaction

log = structlog.get_logger(__name__)

AT_ONCE = 20
NOT_AUTHORIZED = 61003

# A minute after the last look, so that what stays dead costs WeChat one question a minute.
_LOST = (
    "SELECT a.id, a.app_id FROM official_account a LEFT JOIN account_evidence e ON e.account_id = a.id"
    " WHERE a.connected_by = 'SCAN' AND a.state <> 'DISCONNECTED'"
    " AND (a.sealed_refresh_token IS NULL OR e.token_refusal_code = $1)"
    " AND (e.token_checked_at IS NULL OR e.token_checked_at <= $2) ORDER BY a.id LIMIT $3"
)


async def refresh_account(account_id: UUID, now: datetime, *, by: UUID) -> None:
    """Find the refresh token again and read what WeChat says of the account.

    Raises NotByScan, AccountDisconnected, NotAPlatform, or WeChatRefused with what WeChat said.
    """
    account = await OfficialAccount.get(id=account_id)
    if account.connected_by is not ConnectedBy.SCAN:
        raise NotByScan
    if not account.is_connected:
        raise AccountDisconnected
    try:
        await _recover(account_id, account.app_id, now)
        info = await platform().account_info(account.app_id)
    except wechat.WeChatError as error:
        raise as_refusal(error) from None
    async with transaction():
        account = await lock(account_id)
        write_info(account, info)
        await account.save()
        await note(account, "account.refreshed", by, now)
        tell(account)


async def recover_lost(clock: Clock) -> None:
    """Look for the refresh tokens of the accounts that have none, or one that WeChat does not take any more."""
    for account in await _lost(clock()):
        try:
            await _recover(account["id"], account["app_id"], clock())
        except wechat.WeChatError as error:
            log.warning("an authorisation is lost", account=str(account["id"]), code=error.code)


async def is_overdue(now: datetime) -> bool:
    """Is there one to look for?"""
    return bool(await _lost(now, limit=1))


async def _lost(now: datetime, limit: int = AT_ONCE) -> list[database.Row]:
    if our_component() is None:
        return []
    return await database.rows(_LOST, DEAD, now - evidence.TOKEN_TRUSTED_FOR, limit)


async def _recover(account_id: UUID, app_id: str, now: datetime) -> None:
    try:
        listed = await listed_refresh_token(app_id)
        if listed is None:
            raise no_way(
                "The account does not authorise the platform. Let its administrator authorise it again.",
                "公众号未授权给第三方平台,请管理员重新扫码授权。",
                NOT_AUTHORIZED,
            )
    except wechat.WeChatError as error:
        # Busy is no answer: what was dead stays so, and is looked for again.
        await evidence.note_token(account_id, _still_dead(error), now)
        raise
    async with transaction():
        account = await lock(account_id)
        if account.is_connected:
            account.keep_refresh_token(listed)
            await account.save(update_fields=["sealed_refresh_token"])
            await evidence.note_token(account_id, None, now)


def _still_dead(error: wechat.WeChatError) -> wechat.WeChatError:
    return error if error.code == NOT_AUTHORIZED else no_way(error.sentence, error.sentence_zh, DEAD)
