"""Indexes over who has which talks, which talks wait for an agent, and which notifications wait to go."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

INDEXES = {
    # The talks of an agent or a team, in the order of the inbox.
    "conversation_of_assignee": "conversation (assignee_id, last_message_at, id) WHERE assignee_id IS NOT NULL",
    "conversation_of_team": "conversation (team_id, last_message_at, id) WHERE team_id IS NOT NULL",
    # Covers an agent's load (those that are not queued), and how many open talks are theirs.
    "conversation_seated": "conversation (assignee_id, queued_at) WHERE status = 'OPEN' AND assignee_id IS NOT NULL",
    "conversation_queued": "conversation (workspace_id, queued_at, id) WHERE queued_at IS NOT NULL",
    # What waits for anybody, in the order it is given; and what came back, and waits for its own agent.
    "conversation_queue": "conversation (account_id, team_id, queued_at, id) WHERE queued_at IS NOT NULL"
    " AND assignee_id IS NULL",
    "conversation_returning": "conversation (queued_at, id) WHERE queued_at IS NOT NULL AND assignee_id IS NOT NULL",
    # The talks that nobody has, in the order of the inbox.
    "conversation_of_nobody": "conversation (workspace_id, last_message_at, id) WHERE assignee_id IS NULL"
    " AND status = 'OPEN'",
    "notification_waiting": "notification (due_at) WHERE state = 'WAITING'",
    "notification_waiting_about": "notification (subject_id) WHERE state = 'WAITING'",
    "notification_claimed": "notification (lease_until) WHERE state = 'CLAIMED'",
    "notification_done": "notification (finished_at) WHERE finished_at IS NOT NULL",
    # What was lately given to somebody, and may still have to be told.
    "assignment_given": "assignment (created_at) WHERE agent_id IS NOT NULL",
}

# What is unread and who waits, with whose it is: else PostgreSQL meets each with all talks that an agent ever had, and
# the counts of a limited sight grow with the years. Each was there without the last two columns.
WIDER = {
    "conversation_unread": ("workspace_id, last_message_at, id, account_id", "unread_count > 0"),
    "conversation_waiting": (
        "workspace_id, last_message_at, id, account_id, waiting_since_at",
        "waiting_since_at IS NOT NULL",
    ),
}


# Whoever waits for an answer when this comes waits for an agent, too.
QUEUED = "UPDATE conversation SET queued_at = waiting_since_at WHERE status = 'OPEN' AND waiting_since_at IS NOT NULL"


async def make(apps: Any, editor: Any) -> None:
    """All of it in one step: Tortoise copies its picture of all tables for each."""
    statements = [f"CREATE INDEX {name} ON {target}" for name, target in INDEXES.items()]
    for name, (columns, condition) in WIDER.items():
        wider = f"CREATE INDEX {name} ON conversation ({columns}, assignee_id, team_id) WHERE {condition}"
        statements += [f"DROP INDEX {name}", wider]
    for statement in [*statements, QUEUED]:
        await editor.client.execute_query(statement)


async def drop(apps: Any, editor: Any) -> None:
    """As it was before."""
    statements = [f"DROP INDEX {name}" for name in INDEXES]
    for name, (columns, condition) in WIDER.items():
        statements += [f"DROP INDEX {name}", f"CREATE INDEX {name} ON conversation ({columns}) WHERE {condition}"]
    for statement in statements:
        await editor.client.execute_query(statement)


class Migration(migrations.Migration):
    dependencies = [("models", "0004_teams_and_assignments")]

    operations = [ops.RunPython(make, drop)]
