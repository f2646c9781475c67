"""One look at a document before it is validated: how deep, how wide and how dear it is.

Fragments are measured once and remembered, so a document cannot cost more to measure than it is long. (Strawberry's
own limiters follow every spread again: eighteen small fragments keep them busy for seconds.)
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_composite_type,
)
from graphql.language import DocumentNode, OperationType

DEPTH, INTROSPECTION_DEPTH, ALIASES, ROOT_FIELDS, DIRECTIVES, FRAGMENTS = 10, 20, 30, 20, 50, 50
SAME_KEY, MERGED_KEY = 5, 50  # in one pair of braces, and where fragments are merged into it: they share an `id`
COST = 1000
TOKENS = 1000
_PAGE, _LARGEST_PAGE = 20, 100
# Lists without pages, and about how long they get: otherwise one asked for inside another would cost nothing.
_SHORT_LISTS = {
    "fanFields": 20,
    "fields": 5,
    "intervals": 5,
    "members": 50,
    "nextOpenings": 20,
    "otherFans": 10,
    "schedules": 10,
    "servedAccounts": 3,
    "tagRefusals": 5,
    "tags": 5,
    "teams": 3,
    "viewers": 3,
}
# Of a whole list: up to ten thousand rows are looked at, which is as much as another row for each of the page. What
# always stays open is looked through for a year before that is known.
_COUNTED = {"totalCount": 1, "totalCountIsCapped": 1, "nextChange": 10}
_INTROSPECTION = ("__schema", "__type")
Size = float | tuple[None, ...] | None
_START = {OperationType.QUERY: 0, OperationType.MUTATION: 10, OperationType.SUBSCRIPTION: 10}


@dataclass(frozen=True)
class Measure:
    """What a selection amounts to, with its fragments spelled out."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    cost: int = 0
    keys: Mapping[str, int] = field(default_factory=dict)  # how often each stands at the top, fragments merged

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.cost + other.cost,
        )


class TooMuch(GraphQLError):
    """The document goes over a limit."""

    def __init__(self, message: str, code: str = "VALIDATION_FAILED", **more: int) -> None:
        super().__init__(message, extensions={"code": code, **more})


