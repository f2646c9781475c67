"""What waits is changed or taken back, and what did not arrive is sent again: only because somebody wants it so."""

from datetime import datetime
from uuid import UUID

from domain import database
from domain.conversations import actions as conversations
from domain.conversations.actions import Talk
from domain.conversations.models import MessageStatus
from domain.search import entries as search
from domain.sends.actions import send
from domain.sends.contents import Content, kept
from domain.sends.errors import MessageNotOver, MessageUnderWay
from domain.sends.writing import check_time, write
from domain.transaction import transaction

TAKEN_BACK = "An agent took it back before it was sent."

_OVER = [MessageStatus.REFUSED, MessageStatus.UNCERTAIN, MessageStatus.EXPIRED, MessageStatus.CANCELLED]


async def update_planned(
    talk: Talk, message_id: UUID, content: Content | None, send_at: datetime | None, now: datetime
) -> None:
    """Say something else, or at another time; None leaves it as it is.

    Raises what `send` raises, and MessageUnderWay where it was not planned for later or waits no longer.
    """
    written = None if content is None else await write(talk.workspace_id, content)
    if send_at is not None:
        check_time(send_at, now)
    async with transaction():
        await _hold(message_id)
        if send_at is not None:
            await database.rows("UPDATE send SET due_at = $1, send_at = $1 WHERE message_id = $2", send_at, message_id)
            await database.rows("UPDATE message SET send_at = $1 WHERE id = $2", send_at, message_id)
        if written is not None:
            sql = "UPDATE send SET text = $1, content = $2 WHERE message_id = $3"
            await database.rows(sql, written.text, written.json, message_id)
            sql = "UPDATE message SET kind = $1, wechat_kind = $2, text = $3, content = $4 WHERE id = $5"
            what = (written.kind.value, written.wechat_kind, written.text or None, written.json)
            await database.rows(sql, *what, message_id)
            await search.replace([conversations.found_by(talk, message_id, written.text)])
        await conversations.settle(talk, message_id, MessageStatus.SCHEDULED)


async def take_back(talk: Talk, message_id: UUID, now: datetime) -> None:
    """Cancel a message that still waits. Raises MessageUnderWay: what a worker has claimed goes its way."""
    sql = (
        "UPDATE send SET state = 'CANCELLED', outcome = $1, finished_at = $2"
        " WHERE message_id = $3 AND state = 'SCHEDULED' RETURNING id"
    )
    async with transaction():
        if not await database.rows(sql, TAKEN_BACK, now, message_id):
            raise MessageUnderWay
        await conversations.settle(talk, message_id, MessageStatus.CANCELLED, None, TAKEN_BACK)


async def send_again(talk: Talk, openid: str, agent_id: UUID, message_id: UUID, now: datetime) -> UUID:
    """Say the same in a new message, at once: its id. Raises MessageNotOver, and what `send` raises."""
    sql = "SELECT m.status, s.text, s.content FROM message m JOIN send s ON s.message_id = m.id WHERE m.id = $1"
    found = await database.rows(sql, message_id)
    if not found or found[0]["status"] not in _OVER:
        raise MessageNotOver
    return await send(talk, openid, agent_id, kept(found[0]["content"], found[0]["text"]), now)


async def _hold(message_id: UUID) -> None:
    # An UPDATE that changes nothing locks the row: a worker that claims it now waits, and then sends what it became.
    sql = (
        "UPDATE send SET attempts = attempts WHERE message_id = $1 AND state = 'SCHEDULED' AND send_at IS NOT NULL"
        " AND attempts = 0 RETURNING id"
    )
    if not await database.rows(sql, message_id):
        raise MessageUnderWay
