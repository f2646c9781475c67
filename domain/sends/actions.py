"""Something is to reach a fan: write it down, then have a worker send it."""

from datetime import datetime
from uuid import UUID

from domain import database
from domain.accounts.speaking import may_speak
from domain.assignments.taking import answered
from domain.conversations import actions as conversations
from domain.conversations.actions import Talk
from domain.conversations.models import MessageStatus
from domain.fans.blocked import check_not_blocked
from domain.ids import new_id
from domain.sends.contents import Content, Text
from domain.sends.models import Priority, SendCause, SendState
from domain.sends.turns import check_turn
from domain.sends.writing import check_time, write
from domain.transaction import later, transaction


async def send_text(talk: Talk, openid: str, agent_id: UUID, body: str, now: datetime) -> UUID:
    """The same as `send` of a Text, at once."""
    return await send(talk, openid, agent_id, Text(body), now)


async def send(
    talk: Talk,
    openid: str,
    agent_id: UUID,
    content: Content,
    now: datetime,
    send_at: datetime | None = None,
    expected_seq: int | None = None,
) -> UUID:
    """An agent's answer, at once or at `send_at`: the id of its message, which stands in the talk from now on.

    Raises MessageEmpty, MessageTooLong, BadInput or NotFound (an asset); AccountPaused or AccountDisconnected where
    the account does not speak; FanBlocked; ConversationMovedOn where others have spoken behind `expected_seq`.
    """
    written = await write(talk.workspace_id, content)
    if send_at is not None:
        check_time(send_at, now)
    await may_speak(talk.account_id)
    await check_not_blocked(talk.fan_id)
    async with transaction():
        if expected_seq is not None:
            await check_turn(talk, agent_id, expected_seq)
        message_id = await conversations.add_message(talk, written.said_by(agent_id), now)
        await answered(talk, agent_id, now)
        sql = (
            "INSERT INTO send (id, workspace_id, account_id, fan_id, conversation_id, message_id, openid, text,"
            f" content, cause, priority, state, due_at, send_at, attempts, created_at) VALUES {database.places(1, 16)}"
        )
        who = (new_id(), talk.workspace_id, talk.account_id, talk.fan_id, talk.id, message_id, openid)
        what = (written.text, written.json, SendCause.AGENT.value, Priority.AGENT.value, SendState.SCHEDULED.value)
        await database.rows(sql, *who, *what, send_at or now, send_at, 0, now)
        if send_at is None:
            later("deliver_sends")
        else:
            await database.rows("UPDATE message SET send_at = $1 WHERE id = $2", send_at, message_id)
    return message_id


async def cancel_for_fan(fan_id: UUID, why: str, now: datetime) -> None:
    """Take back what still waits for this fan. What a worker has claimed goes its way."""
    await _cancel("fan_id", fan_id, why, now)


async def cancel_for_account(account_id: UUID, why: str, now: datetime) -> None:
    """The same for all fans of an account."""
    await _cancel("account_id", account_id, why, now)


async def _cancel(column: str, id: UUID, why: str, now: datetime) -> None:
    sql = (
        "UPDATE send SET state = 'CANCELLED', outcome = $1, finished_at = $2"
        f" WHERE {column} = $3 AND state = 'SCHEDULED'"
        " RETURNING id, workspace_id, account_id, fan_id, conversation_id, message_id"
    )
    async with transaction():
        for send in await database.rows(sql, why, now, id):
            talk = Talk(send["conversation_id"], send["workspace_id"], send["account_id"], send["fan_id"])
            await conversations.settle(talk, send["message_id"], MessageStatus.CANCELLED, None, why)
