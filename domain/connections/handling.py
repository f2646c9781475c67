"""Workers act on what WeChat pushed to the platform. Asking WeChat may fail: then the push waits for its next try."""

import asyncio
from datetime import datetime, timedelta

import structlog

import wechat
from domain import jobs
from domain.accounts.actions import lock
from domain.accounts.models import AccountState, ConnectedBy, OfficialAccount
from domain.clock import Clock
from domain.connections import authorizing, release_test, scanning
from domain.connections.leaving import drop_token, leave
from domain.errors import DomainError
from domain.platform.pushes import TRIES, Claimed, claim_next, put_back, settle
from domain.transaction import transaction

log = structlog.get_logger(__name__)

PATIENCE = 30.0  # seconds; shorter than the lease
ROUND = timedelta(seconds=10)  # then the next run goes on

_TAKEN_BACK = "Its administrator took back the authorisation in WeChat's console. Scan again to connect it again."


async def handle_waiting(clock: Clock) -> None:
    """Handle what is due until nothing is left. Any number of workers may run this at the same time."""
    stop_at = clock() + ROUND
    while push := await claim_next(clock()):
        await _handle(push, clock)
        if clock() > stop_at:
            await jobs.nudge("handle_platform_pushes")
            return


async def _handle(push: Claimed, clock: Clock) -> None:
    try:
        if push.attempts > TRIES:
            raise TimeoutError  # its workers died
        async with asyncio.timeout(PATIENCE):
            await _act_on(push, clock())
    except DomainError as refusal:
        log.info("a platform push led to nothing", push=str(push.id), why=refusal.code.value)
        await settle(push, clock(), str(refusal))
    except Exception as error:
        # The kind of error, not its words; WeChat's own sentences are safe.
        why = error.sentence if isinstance(error, wechat.WeChatError) else type(error).__name__
        log.warning("a platform push failed", push=str(push.id), attempts=push.attempts, why=why)
        await put_back(push, why, clock())
    else:
        await settle(push, clock())


async def _act_on(push: Claimed, now: datetime) -> None:
    if push.app_id == release_test.BOT:
        await release_test.send_back(push.xml)
        return
    match wechat.read_component(push.xml):
        case wechat.Authorized() as authorized:
            await _authorized(authorized, now)
        case wechat.Unauthorized() as gone:
            await _unauthorized(gone.app_id, push.received_at, now)


async def _authorized(told: wechat.Authorized, now: datetime) -> None:
    scan = await scanning.scan_of_code(told.pre_auth_code)
    if scan is not None and scan.account_id is not None:
        return  # the browser was faster
    account = await _connected_by_scan(told.app_id)
    if scan is None and account is None:
        log.info("an account authorised the platform, and nobody here asked it to", app_id=told.app_id)
        return
    workspace_id = scan.workspace_id if scan else account.workspace_id  # type: ignore[union-attr]
    try:
        await authorizing.take_push(workspace_id, told.app_id, told.code, scan, now)
    except (DomainError, wechat.WeChatError) as error:
        if scan is not None:
            await scanning.fail(scan, error, now)
        raise


async def _unauthorized(app_id: str, received_at: datetime, now: datetime) -> None:
    async with transaction():
        account = await _connected_by_scan(app_id)
        if account is None:
            return
        account = await lock(account.id)
        # It may have come back since: then this push is history.
        is_older = account.connected_at is not None and account.connected_at > received_at
        if not account.is_connected or is_older:
            return
        await leave(account, _TAKEN_BACK, now)
    await drop_token(account)
    log.info("an account took back its authorisation", account=str(account.id), app_id=app_id)


async def _connected_by_scan(app_id: str) -> OfficialAccount | None:
    scanned = OfficialAccount.filter(app_id=app_id, connected_by=ConnectedBy.SCAN)
    return await scanned.exclude(state=AccountState.DISCONNECTED).first()
