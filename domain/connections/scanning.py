"""One try to connect an account by scanning (扫码接入): from the button to what came of it."""

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

import orjson
import structlog

import wechat
from domain import database
from domain.accounts.errors import as_refusal
from domain.accounts.models import AccountScan
from domain.agents.models import Workspace
from domain.errors import DomainError
from domain.idempotency import once
from domain.ids import new_id
from domain.platform.component import platform
from domain.secrets import derive, seal, unseal

log = structlog.get_logger(__name__)

KEPT_FOR = timedelta(days=7)


class ScanState(StrEnum):
    """WAITING for the administrator; DONE, FAILED and EXPIRED are how it ended."""

    WAITING = "WAITING"
    DONE = "DONE"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"


async def start_scan(workspace_id: UUID, agent_id: UUID, key: str | None, now: datetime) -> UUID:
    """Begin one: its id. Raises NotAPlatform, or WeChatRefused with what stands in the way."""
    try:
        code = await platform().pre_auth_code()
    except wechat.WeChatError as error:
        raise as_refusal(error) from None
    id = new_id()
    scan = AccountScan(
        id=id,
        workspace_id=workspace_id,
        agent_id=agent_id,
        state_hash=_hash(token_of(id)),
        sealed_pre_auth_code=seal(code.code, _place(id)),
        pre_auth_hash=_hash(code.code),
        created_at=now,
        expires_at=now + code.lasts,
    )

    async def keep() -> UUID:
        await scan.save(force_create=True)
        return id

    started = await once(agent_id, "startAccountScan", key, [], now, keep)
    log.info("a scan was started", scan=str(started), by=str(agent_id))
    return started


def token_of(id: UUID) -> str:
    """The secret in the scan's address: whoever has it may finish the scan, and nobody can guess it."""
    return urlsafe_b64encode(hmac.digest(derive("account scan"), id.bytes, "sha256")).decode().rstrip("=")


def pre_auth_code_of(scan: AccountScan) -> str:
    """What WeChat's page wants to know."""
    assert scan.sealed_pre_auth_code is not None, "start_scan seals it"
    return unseal(scan.sealed_pre_auth_code, _place(scan.id))


def state_of(account_id: UUID | None, has_failed: bool, expires_at: datetime, now: datetime) -> ScanState:
    """Where a scan stands. What WeChat tells late still counts: a failure is final only once nothing else comes."""
    if account_id is not None:
        return ScanState.DONE
    if has_failed:
        return ScanState.FAILED
    return ScanState.EXPIRED if expires_at <= now else ScanState.WAITING


async def scan_of_token(token: str) -> AccountScan | None:
    """The scan that a browser came back from."""
    return await AccountScan.get_or_none(state_hash=_hash(token))


async def scan_of_code(pre_auth_code: str) -> AccountScan | None:
    """The scan that led to an authorisation; None for one that was not begun here."""
    return await AccountScan.filter(pre_auth_hash=_hash(pre_auth_code)).first() if pre_auth_code else None


async def workspace_name(scan: AccountScan) -> str:
    """Whose desk the account would be connected to: its administrator should know before they agree."""
    return (await Workspace.get(id=scan.workspace_id)).name


async def finish(scan_id: UUID, account_id: UUID, now: datetime) -> None:
    """It led to this account; whatever went wrong before does not count. Belongs in a transaction."""
    sql = (
        "UPDATE account_scan SET account_id = $1, finished_at = $2, outcome = NULL"
        " WHERE id = $3 AND account_id IS NULL RETURNING id"
    )
    await database.rows(sql, account_id, now, scan_id)


async def fail(scan: AccountScan, reason: DomainError | wechat.WeChatError, now: datetime) -> None:
    """It did not work, and this is why; unless it worked meanwhile."""
    refusal = as_refusal(reason) if isinstance(reason, wechat.WeChatError) else reason
    told = {"code": refusal.code.value, "message": str(refusal), "messageZh": refusal.message_zh}
    sql = "UPDATE account_scan SET outcome = $1, finished_at = $2 WHERE id = $3 AND account_id IS NULL RETURNING id"
    await database.rows(sql, orjson.dumps(told).decode(), now, scan.id)


async def forget_old(now: datetime) -> None:
    """Delete scans that nobody asks about any more."""
    await AccountScan.filter(expires_at__lt=now - KEPT_FOR).delete()


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _place(id: UUID) -> str:
    return f"account_scan/pre_auth_code/{id}"
