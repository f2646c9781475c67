"""What lies behind the addresses that the box gives out: pictures, videos, and people's portraits."""

import hashlib
import struct
import zlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SIDE = 96  # pixels


async def shown_file(request: Request) -> Response:
    """A picture or a video, for whoever has its address."""
    account = request.app.state.world.accounts.get(request.path_params["app_id"])
    media = account.media.at_address(request.path_params["name"]) if account else None
    if media is None:
        return Response("404 Not Found", 404, media_type="text/plain")
    return Response(media.data, headers={"Content-Type": media.content_type, "X-Content-Type-Options": "nosniff"})


async def portrait(request: Request) -> Response:
    """A person's picture: one colour, always the same for one OpenID."""
    colour = hashlib.sha256(request.path_params["openid"].encode()).digest()[:3]
    return Response(_png(bytes(96 + value // 2 for value in colour)), media_type="image/png")


def _png(colour: bytes) -> bytes:
    rows = (b"\0" + colour * SIDE) * SIDE
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


routes = [
    Route("/media/{app_id}/{name}", shown_file),
    Route("/portraits/{openid}", portrait),
]
