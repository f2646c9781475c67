"""Accounts that are connected by scanning, and what WeChat pushes to the platform about them."""

from uuid import UUID

import orjson

from domain.accounts.models import AccountScan, OfficialAccount
from domain.connections import authorizing, handling
from domain.connections.scanning import start_scan
from domain.ids import new_id
from domain.platform.pushes import keep_push
from tests.factories import NOON, HandClock, a_workspace
from tests.platforms import APP_ID, OURS

ME = new_id()
CODE = "preauthcode@@@canary"


async def a_scan(workspace_id: UUID | None = None) -> AccountScan:
    """A scan that was asked for at noon."""
    workspace_id = workspace_id or (await a_workspace()).id
    return await AccountScan.get(id=await start_scan(workspace_id, ME, None, NOON))


async def a_scanned_account() -> OfficialAccount:
    """An account that was connected by a scan."""
    scan = await a_scan()
    await authorizing.finish_scan(scan, "queryauthcode@@@canary", NOON)
    return await OfficialAccount.get(app_id=APP_ID)


async def push(xml: str, at=NOON) -> None:
    """WeChat pushes, and a worker handles it."""
    await keep_push(OURS.app_id, f"key-{hash(xml)}", xml, at)
    await handling.handle_waiting(HandClock(at))


def outcome(scan: AccountScan) -> dict[str, str]:
    """What is shown of a scan that failed."""
    told: dict[str, str] = orjson.loads(scan.outcome or "{}")
    return told
