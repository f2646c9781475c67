"""What an agent wants to be told, and when not."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import database
from domain.agents.models import Actor
from domain.errors import BadInput
from domain.notifications import leases
from domain.notifications.models import NotificationSettings
from domain.schedules.wall import check_zone
from domain.transaction import later, transaction


@dataclass(frozen=True)
class QuietHours:
    """Minutes of the day in the agent's time zone: over midnight where `start` is the larger."""

    start: int
    end: int


@dataclass(frozen=True)
class Changes:
    """What becomes different; None leaves it. `quiet` is the new hours, if `sets_quiet`: None there means none."""

    new_messages: bool | None = None
    new_followers: bool | None = None
    assignments: bool | None = None
    time_zone: str | None = None
    sets_quiet: bool = False
    quiet: QuietHours | None = None


async def settings_of(agent_id: UUID) -> NotificationSettings:
    """What the agent chose, else what is the rule for whoever chose nothing."""
    return await NotificationSettings.get_or_none(agent_id=agent_id) or NotificationSettings(agent_id=agent_id)


async def update(actor: Actor, changes: Changes, now: datetime) -> NotificationSettings:
    """Everybody their own. What quiet hours held back is looked at again. Raises BadInput."""
    if changes.time_zone is not None:
        check_zone(changes.time_zone, "timeZone")
    if changes.quiet is not None and changes.quiet.start == changes.quiet.end:
        raise BadInput(
            "Quiet hours begin and end at different times; turn the rules off to be told nothing.", "quietHours"
        )
    async with transaction():
        # Begun first: of two phones that change something at once, neither takes the other's change back.
        await NotificationSettings.get_or_create({"workspace_id": actor.workspace_id}, agent_id=actor.agent_id)
        mine = await NotificationSettings.select_for_update().get(agent_id=actor.agent_id)
        _apply(mine, changes)
        await mine.save()
        held = leases.in_order("agent_id = $2 AND state = 'WAITING' AND due_at > $1 AND is_held")
        await database.rows(f"UPDATE notification SET due_at = $1 WHERE {held}", now, actor.agent_id)
        later("tell_phones")
    return mine


def _apply(mine: NotificationSettings, changes: Changes) -> None:
    if changes.new_messages is not None:
        mine.tells_new_messages = changes.new_messages
    if changes.new_followers is not None:
        mine.tells_new_followers = changes.new_followers
    if changes.assignments is not None:
        mine.tells_assignments = changes.assignments
    if changes.time_zone is not None:
        mine.time_zone = changes.time_zone
    if changes.sets_quiet:
        mine.quiet_from = changes.quiet.start if changes.quiet else None
        mine.quiet_until = changes.quiet.end if changes.quiet else None
