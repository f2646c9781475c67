"""A push's XML as a tree of dictionaries, and nothing else that XML can do."""

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from wechat.lock import Malformed

Tree = dict[str, Any]  # texts, trees, and lists of these where a name comes more than once

MAX_DEPTH = 16  # the deepest push known has six levels
MAX_NAME = 64  # the longest name known has 23 letters; together they keep a hostile push from growing in memory


def tree_of(xml: str) -> Tree:
    """The elements below the root by their names: a text, a tree of its own, or a list of those that share a name.

    Raises Malformed for anything that cannot be a push.
    """
    if "\0" in xml:
        raise Malformed("The push holds a NUL byte.")
    hidden, place = _hide_controls(xml)
    return _parse(hidden, place)


def fields_of(xml: str) -> dict[str, str]:
    """The text of every element by its path below the root, like `Content` or `ScanCodeInfo/ScanType`.

    The first of several with one path counts. Raises Malformed for anything that cannot be a push.
    """
    return flat(tree_of(xml))


def flat(tree: Tree) -> dict[str, str]:
    """A tree's texts by their paths; the first of several with one path counts."""
    fields: dict[str, str] = {}
    for path, text in _paths(tree):
        fields.setdefault(path, text)
    return fields


def cdata(text: str) -> str:
    """`text` as a CDATA section; a `]]>` inside is split over two."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _paths(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    for one in value if isinstance(value, list) else [value]:
        if path:
            yield path, one if isinstance(one, str) else ""
        if isinstance(one, dict):
            for name, inner in one.items():
                yield from _paths(inner, f"{path}/{name}" if path else name)


def _parse(xml: str, place: int | None) -> Tree:
    reader = _Reader(place)
    # "utf-8" overrules whatever encoding the document itself claims: it was decoded before it came here.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.take
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise Malformed(f"The push is not XML: line {error.lineno}, column {error.offset}.") from None
    return reader.root


class _Reader:
    def __init__(self, place: int | None) -> None:
        self.root: Tree = {}
        self._place = place  # where control characters are hidden
        self._open: list[Tree] = []
        self._text: list[str] = []

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if not self._open and name != "xml":
            raise Malformed("The push does not begin with <xml>.")
        if len(self._open) == MAX_DEPTH:
            raise Malformed(f"The push is nested more than {MAX_DEPTH} deep.")
        if len(name) > MAX_NAME:
            raise Malformed(f"The push holds a tag of more than {MAX_NAME} letters.")
        self._open.append({} if self._open else self.root)
        self._text = []

    def take(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        inside = self._open.pop()
        text, self._text = "".join(self._text), []
        if self._open:
            # What stands between elements is layout, not words.
            _add(self._open[-1], name, inside or (text if self._place is None else _show_controls(text, self._place)))


def _add(tree: Tree, name: str, value: Any) -> None:
    known = tree.get(name)
    if known is None:
        tree[name] = value
    elif isinstance(known, list):
        known.append(value)
    else:
        tree[name] = [known, value]


def _refuse_doctype(*_: object) -> None:
    # No push has one, and without it there are no entities: nothing to expand, nothing to fetch.
    raise Malformed("The push holds a DOCTYPE.")


# Fans type control characters, WeChat passes them on, and XML forbids them. So they travel through the parser
# as characters from the far end of Unicode, out of a stretch that this very text does not use.

_FORBIDDEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STRETCH = 0x22
_LAST_STRETCH = 0x10FFFD - _STRETCH


def _hide_controls(xml: str) -> tuple[str, int | None]:
    if not _FORBIDDEN.search(xml):
        return xml, None
    place = _unused_stretch(xml)
    return _FORBIDDEN.sub(lambda found: chr(place + _number(found[0])), xml), place


def _show_controls(text: str, place: int) -> str:
    hidden = re.compile(f"[{chr(place)}-{chr(place + _STRETCH - 1)}]")
    return hidden.sub(lambda found: _character(ord(found[0]) - place), text)


def _unused_stretch(xml: str) -> int:
    far = {ord(character) for character in xml if ord(character) >= 0x100000}
    for place in range(_LAST_STRETCH, 0x100000, -_STRETCH):
        if far.isdisjoint(range(place, place + _STRETCH)):
            return place
    raise Malformed("The push holds control characters among too many private ones.")


def _number(character: str) -> int:
    return ord(character) - 0xFFFE + 0x20 if character in "\ufffe\uffff" else ord(character)


def _character(number: int) -> str:
    return chr(number - 0x20 + 0xFFFE) if number >= 0x20 else chr(number)
