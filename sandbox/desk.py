"""The control desk: one page for whoever runs the box. It does nothing that the control API cannot."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox.show import show_clock
from sandbox.world import World

PAGE = Path(__file__).parent / "pages" / "desk" / "desk.html"
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"
HEARTBEAT = 15.0  # seconds after which a silent stream says that it lives
PAUSE = 0.2  # seconds between two pieces of news, however much happens


async def page(_: Request) -> Response:
    """The desk."""
    return FileResponse(PAGE, headers={"Content-Security-Policy": POLICY})


async def stream(request: Request) -> Response:
    """Server-sent events: `changed`, with the box's clock, whenever anything in the box has."""
    return StreamingResponse(_events(request.app.state.world), media_type="text/event-stream")


async def _events(world: World) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    changes, seen = world.changes, -1
    while not changes.is_closed:
        if changes.version != seen:
            seen = changes.version
            yield f"event: changed\ndata: {json.dumps({'version': seen, 'clock': show_clock(world.clock)})}\n\n"
        else:
            yield ": still here\n\n"
        await changes.pause(PAUSE)
        await changes.until(lambda seen=seen: changes.version != seen, HEARTBEAT)  # type: ignore[misc]


routes = [Route("/desk", page), Route("/desk/stream", stream)]
