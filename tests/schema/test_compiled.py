"""What is compiled answers exactly as graphql-core does, right and wrong alike."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any, Generic, TypeVar

import pytest
import strawberry
from strawberry.extensions import FieldExtension
from strawberry.schema.config import StrawberryConfig

from schema import compiled
from schema.compiled import CompiledExecutor
from schema.scalars import SCALARS
from tests.factories import a_talk, a_viewer
from tests.schema.asking import told

T = TypeVar("T")


class Mood(Enum):
    GLAD = "glad"
    SAD = "sad"


class Loudly(FieldExtension):
    def resolve(self, next_: Any, source: Any, info: Any, **kwargs: Any) -> Any:
        return next_(source, info, **kwargs).upper()


@strawberry.interface
class Named:
    name: str


@strawberry.type
class Cat(Named):
    lives: int
    mood: Mood | None = None
    born_at: datetime | None = None
    friends: list["Animal"] = strawberry.field(default_factory=list)
    nicknames: list[str | None] | None = None
    weight: float = 1.5
    is_fed: bool = True
    loud_name: str = strawberry.field(extensions=[Loudly()], default="meow")

    @strawberry.field
    def greeting(self, to: str = "you") -> str:
        return f"{self.name} greets {to}"

    @strawberry.field
    async def slow(self) -> str:
        return "late"


@strawberry.type
class Dog(Named):
    tricks: list[str]


Animal = Cat | Dog


@strawberry.type
class Box(Generic[T]):
    inside: T
    label: str = "a box"


@strawberry.type
class Query:
    @strawberry.field
    def box(self) -> Box[Cat]:
        return Box(inside=ANIMALS["tom"])

    @strawberry.field
    def cat(self, name: str = "tom") -> Cat | None:
        return ANIMALS.get(name)

    @strawberry.field
    def cats(self) -> list[Cat | None]:
        return list(ANIMALS.values())


TOM = Cat(
    name="Tom",
    lives=9,
    mood=Mood.GLAD,
    born_at=datetime(2026, 1, 31, 8, 30, tzinfo=UTC),
    friends=[Dog(name="Rex", tricks=["sit", "roll"]), Cat(name="Kit", lives=1)],
    nicknames=["T", None],
)
ANIMALS: dict[str, Any] = {
    "tom": TOM,
    "no name": Cat(name=None, lives=1),  # type: ignore[arg-type]
    "too many lives": Cat(name="Eve", lives=2**40),
    "a word for a number": Cat(name="Word", lives="nine"),  # type: ignore[arg-type]
    "a number for a word": Cat(name=7, lives=7),  # type: ignore[arg-type]
    "no such mood": Cat(name="Odd", lives=1, mood="furious"),  # type: ignore[arg-type]
    "an error for a name": Cat(name=ValueError("boom"), lives=1),  # type: ignore[arg-type]
    "nothing among friends": Cat(name="Lone", lives=1, friends=[None]),  # type: ignore[list-item]
    "a stranger among friends": Cat(name="Lone", lives=1, friends=["Rex"]),  # type: ignore[list-item]
    "a tuple of friends": Cat(name="Tup", lives=1, friends=(TOM,)),  # type: ignore[arg-type]
    "no date": Cat(name="Old", lives=1, born_at="yesterday"),  # type: ignore[arg-type]
    "half a pet": object(),
}
ALL = """
  __typename name lives mood bornAt nicknames weight isFed again: name
  friends { __typename ... on Cat { name lives } ... on Dog { ...Dog } }
"""
DOG = " fragment Dog on Dog { name tricks }"
DOCUMENTS = [
    "{ cats { name lives } }",
    f"{{ cats {{ {ALL} }} }}{DOG}",
    f"{{ box {{ label inside {{ {ALL} }} }} }}{DOG}",
    "{ cats { ... on Named { name } ...{ lives } } }",
    "{ cats { name @skip(if: true) lives } }",
    "query ($no: Boolean = false) { cats { name ...{ lives } @include(if: $no) } }",
    '{ cats { name greeting(to: "me") } }',
    "{ cats { loudName name } }",
    "{ cats { name slow friends { ... on Cat { slow } ... on Dog { name } } } }",
    *(f'{{ cat(name: "{name}") {{ {ALL} }} }}{DOG}' for name in ANIMALS),
]


def a_schema(**options: Any) -> strawberry.Schema:
    return strawberry.Schema(Query, config=StrawberryConfig(scalar_map=SCALARS), **options)  # type: ignore[arg-type]


PLAIN, COMPILED = a_schema(), a_schema(execution_context_class=CompiledExecutor)


@pytest.mark.parametrize("document", DOCUMENTS)
async def test_the_answer_is_graphql_cores_own(document: str):
    for _ in range(2):  # the second time from memory
        plain, quick = await PLAIN.execute(document), await COMPILED.execute(document)

        assert quick.data == plain.data
        assert [error.formatted for error in quick.errors or ()] == [error.formatted for error in plain.errors or ()]


@pytest.mark.parametrize("included", [True, False])
async def test_variables_are_looked_at_each_time(included: bool):
    document = "query ($yes: Boolean!) { cat { name lives @include(if: $yes) } }"

    answer = await COMPILED.execute(document, {"yes": included})

    assert answer.data == {"cat": {"name": "Tom"} | ({"lives": 9} if included else {})}


INBOX = """
{ conversations(first: 20) {
    edges { cursor node {
      id status unreadCount lastMessageAt
      fan { id displayName avatarUrl openid isFollowing }
      account { id name }
      lastMessage { id direction kind text status refusal { code message } createdAt sender { ... on Fan { id } } }
    } }
    pageInfo { hasNextPage endCursor } } }"""


async def test_a_page_of_the_inbox_is_compiled_as_a_whole(monkeypatch: pytest.MonkeyPatch):
    talk = await a_talk()
    walked: list[str] = []
    walk = CompiledExecutor.collect_and_execute_subfields
    monkeypatch.setattr(
        CompiledExecutor,
        "collect_and_execute_subfields",
        lambda self, type_, *rest: walked.append(type_.name) or walk(self, type_, *rest),  # type: ignore[func-returns-value]
    )

    page = await told(INBOX, await a_viewer(workspace_id=talk.workspace_id))

    assert page["edges"][0]["node"]["lastMessage"]["sender"]
    assert walked == []


async def test_no_more_selections_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(compiled, "REMEMBERED", 3)
    compiled._known.clear()

    for number in range(5):
        await COMPILED.execute(f"{{ cat {{ a{number}: name }} }}")

    assert len(compiled._known) == 3
