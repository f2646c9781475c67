"""How an account's followers were read from WeChat."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from domain.database import Row
from domain.followers.models import SyncState
from domain.ids import ACCOUNT, row_id
from schema.context import Info
from schema.enums import described
from schema.failures import Failure
from schema.node import Node
from schema.tags import Tag

described(
    SyncState,
    "FollowerSyncState",
    "How far the reading of an account's followers is.",
    {
        "LISTING": "Who follows is being read.",
        "DETAILING": "Who follows is known; how they came, their remarks and tags are being read.",
        "DONE": "All of it was read.",
        "FAILED": "It was given up; `failure` says why. Start another when the reason is gone.",
    },
)


@strawberry.type(
    description="One reading of all followers of an account (同步粉丝). It goes on by itself after a crash."
)
class FollowerSync:
    state: SyncState = strawberry.field(description="How far it is.")
    total: int | None = strawberry.field(description="How many followers WeChat says there are; null before it did.")
    listed: int = strawberry.field(description="How many of them were read.")
    detailed: int = strawberry.field(description="Of how many the details were read.")
    started_at: datetime = strawberry.field(description="When it was started.")
    finished_at: datetime | None = strawberry.field(description="When it was done or failed; null while it runs.")
    waits_until: datetime | None = strawberry.field(
        description="WeChat lets it wait until then, for example for the next day's quota; null where it does not wait."
    )
    failure: Failure | None = strawberry.field(description="Why it failed, or what it waits for; null for neither.")

    @classmethod
    def of(cls, row: Row, now: datetime) -> Self:
        """From its row."""
        state = SyncState(row["state"])
        is_waiting = row["finished_at"] is None and row["refusal_text"] is not None and row["due_at"] > now
        return cls(
            state=state,
            total=row["total"],
            listed=row["listed"],
            detailed=row["detailed"],
            started_at=row["started_at"],
            finished_at=row["finished_at"],
            waits_until=row["due_at"] if is_waiting else None,
            failure=Failure.of(row["refusal_code"], row["refusal_text"]) if is_waiting or row["finished_at"] else None,
        )


@strawberry.type
class FansOfAccount(Node):
    """What `OfficialAccount` shows of its fans."""

    @strawberry.field(description="The newest reading of its followers; null before the first.")
    async def follower_sync(self, info: Info) -> FollowerSync | None:
        row = await info.context.loaders.follower_syncs.load(_row(self.id))
        return FollowerSync.of(row, info.context.now) if row else None

    @strawberry.field(description="Its tags, in WeChat's order: at most 100.")
    async def tags(self, info: Info) -> list[Tag]:
        return [Tag.of(row) for row in await info.context.loaders.tags_of_accounts.load(_row(self.id))]


def _row(id: str) -> UUID:
    found = row_id(ACCOUNT, id)
    assert found is not None
    return found
