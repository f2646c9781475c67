"""`multipart/form-data` as WeChat reads it: crudely. A file without a plain `filename="…"` is no file."""

import re
from dataclasses import dataclass

BOUNDARY = re.compile(r'boundary="?([^";,]+)"?', re.IGNORECASE)
# `filename*=`, with which some clients write Chinese names, is passed over: WeChat answers 41005 to it.
PARAMETER = re.compile(r'[;\s](name|filename)="([^"]*)"', re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One field of a form. Only a file has a filename."""

    name: str
    filename: str | None
    content_type: str
    data: bytes


def parts_of(body: bytes, content_type: str) -> list[Part]:
    """The fields of a form; none when it is not one."""
    boundary = BOUNDARY.search(content_type)
    if not content_type.lower().startswith("multipart/form-data") or not boundary:
        return []
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.group(1).encode())
    return [_part(piece) for piece in pieces[1:] if piece.startswith(b"\r\n")]


def _part(piece: bytes) -> Part:
    head, _, data = piece[2:].partition(b"\r\n\r\n")
    headers = dict(_header(line) for line in head.decode(errors="replace").split("\r\n"))
    given = {key.lower(): value for key, value in PARAMETER.findall(headers.get("content-disposition", ""))}
    content_type = headers.get("content-type", "application/octet-stream")
    return Part(given.get("name", ""), given.get("filename"), content_type, data)


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()
