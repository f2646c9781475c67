"""Variables of canned responses, such as {{fan.name}}, and what is put in their place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from domain.canned.errors import UnknownVariables
from domain.sends.contents import Article, Card, Content, Menu, MenuItem, Text, Video

KNOWN = ("fan.name", "agent.name", "account.name")

_VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def check_variables(content: Content) -> None:
    """Raises UnknownVariables, which names them."""
    found: dict[str, None] = {}

    def look(words: str) -> str:
        found.update(dict.fromkeys(_VARIABLE.findall(words)))
        return words

    _with_words(content, look)
    unknown = [name for name in found if name not in KNOWN]
    if unknown:
        raise UnknownVariables(_listed(unknown), _listed(KNOWN))


def fill(content: Content, values: Mapping[str, str]) -> Content:
    """The content with its variables replaced. A value is put in as it is: braces inside it mean nothing."""
    return _with_words(content, lambda words: _VARIABLE.sub(lambda found: values[found[1]], words))


def _with_words(content: Content, change: Callable[[str], str]) -> Content:
    match content:
        case Text(body):
            return Text(change(body))
        case Video() | Article():
            return replace(content, title=change(content.title), description=change(content.description))
        case Card():
            return replace(content, title=change(content.title))
        case Menu(head, items, tail):
            return Menu(change(head), tuple(MenuItem(item.id, change(item.text)) for item in items), change(tail))
        case _:
            return content


def _listed(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"{{{{{name}}}}}" for name in names)
