"""Indexes over the rows that wait. They stay small however many rows are done, and both databases know them."""

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
}


class Migration(migrations.Migration):
    dependencies = [("models", "0001_initial")]

    operations = [
        ops.RunSQL(f"CREATE INDEX {name} ON {target}", reverse_sql=f"DROP INDEX {name}")
        for name, target in INDEXES.items()
    ]
