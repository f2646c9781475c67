"""The control desk: what it asks the box for, and the page in a real browser."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.sandbox.browsing import NEEDS_CHROMIUM, open_page
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.shop import APP_ID, Shop, says

PAGES = Path(__file__).parents[2] / "sandbox/pages"


async def test_a_call_is_shown_with_its_body_and_without_secrets(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    await box.send(fan, "有新茶了")
    await box.client.post("/cgi-bin/menu/create", content=b"\xff\xfe")

    calls = (await box.control("GET", "/calls", last=3))["calls"]

    token, sent, odd = [call["body"] for call in calls]
    assert json.loads(token)["secret"] == "…"
    assert json.loads(sent)["text"] == {"content": "有新茶了"}
    assert odd == "2 bytes"
    assert SECRET not in json.dumps(calls)
    assert calls[0]["took"] == 0.0


async def test_quotas_are_shown_api_by_api(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", f"/accounts/{APP_ID}", quotas={"token": 5})
    await box.plain_token()

    quotas = {one["api"]: one for one in (await box.control("GET", f"/accounts/{APP_ID}/quotas"))["quotas"]}

    assert quotas["token"] == {"api": "token", "used": 1, "limit": 5}


async def test_a_fan_is_shown_with_the_end_of_their_window(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")

    (shown,) = (await box.control("GET", f"/accounts/{APP_ID}/fans"))["fans"]

    assert (shown["left"], shown["until"]) == (5, box.world.now() + 48 * 3600)


async def test_the_stream_tells_of_every_change_and_ends_with_the_box(served_box: Driver) -> None:
    async with served_box.client.stream("GET", "/desk/stream") as stream:
        lines = stream.aiter_lines()
        first = [await anext(lines) for _ in range(4)][-1]
        await served_box.an_account()
        async with asyncio.timeout(5):
            while "changed" not in await anext(lines):
                pass
        served_box.world.changes.close()
        async with asyncio.timeout(5):
            assert [line async for line in lines]

    assert json.loads(first.removeprefix("data: "))["clock"]["frozen"] is True


def test_every_word_of_the_desk_is_there_in_both_languages() -> None:
    words = (PAGES / "desk/words.js").read_text()
    zh, en = (set(re.findall(r"(\w+): \"", block)) for block in re.findall(r"  \w\w: \{\n(.*?)\n  \},", words, re.S))
    said = {
        word for file in (PAGES / "desk").glob("*.js") for word in re.findall(r"\bsay\(\"(\w+)\"", file.read_text())
    }
    phone = set(re.findall(r"^  (\w+):", (PAGES / "words/en.js").read_text(), re.M))

    assert zh == en
    assert said <= en | phone


async def a_desk(box: Driver, browser: Browser, shop: Shop, width: int, lang: str) -> tuple[str, Page]:
    await box.an_account(callbackUrl=shop.url)
    fan = await box.a_fan(nickname="林小满")
    return fan, await open_page(browser, box, f"/desk?lang={lang}", width=width, lang=lang)


@pytest.mark.browser
@NEEDS_CHROMIUM[1]
async def test_the_desk_moves_time_orders_trouble_and_delivers_again(
    browser: Browser, served_box: Driver, shop: Shop
) -> None:
    fan, page = await a_desk(served_box, browser, shop, 1280, "en")
    await expect(page.get_by_role("status")).to_have_text("Live")
    await expect(page.locator("#time")).to_have_text("2026-09-23 12:00:00")

    await page.get_by_role("button", name="To midnight in Beijing").click()
    await expect(page.locator("#time")).to_have_text("2026-09-24 00:00:00")
    await page.get_by_role("button", name="Plan").click()
    await expect(page.locator("#faults-list")).to_contain_text("BUSY × 1")
    await page.get_by_label("Send quota rules").select_option("2021-06")
    await expect(page.get_by_label("Send quota rules")).to_have_value("2021-06")

    shop.answers.extend([says("oops", 500)] * 3)
    await served_box.fan_does(fan, "write", text="在吗")
    await expect(page.locator("#windows")).to_contain_text("20 left")
    push = page.locator("#pushes summary").first
    await expect(push).to_contain_text("FAILED")
    await push.click()
    message_id = (await served_box.control("GET", "/pushes"))["pushes"][0]["fields"]["MsgId"]
    await expect(page.locator("#pushes pre").first).to_contain_text(str(message_id))
    await page.get_by_role("button", name="Deliver again").click()
    await expect(page.locator("#pushes .attempts li")).to_have_count(4)
    assert len(shop.received) == 4


@pytest.mark.browser
@NEEDS_CHROMIUM[1]
@pytest.mark.parametrize(("width", "lang", "title"), [(375, "zh", "控制台"), (1280, "en", "Control desk")])
async def test_the_desk_shows_calls_and_platforms_and_fits_any_screen(
    browser: Browser, served_box: Driver, shop: Shop, width: int, lang: str, title: str
) -> None:
    fan, page = await a_desk(served_box, browser, shop, width, lang)
    await served_box.control("POST", "/components", name="平台", eventsUrl=shop.url)
    await served_box.fan_does(fan, "write", text="在吗")
    await served_box.send(fan, "有新茶了")

    await page.locator("#calls summary", has_text="message/custom/send").click()
    await expect(page.locator("#calls pre").first).to_contain_text("有新茶了")
    await expect(page.locator("#platforms")).to_contain_text("平台")
    await expect(page.locator("#pushes")).not_to_contain_text("ticket@@@")
    await expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