def measure(
    schema: GraphQLSchema, document: DocumentNode, operation: str | None, variables: dict[str, Any] | None
) -> int:
    """What the operation costs. Raises TooMuch where the document goes over a limit."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    if len(fragments) > FRAGMENTS:
        raise TooMuch(f"At most {FRAGMENTS} fragments; this document has {len(fragments)}.")
    asked = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    costs = {}
    for node in asked:
        ruler = _Ruler(schema, fragments, _defaults(node) | (variables or {}))
        costs[node.name.value if node.name else None] = ruler.operation(node)
    return costs.get(operation, max(costs.values(), default=0))


def sizes(variables: dict[str, Any]) -> tuple[tuple[str, Size], ...]:
    """What variables say about how much is asked for: numbers, and how long lists are."""
    return tuple((name, _size(value)) for name, value in variables.items())


def _size(value: Any) -> Size:
    if isinstance(value, list):
        return (None,) * len(value)
    return value if isinstance(value, int | float) else None


def looks_at_schema(document: DocumentNode) -> bool:
    """Does it ask for `__schema` or `__type`, at the top or in a fragment?"""
    nodes: list[Any] = list(document.definitions)
    while nodes:
        inside = getattr(nodes.pop(), "selection_set", None)
        for selection in inside.selections if inside else ():
            if isinstance(selection, FieldNode) and selection.name.value in _INTROSPECTION:
                return True
            if isinstance(selection, InlineFragmentNode):
                nodes.append(selection)
    return False


class _Ruler:
    def __init__(
        self, schema: GraphQLSchema, fragments: dict[str, FragmentDefinitionNode], variables: dict[str, Any]
    ) -> None:
        self._schema, self._fragments, self._variables = schema, fragments, variables
        self._known: dict[tuple[str, bool], Measure | None] = {}

    def operation(self, node: OperationDefinitionNode) -> int:
        root = self._schema.get_root_type(node.operation)
        inside = self._selections(node.selection_set, root, looking=False)
        whole = inside + _directives(node)
        cost = _START[node.operation] + whole.cost
        limits = (
            ("fields at the top", ROOT_FIELDS, sum(inside.keys.values())),
            ("levels", DEPTH, whole.depth),
            ("aliases", ALIASES, whole.aliases),
            ("directives", DIRECTIVES, whole.directives),
        )
        for what, most, found in limits:
            if found > most:
                raise TooMuch(f"At most {most} {what}; this operation has {_counted(found)}.")
        if cost > COST:
            raise TooMuch(
                f"This operation costs {_counted(cost)} points, and {COST} is the most: ask for smaller pages.",
                "COST_LIMIT",
            )
        return cost

    def _selections(self, node: SelectionSetNode, parent: GraphQLNamedType | None, looking: bool) -> Measure:
        keys = Counter(_key(field) for field in node.selections if isinstance(field, FieldNode))
        for key, times in keys.items():
            if times > SAME_KEY:
                raise TooMuch(f"`{key}` stands {times} times in one selection; at most {SAME_KEY} times.")
        whole, merged = Measure(), Counter[str]()
        for one in node.selections:
            measured = self._selection(one, parent, looking)
            whole += measured + _directives(one)
            merged.update(measured.keys)
        for key, times in merged.items():
            if times > MERGED_KEY:
                raise TooMuch(
                    f"`{key}` stands {_counted(times)} times where fragments meet; at most {MERGED_KEY} times."
                )
        return replace(whole, keys=merged)

    def _selection(self, node: Node, parent: GraphQLNamedType | None, looking: bool) -> Measure:
        if isinstance(node, FieldNode):
            return self._field(node, parent, looking)
        if isinstance(node, InlineFragmentNode):
            condition = node.type_condition
            inner = self._schema.get_type(condition.name.value) if condition else parent
            return self._selections(node.selection_set, inner, looking)
        assert isinstance(node, FragmentSpreadNode)
        return self._fragment(node.name.value, looking)

    def _fragment(self, name: str, looking: bool) -> Measure:
        if (name, looking) not in self._known:
            fragment = self._fragments.get(name)
            if fragment is None:
                return Measure()  # validation says so
            self._known[name, looking] = None
            inner = self._schema.get_type(fragment.type_condition.name.value)
            inside = self._selections(fragment.selection_set, inner, looking)
            self._known[name, looking] = replace(inside + _directives(fragment), keys=inside.keys)
        found = self._known[name, looking]
        if found is None:
            raise TooMuch(f"The fragment {name} contains itself.")
        return found

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, looking: bool) -> Measure:
        looking = looking or node.name.value in _INTROSPECTION
        definition = getattr(parent, "fields", {}).get(node.name.value)
        type_ = get_named_type(definition.type) if definition else None
        inside = self._selections(node.selection_set, type_, looking) if node.selection_set else Measure()
        depth = 1 + inside.depth
        if looking and depth > INTROSPECTION_DEPTH:
            raise TooMuch(f"At most {INTROSPECTION_DEPTH} levels of introspection; there are more here.")
        if node.name.value in _INTROSPECTION:
            depth = 1
        cost = _COUNTED.get(node.name.value, 0)
        if is_composite_type(type_):
            cost = 0 if looking else self._cost(node, type_, inside.cost)
        return Measure(depth, inside.aliases + bool(node.alias), inside.directives, cost, {_key(node): 1})

    def _cost(self, node: FieldNode, type_: GraphQLNamedType | None, inside: int) -> int:
        name = type_.name if type_ else ""
        given = {argument.name.value: self._given(argument.value) for argument in node.arguments or ()}
        if name.endswith("Edge"):
            return inside  # its node is the row that counts
        if name.endswith("Connection"):
            # Rows are read even where nothing of them is shown.
            return 1 + _page_size(given.get("first"), given.get("last")) * max(inside, 1)
        ids = given.get("ids")
        times = len(ids) if isinstance(ids, tuple) else _SHORT_LISTS.get(node.name.value, 1)
        return times * (1 + inside)

    def _given(self, value: Node) -> Any:
        return self._variables.get(value.name.value) if isinstance(value, VariableNode) else _plain(value)


def _defaults(operation: OperationDefinitionNode) -> dict[str, Any]:
    declared = operation.variable_definitions or ()
    return {one.variable.name.value: _plain(one.default_value) for one in declared if one.default_value}


def _plain(value: Node) -> Any:
    """Numbers and lists as Python has them: nothing else says how many rows there may be."""
    if isinstance(value, ListValueNode):
        return (None,) * len(value.values)
    # Ten digits are more than any page: Python refuses to read thousands of them.
    return int(value.value[:10]) if isinstance(value, IntValueNode) else None


def _page_size(*given: Any) -> int:
    # 100.0 passes for an Int, too. A page that is too large is refused later, with a sentence of its own.
    sizes = [int(min(max(size, 1), _LARGEST_PAGE)) for size in given if isinstance(size, int | float)]
    return max(sizes, default=_PAGE)


def _directives(node: Any) -> Measure:
    return Measure(directives=len(node.directives or ()))


def _key(field: FieldNode) -> str:
    return field.alias.value if field.alias else field.name.value


def _counted(number: int) -> str:
    return str(number) if number < 1_000_000 else "over a million"
