"""What hostile clients send: made from the schema, so that a new field meets it too."""

import random
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import orjson
from graphql import GraphQLInputType, get_named_type, get_nullable_type, is_input_object_type, is_list_type

from schema.limits import TOKENS
from schema.root import graphql_schema
from tests.schema.documents import OPERATIONS, document, root_fields

WRONG: list[Any] = [
    None,
    True,
    0,
    -1,
    5,
    2**31,
    -(2**31) - 1,
    2**63 - 1,
    1.5,
    1e308,
    "",
    " ",
    "x",
    "\0",
    "a\0b",
    "\x1b[31m\x07",
    "\u202e\ufeff\uffff",
    "👩‍👩‍👧" * 50,
    "x" * 100_000,
    "字" * 683,
    "' OR 1=1; --",
    "%s%n{0}{x}",
    "../../../etc/passwd",
    "<script>alert(1)</script>",
    "9" * 400,
    [],
    {},
    [[]],
    [None],
    [5, "x"],
    {"a": 1},
    {"__proto__": {}},
    [[["x"]]] * 50,
    ["x"] * 2_000,
]

KEYS: list[Any] = [
    [],
    [None],
    ["x"],
    [-1],
    [2**31],
    [2**62],
    [2**64 - 1],
    [1.5],
    [True],
    ["\0"],
    [[]],
    ["2026-01-01", "0" * 32],
    ["2026-01-01T00:00:00", "0" * 32],
    ["0001-01-01T00:00:00+14:00", "0" * 32],
    ["9999-12-31T23:59:59-12:00", "0" * 32],
    ["2026-01-01T00:00:00Z", "x"],
    ["2026-01-01T00:00:00Z", "{00000000-0000-0000-0000-000000000000}"],
    [1, 2],
    [1, 2, 3],
    ["0" * 32, "x"],
]


def wrong_arguments(known: dict[str, Any], ids: list[str]) -> Iterator[dict[str, Any]]:
    """Every argument and input field of every root field, with every wrong value; the others are known to be right."""
    for root, name in root_fields():
        type_ = graphql_schema.get_root_type(OPERATIONS[root])
        assert type_ is not None
        arguments = {argument: given.type for argument, given in type_.fields[name].args.items()}
        for path in _paths(arguments):
            for wrong in [*WRONG, *ids]:
                right = {argument: _right(argument, given, known) for argument, given in arguments.items()}
                yield {"query": document(root, name, arguments), "variables": _with(right, path, wrong)}


def wrong_cursors() -> Iterator[dict[str, Any]]:
    """Cursors that look like ours from outside, and hold something else."""
    for order in ("accounts", "inbox", "messages", "x"):
        for key in KEYS:
            cursor = urlsafe_b64encode(orjson.dumps([order, *key])).decode().rstrip("=")
            for field in ("accounts", "conversations"):
                yield {"query": f'{{ {field}(after: "{cursor}") {{ pageInfo {{ endCursor }} }} }}'}
                yield {"query": f'{{ {field}(last: 1, before: "{cursor}") {{ pageInfo {{ endCursor }} }} }}'}
            inner = f'messages(last: 1, before: "{cursor}") {{ pageInfo {{ endCursor }} }}'
            yield {"query": f"{{ conversations(first: 1) {{ edges {{ node {{ {inner} }} }} }} }}"}


