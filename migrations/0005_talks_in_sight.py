"""Indexes over who has which talks, which talks wait for an agent, and which notifications wait to go."""

from tortoise import migrations
from tortoise.migrations import operations as ops

INDEXES = {
    # The talks of an agent or a team, in the order of the inbox.
    "conversation_of_assignee": "conversation (assignee_id, last_message_at, id) WHERE assignee_id IS NOT NULL",
    "conversation_of_team": "conversation (team_id, last_message_at, id) WHERE team_id IS NOT NULL",
    "conversation_seated": "conversation (assignee_id) WHERE status = 'OPEN' AND assignee_id IS NOT NULL"
    " AND queued_at IS NULL",
    "conversation_queued": "conversation (workspace_id, queued_at, id) WHERE queued_at IS NOT NULL",
    # The talks that nobody has, in the order of the inbox.
    "conversation_of_nobody": "conversation (workspace_id, last_message_at, id) WHERE assignee_id IS NULL"
    " AND status = 'OPEN'",
    "notification_waiting": "notification (due_at) WHERE state IN ('WAITING', 'CLAIMED')",
    "notification_waiting_about": "notification (subject_id) WHERE state = 'WAITING'",
    "notification_done": "notification (finished_at) WHERE finished_at IS NOT NULL",
}


class Migration(migrations.Migration):
    dependencies = [("models", "0004_teams_and_assignments")]

    operations = [
        ops.RunSQL(f"CREATE INDEX {name} ON {target}", reverse_sql=f"DROP INDEX {name}")
        for name, target in INDEXES.items()
    ]
