"""Files that fans send: taken from an upload, or samples of the box's own."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from pathlib import Path

from sandbox.mistakes import Mistake

LARGEST_FILE = 10 * 1024 * 1024  # bytes; WeChat's own limit for pictures and videos
SAMPLES = Path(__file__).parents[1] / "pages"


@dataclass(frozen=True)
class Upload:
    """A file as the phone sends it."""

    data: bytes
    content_type: str
    filename: str

    @property
    def md5(self) -> str:
        """The checksum that WeChat tells of pictures and files."""
        return hashlib.md5(self.data, usedforsecurity=False).hexdigest()


def uploaded(data: str, content_type: str, filename: str) -> Upload:
    """A file from base64. A Mistake when it is none, empty, or too large."""
    try:
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise Mistake("`data` is to be the file in base64; this is not.") from None
    if not content:
        raise Mistake("The file is empty.")
    if len(content) > LARGEST_FILE:
        raise Mistake(f"A file is at most {LARGEST_FILE} bytes; this one has {len(content)}.")
    return Upload(content, content_type, filename)


def sample_picture() -> Upload:
    """A small picture."""
    return Upload((SAMPLES / "sample.png").read_bytes(), "image/png", "sample.png")


def sample_voice(seconds: int) -> Upload:
    """Silence in AMR-NB, as long as it says: fifty frames a second."""
    silence = b"\x7c" + bytes(31)  # a frame of 12.2 kbit/s
    return Upload(b"#!AMR\n" + silence * (50 * seconds), "audio/amr", "voice.amr")


def sample_video() -> Upload:
    """A second of film."""
    return Upload((SAMPLES / "sample.mp4").read_bytes(), "video/mp4", "sample.mp4")
