"""Ways around the limits, and that they lead nowhere."""

import pytest

from schema.root import schema
from tests.factories import a_viewer
from tests.schema.asking import a_context, ask

ROWS = "edges { node { id } }"


@pytest.mark.parametrize(
    ("document", "variables", "cost"),
    [
        (f"query ($n: Int = 90) {{ conversations(first: $n) {{ {ROWS} }} }}", {}, 91),
        (f"query ($n: Int = 90) {{ conversations(first: $n) {{ {ROWS} }} }}", {"n": 10}, 11),
        (f"query ($n: Int = 90) {{ conversations(first: $n) {{ {ROWS} }} }}", {"n": None}, 21),
        (f"query ($n: Int) {{ conversations(first: $n) {{ {ROWS} }} }}", {"n": 90.0}, 91),
        ('query ($ids: [ID!]! = ["a", "b", "c"]) { nodes(ids: $ids) { id } }', {}, 3),
        ("{ conversations(first: 90) { __typename } }", {}, 91),
        ("{ conversations(first: 90) { pageInfo { endCursor } } }", {}, 91),
    ],
)
async def test_rows_cost_however_they_are_asked_for(document, variables, cost):
    answer = await ask(document, await a_viewer(), **variables)

    assert answer.errors == []
    assert answer.extensions["cost"]["requested"] == cost


@pytest.mark.parametrize(
    "document",
    [
        "{ " + "... { viewer { id } } " * 51 + "}",
        "{ viewer { " + "... { workspace { id } } " * 140 + "} }",
        "{ viewer { " + "... @include(if: true) { ... { id } } " * 51 + "} }",
        "{ viewer { " + "...A " * 11 + "} } fragment A on Agent { id ...B } fragment B on Agent { id id id id }",
    ],
)
async def test_one_name_over_and_over_hides_in_no_fragment(document):
    answer = await ask(document, await a_viewer())

    assert answer.codes == ["VALIDATION_FAILED"]
    assert "times" in answer.sentences or "at the top" in answer.sentences


async def test_fields_at_the_top_hide_in_no_fragment():
    names = " ".join(f"n{n}: viewer {{ id }}" for n in range(21))

    answer = await ask(f"{{ ...A }} fragment A on Query {{ ... {{ {names} }} }}", await a_viewer())

    assert "At most 20 fields at the top" in answer.sentences


async def test_a_screen_of_many_parts_may_share_an_id():
    parts = [f"fragment P{n} on Agent {{ id name workspace {{ id }} }}" for n in range(15)]
    document = f"{{ viewer {{ {' '.join(f'...P{n}' for n in range(15))} }} }} {' '.join(parts)}"

    assert (await ask(document, await a_viewer())).errors == []


@pytest.mark.parametrize(
    "document",
    [
        "{ a: __schema { queryType { name } } }",
        '{ a: __type(name: "Query") { name } }',
        "{ ... { __schema { queryType { name } } } }",
        "{ ... { ... on Query { __schema { queryType { name } } } } }",
        "{ ...A } fragment A on Query { __schema { queryType { name } } }",
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ... { __schema { queryType { name } } } }",
    ],
)
async def test_strangers_look_at_the_schema_through_no_fragment(document):
    result = await schema.execute(document, None, await a_context(in_production=True))

    assert result.data is None
    assert [error.extensions["code"] for error in result.errors or ()] == ["UNAUTHENTICATED"]
