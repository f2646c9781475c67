"""What is said is kept in its talk. Each of these belongs in a transaction, or opens one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import database
from domain.conversations.models import Direction, MessageKind, MessageStatus
from domain.ids import new_id
from domain.live import Event, EventKind
from domain.search import entries as search
from domain.search.entries import Entry, SearchKind
from domain.transaction import announce, later, transaction


@dataclass(frozen=True)
class Talk:
    """Where a message belongs."""

    id: UUID
    workspace_id: UUID
    account_id: UUID
    fan_id: UUID


@dataclass(frozen=True)
class Said:
    """What goes into a talk. `said_at` is WeChat's clock for what a fan did; `agent_id` wrote for the account.

    `content` is a JSON object with what the kind has beside its text.
    """

    direction: Direction
    kind: MessageKind
    wechat_kind: str
    status: MessageStatus
    text: str | None = None
    said_at: datetime | None = None
    agent_id: UUID | None = None
    content: str | None = None

    @property
    def counts_as_unread(self) -> bool:
        """Fans' words wait for an agent; what they merely did does not."""
        return self.direction is Direction.IN and self.kind is not MessageKind.EVENT

    @property
    def is_answer(self) -> bool:
        """An agent wrote it: whoever waited has been answered."""
        return self.direction is Direction.OUT and self.agent_id is not None


def from_fan(
    kind: MessageKind, wechat_kind: str, said_at: datetime, text: str | None = None, content: str | None = None
) -> Said:
    """What a fan said or did."""
    return Said(Direction.IN, kind, wechat_kind[:64], MessageStatus.RECEIVED, text, said_at, content=content)


def from_agent(agent_id: UUID, text: str) -> Said:
    """What an agent wrote, on its way to the fan."""
    return Said(Direction.OUT, MessageKind.TEXT, "text", MessageStatus.SCHEDULED, text, agent_id=agent_id)


async def find_talk(workspace_id: UUID, account_id: UUID, openid: str, seen_at: datetime) -> Talk | None:
    """The talk of a fan who has one already, and was seen at `seen_at`: one statement, for what happens most."""
    sql = (
        "UPDATE fan SET last_seen_at = CASE WHEN last_seen_at > $3 THEN last_seen_at ELSE $3 END"
        " WHERE account_id = $1 AND openid = $2 AND EXISTS (SELECT 1 FROM conversation c WHERE c.fan_id = fan.id)"
        " RETURNING id, (SELECT c.id FROM conversation c WHERE c.fan_id = fan.id) AS talk_id"
    )
    found = await database.rows(sql, account_id, openid, seen_at)
    return Talk(found[0]["talk_id"], workspace_id, account_id, found[0]["id"]) if found else None


async def talk_of(workspace_id: UUID, account_id: UUID, fan_id: UUID, now: datetime) -> Talk:
    """The fan's talk, begun where there was none."""
    begin = (
        "INSERT INTO conversation (id, workspace_id, account_id, fan_id, status, message_seq, read_seq, unread_count,"
        " last_message_at, created_at) VALUES ($1, $2, $3, $4, 'OPEN', 0, 0, 0, $5, $5)"
        " ON CONFLICT (fan_id) DO NOTHING RETURNING id"
    )
    found = await database.rows(begin, new_id(), workspace_id, account_id, fan_id, now)
    found = found or await database.rows("SELECT id FROM conversation WHERE fan_id = $1", fan_id)
    return Talk(found[0]["id"], workspace_id, account_id, fan_id)


