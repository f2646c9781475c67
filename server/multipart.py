"""Forms with files (multipart/form-data, RFC 7578), as wx.uploadFile and browsers send them: small, and in memory."""

import re
from dataclasses import dataclass

MOST_PARTS = 16
_LONGEST_HEADERS = 8192
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)
_NAME = re.compile(r'[;\s]name="([^"]*)"', re.IGNORECASE)
_FILENAME = re.compile(r'[;\s]filename="([^"]*)"', re.IGNORECASE)


class NotAForm(Exception):
    """The body is no multipart form, or has no file in the field `file`."""


@dataclass(frozen=True)
class Part:
    """One field; `filename` is None where it is no file."""

    data: bytes
    filename: str | None


def parts_of(content_type: str, body: bytes) -> dict[str, Part]:
    """The form's fields by name; of several with one name the first. Raises NotAForm."""
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise NotAForm
    boundary = (found[1] or found[2]).encode("latin-1", "replace")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary, MOST_PARTS + 2)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise NotAForm
    parts: dict[str, Part] = {}
    for piece in pieces[1:-1]:
        name, part = _part(piece)
        parts.setdefault(name, part)
    return parts


def _part(piece: bytes) -> tuple[str, Part]:
    head, gap, data = piece.partition(b"\r\n\r\n")
    if not gap or len(head) > _LONGEST_HEADERS:
        raise NotAForm
    for line in head.decode("utf-8", "replace").split("\r\n"):
        if line.lower().startswith("content-disposition:") and (name := _NAME.search(line)):
            filename = _FILENAME.search(line)
            return name[1], Part(data, filename[1] if filename else None)
    raise NotAForm
