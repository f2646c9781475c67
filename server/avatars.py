"""A face for every fan: WeChat gives none, so one is drawn that stays the same."""

import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_FACE = re.compile(r"[0-9a-f]{12}")
_A_YEAR = "public, max-age=31536000, immutable"


async def avatar(request: Request) -> Response:
    """An SVG from 12 hex digits: two circles and a smile, in colours of their own."""
    face = request.path_params["face"]
    if not _FACE.fullmatch(face):
        return PlainTextResponse("no such face", 404)
    headers = {
        "Cache-Control": _A_YEAR,
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    }
    return Response(_draw(face), headers=headers, media_type="image/svg+xml")


def _draw(face: str) -> str:
    hue, lean, smile = int(face[:4], 16) % 360, int(face[4:6], 16) % 9 - 4, int(face[6:8], 16) % 10 + 6
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" width="80" height="80">'
        f'<rect width="80" height="80" fill="hsl({hue} 55% 78%)"/>'
        f'<g transform="rotate({lean} 40 40)">'
        f'<path d="M8 84a32 26 0 0 1 64 0z" fill="hsl({(hue + 40) % 360} 45% 55%)"/>'
        f'<circle cx="40" cy="36" r="19" fill="hsl({(hue + 20) % 360} 60% 93%)"/>'
        '<circle cx="33" cy="34" r="2.4" fill="#333"/><circle cx="47" cy="34" r="2.4" fill="#333"/>'
        f'<path d="M33 42q7 {smile} 14 0" fill="none" stroke="#333" stroke-width="2" stroke-linecap="round"/></g></svg>'
    )
