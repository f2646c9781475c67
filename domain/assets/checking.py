"""Is a file what it is to be sent as? Its first bytes say, and nothing that its sender says of it."""

from dataclasses import dataclass

import wechat
from domain.assets.errors import AssetTooLarge, AssetUnfit
from domain.assets.models import AssetKind
from domain.assets.pixels import pixels_of
from domain.media.sniffing import content_type_of

MOST_PIXELS = 64_000_000
LARGEST = max(wechat.MediaKind[kind.name].most_bytes for kind in AssetKind)

# WeChat docs, 素材管理: 新增临时素材.
_TAKEN = {
    AssetKind.IMAGE: ("image/png", "image/jpeg", "image/gif"),
    AssetKind.VOICE: ("audio/amr", "audio/mpeg"),
    AssetKind.VIDEO: ("video/mp4",),
    AssetKind.THUMB: ("image/jpeg",),
}
_NAMES = {
    AssetKind.IMAGE: "An image is a PNG, JPEG or GIF",
    AssetKind.VOICE: "A voice is an AMR or MP3",
    AssetKind.VIDEO: "A video is an MP4",
    AssetKind.THUMB: "A thumb is a JPEG",
}


@dataclass(frozen=True)
class Checked:
    """What a file really is."""

    kind: AssetKind
    content_type: str
    width: int | None = None
    height: int | None = None


def check(data: bytes, kind: AssetKind | None) -> Checked:
    """What it is; without a kind the one that its bytes suggest. Raises AssetUnfit or AssetTooLarge."""
    if not data:
        raise AssetUnfit("The file is empty.")
    content_type = content_type_of(data)
    kind = kind or _suggested(content_type)
    if content_type not in _TAKEN[kind]:
        raise AssetUnfit(f"{_NAMES[kind]}; by its first bytes this file is none, whatever it is called.")
    most = wechat.MediaKind[kind.name].most_bytes
    if len(data) > most:
        raise AssetTooLarge(f"WeChat takes {kind.value.lower()}s of up to {most // 1024} KB; this has {_kb(data)} KB.")
    if kind not in (AssetKind.IMAGE, AssetKind.THUMB):
        return Checked(kind, content_type)
    size = pixels_of(content_type, data)
    if size is None:
        raise AssetUnfit("The picture is damaged: its header does not say how large it is.")
    if size.width * size.height > MOST_PIXELS:
        millions = MOST_PIXELS // 1_000_000
        raise AssetUnfit(f"A picture takes {millions} million pixels; this has {size.width} × {size.height}.")
    return Checked(kind, content_type, *size)


def _suggested(content_type: str) -> AssetKind:
    for kind, taken in _TAKEN.items():
        if content_type in taken:
            return kind
    raise AssetUnfit(
        "WeChat takes PNG, JPEG and GIF pictures, AMR and MP3 voices and MP4 videos; this is none of them."
    )


def _kb(data: bytes) -> int:
    return -(-len(data) // 1024)
