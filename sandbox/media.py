"""Media and material (素材): what accounts and fans uploaded, for three days or for good."""

import base64
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

THREE_DAYS = 3 * 86400.0
SHOWN_FOR = 30 * 86400.0  # seconds for which the address of an expired picture still works

Bytes = Annotated[
    bytes,
    PlainSerializer(lambda data: base64.b64encode(data).decode(), when_used="json"),
    BeforeValidator(lambda data: base64.b64decode(data) if isinstance(data, str) else data),
]


class MediaKind(StrEnum):
    """What a file is, in the words of `?type=`."""

    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"
    THUMB = "thumb"


@dataclass(frozen=True)
class Media:
    """One file. `expires_at` is None for permanent material. Title and introduction belong to videos."""

    media_id: str
    kind: MediaKind
    content_type: str
    filename: str
    data: Bytes
    created_at: float
    expires_at: float | None = None
    title: str = ""
    introduction: str = ""

    @property
    def is_permanent(self) -> bool:
        """永久素材, as against 临时素材."""
        return self.expires_at is None


def address_of(base: str, app_id: str, media: Media) -> str:
    """Where the box shows a file to everybody (`shown_files.py`). `base` is the box's own address."""
    return f"{base}media/{app_id}/{media.media_id}"


@dataclass
class MediaStore:
    """All files of one account. `pictures` are those of uploadimg: they have an address and no media id."""

    temporary: dict[str, Media] = field(default_factory=dict)
    permanent: dict[str, Media] = field(default_factory=dict)
    pictures: dict[str, Media] = field(default_factory=dict)
    most: dict[MediaKind, int] = field(
        default_factory=lambda: {MediaKind.IMAGE: 100_000, MediaKind.VOICE: 1_000, MediaKind.VIDEO: 1_000}
    )

    def find(self, media_id: str, now: float) -> Media | None:
        """The file that a message may name; None when there is none or its three days are over."""
        found = self.temporary.get(media_id) or self.permanent.get(media_id)
        if found and found.expires_at is not None and now >= found.expires_at:
            return None
        return found

    def keep(self, media: Media) -> Media:
        """Take a file in, for as long as it says."""
        (self.permanent if media.is_permanent else self.temporary)[media.media_id] = media
        self._forget_old(media.created_at)
        return media

    def at_address(self, name: str) -> Media | None:
        """The file behind a picture's or a video's address, a while longer than its media id works."""
        return self.temporary.get(name) or self.permanent.get(name) or self.pictures.get(name)

    def of_kind(self, kind: MediaKind) -> list[Media]:
        """Permanent material of a kind, the newest first. Thumbs count as pictures."""
        kinds = {kind, MediaKind.THUMB} if kind is MediaKind.IMAGE else {kind}
        return [media for media in reversed(self.permanent.values()) if media.kind in kinds]

    def is_full(self, kind: MediaKind) -> bool:
        """No more permanent material of this kind fits in."""
        kind = MediaKind.IMAGE if kind is MediaKind.THUMB else kind
        return len(self.of_kind(kind)) >= self.most[kind]

    def _forget_old(self, now: float) -> None:
        for media_id, media in list(self.temporary.items()):
            if media.created_at + SHOWN_FOR > now:
                return  # they lie in the order in which they came
            del self.temporary[media_id]
