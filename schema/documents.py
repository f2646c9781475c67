"""Documents that came before: parsed, measured and validated once. Clients send the same few all day."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, parse, validate

from schema import limits

REMEMBERED = 256
LONGEST_REMEMBERED = 16 * 1024  # characters; longer ones are read anew each time


@dataclass
class Known:
    """A document that parses, and what has been found out about it."""

    document: DocumentNode
    _problems: list[GraphQLError] | None = None
    _costs: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def cost(self, schema: GraphQLSchema, operation: str | None, variables: dict[str, Any] | None) -> int:
        """What an operation of it costs. Raises TooMuch."""
        sizes = limits.sizes(variables or {})
        key = (operation, *sizes)
        if key not in self._costs:
            if len(self._costs) >= REMEMBERED:
                self._costs.clear()
            self._costs[key] = limits.measure(schema, self.document, operation, dict(sizes))
        return self._costs[key]

    def problems(self, schema: GraphQLSchema) -> list[GraphQLError]:
        """Where it does not fit the schema."""
        if self._problems is None:
            self._problems = [_in_our_words(error) for error in validate(schema, self.document, hide_suggestions=True)]
        return self._problems

    @property
    def operations(self) -> int:
        """How many operations stand in it."""
        return sum(isinstance(node, OperationDefinitionNode) for node in self.document.definitions)


def known(query: str) -> Known:
    """The document in this text. Raises GraphQLError where it does not parse or is too long."""
    return _remembered(query) if len(query) <= LONGEST_REMEMBERED else _read(query)


def _read(query: str) -> Known:
    return Known(parse(query, max_tokens=limits.TOKENS))


_remembered = lru_cache(maxsize=REMEMBERED)(_read)


def _in_our_words(error: GraphQLError) -> GraphQLError:
    # Python reads no integer of more than 4,300 digits, and graphql-core asks it to.
    is_a_long_number = isinstance(error.original_error, ValueError)
    return limits.TooMuch("A number in this document is too long.") if is_a_long_number else error
