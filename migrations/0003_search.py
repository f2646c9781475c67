"""What is found by its words: tables that no model describes, since each database has an index of words of its own."""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

# SQLite's index of words goes by `number`. A table that does not name its row numbers may get new ones from a VACUUM.
SQLITE = (
    "CREATE TABLE search_entry (number INTEGER PRIMARY KEY, id CHAR(36) NOT NULL UNIQUE,"
    " workspace_id CHAR(36) NOT NULL, account_id CHAR(36) NOT NULL,"
    " conversation_id CHAR(36), kind VARCHAR(7) NOT NULL, tokens TEXT NOT NULL)",
    # `ascii` leaves our tokens whole: letters beyond ASCII are all the same to it.
    "CREATE VIRTUAL TABLE search_token USING fts5("
    "tokens, content='search_entry', content_rowid='number', tokenize='ascii')",
    "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_token (rowid, tokens) VALUES (new.number, new.tokens); END",
    "CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_token (search_token, rowid, tokens) VALUES ('delete', old.number, old.tokens); END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE OF tokens ON search_entry BEGIN"
    " INSERT INTO search_token (search_token, rowid, tokens) VALUES ('delete', old.number, old.tokens);"
    " INSERT INTO search_token (rowid, tokens) VALUES (new.number, new.tokens); END",
)
POSTGRES = (
    "CREATE TABLE search_entry (id UUID PRIMARY KEY, workspace_id UUID NOT NULL, account_id UUID NOT NULL,"
    " conversation_id UUID, kind VARCHAR(7) NOT NULL, tokens TSVECTOR NOT NULL)",
    "CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens)",
)
BOTH = (
    "CREATE INDEX search_entry_of_workspace ON search_entry (workspace_id, id)",
    "CREATE INDEX search_entry_of_conversation ON search_entry (conversation_id, id) WHERE conversation_id IS NOT NULL",
)


async def make(apps: Any, editor: Any) -> None:
    """Each database's own tables."""
    is_postgres = editor.client.capabilities.dialect == "postgres"
    for statement in (POSTGRES if is_postgres else SQLITE) + BOTH:
        await editor.client.execute_query(statement)


async def drop(apps: Any, editor: Any) -> None:
    """Gone again, with indexes and triggers."""
    for table in (
        ("search_entry",) if editor.client.capabilities.dialect == "postgres" else ("search_token", "search_entry")
    ):
        await editor.client.execute_query(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("models", "0002_indexes")]

    operations = [ops.RunPython(make, drop)]
