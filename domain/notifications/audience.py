"""Who is told what: conditions on an agent `g` with the settings `s`, asked when something is due and when it goes.

What an agent does not see they are not told, and of accounts that they do not serve they are told nothing.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import structlog
from redis.exceptions import RedisError

from domain import database
from domain.assignments.seats import SERVES
from domain.database import Row
from domain.notifications.models import NotificationKind
from domain.presence import here

log = structlog.get_logger(__name__)

_MANAGES = "g.role <> 'AGENT'"
_IN_ITS_TEAM = "EXISTS (SELECT 1 FROM team_member t WHERE t.agent_id = g.id AND t.team_id = c.team_id)"
_WAITS_FOR_ME = (
    f"(c.assignee_id IS NULL AND {SERVES} AND CASE WHEN c.team_id IS NULL THEN ({_MANAGES} OR g.sees = 'ALL')"
    f" ELSE (({_MANAGES} OR g.sees <> 'OWN') AND {_IN_ITS_TEAM}) END)"
).format(account="c.account_id")
_IS_MINE = f"(c.assignee_id = g.id AND ({_MANAGES} OR {SERVES.format(account='c.account_id')}))"

# The talk `c` has unread words that nobody answered, and they are this agent's to answer.
MESSAGE = (
    "COALESCE(s.tells_new_messages, TRUE) AND c.status = 'OPEN' AND c.unread_count > 0"
    f" AND c.waiting_since_at IS NOT NULL AND f.blocked_at IS NULL AND ({_IS_MINE} OR {_WAITS_FOR_ME})"
)
# The talk is still theirs, and they have said nothing since it came to them.
ASSIGNED = (
    f"COALESCE(s.tells_assignments, TRUE) AND c.status = 'OPEN' AND {_IS_MINE} AND NOT EXISTS (SELECT 1 FROM message m"
    " WHERE m.conversation_id = c.id AND m.agent_id = g.id AND m.created_at > {since})"
)
FOLLOWER = f"COALESCE(s.tells_new_followers, FALSE) AND {SERVES} AND ({_MANAGES} OR g.sees = 'ALL')"

HAS_A_DEVICE = "EXISTS (SELECT 1 FROM device d WHERE d.agent_id = g.id)"
_AGENTS = (
    "FROM agent g LEFT JOIN notification_settings s ON s.agent_id = g.id"
    f" WHERE g.workspace_id = $1 AND g.disabled_at IS NULL AND {HAS_A_DEVICE}"
)


async def to_be_told(cause: Row) -> set[UUID]:
    """The agents with a phone who are to hear of a cause, wherever they are."""
    if cause["kind"] == NotificationKind.NEW_FOLLOWER:
        sql = f"SELECT g.id {_AGENTS} AND {FOLLOWER.format(account='$2')}"
    else:
        agents = _AGENTS.replace(" WHERE", " JOIN conversation c ON c.id = $2 JOIN fan f ON f.id = c.fan_id WHERE")
        sql = f"SELECT g.id {agents} AND {MESSAGE}"
    return {row["id"] for row in await database.rows(sql, cause["workspace_id"], cause["subject_id"])}


async def who_is_here(workspace_ids: Collection[UUID], now: datetime) -> set[UUID]:
    """Agents of these workspaces who sit before a screen. Without Redis nobody does: better told twice than never.

    Whoever closed their last screen counts as here for ten seconds more, but of what comes then they see nothing.
    """
    try:
        until = [await here.present_until(workspace_id, now) for workspace_id in workspace_ids]
        return {agent for agents in until for agent, moment in agents.items() if moment > now + here.SOON}
    except (RedisError, OSError) as error:
        log.warning("nobody knows who is here", error=type(error).__name__)
        return set()
