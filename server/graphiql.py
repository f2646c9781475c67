"""GraphiQL in development, from files that `make setup` puts here: nothing is loaded from elsewhere."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

ASSETS = Path(__file__).parent / "pages"
INSTALLED = ASSETS / "node_modules" / "graphiql"

# GraphiQL styles its elements and carries its fonts in the style sheet; everything else is files of this server.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store", "Vary": "Accept"}


def is_wanted(request: Request) -> bool:
    """A browser that opens /graphql wants the page."""
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")


def page() -> Response:
    """GraphiQL, or how to get it."""
    name = "graphiql.html" if INSTALLED.is_dir() else "no-graphiql.html"
    return HTMLResponse((ASSETS / name).read_text("utf-8"), headers=HEADERS)
