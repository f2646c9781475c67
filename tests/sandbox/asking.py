"""Calls of WeChat's API with a token, as the tests of people, files and platforms write them."""

from typing import Any

import httpx2

from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


async def code_of(box: Driver, api: str, said: Any = None, **query: Any) -> int:
    """The errcode of one call, 0 where there is none."""
    return (await box.ask(api, said, **query)).get("errcode", 0)


async def upload(
    box: Driver, api: str, data: bytes = PNG, filename: str = "a.png", *, field: str = "media", **query: Any
) -> Json:
    """A file in a form."""
    token = (await box.token())["access_token"]
    params = {"access_token": token, **query}
    files = {field: (filename, data, "application/octet-stream")}
    return (await box.client.post(f"/cgi-bin/{api}", params=params, files=files)).json()


async def fetch(box: Driver, api: str, said: Any = None, **query: Any) -> httpx2.Response:
    """A call whose answer may be a file."""
    token = (await box.token())["access_token"]
    params = {"access_token": token, **query}
    if said is None:
        return await box.client.get(f"/cgi-bin/{api}", params=params)
    return await box.client.post(f"/cgi-bin/{api}", params=params, json=said)


def fan_path(openid: str, what: str = "identity") -> str:
    """A fan at the control API."""
    return f"/accounts/{APP_ID}/fans/{openid}/{what}"
