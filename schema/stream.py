"""The stream of what happens, told to each who listens as far as they may see it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Annotated
from uuid import UUID

import strawberry

from domain import live
from domain.conversations.placing import PLACED, place_of
from domain.hub import HEARTBEAT
from domain.ids import public_id
from domain.live import ALL_ACCOUNTS, EventKind, EventsGone, Recorded
from domain.sight import Sight
from schema.accounts import account_rows
from schema.context import Context, Info
from schema.events import SHOWN, Event, Heartbeat, ResyncRequired
from schema.scalars import Cursor

SILENCE = timedelta(seconds=HEARTBEAT)


@strawberry.type
class EventSubscriptions:
    @strawberry.subscription(
        description="Everything that happens in the workspace, in order and at least once. Subscribe, then query: what"
        " changes after your query is told here."
    )
    async def events(
        self,
        info: Info,
        after: Annotated[
            Cursor | None,
            strawberry.argument(description="The last cursor you saw; without it, from now on."),
        ] = None,
        account_ids: Annotated[
            list[strawberry.ID] | None, strawberry.argument(description="Only of these official accounts.")
        ] = None,
    ) -> AsyncGenerator[Event, None]:
        context, sight = info.context, info.context.viewer.sight
        wanted = None if account_ids is None else {ALL_ACCOUNTS, *account_rows(account_ids)}
        seq = await _start(context, after)
        if seq is None:
            seq = await live.last_seq(sight.workspace_id)
            reason = "The cursor is older than 24 hours, not of this workspace, or what you may see has changed since."
            yield ResyncRequired(cursor=_cursor(sight, seq), reason=reason)
        else:
            yield Heartbeat(cursor=_cursor(sight, seq))
        async for event in _follow(context, sight, seq, wanted):
            yield event


async def _start(context: Context, after: Cursor | None) -> int | None:
    """The number to go on from; None where that is not possible any more."""
    workspace_id = context.viewer.workspace_id
    if after is None:
        return await live.last_seq(workspace_id)
    seq = _seq(context.viewer.sight, after)
    return seq if seq is not None and await live.can_resume(workspace_id, seq, context.now) else None


async def _follow(
    context: Context, sight: Sight, seq: int, wanted: set[UUID | None] | None
) -> AsyncGenerator[Event, None]:
    told_at = context.now
    try:
        async for recorded in context.hub.follow(sight.workspace_id, seq):
            # Looked up again all the time: the session may have ended since the socket opened.
            viewer = await context.current_viewer(anew=recorded is not None and _may_move(context, recorded))
            if viewer.sight != sight:
                sight = viewer.sight
                yield ResyncRequired(cursor=_cursor(sight, seq), reason="What you may see has changed.")
            if recorded is None:
                yield Heartbeat(cursor=_cursor(sight, seq))
                continue
            seq = recorded.seq
            event = await _shown(context, recorded) if wanted is None or recorded.event.account_id in wanted else None
            if event is not None:
                yield event
            elif context.now - told_at > SILENCE:
                yield Heartbeat(cursor=_cursor(sight, seq))  # much happens, and nothing that was asked for
            else:
                continue
            told_at = context.now
    except EventsGone:
        newest = await live.last_seq(sight.workspace_id)
        yield ResyncRequired(cursor=_cursor(sight, newest), reason="You fell more than 24 hours behind.")


def _may_move(context: Context, recorded: Recorded) -> bool:
    """Does this event perhaps change what its hearer may see?"""
    event, viewer = recorded.event, context.viewer
    if event.kind is EventKind.AGENT_CHANGED:
        return event.subject_id == viewer.agent_id
    return event.kind in (EventKind.TEAM_CHANGED, EventKind.TEAM_DELETED) and viewer.sight.agent_id is not None


async def _shown(context: Context, recorded: Recorded) -> Event | None:
    """The event with its row, read again as this viewer; None where the row is not theirs to see any more."""
    event, sight = recorded.event, context.viewer.sight
    if not await _is_near(context, recorded):
        return None
    shown = SHOWN[event.kind]
    # Once for all who see the same: of a thousand subscribers 999 would read what the first has just read.
    key = (sight, recorded.seq)
    row = await context.hub.shared(key, lambda: shown.find(context, public_id(shown.id_kind, event.subject_id)))
    return shown.type(cursor=_cursor(sight, recorded.seq), **{shown.field: row}) if row else None


async def _is_near(context: Context, recorded: Recorded) -> bool:
    """False for what is certainly out of sight: most who see few talks need not ask for the rows of all others.

    What is read is not decided here: the row of what is near is asked for with the viewer's sight.
    """
    event, sight = recorded.event, context.viewer.sight
    if sight.account_ids is not None and event.account_id not in (ALL_ACCOUNTS, *sight.account_ids):
        return False
    if sight.agent_id is None or event.kind not in PLACED:
        return True
    place = await context.hub.shared((event.workspace_id, recorded.seq), lambda: place_of(event))
    return place is not None and sight.has(*place)


def _cursor(sight: Sight, seq: int) -> Cursor:
    return Cursor(urlsafe_b64encode(f"{_mark(sight)}:{seq}".encode()).decode().rstrip("="))


def _seq(sight: Sight, cursor: Cursor) -> int | None:
    try:
        mark, _, seq = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        return int(seq) if mark == _mark(sight) else None
    except ValueError:
        return None


def _mark(sight: Sight) -> str:
    """Makes a stranger of another workspace's cursor, and of one from before one's sight changed."""
    return f"{sight.workspace_id.hex[-8:]}{sight.mark}"
