"""`python -m schema.export`: write schema.graphql, unless that would break a client.

With `--breaking` it is written all the same; the changelog then says so.
"""

import sys
from pathlib import Path

from graphql import build_schema, find_breaking_changes

from schema.root import graphql_schema, schema

FILE = Path(__file__).with_name("schema.graphql")


def breaking_changes() -> list[str]:
    """What a client of the committed schema would trip over."""
    committed = build_schema(FILE.read_text()) if FILE.exists() else graphql_schema
    return [change.description for change in find_breaking_changes(committed, graphql_schema)]


def main() -> None:
    """Write the file, or say why not and exit with 1."""
    broken = breaking_changes()
    if broken and "--breaking" not in sys.argv:
        sys.exit("These changes break clients; deprecate instead, or write with --breaking:\n" + "\n".join(broken))
    FILE.write_text(schema.as_str() + "\n")


if __name__ == "__main__":
    main()
