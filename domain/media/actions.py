"""Files that fans sent are wanted, and wanted once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from domain import database
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.media.errors import MediaExpired, MediaNotMissing
from domain.media.models import MediaKind, MediaRole
from domain.transaction import announce, later, transaction

KEPT_BY_WECHAT = timedelta(days=3)  # WeChat docs, 接收普通消息: 通过素材管理接口 (临时素材)


@dataclass(frozen=True)
class Wanted:
    """A file to fetch: by WeChat's media_id, and where that fails from a picture's address."""

    role: MediaRole
    kind: MediaKind
    wechat_media: str
    picture_url: str | None = None


async def want(
    workspace_id: UUID, account_id: UUID, message_id: UUID, files: Sequence[Wanted], sent_at: datetime, now: datetime
) -> None:
    """Have a worker fetch the files of a message. Belongs in the message's transaction."""
    if not files:
        return
    sql = (
        "INSERT INTO media_file (id, workspace_id, account_id, message_id, role, kind, wechat_media, picture_url,"
        f" state, due_at, attempts, created_at, expires_at) VALUES {database.places(len(files), 13)}"
    )
    values: list[object] = []
    for file in files:
        values += [new_id(), workspace_id, account_id, message_id, file.role.value, file.kind.value]
        values += [file.wechat_media, file.picture_url, "WAITING", now, 0, now, sent_at + KEPT_BY_WECHAT]
    await database.rows(sql, *values)
    later("fetch_media")


async def retry(workspace_id: UUID, message_id: UUID, now: datetime) -> None:
    """Fetch at once what is missing of a message, with another eight tries. Raises MediaNotMissing or MediaExpired."""
    missing = "SELECT expires_at FROM media_file WHERE workspace_id = $1 AND message_id = $2 AND state <> 'STORED'"
    again = (
        "UPDATE media_file SET state = 'WAITING', due_at = $1, attempts = 0, finished_at = NULL"
        " WHERE workspace_id = $2 AND message_id = $3 AND state IN ('WAITING', 'LOST') AND expires_at > $1 RETURNING id"
    )
    async with transaction():
        found = await database.rows(missing, workspace_id, message_id)
        if not found:
            raise MediaNotMissing
        if all(row["expires_at"] <= now for row in found):
            raise MediaExpired
        if await database.rows(again, now, workspace_id, message_id):
            await announce_change(message_id)
            later("fetch_media")


async def announce_change(message_id: UUID) -> None:
    """The message looks different, and the talk that shows it, too. Belongs in a transaction."""
    sql = (
        "SELECT c.id, c.workspace_id, c.account_id FROM message m JOIN conversation c ON c.id = m.conversation_id"
        " WHERE m.id = $1"
    )
    for talk in await database.rows(sql, message_id):
        around = (talk["workspace_id"], talk["account_id"])
        announce(Event(EventKind.MESSAGE_CHANGED, *around, message_id))
        announce(Event(EventKind.CONVERSATION_CHANGED, *around, talk["id"]))
