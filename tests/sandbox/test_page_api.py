"""What the phone page calls, and the stream that keeps it up to date."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID, Shop


async def events(lines: AsyncIterator[str]) -> AsyncIterator[tuple[str, Json]]:
    """The events of a stream: their names and data."""
    name = ""
    async for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        if line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


async def test_a_fan_is_made_follows_writes_and_leaves(box: Driver, shop: Shop) -> None:
    await box.an_account(callbackUrl=shop.url)
    made = (await box.client.post("/phone/fans", json={"account": APP_ID, "nickname": "半夏"})).json()
    for what, said in [("follow", {}), ("write", {"text": "你好"}), ("unfollow", {})]:
        await box.fan_does(made["openid"], what, wait=False, **said)
    await box.control("POST", "/wait/settled")

    assert [one["kind"] for one in await box.phone(made["openid"])] == ["FOLLOWED", "TEXT", "UNFOLLOWED"]
    assert len(shop.received) == 3


async def test_the_list_of_fans_shows_their_last_line(box: Driver) -> None:
    await box.an_account()
    await box.a_fan(nickname="半夏")
    fan = await box.a_fan(nickname="山柚")
    await box.fan_does(fan, "write", text="在吗")

    found = (await box.client.get("/phone/fans", params={"account": APP_ID})).json()

    assert [one["nickname"] for one in found["fans"]] == ["山柚", "半夏"]
    assert [one["last"] and one["last"]["text"] for one in found["fans"]] == ["在吗", None]


async def test_the_stream_tells_what_the_phone_shows_and_then_every_change(served_box: Driver) -> None:
    await served_box.an_account()
    fan = await served_box.a_fan()

    async with served_box.client.stream("GET", f"/phone/stream?account={APP_ID}&fan={fan}") as stream:
        news = events(stream.aiter_lines())
        assert [(await anext(news))[0] for _ in range(2)] == ["directory", "phone"]
        await served_box.control("POST", f"/accounts/{APP_ID}/fans/{fan}/write", text="你好")
        name, phone = await anext(news)

    assert (name, phone["messages"][-1]["text"]) == ("phone", "你好")


async def test_the_stream_of_a_fan_who_is_not_there_is_refused(box: Driver) -> None:
    assert (await box.client.get("/phone/stream?account=wx0&fan=o")).status_code == 404


async def test_an_open_page_does_not_keep_the_box_from_closing(served_box: Driver) -> None:
    async with served_box.client.stream("GET", "/phone/stream") as stream:
        lines = stream.aiter_lines()
        await anext(lines)
        served_box.world.changes.close()

        async with asyncio.timeout(2):
            assert [line async for line in lines][-1] == ""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/pages/phone.js", "javascript"),
        ("/desk", "text/html"),
        ("/pages/frame.css", "text/css"),
        ("/pages/desk/desk.js", "javascript"),
        ("/pages/sample.mp4", "video/mp4"),
        ("/pages/icon.svg", "image/svg+xml"),
        ("/pages/sample.png", "image/png"),
    ],
)
async def test_the_page_is_served_with_the_right_types(box: Driver, path: str, kind: str) -> None:
    answer: httpx2.Response = await box.client.get(path)

    assert answer.status_code == 200
    assert kind in answer.headers["content-type"]


def test_every_word_is_there_in_both_languages() -> None:
    pages = Path(__file__).parents[2] / "sandbox/pages"
    zh, en = (set(re.findall(r"^  (\w+):", (pages / f"words/{one}.js").read_text(), re.M)) for one in ("zh", "en"))
    said = {word for file in pages.glob("*.js") for word in re.findall(r"\bsay\(\"(\w+)\"", file.read_text())}

    assert zh == en
    assert said <= en


def test_no_file_of_the_pages_is_long() -> None:
    pages = Path(__file__).parents[2] / "sandbox/pages"
    written = [file for file in pages.rglob("*") if file.suffix in (".js", ".css", ".html")]

    assert [file.name for file in written if len(file.read_text().splitlines()) > 300] == []
