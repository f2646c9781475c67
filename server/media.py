"""Files that fans sent, for whoever has a signed address of one."""

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from domain.clock import Clock
from domain.media.links import StoredFile, file_behind
from domain.media.sniffing import UNKNOWN

_HEADERS = {
    # A stranger made this file: it is shown as what it is, runs nothing, and stays out of shared caches.
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox",
    "Cache-Control": "private, max-age=3600, immutable",
    "Referrer-Policy": "no-referrer",
}


async def media(request: Request, clock: Clock) -> Response:
    """The file, whole or in the ranges that a video player asks for; 404 for whatever does not fit."""
    return hand_out(await file_behind(request.path_params["token"], clock()))


def hand_out(found: StoredFile | None) -> Response:
    """A file for whoever has its address; 404 where there is none."""
    if found is None:
        return PlainTextResponse("no such file", 404)
    way = "attachment" if found.content_type == UNKNOWN else "inline"
    try:
        status = found.file.stat()
    except OSError:
        return PlainTextResponse("no such file", 404)
    return FileResponse(
        found.file,
        headers=_HEADERS,
        media_type=found.content_type,
        filename=found.name,
        content_disposition_type=way,
        stat_result=status,
    )
