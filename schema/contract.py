"""`python -m schema.contract`: write down the documents that our own clients send, each under its hash.

What no operation says any more stays in the manifest: apps in the field still name it. `--forget` drops it.
"""

import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from graphql import (
    DefinitionNode,
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    Visitor,
    parse,
    print_ast,
    strip_ignored_characters,
    visit,
)

from schema.documents import known
from schema.root import graphql_schema

CONTRACT = Path(__file__).parent.parent / "clients" / "contract"
OPERATIONS = CONTRACT / "operations"
MANIFEST = CONTRACT / "persisted-documents.json"  # {"sha256:…": text}: what the server takes
IDS = CONTRACT / "documents.json"  # {"Inbox": "sha256:…"}: what today's clients send


class BrokenContract(Exception):
    """The operations cannot be made into a manifest; `str()` says which and why."""


def documents() -> dict[str, str]:
    """Each operation by its name: its text and the fragments it needs, without a character to spare."""
    return documents_of("\n".join(file.read_text() for file in sorted(OPERATIONS.rglob("*.graphql"))))


def documents_of(source: str) -> dict[str, str]:
    """The same for this source. Raises BrokenContract where a name is missing, taken twice, or leads nowhere."""
    operations, fragments = _by_name(parse(source))
    return {name: _alone(operation, fragments) for name, operation in sorted(operations.items())}


def document_id(text: str) -> str:
    """What a request calls the document with this text."""
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def problems_of(text: str) -> list[str]:
    """Why the server would not execute this document: it does not fit the schema, or costs too much."""
    try:
        document = known(text)
        if found := document.problems(graphql_schema):
            return [error.message for error in found]
        document.cost(graphql_schema, None, None)
    except GraphQLError as error:
        return [error.message]
    return []


def manifest(operations: dict[str, str], earlier: dict[str, str]) -> dict[str, str]:
    """What the server takes: these operations, and what was in the manifest earlier."""
    return earlier | {document_id(text): text for text in operations.values()}


def ids(operations: dict[str, str]) -> dict[str, str]:
    """What the clients of these operations send."""
    return {name: document_id(text) for name, text in operations.items()}


def written(content: dict[str, str]) -> str:
    """How the files look: sorted, so that a change is a change of its own lines only."""
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"


def main() -> None:
    """Write both files, or say what is wrong and exit with 1."""
    operations = documents()
    is_kept = MANIFEST.exists() and "--forget" not in sys.argv
    wanted = manifest(operations, orjson.loads(MANIFEST.read_bytes()) if is_kept else {})
    broken = [f"{text[:60]}…: {problem}" for text in wanted.values() for problem in problems_of(text)]
    if broken:
        sys.exit("These documents would not be executed:\n" + "\n".join(broken))
    MANIFEST.write_text(written(wanted))
    IDS.write_text(written(ids(operations)))


def _by_name(
    document: DocumentNode,
) -> tuple[dict[str, OperationDefinitionNode], dict[str, FragmentDefinitionNode]]:
    operations: dict[str, OperationDefinitionNode] = {}
    fragments: dict[str, FragmentDefinitionNode] = {}
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            _add(operations, node.name.value if node.name else "", node)
        elif isinstance(node, FragmentDefinitionNode):
            _add(fragments, node.name.value, node)
    return operations, fragments


def _add(named: dict[str, Any], name: str, node: DefinitionNode) -> None:
    if not name:
        raise BrokenContract("An operation has no name: clients ask for it by name.")
    if name in named:
        raise BrokenContract(f"{name} is there twice: names are shared by all files.")
    named[name] = node


def _alone(operation: OperationDefinitionNode, fragments: dict[str, FragmentDefinitionNode]) -> str:
    needed: dict[str, FragmentDefinitionNode] = {}
    nodes: list[DefinitionNode] = [operation]
    while nodes:
        for name in _spreads(nodes.pop()):
            if name not in fragments:
                raise BrokenContract(f"No file has the fragment {name}.")
            if name not in needed:
                needed[name] = fragments[name]
                nodes.append(fragments[name])
    whole = DocumentNode(definitions=(operation, *(needed[name] for name in sorted(needed))))
    return strip_ignored_characters(print_ast(whole))


def _spreads(node: DefinitionNode) -> list[str]:
    found: list[str] = []

    class Finder(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_: object) -> None:
            found.append(spread.name.value)

    visit(node, Finder())
    return found


if __name__ == "__main__":
    main()