async def add_message(talk: Talk, said: Said, now: datetime) -> UUID:
    """Put a message at the end of its talk.

    A fan's words open a talk that is closed or snoozed, an agent's answer one that is closed.
    """
    id = new_id()
    seq, is_newly_queued = await _next_seq(talk, id, said, now)
    sql = (
        "INSERT INTO message (id, workspace_id, conversation_id, seq, direction, kind, wechat_kind, text, content,"
        f" status, agent_id, said_at, created_at) VALUES {database.places(1, 13)}"
    )
    where = (id, talk.workspace_id, talk.id, seq)
    what = (said.direction.value, said.kind.value, said.wechat_kind, said.text, said.content, said.status.value)
    await database.rows(sql, *where, *what, said.agent_id, said.said_at, now)
    if said.kind is not MessageKind.EVENT:
        await search.keep([found_by(talk, id, said.text)])
    announce(_event(EventKind.MESSAGE_ADDED, talk, id))
    announce_change(talk)
    if is_newly_queued:
        later("give_talks")
    return id


async def settle(
    talk: Talk, message_id: UUID, status: MessageStatus, code: int | None = None, sentence: str | None = None
) -> None:
    """Write on a message of ours what became of it."""
    sql = "UPDATE message SET status = $1, refusal_code = $2, refusal_text = $3 WHERE id = $4"
    await database.rows(sql, status.value, code, sentence, message_id)
    announce(_event(EventKind.MESSAGE_CHANGED, talk, message_id))
    # The talk shows its last message, so it looks different too.
    announce_change(talk)


def found_by(talk: Talk, message_id: UUID, text: str | None) -> Entry:
    """What a search finds of a message."""
    return Entry(message_id, talk.workspace_id, talk.account_id, talk.id, SearchKind.MESSAGE, text or "")


async def mark_read(talk: Talk, up_to_seq: int) -> None:
    """Everything up to this message has been read by an agent. Reading never goes backwards."""
    sql = (
        "UPDATE conversation SET read_seq = $1, unread_count = (SELECT COUNT(*) FROM message m WHERE"
        " m.conversation_id = $2 AND m.seq > $1 AND m.direction = 'IN' AND m.kind <> 'EVENT')"
        " WHERE id = $2 AND read_seq < $1 RETURNING id"
    )
    async with transaction():
        # Locked first: a message that is being added at this moment is then counted, and not overwritten.
        await database.rows(f"SELECT id FROM conversation WHERE id = $1 {database.for_update()}", talk.id)
        if await database.rows(sql, up_to_seq, talk.id):
            announce_change(talk)


def announce_change(talk: Talk) -> None:
    """The talk looks different. Belongs in a transaction."""
    announce(_event(EventKind.CONVERSATION_CHANGED, talk, talk.id))


# A talk that nobody has waits for an agent. One that comes back waits for its own, who may have no seat for it now.
_FAN_WROTE = (
    ", status = 'OPEN', snoozed_until_at = NULL, closed_at = NULL, waiting_since_at = COALESCE(waiting_since_at, $2)"
    ", queued_at = CASE WHEN status <> 'OPEN' OR assignee_id IS NULL THEN COALESCE(queued_at, $2) ELSE queued_at END"
)
# Who snoozed a talk and then writes into it wants it to come back all the same.
_AGENT_WROTE = (
    ", status = CASE status WHEN 'CLOSED' THEN 'OPEN' ELSE status END, closed_at = NULL, waiting_since_at = NULL"
    ", queued_at = CASE status WHEN 'CLOSED' THEN COALESCE(queued_at, $2) ELSE queued_at END"
)


async def _next_seq(talk: Talk, message_id: UUID, said: Said, now: datetime) -> tuple[int, bool]:
    """The message's number, and whether its talk waits for an agent since now."""
    moved = _FAN_WROTE if said.counts_as_unread else _AGENT_WROTE if said.is_answer else ""
    sql = (
        "UPDATE conversation SET message_seq = message_seq + 1, last_message_id = $1, last_message_at = $2,"
        f" unread_count = unread_count + $3{moved} WHERE id = $4 RETURNING message_seq, queued_at"
    )
    row = (await database.rows(sql, message_id, now, int(said.counts_as_unread), talk.id))[0]
    return int(row["message_seq"]), row["queued_at"] == now


def _event(kind: EventKind, talk: Talk, subject_id: UUID) -> Event:
    return Event(kind, talk.workspace_id, talk.account_id, subject_id)
