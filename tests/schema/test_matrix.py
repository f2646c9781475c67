"""Who gets what: every field of the root types and every kind of node, by every principal, against matrix.txt."""

import re
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from domain.hub import Hub
from domain.viewer import Viewer
from tests.factories import a_message
from tests.schema.asking import Answer, ask, listening, refusal
from tests.schema.documents import document, node_types, root_fields, takes_ids
from tests.schema.samples import SAMPLES, Given
from tests.schema.world import NODES, OUT_OF_SIGHT, Principal, World, a_world, missing_id

FILE = Path(__file__).with_name("matrix.txt")
ROWS = [
    row
    for root, name in root_fields()
    for row in (
        [f"{root}.{name}({type_})" for type_ in node_types()] if name in ("node", "nodes") else [f"{root}.{name}"]
    )
]
# Who has the password or the token is no stranger.
WITH_A_SECRET = ("Mutation.signIn", "Mutation.signInWithMiniProgram", "Mutation.refreshSession")
ABOUT_IDS = [row for row in ROWS if takes_ids(row.partition("(")[0])]


@pytest.mark.parametrize("row", ROWS)
async def test_every_principal_gets_what_the_matrix_says_and_nothing_that_is_not_theirs(row: str, hub: Hub):
    assert row in SAMPLES, f"{row} is new: put a line for it into tests/schema/samples"
    world = await a_world()

    answers = {who: await _asked(row, world, viewer, hub) for who, viewer in world.viewers.items()}

    line = f"{row:<33} " + "".join(f"{outcome(answers[who]):<18}" for who in Principal).rstrip()
    assert line in FILE.read_text().splitlines(), f"If this is what should be, put this line into {FILE.name}:\n{line}"
    said = {who: orjson.dumps(answer.data).decode() for who, answer in answers.items()}
    if row not in WITH_A_SECRET:
        for who in (Principal.ANONYMOUS, Principal.STRANGER):
            nothing_of_another_workspace(said[who], world)
    for who in OUT_OF_SIGHT:
        nothing_out_of_sight(said[who], world, who)


def nothing_of_another_workspace(said: str, world: World) -> None:
    assert "canary" not in said.lower()
    assert not [id for id in world.ids.values() if id in said]


def nothing_out_of_sight(said: str, world: World, who: Principal) -> None:
    types, words = OUT_OF_SIGHT[who]
    assert not [word for word in words if f"canary {word}" in said]
    assert "oCANARY" not in said
    # Files are handed out to whoever has a signed address, and only a message in sight has one.
    assert "/media/" not in said
    assert not [type_ for type_ in types if world.ids[type_] in said]


@pytest.mark.plain
def test_the_matrix_has_no_row_too_many():
    rows = [line.split()[0] for line in FILE.read_text().splitlines()[1:]]

    assert rows == ROWS


@pytest.mark.plain
def test_the_world_has_one_of_every_node():
    assert sorted(NODES) == node_types()


@pytest.mark.parametrize("row", ABOUT_IDS)
async def test_missing_foreign_and_malformed_ids_look_the_same(row: str, hub: Hub):
    world = await a_world()
    foreign_to = {Principal.STRANGER: list(world.ids)} | {who: list(ids) for who, (ids, _) in OUT_OF_SIGHT.items()}

    for who, types in foreign_to.items():
        asked = await SAMPLES[row](world)
        foreign = await _ask(row, asked, world, world.viewers[who], hub)
        for wrong in (missing_id, _cut, _of_another_kind, lambda type_: "", lambda type_: "no id \0 at all"):
            replaced = _with_other_ids(asked, {type_: world.ids[type_] for type_ in types}, wrong)
            if replaced == asked:
                continue  # everything in it is theirs to see
            assert _bytes(await _ask(row, replaced, world, world.viewers[who], hub)) == _bytes(foreign)


async def _asked(row: str, world: World, viewer: Viewer | None, hub: Hub) -> Answer:
    return await _ask(row, await SAMPLES[row](world), world, viewer, hub)


async def _ask(row: str, asked: Given, world: World, viewer: Viewer | None, hub: Hub) -> Answer:
    root, name, node = re.fullmatch(r"(\w+)\.(\w+)(?:\((\w+)\))?", row).groups()  # type: ignore[union-attr]
    text = document(root, name, asked, node)
    if root != "Subscription":
        return await ask(text, viewer, **asked)
    if viewer is None:
        return await refusal(text, viewer, hub, **asked)
    if name == "presence":
        async with listening(text, viewer, hub, **asked) as listener:
            return await listener.answer()
    return await _what_is_heard(text, world, viewer, hub, asked)


async def _what_is_heard(text: str, world: World, viewer: Viewer, hub: Hub, asked: Given) -> Answer:
    """What is told of a message of the account's fan; heartbeats where nothing is."""
    async with listening(text, viewer, hub, **asked) as listener:
        await listener.next()
        await a_message(world.talk, "canary words")
        for _ in range(5):
            event = await listener.next()
            if event["__typename"] != "Heartbeat":
                return Answer({"events": event})
    return Answer({"events": None})


def outcome(answer: Answer) -> str:
    """The class of an answer."""
    if answer.codes:
        return "+".join(sorted(set(answer.codes)))
    (said,) = answer.data.values()
    if isinstance(said, dict) and said.get("userErrors"):
        return str(said["userErrors"][0]["code"])
    if isinstance(said, dict) and "edges" in said:
        return "DATA" if said["edges"] else "EMPTY"
    if isinstance(said, list):
        return "DATA" if any(said) else "NULL"
    return "NULL" if said is None else "DATA"


def _with_other_ids(asked: Given, ids: dict[str, str], other: Callable[[str], str]) -> Given:
    text = orjson.dumps(asked).decode()
    for type_, id in ids.items():
        text = text.replace(orjson.dumps(id).decode(), orjson.dumps(other(type_)).decode())
    replaced: Given = orjson.loads(text)
    return replaced


def _cut(type_: str) -> str:
    return missing_id(type_)[:-1]


def _of_another_kind(type_: str) -> str:
    return "xyz" + missing_id(type_)[3:]


def _bytes(answer: Answer) -> bytes:
    """All of it, but for what differs between any two requests."""
    errors = [error | {"extensions": error["extensions"] | {"requestId": ""}} for error in answer.errors]
    extensions = answer.extensions | {"cost": answer.extensions.get("cost", {}) | {"available": 0}}
    return orjson.dumps([answer.data, errors, extensions])
