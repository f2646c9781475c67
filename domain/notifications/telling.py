"""What happens is written down with the transaction that causes it, and told five seconds later.

One statement, and no row where nobody of the workspace has a phone that wants to be told.
"""

from datetime import datetime, timedelta
from uuid import UUID

from domain import database
from domain.conversations.actions import Talk
from domain.ids import new_id
from domain.notifications.models import NotificationKind

# Long enough for an agent who sits before the talk to read it, and for the talk to find its agent.
DELAY = timedelta(seconds=5)

_ADD = (
    "INSERT INTO notification_cause (id, workspace_id, account_id, kind, subject_id, fan_id, how_many, due_at)"
    # Cast, because PostgreSQL cannot tell from a SELECT what its values are.
    " SELECT {values}, 1, {due_at} WHERE EXISTS ({whoever})"
    " ON CONFLICT (kind, subject_id) DO UPDATE SET how_many = notification_cause.how_many + 1,"
    " fan_id = excluded.fan_id"
)
_A_DEVICE = "SELECT 1 FROM device d WHERE d.workspace_id = $2"
# Few want to hear of followers, and a campaign brings many: nobody's are not even counted.
_A_CURIOUS_DEVICE = (
    "SELECT 1 FROM device d JOIN notification_settings s ON s.agent_id = d.agent_id"
    " WHERE d.workspace_id = $2 AND s.tells_new_followers"
)


async def fan_wrote(talk: Talk, now: datetime) -> None:
    """A fan's words were added to their talk. Belongs in a transaction."""
    await _add(NotificationKind.NEW_MESSAGE, talk.workspace_id, talk.account_id, talk.id, talk.fan_id, _A_DEVICE, now)


async def fan_followed(workspace_id: UUID, account_id: UUID, fan_id: UUID, now: datetime) -> None:
    """Somebody follows an account. Belongs in a transaction, at its end: all followers of an account share a row."""
    await _add(NotificationKind.NEW_FOLLOWER, workspace_id, account_id, account_id, fan_id, _A_CURIOUS_DEVICE, now)


async def _add(
    kind: NotificationKind,
    workspace_id: UUID,
    account_id: UUID,
    subject_id: UUID,
    fan_id: UUID,
    whoever: str,
    now: datetime,
) -> None:
    values, due_at = _POSTGRES if database.is_postgres() else _SQLITE
    sql = _ADD.format(values=values, due_at=due_at, whoever=whoever)
    await database.rows(sql, new_id(), workspace_id, account_id, kind.value, subject_id, fan_id, now + DELAY)


_POSTGRES = "$1::uuid, $2::uuid, $3::uuid, $4::varchar, $5::uuid, $6::uuid", "$7::timestamptz"
_SQLITE = "$1, $2, $3, $4, $5, $6", "$7"
