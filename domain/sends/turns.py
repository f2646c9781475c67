"""Not two answers to one turn: whoever answers says how far they have read, and what stands behind it stops them."""

from uuid import UUID

from domain import database
from domain.conversations.actions import Talk
from domain.sends.errors import ConversationMovedOn

MOST_MISSED = 20

# What somebody else said: a fan, or another agent. What a fan merely did (an EVENT) is no turn of the talk.
_MISSED = (
    "SELECT id FROM message WHERE conversation_id = $1 AND seq > $2 AND kind <> 'EVENT'"
    " AND (direction = 'IN' OR agent_id <> $3) ORDER BY seq LIMIT $4"
)


async def check_turn(talk: Talk, agent_id: UUID, expected_seq: int) -> None:
    """Has nobody else said anything since? Raises ConversationMovedOn.

    Belongs in the transaction that sends: it locks the talk, so of two who answer at once the second sees the first.
    """
    await database.rows(f"SELECT id FROM conversation WHERE id = $1 {database.for_update()}", talk.id)
    if await database.rows(_MISSED, talk.id, expected_seq, agent_id, 1):
        raise ConversationMovedOn


async def missed(talk: Talk, agent_id: UUID, expected_seq: int) -> list[UUID]:
    """The messages that somebody else said behind this number, at most 20, the oldest first."""
    return [row["id"] for row in await database.rows(_MISSED, talk.id, expected_seq, agent_id, MOST_MISSED)]
