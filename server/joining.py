"""The page behind an invitation's link: a name, a password, and one is an agent."""

from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from domain.agents import invitations
from domain.agents.models import Invitation
from domain.clock import Clock
from domain.errors import DomainError
from server.bodies import TooLarge, read_body

PAGES = Path(__file__).parent / "pages"
LARGEST_FORM = 8 * 1024

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the link is the secret
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


async def join_page(request: Request, clock: Clock) -> Response:
    """Who is asked in, and the form; or that the link is over."""
    invited = await invitations.open_invitation(request.path_params["token"], clock())
    if invited is None:
        return _page("join-over.html", {}, 404)
    return _page("join.html", _who(invited))


async def join(request: Request, clock: Clock) -> Response:
    """The form comes back with a password."""
    token = request.path_params["token"]
    invited = await invitations.open_invitation(token, clock())
    if invited is None:
        return _page("join-over.html", {}, 404)
    try:
        form = parse_qs((await read_body(request, LARGEST_FORM)).decode("utf-8", "replace"))
        await invitations.accept(token, form.get("password", [""])[0], clock())
    except TooLarge:
        return _page("join.html", _who(invited, "密码太长。 This password is too long."), 413)
    except DomainError as refusal:
        return _page("join.html", _who(invited, str(refusal)), 422)
    return _page("joined.html", _who(invited))


def _who(invited: Invitation, problem: str = "") -> dict[str, str]:
    return {"company": invited.workspace.name, "name": invited.name, "email": invited.email, "problem": problem}


def _page(file: str, words: dict[str, str], status: int = 200) -> Response:
    safe = {key: escape(word) for key, word in words.items()}
    style = "".join((PAGES / name).read_text("utf-8") for name in ("connect.css", "join.css"))
    html = Template((PAGES / file).read_text("utf-8")).substitute(safe, style=style)
    return HTMLResponse(html, status, headers=HEADERS)
