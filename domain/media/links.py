"""Signed addresses of files: whoever has one may see this one file, for an hour and a little more, and nothing else."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from domain import database
from domain.media import folder
from domain.media.models import MediaState
from domain.secrets import derive

LASTS = timedelta(hours=1)
# An address stays the same for a quarter of an hour, so that browsers can remember what they fetched.
_STEP = 15 * 60
_MAC = 16
_LENGTH = 16 + 5 + _MAC

_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "audio/amr": ".amr",
    "audio/amr-wb": ".awb",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
}


@dataclass(frozen=True)
class StoredFile:
    """A file to hand out."""

    file: Path
    content_type: str
    name: str


def token_of(file_id: UUID, now: datetime) -> str:
    """The last part of the address of a file."""
    step = int(now.timestamp()) // _STEP + 1
    signed = file_id.bytes + (step * _STEP + int(LASTS.total_seconds())).to_bytes(5, "big")
    return urlsafe_b64encode(signed + _mac(signed)).decode().rstrip("=")


async def file_behind(token: str, now: datetime) -> StoredFile | None:
    """The file that a token opens; None for one that is forged, cut, past its time, or of a file that is not there."""
    file_id = opened_by(token, now)
    if file_id is None:
        return None
    sql = "SELECT path, content_type FROM media_file WHERE id = $1 AND state = $2"
    found = await database.rows(sql, file_id, MediaState.STORED.value)
    file = folder.find(found[0]["path"]) if found else None
    if file is None:
        return None
    content_type = found[0]["content_type"]
    return StoredFile(file, content_type, name_of(file_id, content_type))


def name_of(file_id: UUID, content_type: str) -> str:
    """What the file is called where somebody saves it."""
    return f"{file_id.hex}{_ENDINGS.get(content_type, '')}"


def opened_by(token: str, now: datetime) -> UUID | None:
    """The id of the file that a token is for; None where it is forged, cut or past its time."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    signed, mac = raw[:-_MAC], raw[-_MAC:]
    # Written again it must be the same text: base64 has several spellings of some bytes.
    if len(raw) != _LENGTH or urlsafe_b64encode(raw).decode().rstrip("=") != token:
        return None
    if not hmac.compare_digest(mac, _mac(signed)):
        return None
    expires = int.from_bytes(signed[16:], "big")
    return UUID(bytes=signed[:16]) if now.timestamp() < expires else None


def _mac(signed: bytes) -> bytes:
    return hmac.digest(derive("media links"), signed, "sha256")[:_MAC]
