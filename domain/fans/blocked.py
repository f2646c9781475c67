"""Who is blocked gets nothing."""

from uuid import UUID

from domain import database
from domain.fans.errors import FanBlocked


async def check_not_blocked(fan_id: UUID) -> None:
    """Raises FanBlocked."""
    if await database.rows("SELECT 1 AS one FROM fan WHERE id = $1 AND blocked_at IS NOT NULL", fan_id):
        raise FanBlocked
