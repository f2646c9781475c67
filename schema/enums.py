"""Enums of the domain, shown by the API under their names with a description for each value."""

from enum import Enum
from typing import Any

import strawberry


def described(cls: type[Enum], name: str, description: str, values: dict[str, str]) -> None:
    """Let the API show an enum of the domain as it is; a value without a description is an error at start."""
    shown: Any = strawberry.enum(cls, name=name, description=description)
    for value in shown.__strawberry_definition__.values:
        value.description = values[value.name]
