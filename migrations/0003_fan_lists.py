"""Lists of fans, and the tag changes that wait, are to be shown, or are done: an index for each. Both databases know
them."""

from tortoise import migrations
from tortoise.migrations import operations as ops

INDEXES = {
    "fan_of_workspace": "fan (workspace_id, id)",
    "fan_of_account": "fan (account_id, id)",
    "tag_change_unfinished_of_fan": "tag_change (fan_id, tag_id, id) WHERE state IN ('WAITING', 'CLAIMED')",
    "tag_change_refused_of_fan": "tag_change (fan_id, id) WHERE state = 'REFUSED'",
    "tag_change_done": "tag_change (done_at) WHERE state IN ('DONE', 'REFUSED')",
}


class Migration(migrations.Migration):
    dependencies = [("models", "0002_waiting_rows")]

    operations = [
        ops.RunSQL(f"CREATE INDEX {name} ON {target}", reverse_sql=f"DROP INDEX {name}")
        for name, target in INDEXES.items()
    ]
