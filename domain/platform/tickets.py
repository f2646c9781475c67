"""The component_verify_ticket: WeChat pushes one every ten minutes, and it is the platform's password for twelve hours.

WeChat docs, 第三方平台: 验证票据.
"""

from datetime import datetime

from domain import database
from domain.secrets import seal, unseal


async def keep_ticket(app_id: str, ticket: str, pushed_at: datetime) -> None:
    """Keep the newest. One that comes late, or again, does not push out a newer one."""
    sql = (
        "INSERT INTO platform_ticket (app_id, sealed_ticket, pushed_at) VALUES ($1, $2, $3) ON CONFLICT (app_id)"
        " DO UPDATE SET sealed_ticket = excluded.sealed_ticket, pushed_at = excluded.pushed_at"
        " WHERE platform_ticket.pushed_at <= excluded.pushed_at RETURNING app_id"
    )
    await database.rows(sql, app_id, seal(ticket, _place(app_id)), pushed_at)


async def newest_ticket(app_id: str) -> str | None:
    """The newest ticket; None before the first."""
    found = await database.rows("SELECT sealed_ticket FROM platform_ticket WHERE app_id = $1", app_id)
    return unseal(found[0]["sealed_ticket"], _place(app_id)) if found else None


def _place(app_id: str) -> str:
    return f"platform_ticket/ticket/{app_id}"
