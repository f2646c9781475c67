"""A pass over an account's followers is started: by an agent, or by the clock every night."""

from datetime import datetime, timedelta
from uuid import UUID

from domain import database
from domain.accounts.errors import AccountDisconnected
from domain.accounts.models import OfficialAccount
from domain.database import Row
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.transaction import announce, later, transaction
from wechat.errors import BEIJING

NIGHT, NIGHT_LASTS = 2, 3  # from two to five in the morning, in Beijing: few fans are awake, and quotas are fresh
EVERY, AT_THE_LATEST = timedelta(hours=20), timedelta(hours=36)


async def start_sync(workspace_id: UUID, account_id: UUID, now: datetime) -> UUID:
    """Have the account's followers read from WeChat. Where a pass is under way already, it is that one.

    Raises AccountDisconnected.
    """
    if not (await OfficialAccount.get(id=account_id)).is_connected:
        raise AccountDisconnected
    # The partial unique index lets one in: of two who press at once, the second finds the first one's.
    sql = (
        "INSERT INTO follower_sync (id, workspace_id, account_id, state, listed, detailed, next_openid, due_at,"
        " attempts, started_at) VALUES ($1, $2, $3, 'LISTING', 0, 0, '', $4, 0, $4) ON CONFLICT DO NOTHING RETURNING id"
    )
    running = "SELECT id FROM follower_sync WHERE account_id = $1 AND state IN ('LISTING', 'DETAILING')"
    while True:
        async with transaction():
            if made := await database.rows(sql, new_id(), workspace_id, account_id, now):
                announce(Event(EventKind.ACCOUNT_CHANGED, workspace_id, account_id, account_id))
                later("sync_followers")
                return made[0]["id"]  # type: ignore[no-any-return]
            if found := await database.rows(running, account_id):
                return found[0]["id"]  # type: ignore[no-any-return]
        # It ended between the two statements: now there is room for a new one.


async def start_nightly(now: datetime) -> int:
    """Start a pass for each account that had none for a day, spread over the night. Answers how many.

    WeChat has no feed of changes: callbacks that got lost, and what was done in its console, are found only this way.
    """
    sql = (
        "SELECT a.id, a.workspace_id, a.created_at, (SELECT MAX(s.started_at) FROM follower_sync s"
        " WHERE s.account_id = a.id) AS synced_at FROM official_account a"
        " WHERE a.state = 'CONNECTED' AND a.is_verified = $1"
    )
    due = [account for account in await database.rows(sql, True) if _is_due(account, now)]
    for account in due:
        await start_sync(account["workspace_id"], account["id"], now)
    return len(due)


def _is_due(account: Row, now: datetime) -> bool:
    waited = now - (account["synced_at"] or account["created_at"])
    return waited > AT_THE_LATEST or (waited > EVERY and _its_minute_has_come(account["id"], now))


def _its_minute_has_come(account_id: UUID, now: datetime) -> bool:
    # Each account has a minute of its own: a thousand of them do not start at once, nor at the same moment everywhere.
    beijing = now.astimezone(BEIJING)
    minute = (beijing.hour - NIGHT) * 60 + beijing.minute
    return account_id.int % (NIGHT_LASTS * 60) <= minute < NIGHT_LASTS * 60
