"""A file that somebody uploads: found in the form, and held against WeChat's limits."""

from dataclasses import dataclass
from typing import Any

from sandbox.cgi_bin.knock import Knock
from sandbox.cgi_bin.multipart import Part, parts_of
from sandbox.cgi_bin.refusals import Refusal
from sandbox.media import MediaKind
from sandbox.voices import seconds_of_amr

MEGABYTE = 1024 * 1024
LONGEST_VOICE = 60.0  # seconds


@dataclass(frozen=True)
class Limit:
    """What a kind may be: by the ending of its name, and in bytes. `too_big` is the errcode beyond that."""

    endings: tuple[str, ...]
    most: int
    too_big: int


PICTURES = (".png", ".jpeg", ".jpg", ".gif", ".bmp")
TEMPORARY = {
    MediaKind.IMAGE: Limit(PICTURES[:-1], 10 * MEGABYTE, 40009),
    MediaKind.VOICE: Limit((".amr", ".mp3"), 2 * MEGABYTE, 40010),
    MediaKind.VIDEO: Limit((".mp4",), 10 * MEGABYTE, 40011),
    MediaKind.THUMB: Limit((".jpg", ".jpeg"), 64 * 1024, 40012),
}
PERMANENT = TEMPORARY | {
    MediaKind.IMAGE: Limit(PICTURES, 10 * MEGABYTE, 40009),
    MediaKind.VOICE: Limit((".mp3", ".wma", ".wav", ".amr"), 2 * MEGABYTE, 40010),
}
ARTICLE_PICTURE = Limit((".jpg", ".jpeg", ".png"), MEGABYTE, 40009)
STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")


def kind_asked(kind: Any) -> MediaKind:
    """What `type` names."""
    try:
        return MediaKind(kind)
    except ValueError:
        raise Refusal(40004) from None


def uploaded(knock: Knock) -> Part:
    """The file in the form field `media`."""
    if not knock.body:
        raise Refusal(41005)
    found = next((part for part in parts_of(knock.body, knock.content_type) if part.name == "media"), None)
    if found is None or not found.filename:
        raise Refusal(41005)
    if not found.data:
        raise Refusal(44001)
    return found


def check(part: Part, kind: MediaKind, limit: Limit) -> None:
    """Refuse what WeChat would: another kind of file, one too big, a picture that is none, a voice too long."""
    name = (part.filename or "").lower()
    if not name.endswith(limit.endings):
        raise Refusal(40005)
    if len(part.data) > limit.most:
        raise Refusal(limit.too_big)
    if kind in (MediaKind.IMAGE, MediaKind.THUMB) and not part.data.startswith(STARTS):
        raise Refusal(40137)
    if name.endswith(".amr") and seconds_of_amr(part.data) > LONGEST_VOICE:
        raise Refusal(45007)
