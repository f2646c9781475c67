"""Whose talk an event is about: read once for all who listen, so that only those read its row who may see it."""

from uuid import UUID

from domain import database
from domain.live import Event, EventKind

Place = tuple[UUID, UUID | None, UUID | None]  # the talk's account, assignee and team

_TALK = "SELECT c.account_id, c.assignee_id, c.team_id FROM conversation c"
_MESSAGE = f"{_TALK} JOIN message m ON m.conversation_id = c.id WHERE m.id = $1"
_PLACES = {
    EventKind.MESSAGE_ADDED: _MESSAGE,
    EventKind.MESSAGE_CHANGED: _MESSAGE,
    EventKind.CONVERSATION_CHANGED: f"{_TALK} WHERE c.id = $1",
    EventKind.FAN_CHANGED: f"{_TALK} WHERE c.fan_id = $1",
    EventKind.NOTE_CHANGED: f"{_TALK} JOIN note n ON n.conversation_id = c.id WHERE n.id = $1",
}
PLACED = frozenset(_PLACES)


async def place_of(event: Event) -> Place | None:
    """Where the talk stands now that an event of the kinds PLACED is about; None where there is none."""
    found = await database.rows(_PLACES[event.kind], event.subject_id)
    return (found[0]["account_id"], found[0]["assignee_id"], found[0]["team_id"]) if found else None