def hostile_documents() -> Iterator[str]:
    """Documents that are meant to keep a server busy. Each has about as many tokens as are let in."""
    full = TOKENS - 10
    yield "{" * 5_000
    yield "{ a" * 150 + "}" * 150
    yield "{ a" * (full // 3) + "}" * (full // 3)
    yield "{ ... " * 150 + "{ viewer { id } }" + "}" * 150
    yield "{ ... @include(if: true) " * 100 + "{ viewer { id } }" + "}" * 100
    yield "{ viewer { id }" * 150
    yield f"{{ {' '.join(f'a{n}: viewer {{ id }}' for n in range(full // 6))} }}"
    yield f"{{ {'viewer { id } ' * (full // 4)} }}"
    yield f"{{ {'... { viewer { id } } ' * (full // 7)} }}"
    yield f"{{ viewer {{ {'... { id } ' * (full // 4)} }} }}"
    yield f"{{ viewer {{ {'... { workspace { id } } ' * (full // 7)} }} }}"
    yield f"{{ viewer {{ {'id ' * full} }} }}"
    yield f"{{ viewer {{ {' '.join(f'f{n}' for n in range(full))} }} }}"
    yield f"{{ viewer {{ id {'@skip(if: false) ' * (full // 6)} }} }}"
    yield f"{{ viewer {{ id {'@x ' * (full // 2)} }} }}"
    yield _bomb(18, "viewer { id }")
    yield _bomb(49, "viewer { id }")
    yield _bomb(49, "conversations(first: 100) { edges { node { id } } }")
    yield _bomb(100, "viewer { id }")
    yield "query { ...A } fragment A on Query { ...A }"
    yield "query { ...A } fragment A on Query { ...B } fragment B on Query { ...A }"
    yield "query { viewer { ...A } } fragment A on Agent { workspace { ...B } } fragment B on Workspace { ...A }"
    yield "query { ...A " + " ".join(f"...F{n}" for n in range(49)) + "} " + _spread_each_other(20)
    yield "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }"
    yield "{ __schema { types { " + "ofType { " * 60 + "name" + " }" * 60 + " } } }"
    yield '{ __type(name: "Query") { ' + "fields { type { " * 40 + "name" + " } }" * 40 + " } }"
    yield f"{{ conversations(first: 100) {{ edges {{ node {{ {_page(100)} }} }} }} }}"
    yield f"{{ {' '.join(f'a{n}: accounts(first: 100) {{ __typename }}' for n in range(20))} }}"
    yield f"{{ node(id: {'[' * 150}{']' * 150}) {{ id }} }}"
    yield f"{{ node(id: {'{a: ' * 150}1{'}' * 150}) {{ id }} }}"
    yield f"{{ accounts(first: {'9' * 5_000}) {{ __typename }} }}"
    yield f"{{ accounts(first: -{'9' * 5_000}) {{ __typename }} }}"
    yield f"{{ accounts(first: 1e{'9' * 500}) {{ __typename }} }}"
    yield f'{{ node(id: "{"x" * 200_000}") {{ id }} }}'
    yield '{ node(id: "\\u0000") { id } }'
    yield '{ node(id: "\\uD83D") { id } }'
    yield '{ node(id: "\\u{110000}") { id } }'
    yield '{ node(id: """' + "x" * 100_000
    yield "# " + "x" * 200_000
    yield "# \n" * 60_000 + "{ viewer { id } }"
    yield "," * 200_000
    yield "\ufeff" * 1_000 + "{ viewer { id } }"
    yield f"query ({' '.join(f'$v{n}: Int' for n in range(full // 4))}) {{ viewer {{ id }} }}"
    yield f"query ({' '.join(f'$v{n}: [[[[[[Nothing]]]]]]' for n in range(full // 17))}) {{ viewer {{ id }} }}"
    yield f"query ($v: {'[' * 150}ID{']' * 150}) {{ viewer {{ id }} }}"
    yield f"query ($v: ID = [{'1 ' * full}]) {{ node(id: $v) {{ id }} }}"
    yield " ".join(f"query Q{n} {{ viewer {{ id }} }}" for n in range(full // 8))
    yield " ".join("query Q { viewer { id } }" for n in range(full // 8))
    yield "type A { a: Int } " * 50 + "{ viewer { id } }"
    yield "subscription { events { __typename } }"
    yield "subscription { a: events { __typename } b: events { __typename } }"
    yield "mutation { signOut(input: {refreshToken: 5}) { __typename } }"
    yield "query Q($id: ID!) { node(id: $id) { id } }"
    yield "{ viewer { id } } { viewer { id } }"
    yield "\0"
    yield "{ viewer\0 { id } }"
    yield "💥"


def hostile_bodies() -> Iterator[bytes]:
    """Bodies that are hardly requests."""
    query = b'"query":"{ viewer { id } }"'
    yield from [b"", b" ", b"5", b"-0", b"[]", b"null", b"true", b'"{ viewer { id } }"']
    yield from [b"{", b"}", b"[{}]", b"\xff\xfe"]
    yield from [b"{}", b'{"query":null}', b'{"query":5}', b'{"query":[]}', b'{"query":{}}', b'{"query":""}']
    yield from [b'{"query":"\\ud800"}', b'{"query":"\\u0000"}', b'{"query":"x', b"\xef\xbb\xbf{" + query + b"}"]
    yield from [b"{" + query + b',"variables":' + value + b"}" for value in (b"[]", b"5", b'"x"', b"false")]
    yield from [b"{" + query + b',"operationName":' + value + b"}" for value in (b"[]", b"5", b"{}", b'"x"')]
    yield from [b"{" + query + b',"extensions":' + value + b"}" for value in (b"[]", b"5", b'{"persistedQuery":{}}')]
    yield b"{" + query + b"," + query + b"}"
    yield b"[" * 100_000
    yield b"[" * 1_000 + b"]" * 1_000
    yield b'{"a":' * 40_000
    yield b'{"a":' * 500 + b"1" + b"}" * 500
    yield b"{" + query + b',"variables":{"x":' + b"[" * 40 + b"]" * 40 + b"}}"
    yield b"{" + query + b',"variables":{"x":' + b"9" * 100_000 + b"}}"
    yield b"{" + query + b',"variables":{"x":1e999}}'
    yield b"{" + query + b',"variables":{"x":NaN}}'
    yield b"{" + query + b',"variables":{"x":"' + b"x" * 250_000 + b'"}}'
    yield b"{" + query + b',"variables":{' + b",".join(b'"k%d":1' % n for n in range(20_000)) + b"}}"
    yield b"[" + b"1," * 120_000 + b"1]"
    yield b"x" * 300_000
    nodes = b'{"query":"query ($ids: [ID!]!) { nodes(ids: $ids) { id } }","variables":{"ids":['
    yield nodes + b"1," * 100_000 + b"1]}}"
    yield nodes + b'"",' * 3_000 + b'""]}}'
    lists = b'{"query":"query ($f: ConversationFilter) { conversations(filter: $f) { pageInfo { endCursor } } }",'
    yield lists + b'"variables":{"f":{"statuses":[' + b'"OPEN",' * 9_000 + b'"OPEN"]}}}'
    yield lists + b'"variables":{"f":{"accountIds":[' + b'"acc_' + b"0" * 32 + b'",' * 1 + b'"x"]}}}'
    yield lists + b'"variables":{"f":{"accountIds":[' + (b'"acc_' + b"0" * 32 + b'",') * 5_000 + b'"x"]}}}'


def shuffled(seed: int, requests: list[Any], how_many: int) -> list[Any]:
    """So many of them, in an order that is the same every time."""
    return random.Random(seed).sample(requests, min(how_many, len(requests)))


def _paths(arguments: dict[str, GraphQLInputType]) -> Iterator[tuple[str, ...]]:
    for name, type_ in arguments.items():
        yield (name,)
        named = get_named_type(type_)
        if is_input_object_type(named):
            yield from ((name, *rest) for rest in _paths({key: field.type for key, field in named.fields.items()}))


def _right(name: str, type_: GraphQLInputType, known: dict[str, Any]) -> Any:
    if name in known:
        return known[name]
    nullable, named = get_nullable_type(type_), get_named_type(type_)
    if is_list_type(nullable):
        return []
    if is_input_object_type(named):
        return {key: _right(key, field.type, known) for key, field in named.fields.items()}
    if enum := getattr(named, "values", None):
        return next(iter(enum))
    usual = "x" if nullable is not type_ else None
    return {"Int": None, "Boolean": True}.get(named.name, usual)


def _with(right: Any, path: tuple[str, ...], wrong: Any) -> Any:
    if isinstance(right, list):
        return [_with({}, path, wrong)]
    first, *rest = path
    return right | {first: _with(right.get(first, {}), tuple(rest), wrong) if rest else wrong}


def _bomb(fragments: int, innermost: str) -> str:
    chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(fragments - 1))
    return f"query {{ ...F0 ...F0 }} {chain} fragment F{fragments - 1} on Query {{ {innermost} }}"


def _spread_each_other(fragments: int) -> str:
    everyone = " ".join(f"...F{n}" for n in range(fragments))
    return " ".join(f"fragment F{n} on Query {{ {everyone} }}" for n in range(fragments))


def _page(size: int) -> str:
    inner = f"conversation {{ messages(last: {size}) {{ edges {{ cursor }} }} }}"
    return f"messages(last: {size}) {{ edges {{ node {{ {inner} }} }} }}"
