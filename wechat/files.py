"""Files on their way to WeChat and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from wechat.characters import whole


class TooLarge(Exception):
    """The file is larger than the caller wants to hold."""


@dataclass(frozen=True)
class File:
    """A file to upload, with the form's other fields. WeChat docs, 素材管理: the form field is always `media`."""

    filename: str
    content_type: str
    data: bytes = field(repr=False)
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> dict[str, tuple[str, bytes, str]]:
        """The form field that carries it. Without a filename WeChat finds no file in it."""
        return {"media": (whole(self.filename) or "file", self.data, kind_in({"Content-Type": self.content_type}))}


@dataclass(frozen=True)
class Downloaded:
    """A file that WeChat gave out; `filename` is "" where it had none."""

    content_type: str
    filename: str
    data: bytes = field(repr=False)


def kind_in(headers: Mapping[str, str]) -> str:
    """The media type, like `image/jpeg`."""
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind if re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", kind) else "application/octet-stream"


def filename_in(headers: Mapping[str, str]) -> str:
    """The last part of the filename, without whatever could lead out of a folder."""
    found = re.search(r'filename\*?=(?:utf-8\'\')?"?([^";]+)', headers.get("Content-Disposition", ""), re.IGNORECASE)
    if found is None:
        return ""
    last = re.split(r"[/\\]", unquote(found[1]))[-1]
    return "".join(letter for letter in last if letter.isprintable())[:128].strip(". ")
