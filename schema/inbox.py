"""Which conversations an inbox shows, and how many there are."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types.nodes import SelectedField, Selection

from domain.conversations.counting import COUNTED
from domain.conversations.models import ConversationStatus
from domain.conversations.reading import InboxFilter
from domain.errors import BadInput
from domain.ids import AGENT, LABEL, TEAM, row_id
from schema.accounts import account_rows
from schema.context import Info
from schema.enums import described

MOST_IDS = 100  # of labels, agents or teams in one filter

described(
    ConversationStatus,
    "ConversationStatus",
    "Where a conversation stands. New values may come.",
    {
        "OPEN": "It wants attention.",
        "SNOOZED": "It will want attention again; the fan's next message opens it at once.",
        "CLOSED": "It is done; the fan's next message opens it, and so does an agent's answer.",
    },
)


@strawberry.input(description="Which conversations; what is left out is not asked.")
class ConversationFilter:
    account_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Of these official accounts.")
    statuses: list[ConversationStatus] | None = strawberry.field(default=None, description="In one of these states.")
    label_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="With one of these labels: at most 100."
    )
    waiting_longer_than_seconds: int | None = strawberry.field(
        default=None, description="Whose fan has waited for an answer at least this long; 0 for all who wait."
    )
    unread: bool | None = strawberry.field(default=None, description="With unread messages, or without.")
    assignee_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Answered by one of these agents: at most 100."
    )
    unassigned: bool | None = strawberry.field(default=None, description="Nobody's, or somebody's.")
    team_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Of one of these teams: at most 100."
    )
    queued: bool | None = strawberry.field(default=None, description="Waiting for an agent, or not.")

    def wanted(self, info: Info) -> InboxFilter:
        """In the domain's words. An id that is none of ours asks for rows that do not exist."""
        wait = self.waiting_longer_than_seconds
        if wait is not None and wait < 0:
            raise BadInput("Nobody waits for less than 0 seconds.", "filter", "waitingLongerThanSeconds")
        return InboxFilter(
            account_ids=_accounts(self.account_ids),
            statuses=None if self.statuses is None else list(dict.fromkeys(self.statuses)),
            label_ids=_rows(LABEL, self.label_ids, "labelIds"),
            waiting_before=None if wait is None else info.context.now - timedelta(seconds=wait),
            is_unread=self.unread,
            assignee_ids=_rows(AGENT, self.assignee_ids, "assigneeIds"),
            team_ids=_rows(TEAM, self.team_ids, "teamIds"),
            is_unassigned=self.unassigned,
            is_queued=self.queued,
        )


@strawberry.input(description="Which conversations are counted; what is left out is not asked.")
class ConversationCountsFilter:
    account_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Of these official accounts.")


@strawberry.type(description="How many conversations stand where. Ask anew when `ConversationChanged` comes.")
class ConversationCounts:
    open: int = strawberry.field(description="OPEN ones.")
    snoozed: int = strawberry.field(description="SNOOZED ones.")
    closed: int = strawberry.field(description="CLOSED ones. They are many: ask for it where you show it.")
    unread: int = strawberry.field(description="Those with messages that no agent has read, in whatever state.")
    waiting: int = strawberry.field(description="Those whose fan waits for an answer.")
    mine: int = strawberry.field(description="OPEN ones that you answer.")
    unassigned: int = strawberry.field(description="OPEN ones that nobody answers.")
    queued: int = strawberry.field(description="Those that wait for an agent.")


@strawberry.type
class InboxQueries:
    @strawberry.field(description="How many conversations stand where.")
    async def conversation_counts(
        self,
        info: Info,
        filter: Annotated[ConversationCountsFilter | None, strawberry.argument(description="Only these.")] = None,
    ) -> ConversationCounts:
        accounts, wanted = _accounts(filter.account_ids) if filter else None, set(_names(info.selected_fields))
        found = await info.context.viewer.conversation_counts(accounts, wanted)
        return ConversationCounts(**(dict.fromkeys(COUNTED, 0) | found))


def _names(selections: Iterable[Selection]) -> Iterator[str]:
    """The fields that are asked for, in fragments, too."""
    for selection in selections:
        yield selection.name if isinstance(selection, SelectedField) else ""
        yield from _names(selection.selections)


def _accounts(ids: list[strawberry.ID] | None) -> list[UUID] | None:
    return None if ids is None else [id for id in account_rows(ids) if id]


def _rows(kind: str, ids: list[strawberry.ID] | None, name: str) -> list[UUID] | None:
    if ids is None:
        return None
    if len(ids) > MOST_IDS:
        raise BadInput(f"`{name}` takes at most {MOST_IDS}; there were {len(ids)}.", "filter", name)
    return [id for one in ids if (id := row_id(kind, one))]
