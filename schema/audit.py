"""Who did what."""

from datetime import datetime
from typing import Self

import orjson
import strawberry

from domain.agents.models import Role
from domain.audit import AUDIT
from domain.database import Row
from domain.ids import AUDIT_ENTRY, public_id
from domain.paging import PageRequest, cursor_of
from domain.viewer import Viewer
from schema.agents import Agent
from schema.context import Info
from schema.paging import After, Before, Connection, First, Last


@strawberry.type(description="One more thing to know about an entry.")
class AuditDetail:
    name: str = strawberry.field(description="What it is about, such as `role`.")
    value: str = strawberry.field(description="What it was or became.")


@strawberry.type(description="Somebody did something that matters: written with the deed itself.")
class AuditEntry:
    id: strawberry.ID = strawberry.field(description="The entry's own id.")
    action: str = strawberry.field(description="What was done: a noun and a verb, such as `agent.disabled`.")
    subject_id: strawberry.ID = strawberry.field(description="The id of what it was done to.")
    agent: Agent | None = strawberry.field(description="Who did it; null where it was the operator's command line.")
    details: list[AuditDetail] = strawberry.field(description="What else is to be known; never a secret.")
    created_at: datetime = strawberry.field(description="When.")

    @classmethod
    def of(cls, row: Row, viewer: Viewer) -> Self:
        """From a row with its agent."""
        who = (row["agent_id"], row["agent_name"], row["agent_role"])
        said = orjson.loads(row["data"])
        return cls(
            id=strawberry.ID(public_id(AUDIT_ENTRY, row["id"])),
            action=row["action"],
            subject_id=strawberry.ID(row["subject"]),
            agent=Agent.colleague(viewer, who[0], who[1], Role(who[2])) if who[1] else None,
            details=[AuditDetail(name=name, value=str(value)) for name, value in said.items()],
            created_at=row["created_at"],
        )


@strawberry.type
class AuditQueries:
    @strawberry.field(description="Who did what, the newest first. For owners and admins.")
    async def audit_entries(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[AuditEntry]:
        viewer = info.context.viewer
        page = await viewer.audit_entries(PageRequest.of(AUDIT, first, after, last, before))
        return Connection.of(page, lambda row: AuditEntry.of(row, viewer), lambda row: cursor_of(AUDIT, row["id"].hex))
