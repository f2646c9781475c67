"""The smallest files that are what they say, and assets made of them."""

from typing import Any
from uuid import UUID

from domain.assets.actions import Upload, keep
from domain.assets.models import Asset, AssetKind
from domain.clock import now
from domain.ids import new_id


def png(width: int = 3, height: int = 2) -> bytes:
    """A PNG's header."""
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + size + b"\x08\x02\x00\x00\x00" + b"0" * 20


def jpeg(width: int = 3, height: int = 2, filling: int = 0) -> bytes:
    """A JPEG: JFIF, a comment, a progressive frame."""
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    comment = b"\xff\xfe" + (2 + 9).to_bytes(2, "big") + b"\xff\xc0 a trap"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\0" * 9 + comment + b"\xff\xc2\x00\x11\x08" + size + b"0" * filling


def gif(width: int = 3, height: int = 2) -> bytes:
    """A GIF's header."""
    return b"GIF89a" + width.to_bytes(2, "little") + height.to_bytes(2, "little") + b"0" * 20


AMR, MP3, MP4 = b"#!AMR\n" + b"0" * 50, b"ID3" + b"0" * 50, b"\0\0\0\x18ftypmp42" + b"0" * 50
FILES = {AssetKind.IMAGE: png(), AssetKind.VOICE: AMR, AssetKind.VIDEO: MP4, AssetKind.THUMB: jpeg()}


async def an_asset(workspace_id: UUID, kind: AssetKind = AssetKind.IMAGE, **given: Any) -> Asset:
    """A file of the workspace."""
    upload = Upload(given.get("data", FILES[kind]), given.get("name", "file"), kind)
    return await Asset.get(id=await keep(workspace_id, given.get("agent_id") or new_id(), upload, now()))
