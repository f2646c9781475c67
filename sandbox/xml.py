"""The XML of callbacks: text in CDATA, numbers bare, everything on one line."""

import re
from typing import Any
from xml.etree import ElementTree

from sandbox.mistakes import Mistake


class BadXml(Exception):
    """Not the XML that WeChat takes. The text says why."""


def written(fields: dict[str, Any]) -> str:
    """An `<xml>` of these fields. A dict becomes nested elements, a list repeats its element."""
    return f"<xml>{_inside(fields)}</xml>"


def read(text: str) -> dict[str, str]:
    """The texts of the elements directly under `<xml>`, nested ones left out."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadXml("it brings its own DOCTYPE")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  a DOCTYPE was refused above, so no entities
    except ElementTree.ParseError:
        raise BadXml("it is not well-formed XML") from None
    if root.tag != "xml":
        raise BadXml(f"its root is <{root.tag}>, not <xml>")
    return {child.tag: child.text or "" for child in root}


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
    if isinstance(value, (int, float)):
        return str(value)
    return "<![CDATA[" + str(value).replace("]]>", "]]]]><![CDATA[>") + "]]>"
