"""A real Chromium for the tests of the pages; without one they are skipped, with the reason."""

import shutil

import pytest
from playwright.async_api import Browser, Page

from tests.sandbox.driving import Driver

CHROMIUM = shutil.which("chromium")
NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on PATH: apt-get install chromium"),
]


async def open_page(browser: Browser, box: Driver, where: str = "/", *, lang: str = "zh", width: int = 1280) -> Page:
    """The page in a browser of this language. Whatever it complains about fails the test."""
    context = await browser.new_context(
        locale={"zh": "zh-CN", "en": "en-US"}[lang], viewport={"width": width, "height": 800}
    )
    page = await context.new_page()
    page.set_default_timeout(5000)
    page.on("pageerror", lambda error: pytest.fail(f"the page failed: {error}"))
    await page.goto(str(box.client.base_url).rstrip("/") + where)
    return page
