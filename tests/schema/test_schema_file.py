import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from schema.export import FILE, breaking_changes
from schema.root import graphql_schema, schema

pytestmark = pytest.mark.plain


def test_the_committed_schema_is_what_the_code_says():
    assert FILE.read_text() == schema.as_str() + "\n", "write it again: make schema"


def test_no_change_breaks_a_client():
    assert breaking_changes() == []


def test_everything_is_described_for_whoever_calls_it():
    silent = [place for place, description in places() if not (description or "").strip()]

    assert silent == []


def places():
    """Every type, field, argument, input field and enum value of ours, with its description."""
    for name, type_ in graphql_schema.type_map.items():
        if name.startswith("__") or name in ("String", "Int", "Boolean", "ID", "Float"):
            continue
        yield name, type_.description
        if isinstance(type_, GraphQLEnumType):
            yield from ((f"{name}.{value}", found.description) for value, found in type_.values.items())
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field, found in type_.fields.items():
                yield f"{name}.{field}", found.description
                for argument, given in getattr(found, "args", {}).items():
                    yield f"{name}.{field}({argument})", given.description
