"""Documents made from the schema: everything that a field can show."""

from collections.abc import Iterable

from graphql import (
    GraphQLField,
    GraphQLInputType,
    GraphQLNamedType,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)
from graphql.language import OperationType

from schema.root import graphql_schema

DEEP = 4
NEAR = 1  # of the stream of events: it shows nearly every type, and the whole would be too much for one document
OPERATIONS = {operation.value.capitalize(): operation for operation in OperationType}


def root_fields() -> list[tuple[str, str]]:
    """Every field of the root types, as ("Query", "viewer")."""
    roots = {root: graphql_schema.get_root_type(operation) for root, operation in OPERATIONS.items()}
    return [(root, name) for root, type_ in roots.items() if type_ for name in type_.fields]


def node_types() -> list[str]:
    """Every type with an id of its own."""
    node = graphql_schema.get_type("Node")
    return sorted(type_.name for type_ in graphql_schema.get_possible_types(node))  # type: ignore[arg-type]


def takes_ids(field: str) -> bool:
    """Does "Query.account" or its input ask for ids?"""
    root, _, name = field.partition(".")
    type_ = graphql_schema.get_root_type(OPERATIONS[root])
    return type_ is not None and any(_has_ids(argument.type) for argument in type_.fields[name].args.values())


def document(root: str, name: str, given: Iterable[str] = (), node: str | None = None) -> str:
    """An operation that asks a root field for all that it shows, the given arguments as variables of their names.

    Of the field `node` or `nodes` it asks one type only: fields of several would clash.
    """
    type_ = graphql_schema.get_root_type(OPERATIONS[root])
    assert type_ is not None
    field = type_.fields[name]
    declared = ", ".join(f"${argument}: {field.args[argument].type}" for argument in given)
    passed = ", ".join(f"{argument}: ${argument}" for argument in given)
    call = f"{root.lower()} ({declared}) {{ {name}({passed})" if declared else f"{root.lower()} {{ {name}"
    shown = graphql_schema.get_type(node) if node else get_named_type(field.type)
    assert shown is not None
    depth = NEAR if root == "Subscription" else DEEP
    asked = f"{{ ... on {node} {selection(shown, depth)} }}" if node else selection(shown, depth)
    return f"{call} {asked} }}"


def selection(type_: GraphQLNamedType, depth: int = DEEP, above: frozenset[str] = frozenset()) -> str:
    """Every field without required arguments, as deep as that. What stands above is not shown again inside itself."""
    if is_leaf_type(type_):
        return ""
    if is_abstract_type(type_):
        possible = graphql_schema.get_possible_types(type_)
        shown = (f"... on {one.name} {selection(one, depth, above)}" for one in possible)
        return "{ __typename " + " ".join(shown) + " }"
    if type_.name in above:
        return "{ __typename id }" if "id" in type_.fields else "{ __typename }"  # type: ignore[attr-defined]
    inside = above | {type_.name}
    fields = [_field(name, field, depth, inside) for name, field in type_.fields.items()]  # type: ignore[attr-defined]
    return f"{{ __typename {' '.join(filter(None, fields))} }}"


def _field(name: str, field: GraphQLField, depth: int, above: frozenset[str]) -> str:
    type_ = get_named_type(field.type)
    if any(is_required_argument(argument) for argument in field.args.values()):
        return ""
    if is_leaf_type(type_):
        return name
    if is_list_type(get_nullable_type(field.type)):
        # Without pages, lists inside lists would cost too much: what is in one is shown by itself alone.
        return f"{name} {selection(type_, 0, above)}" if depth else ""
    if depth == 0 or is_abstract_type(type_):
        return f"{name} {{ __typename }}"
    # Pages cost by their size, and one row shows as much as twenty.
    size = "(first: 1)" if "first" in field.args else ""
    return f"{name}{size} {selection(type_, depth - 1, above)}"


def _has_ids(type_: GraphQLInputType) -> bool:
    named = get_named_type(type_)
    if is_input_object_type(named):
        return any(_has_ids(field.type) for field in named.fields.values())
    return named.name == "ID"
