"""Canned responses are written, changed and deleted. Who may do so, the door decides."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import audit, database
from domain.agents.models import Actor
from domain.canned.errors import ShortcutTaken
from domain.canned.variables import check_variables
from domain.errors import BadInput, NotFound
from domain.ids import CANNED, new_id, public_id
from domain.live import ALL_ACCOUNTS, Event, EventKind
from domain.sends.contents import Content
from domain.sends.writing import write_kept
from domain.transaction import announce, transaction

LONGEST_SHORTCUT, LONGEST_TITLE, MOST = 32, 64, 1000


@dataclass(frozen=True)
class Canned:
    """What is to be kept."""

    shortcut: str
    title: str
    content: Content


async def create(actor: Actor, canned: Canned, now: datetime) -> UUID:
    """Raises BadInput, UnknownVariables, ShortcutTaken, NotFound (an asset), and what a message raises."""
    shortcut, title, content = await _checked(actor.workspace_id, canned)
    id = new_id()
    sql = (
        "INSERT INTO canned_response (id, workspace_id, shortcut, title, content, agent_id, created_at, changed_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (workspace_id, shortcut) DO NOTHING RETURNING id"
    )
    async with transaction():
        await _lock(actor.workspace_id)
        count = "SELECT COUNT(*) AS many FROM canned_response WHERE workspace_id = $1"
        if (await database.rows(count, actor.workspace_id))[0]["many"] >= MOST:
            raise BadInput(f"A workspace has at most {MOST} canned responses.", "shortcut")
        if not await database.rows(sql, id, actor.workspace_id, shortcut, title, content, actor.agent_id, now):
            raise ShortcutTaken(shortcut)
        await _tell(actor, "canned.created", id, shortcut, now)
    return id


async def update(actor: Actor, id: UUID | None, canned: Canned, now: datetime) -> None:
    """All of it anew. Raises what `create` raises, and NotFound."""
    shortcut, title, content = await _checked(actor.workspace_id, canned)
    taken = "SELECT 1 AS one FROM canned_response WHERE workspace_id = $1 AND shortcut = $2 AND id <> $3"
    sql = (
        "UPDATE canned_response SET shortcut = $1, title = $2, content = $3, changed_at = $4"
        " WHERE workspace_id = $5 AND id = $6 RETURNING id"
    )
    async with transaction():
        await _lock(actor.workspace_id)
        if id is not None and await database.rows(taken, actor.workspace_id, shortcut, id):
            raise ShortcutTaken(shortcut)
        if not await database.rows(sql, shortcut, title, content, now, actor.workspace_id, id):
            raise NotFound("canned response", "cannedResponseId")
        await _tell(actor, "canned.changed", id, shortcut, now)


async def delete(actor: Actor, id: UUID | None, now: datetime) -> None:
    """Raises NotFound."""
    sql = "DELETE FROM canned_response WHERE workspace_id = $1 AND id = $2 RETURNING shortcut"
    async with transaction():
        found = await database.rows(sql, actor.workspace_id, id)
        if not found:
            raise NotFound("canned response", "cannedResponseId")
        await _tell(actor, "canned.deleted", id, found[0]["shortcut"], now, EventKind.CANNED_RESPONSE_DELETED)


async def _checked(workspace_id: UUID, canned: Canned) -> tuple[str, str, str]:
    shortcut = canned.shortcut.strip().removeprefix("/")
    if not 1 <= len(shortcut) <= LONGEST_SHORTCUT or any(sign.isspace() or sign == "\0" for sign in shortcut):
        raise BadInput(f"A shortcut has 1 to {LONGEST_SHORTCUT} characters and no blanks.", "shortcut")
    title = canned.title.strip()
    if not 1 <= len(title) <= LONGEST_TITLE or "\0" in title:
        raise BadInput(f"A title has 1 to {LONGEST_TITLE} characters.", "title")
    check_variables(canned.content)
    return shortcut, title, await write_kept(workspace_id, canned.content)


async def _lock(workspace_id: UUID) -> None:
    # Two who take one shortcut at once wait for each other, and the second is told.
    await database.rows(f"SELECT id FROM workspace WHERE id = $1 {database.for_update()}", workspace_id)


async def _tell(
    actor: Actor,
    action: str,
    id: UUID | None,
    shortcut: str,
    now: datetime,
    kind: EventKind = EventKind.CANNED_RESPONSE_CHANGED,
) -> None:
    assert id is not None, "what was changed has an id"
    announce(Event(kind, actor.workspace_id, ALL_ACCOUNTS, id))
    await audit.note(actor.workspace_id, actor.agent_id, action, public_id(CANNED, id), now, shortcut=shortcut)
