"""Answers written by straight-line Python: a selection of plain attributes is compiled once, and run for every row.

graphql-core walks the selection anew for each row, and an inbox page costs it many times what its SQL costs. What
cannot be proven to be plain (arguments, directives, resolvers), and every value that is not what its type says, is
left to graphql-core, which does it again from the start: so its errors stay its own.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLLeafType,
    GraphQLObjectType,
    GraphQLOutputType,
    InlineFragmentNode,
    SelectionSetNode,
    is_abstract_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.schema.schema_converter import GraphQLCoreConverter

Complete = Callable[[Any], Any]

REMEMBERED = 512  # selections
_PLAIN_VALUES = (str, int, float, bool, datetime)


class Unproven(Exception):
    """This selection, or this value, is graphql-core's to complete."""


class CompiledExecutor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor with a short way through objects of plain attributes."""

    def complete_object_value(
        self, return_type: Any, field_details_list: Any, info: Any, path: Any, result: Any, position_context: Any
    ) -> Any:
        """The object as the selection wants it."""
        complete = self._completer(return_type, field_details_list)
        if complete is not None:
            try:
                return complete(result)
            except Exception:  # noqa: S110 (whatever it was, graphql-core meets it again and says it in its own words)
                pass
        return super().complete_object_value(return_type, field_details_list, info, path, result, position_context)

    def _completer(self, type_: GraphQLObjectType, wanted: Any) -> Complete | None:
        if self.middleware_manager and self.middleware_manager.middlewares:
            return None  # an extension wants to see every field
        nodes = tuple(details.node for details in wanted)
        key = (type_, *map(id, nodes))
        if key in _known:
            _known.move_to_end(key)
            return _known[key].complete
        known = _Known(nodes, _compiled(self, type_, wanted))
        _known[key] = known
        if len(_known) > REMEMBERED:
            _known.popitem(last=False)
        return known.complete


@dataclass(frozen=True)
class _Known:
    nodes: tuple[FieldNode, ...]  # kept alive, so that no other node can have the id of one of these
    complete: Complete | None


_known: OrderedDict[tuple[Any, ...], _Known] = OrderedDict()


def _compiled(executor: Any, type_: GraphQLObjectType, wanted: Any) -> Complete | None:
    try:
        for details in wanted:
            _must_be_plain(executor.fragments, details.node.selection_set)
        return _Writer(executor).object_function(type_, wanted)
    except Unproven:
        return None


def _must_be_plain(fragments: Any, selections: SelectionSetNode | None) -> None:
    """No argument and no directive anywhere below: then no variable can change what is selected."""
    for selection in selections.selections if selections else ():
        if selection.directives or (isinstance(selection, FieldNode) and selection.arguments):
            raise Unproven
        if isinstance(selection, FragmentSpreadNode):
            if selection.arguments:
                raise Unproven
            _must_be_plain(fragments, fragments[selection.name.value].definition.selection_set)
        elif isinstance(selection, FieldNode | InlineFragmentNode):
            _must_be_plain(fragments, selection.selection_set)


@dataclass
class _Writer:
    """Writes one function an object type. `given` are the names that the functions know."""

    executor: Any
    given: dict[str, Any] = field(default_factory=lambda: {"Unproven": Unproven, "checked": _checked})

    def object_function(self, type_: GraphQLObjectType, wanted: Any) -> Complete:
        """A function from the object to its dict. Raises Unproven."""
        lines = ["def complete(it):"]
        if type_.is_type_of:  # then graphql-core would ask it
            lines.append(f"    if type(it) is not {self._name(_origin(type_))}: raise Unproven")
        shown = []
        selected = self.executor.collect_subfields(type_, wanted).grouped_field_set
        for number, (key, details) in enumerate(selected.items()):
            variable = f"v{number}"
            shown.append(f"{key!r}: {variable}")
            lines += self._field(type_, details, variable)
        lines.append(f"    return {{{', '.join(shown)}}}")
        return self._function(lines)

    def _field(self, parent: GraphQLObjectType, details: Any, variable: str) -> Iterable[str]:
        name = details[0].node.name.value
        if name == "__typename":
            return [f"    {variable} = {parent.name!r}"]
        definition = parent.fields[name]
        source = definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        if source is None or not source.is_basic_field or source.default_resolver is not getattr or definition.args:
            raise Unproven
        completed = self._value(definition.type, details, variable)
        return [f"    {variable} = it.{source.python_name}", *(f"    {line}" for line in completed)]

    def _value(self, type_: GraphQLOutputType, details: Any, variable: str) -> list[str]:
        if not is_non_null_type(type_):
            inner = self._present(type_, details, variable)
            return [f"if {variable} is not None:", *(f"    {line}" for line in inner)]
        return [f"if {variable} is None: raise Unproven", *self._present(type_.of_type, details, variable)]

    def _present(self, type_: Any, details: Any, variable: str) -> list[str]:
        """Lines that complete a value that is there."""
        if is_list_type(type_):
            item = self._name(
                self._function(["def complete(v):", *self._indented(type_.of_type, details), "    return v"])
            )
            return [
                f"if type({variable}) is not list: raise Unproven",
                f"{variable} = [{item}(item) for item in {variable}]",
            ]
        if is_enum_type(type_):
            return [f"{variable} = {self._name(_names(type_))}[{variable}]"]
        if is_leaf_type(type_):
            slow = f"{variable} = checked({self._name(type_.coerce_output_value)}, {variable})"
            return [f"if type({variable}) is not str: {slow}"] if _is_text(type_) else [slow]
        complete = self._abstract(type_, details) if is_abstract_type(type_) else self.object_function(type_, details)
        return [f"{variable} = {self._name(complete)}({variable})"]

    def _indented(self, type_: Any, details: Any) -> list[str]:
        return [f"    {line}" for line in self._value(type_, details, "v")]

    def _abstract(self, type_: Any, details: Any) -> Complete:
        possible = self.executor.schema.get_possible_types(type_)
        by_origin = {_origin(one): self.object_function(one, details) for one in possible}
        if len(by_origin) < len(possible):
            raise Unproven
        return lambda value: by_origin[type(value)](value)

    def _name(self, thing: Any) -> str:
        name = f"g{len(self.given)}"
        self.given[name] = thing
        return name

    def _function(self, lines: list[str]) -> Complete:
        made: dict[str, Any] = {}
        # Of our own writing: response keys are quoted by repr, and all other names come from our types.
        exec("\n".join(lines), self.given, made)  # noqa: S102
        complete: Complete = made["complete"]
        return complete


def _origin(type_: GraphQLObjectType) -> type:
    definition = type_.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if definition is None:
        raise Unproven
    origin: type = definition.origin
    return origin


def _names(type_: GraphQLEnumType) -> dict[Any, str]:
    members: Iterable[Any] = getattr(type_, "wrapped_cls", None) or ()
    return {member: type_.coerce_output_value(member) for member in members}


def _is_text(type_: GraphQLLeafType) -> bool:
    return type_.name in ("ID", "String")


def _checked(coerce: Callable[[Any], Any], value: Any) -> Any:
    if not isinstance(value, _PLAIN_VALUES):
        raise Unproven
    coerced = coerce(value)
    if coerced is None:
        raise GraphQLError("nothing")
    return coerced
