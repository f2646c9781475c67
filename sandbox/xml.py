"""The XML of callbacks: text in CDATA, numbers bare, everything on one line."""

import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from sandbox.mistakes import Mistake

DEEPEST = 8  # WeChat's own XML goes down five


class BadXml(Exception):
    """Not the XML that WeChat takes. The text says why."""


def written(fields: dict[str, Any]) -> str:
    """An `<xml>` of these fields. A dict becomes nested elements, a list repeats its element."""
    return f"<xml>{_inside(fields)}</xml>"


def read(text: str) -> dict[str, str]:
    """The texts of the elements directly under `<xml>`, nested ones left out."""
    return {child.tag: child.text or "" for child in _root(text)}


def read_nested(text: str) -> dict[str, Any]:
    """All elements: one that holds others is a dict, one that comes several times is a list."""
    return _children(_root(text))


def _root(text: str) -> ElementTree.Element:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadXml("it brings its own DOCTYPE")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  a DOCTYPE was refused above, so no entities
    except ElementTree.ParseError:
        raise BadXml("it is not well-formed XML") from None
    if root.tag != "xml":
        raise BadXml(f"its root is <{root.tag}>, not <xml>")
    return root


def _children(element: ElementTree.Element, depth: int = 1) -> dict[str, Any]:
    if depth > DEEPEST:
        raise BadXml(f"its elements are nested more than {DEEPEST} deep")
    found: dict[str, Any] = {}
    for child in element:
        value = _children(child, depth + 1) if len(child) else child.text or ""
        if child.tag not in found:
            found[child.tag] = value
        elif isinstance(found[child.tag], list):
            found[child.tag].append(value)
        else:
            found[child.tag] = [found[child.tag], value]
    return found


def _inside(fields: dict[str, Any]) -> str:
    return "".join(_element(name, value) for name, value in fields.items())


def _element(name: str, value: Any) -> str:
    if not re.fullmatch(r"[A-Za-z_][\w.-]*", name):
        raise Mistake(f"{name!r} cannot be the name of an XML element.")
    if isinstance(value, list):
        return "".join(_element(name, item) for item in value)
    return f"<{name}>{_value(value)}</{name}>"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return _inside(value)
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"  # never with an exponent
    if isinstance(value, int):
        return str(value)
    return "<![CDATA[" + str(value).replace("]]>", "]]]]><![CDATA[>") + "]]>"
