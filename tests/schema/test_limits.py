import time

import pytest

from schema.root import schema
from tests.factories import a_viewer
from tests.schema.asking import a_context, ask

PAGE = "conversations(first: %s) { edges { node { id } } }"


def nested(levels: int) -> str:
    """Fields inside fields."""
    return (
        "{ conversations "
        + "{ edges { node { lastMessage { conversation " * levels
        + "{ id }"
        + " } } } }" * levels
        + " }"
    )


def bomb(fragments: int, times: int = 2) -> str:
    """Each fragment spreads the next one twice: 2 to the power of their number, spelled out."""
    links = [f"fragment f{n} on Query {{ {f'...f{n + 1} ' * times} }}" for n in range(fragments)]
    return "{ ...f0 } " + " ".join(links) + f" fragment f{fragments} on Query {{ viewer {{ id }} }}"


HOSTILE = {
    "deep": nested(4),
    "very deep": nested(60),
    "aliases": "{ " + " ".join(f"a{n}: viewer {{ id }}" for n in range(31)) + " }",
    "root fields": "{ " + " ".join(f"viewer{n}: viewer {{ id }}" for n in range(21)) + " }",
    "one name over and over": "{ " + "viewer { id } " * 6 + "}",
    "directives": "{ viewer { " + "id @skip(if: false) " * 5 + "} viewer { name " + "@skip(if: false) " * 50 + "} }",
    "many fragments": "{ viewer { id } } "
    + " ".join(f"fragment f{n} on Query {{ viewer {{ id }} }}" for n in range(51)),
    "a fragment bomb": bomb(18),
    "a large fragment bomb": bomb(40),
    "a circle of fragments": "{ ...a } fragment a on Query { viewer { id } ...b } fragment b on Query { ...a }",
    "tokens": "{ viewer { " + "id " * 1100 + "} }",
    "overlapping fields": "{ " + "viewer { id name } " * 200 + "}",
    "introspection in circles": "{ __schema { types { fields { type "
    + "{ fields { type " * 9
    + "{ name }"
    + " } }" * 9
    + " } } } }",
    "thousands of nines": "{ conversations(first: " + "9" * 5000 + ") { edges { node { id } } } }",
    "pages of pages": "{ conversations(last: 99) { edges { node { messages(last: 99) { edges { node { id } } } } } } }",
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_document_is_refused_before_it_costs_anything(name):
    viewer = await a_viewer()
    began = time.process_time()

    answer = await ask(HOSTILE[name], viewer)

    assert answer.data is None, name
    assert set(answer.codes) <= {"VALIDATION_FAILED", "COST_LIMIT", "BAD_USER_INPUT"}
    assert time.process_time() - began < 0.15 or await is_quick(name, viewer)


async def is_quick(name: str, viewer) -> bool:
    """Once more: the machine may have been busy with something else."""
    began = time.process_time()
    await ask(HOSTILE[name], viewer)
    return time.process_time() - began < 0.15


@pytest.mark.parametrize(
    ("document", "variables", "cost"),
    [
        ("{ viewer { id } }", {}, 1),
        ("{ viewer { id workspace { id } } }", {}, 2),
        ("{ " + PAGE % "10" + " }", {}, 11),
        ("query ($n: Int) { " + PAGE % "$n" + " }", {"n": 50}, 51),
        ("query ($n: Int) { " + PAGE % "$n" + " }", {}, 21),
        ('{ nodes(ids: ["a", "b"]) { id } }', {}, 2),
        ("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["a"] * 40}, 40),
        ("{ conversations(first: 10) { edges { node { messages(last: 20) { edges { node { id } } } } } } }", {}, 221),
    ],
)
async def test_an_operation_tells_what_it_costs(document, variables, cost):
    answer = await ask(document, await a_viewer(), **variables)

    told = answer.extensions["cost"]
    assert (told["requested"], told["maximum"], told["restoreRate"]) == (cost, 1000, 20_000)
    assert told["available"] == 20_000 * 60 - cost


async def test_an_operation_over_a_thousand_points_is_refused():
    answer = await ask(HOSTILE["pages of pages"], await a_viewer())

    assert answer.codes == ["COST_LIMIT"]
    assert "ask for smaller pages" in answer.sentences


async def test_what_a_screen_needs_is_well_within_the_limits():
    inbox = """
    { viewer { id name role workspace { id name } }
      accounts { edges { node { id name kind } } }
      conversations(first: 20) { edges { cursor node { id status unreadCount lastMessageAt
        fan { id displayName avatarUrl openid isFollowing } account { id name }
        lastMessage { id text kind direction status refusal { code message } createdAt
          sender { ... on Agent { id name } ... on Fan { id } } } } } pageInfo { hasNextPage endCursor } } }"""

    assert (await ask(inbox, await a_viewer())).errors == []


INTROSPECTION = "{ __schema { queryType { name } types { name fields { name type { name ofType { name } } } } } }"


@pytest.mark.parametrize(
    ("in_production", "signed_in", "may"), [(True, False, False), (True, True, True), (False, False, True)]
)
async def test_strangers_look_at_the_schema_in_development_only(in_production, signed_in, may):
    viewer = await a_viewer() if signed_in else None

    result = await schema.execute(INTROSPECTION, None, await a_context(viewer, in_production=in_production))

    assert (result.errors is None) is may


async def test_the_standard_introspection_query_fits():
    from graphql import get_introspection_query

    assert (await ask(get_introspection_query())).errors == []
