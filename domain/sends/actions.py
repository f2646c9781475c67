"""Something is to reach a fan: write it down, then have a worker send it."""

from datetime import datetime
from uuid import UUID

from domain import database
from domain.accounts.speaking import may_speak
from domain.conversations import actions as conversations
from domain.conversations.actions import Talk
from domain.conversations.models import MessageStatus
from domain.errors import BadInput
from domain.ids import new_id
from domain.sends.errors import MessageEmpty, MessageTooLong
from domain.sends.models import Priority, SendCause, SendState
from domain.transaction import later, transaction

LONGEST_TEXT = 2048  # bytes of UTF-8; WeChat docs, 客服消息


async def send_text(talk: Talk, openid: str, agent_id: UUID, body: str, now: datetime) -> UUID:
    """An agent's answer: the id of its message.

    Raises MessageEmpty or MessageTooLong; AccountPaused or AccountDisconnected where the account does not speak.
    """
    _check(body)
    await may_speak(talk.account_id)
    async with transaction():
        message_id = await conversations.add_message(talk, conversations.from_agent(agent_id, body), now)
        sql = (
            "INSERT INTO send (id, workspace_id, account_id, fan_id, conversation_id, message_id, openid, text, cause,"
            f" priority, state, due_at, attempts, created_at) VALUES {database.places(1, 14)}"
        )
        who = (new_id(), talk.workspace_id, talk.account_id, talk.fan_id, talk.id, message_id, openid)
        what = (body, SendCause.AGENT.value, Priority.AGENT.value, SendState.SCHEDULED.value, now, 0, now)
        await database.rows(sql, *who, *what)
        later("deliver_sends")
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


def _check(body: str) -> None:
    if not body.strip():
        raise MessageEmpty
    if "\0" in body:
        raise BadInput("A message takes every character but NUL.", *MessageEmpty.field)
    size = len(body.encode())
    if size > LONGEST_TEXT:
        raise MessageTooLong(size, LONGEST_TEXT)
