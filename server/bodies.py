"""Reading what strangers send, with limits."""

from typing import Any

import orjson
from starlette.requests import Request

DEEPEST, MOST_VALUES = 32, 10_000


class TooLarge(Exception):
    """The body is longer than allowed."""


class NotJson(Exception):
    """The body is no JSON, or JSON nested deeper than 32 levels or with more than 10,000 values."""


async def read_body(request: Request, most: int) -> bytes:
    """The body, up to `most` bytes. Raises TooLarge as soon as it is more, without reading the rest."""
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and len(stated) < 20 and int(stated) > most:
        raise TooLarge
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise TooLarge
    return body


def parse_json(body: bytes | str) -> Any:
    """The JSON in it. Raises NotJson."""
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise NotJson from None
    level, values = [parsed], 0
    for _ in range(DEEPEST):
        level = [child for node in level for child in _children(node)]
        values += len(level)
        if not level and values <= MOST_VALUES:
            return parsed
    raise NotJson


def _children(node: Any) -> Any:
    if isinstance(node, dict):
        return node.values()
    return node if isinstance(node, list) else ()
