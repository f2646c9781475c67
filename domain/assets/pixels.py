"""How large a picture is, read from its own header: nothing is decoded, so no picture can be a bomb here."""

from typing import NamedTuple


class Pixels(NamedTuple):
    """Width and height."""

    width: int
    height: int


def pixels_of(content_type: str, data: bytes) -> Pixels | None:
    """The size of a PNG, JPEG or GIF; None where its header does not say."""
    found = _READERS[content_type](data)
    return found if found is not None and found.width > 0 and found.height > 0 else None


def _png(data: bytes) -> Pixels | None:
    if len(data) < 24 or data[12:16] != b"IHDR":
        return None
    return Pixels(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))


def _gif(data: bytes) -> Pixels | None:
    if len(data) < 10:
        return None
    return Pixels(int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))


def _jpeg(data: bytes) -> Pixels | None:
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
        elif marker in _FRAMES:
            return Pixels(int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big"))
        elif marker in _ALONE:
            at += 2
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return None


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # start of frame, in all its codings
_ALONE = frozenset(range(0xD0, 0xDA)) | {0x01}  # markers without a length

_READERS = {"image/png": _png, "image/gif": _gif, "image/jpeg": _jpeg}
