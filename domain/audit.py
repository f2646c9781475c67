"""Who did what: written in the acting transaction, so that nothing is done without its entry, and none stands alone."""

from datetime import datetime
from uuid import UUID

import orjson
from tortoise import fields
from tortoise.models import Model

from domain import database
from domain.database import Row
from domain.errors import BadInput
from domain.ids import new_id
from domain.paging import Page, PageRequest
from domain.transaction import is_open

AUDIT = "audit"  # the name of this order, for its cursors


class AuditEntry(Model):
    """One deed. `subject` is the public id of what it was done to, `data` a JSON object without secrets."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    agent_id = fields.UUIDField(null=True)
    action = fields.CharField(max_length=48)
    subject = fields.CharField(max_length=40)
    data = fields.TextField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "audit_entry"
        indexes = (("workspace_id", "id"),)


async def note(
    workspace_id: UUID, agent_id: UUID | None, action: str, subject: str, now: datetime, **data: str | int | bool | None
) -> None:
    """Write down what the running transaction does. `action` is a verb with its noun, such as `agent.disabled`."""
    assert is_open(), "note() belongs inside transaction()"
    await AuditEntry.create(
        workspace_id=workspace_id,
        agent_id=agent_id,
        action=action,
        subject=subject,
        data=orjson.dumps(data).decode(),
        created_at=now,
    )


async def entries(workspace_id: UUID, page: PageRequest) -> Page[Row]:
    """A workspace's deeds, the newest first."""
    where = database.Where("e.workspace_id = {}", workspace_id)
    if page.place:
        where.add(f"e.id {'>' if page.backwards else '<'} {{}}", _place(page.place))
    sql = (
        "SELECT e.id, e.action, e.subject, e.data, e.created_at, e.agent_id, g.name AS agent_name, g.role AS agent_role"
        f" FROM audit_entry e LEFT JOIN agent g ON g.id = e.agent_id WHERE {where}"
        f" ORDER BY e.id {'ASC' if page.backwards else 'DESC'} LIMIT {page.size + 1}"
    )
    return Page.of(await database.rows(sql, *where.values), page)


def _place(place: tuple[str | int, ...]) -> UUID:
    try:
        return UUID(str(place[0]))
    except (ValueError, IndexError):
        raise BadInput("This is no cursor of this list: take one from `edges.cursor`.", "after") from None
