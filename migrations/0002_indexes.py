"""Indexes that models do not name: over the rows that wait, over those of which there may be one, and of lists."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

INDEXES = {
    "callback_waiting": "callback (id) WHERE state = 'WAITING'",
    "callback_waiting_of_fan": "callback (account_id, openid, id) WHERE state = 'WAITING'",
    "callback_dead": "callback (id) WHERE state = 'DEAD'",
    "callback_done": "callback (done_at) WHERE state = 'DONE'",
    "send_scheduled": "send (priority, due_at, id) WHERE state = 'SCHEDULED'",
    "send_unfinished_of_fan": "send (fan_id, id) WHERE state IN ('SCHEDULED', 'CLAIMED')",
    "send_leased": "send (lease_until) WHERE state = 'CLAIMED'",
    "media_waiting": "media_file (due_at) WHERE state IN ('WAITING', 'CLAIMED')",
    "tag_change_waiting": "tag_change (account_id, tag_id, due_at) WHERE state IN ('WAITING', 'CLAIMED')",
    "follower_sync_waiting": "follower_sync (due_at) WHERE state IN ('LISTING', 'DETAILING')",
    "platform_push_waiting": "platform_push (due_at) WHERE state = 'WAITING'",
    "fan_change_due": "fan_change (due_at)",
    "fan_blocked": "fan (account_id, openid) WHERE blocked_at IS NOT NULL",
    # The lists of fans by when they followed and were last seen.
    "fan_by_followed": "fan (workspace_id, followed_at, id)",
    "fan_by_seen": "fan (workspace_id, last_seen_at, id)",
    # Covers the counts of the inbox; in its order the talks of one state are paged.
    "conversation_of_status": "conversation (workspace_id, status, last_message_at, id, account_id)",
    "conversation_snoozed": "conversation (snoozed_until_at) WHERE status = 'SNOOZED'",
    "conversation_unread": "conversation (workspace_id, last_message_at, id, account_id) WHERE unread_count > 0",
    "conversation_waiting": "conversation (workspace_id, last_message_at, id, account_id, waiting_since_at)"
    " WHERE waiting_since_at IS NOT NULL",
    "fan_of_workspace": "fan (workspace_id, id)",
    "fan_of_account": "fan (account_id, id)",
    "tag_change_unfinished_of_fan": "tag_change (fan_id, tag_id, id) WHERE state IN ('WAITING', 'CLAIMED')",
    "tag_change_refused_of_fan": "tag_change (fan_id, id) WHERE state = 'REFUSED'",
    "tag_change_done": "tag_change (done_at) WHERE state IN ('DONE', 'REFUSED')",
}

UNIQUE = {
    "account_has_one_home": "official_account (app_id) WHERE state <> 'DISCONNECTED'",
    "follower_sync_runs_once": "follower_sync (account_id) WHERE state IN ('LISTING', 'DETAILING')",
}


async def make(apps: Any, editor: Any) -> None:
    """All of them in one step: Tortoise copies its picture of all tables for each."""
    for name, target in INDEXES.items():
        await editor.client.execute_query(f"CREATE INDEX {name} ON {target}")
    for name, target in UNIQUE.items():
        await editor.client.execute_query(f"CREATE UNIQUE INDEX {name} ON {target}")


async def drop(apps: Any, editor: Any) -> None:
    """Gone again."""
    for name in (*INDEXES, *UNIQUE):
        await editor.client.execute_query(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("models", "0001_initial")]

    operations = [ops.RunPython(make, drop)]
