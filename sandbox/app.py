"""The box as an ASGI application: WeChat's API, the control API, and the phone page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox import authorizing, consent, desk, phone, shown_files
from sandbox.box import Box
from sandbox.cgi_bin import gateway
from sandbox.control import routes as control
from sandbox.cutting import Cuttable
from sandbox.doors import refused
from sandbox.mistakes import Mistake
from sandbox.world import World

PAGES = Path(__file__).parent / "pages"
POLICY = "default-src 'self'; img-src 'self' data: http: https:; frame-ancestors 'none'"


def build(world: World | None = None) -> Starlette:
    """The whole box around a world. `app.state.box` has the world and the courier."""
    app = Cuttable(
        routes=[
            *authorizing.routes,  # one of its pages lies at /cgi-bin/ too
            *consent.routes,
            *gateway.routes,
            *control.routes,
            *phone.routes,
            *desk.routes,
            *shown_files.routes,
            Route("/", page),
            Mount("/pages", StaticFiles(directory=PAGES)),
        ],
        exception_handlers={Mistake: refused},
        lifespan=_lifespan,
    )
    app.state.box = Box(world or World())
    app.state.world = app.state.box.world
    return app


async def page(_: Request) -> Response:
    """The phone."""
    return FileResponse(PAGES / "phone.html", headers={"Content-Security-Policy": POLICY})


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    box: Box = app.state.box
    async with box.running():
        yield
