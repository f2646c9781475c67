"""Fans are blocked (拉黑): here at once, at WeChat as soon as a worker has told it."""

from datetime import datetime
from uuid import UUID

from domain import audit, database
from domain.accounts.errors import AccountDisconnected
from domain.accounts.models import AccountState
from domain.fans import changes
from domain.fans.models import FanChangeKind
from domain.ids import FAN, public_id
from domain.live import Event, EventKind
from domain.sends.actions import cancel_for_fan
from domain.transaction import announce, transaction

WHY = "The fan was blocked before it was sent."


async def block(workspace_id: UUID, fan_id: UUID, by: UUID, now: datetime) -> None:
    """The fan's messages do not come any more, and nothing goes to them: what waits is cancelled.

    Who is blocked stays so. Raises AccountDisconnected.
    """
    async with transaction():
        if await _changed(workspace_id, fan_id, now, now):
            await cancel_for_fan(fan_id, WHY, now)
            await audit.note(workspace_id, by, "fan.blocked", public_id(FAN, fan_id), now)


async def unblock(workspace_id: UUID, fan_id: UUID, by: UUID, now: datetime) -> None:
    """The fan is heard again. Who is not blocked stays so. Raises AccountDisconnected."""
    async with transaction():
        if await _changed(workspace_id, fan_id, None, now):
            await audit.note(workspace_id, by, "fan.unblocked", public_id(FAN, fan_id), now)


async def _changed(workspace_id: UUID, fan_id: UUID, blocked_at: datetime | None, now: datetime) -> bool:
    sql = (
        "SELECT f.account_id, f.blocked_at, a.state FROM fan f JOIN official_account a ON a.id = f.account_id"
        f" WHERE f.id = $1 {'FOR UPDATE OF f' if database.is_postgres() else ''}"
    )
    (fan,) = await database.rows(sql, fan_id)
    if (fan["blocked_at"] is None) is (blocked_at is None):
        return False
    if fan["state"] == AccountState.DISCONNECTED.value:
        raise AccountDisconnected
    await database.rows("UPDATE fan SET blocked_at = $1, block_changed_at = $2 WHERE id = $3", blocked_at, now, fan_id)
    await changes.have_wechat_told(
        workspace_id, fan["account_id"], fan_id, FanChangeKind.BLOCK, now, blocked_before=fan["blocked_at"]
    )
    announce(Event(EventKind.FAN_CHANGED, workspace_id, fan["account_id"], fan_id))
    return True
