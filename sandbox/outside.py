"""The box's one way out: HTTP to the accounts' servers, all of them on this machine."""

import asyncio

import httpx2

from sandbox.accounts import Callback
from sandbox.crypto import sign
from sandbox.dice import Dice
from sandbox.letters import Letter
from sandbox.mistakes import Mistake


class NoAnswer(Exception):
    """The server did not answer whole and in time. The text says why."""


def client() -> httpx2.AsyncClient:
    """A client that reuses no connection: a server that was restarted must not cost a delivery."""
    return httpx2.AsyncClient(
        verify=False,
        trust_env=False,
        timeout=None,  # `patience` is for the whole exchange, see `_within`
        limits=httpx2.Limits(max_connections=None, max_keepalive_connections=0),
    )


async def post(client: httpx2.AsyncClient, url: str, letter: Letter, patience: float) -> tuple[int, bytes]:
    """Deliver a letter; the status and the body of the answer, or NoAnswer."""
    request = client.build_request(
        "POST",
        url,
        params=_with_query(url, letter.query),
        content=letter.body,
        headers={"Content-Type": "text/xml"},
    )
    return await _within(patience, client, request)


async def verify(callback: Callback, dice: Dice, purpose: str, now: float, patience: float) -> None:
    """Ask the server to prove that it knows the token, as WeChat does when a callback is saved."""
    echo = dice.digits(purpose + "/echostr", 19)
    query = _signed(callback.token, dice.digits(purpose + "/nonce", 10), now) | {"echostr": echo}
    async with client() as outside:
        request = outside.build_request("GET", callback.url, params=_with_query(callback.url, query))
        try:
            status, body = await _within(patience, outside, request)
        except NoAnswer as silence:
            raise Mistake(
                f"The callback was not saved: {callback.url} is to repeat the echostr, but {silence}."
            ) from None
    if (status, body) != (200, echo.encode()):
        raise Mistake(
            f"The callback was not saved: {callback.url} is to answer exactly the echostr, with status 200; "
            f"it answered {len(body)} other bytes with status {status}. Check the token on both sides."
        )


def _signed(token: str, nonce: str, now: float) -> dict[str, str]:
    timestamp = str(int(now))
    return {"signature": sign(token, timestamp, nonce), "timestamp": timestamp, "nonce": nonce}


async def _within(patience: float, client: httpx2.AsyncClient, request: httpx2.Request) -> tuple[int, bytes]:
    try:
        async with asyncio.timeout(patience):
            response = await client.send(request)
    except TimeoutError:
        raise NoAnswer(f"no answer came within {patience:g} seconds") from None
    except httpx2.RequestError as error:
        raise NoAnswer(f"the connection failed ({type(error).__name__})") from None
    return response.status_code, response.content


def _with_query(url: str, query: dict[str, str]) -> dict[str, str]:
    return dict(httpx2.URL(url).params) | query
