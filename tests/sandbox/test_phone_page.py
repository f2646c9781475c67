"""The phone page in a real browser: one is a fan, in Chinese and in English, on a phone and on a desk."""

import re

import pytest
from httpx2 import AsyncClient
from playwright.async_api import Browser, Page, expect

from sandbox.app import build
from sandbox.fans import Author, Shown, Via
from sandbox.serving import BoxServer
from sandbox.snapshot import restore, snapshot
from sandbox.world import World
from tests.sandbox.browsing import NEEDS_CHROMIUM, open_page
from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID, Shop, a_reply, listening, says

pytestmark = NEEDS_CHROMIUM
ZH = {
    "nickname": "昵称（可不填）",
    "new": "新粉丝",
    "follow": "关注公众号",
    "followed": "已关注「花间茶社」",
    "write": "发消息",
    "send": "发送",
    "customer": "客服消息",
    "passive": "被动回复",
    "failure": "该公众号提供的服务出现故障，请稍后再试",
    "more": "更多",
    "unfollow": "取消关注",
    "unfollowed": "已取消关注「花间茶社」",
    "back": "返回，选择公众号和粉丝",
    "choose": "选择粉丝",
    "none": "还没有公众号",
    "service": "服务号",
}
EN = {
    "nickname": "Nickname (optional)",
    "new": "New fan",
    "follow": "Follow",
    "followed": "You followed 花间茶社",
    "write": "Message",
    "send": "Send",
    "customer": "Customer message",
    "passive": "Passive reply",
    "failure": "The service of this official account is down. Please try again later.",
    "more": "More",
    "unfollow": "Unfollow",
    "unfollowed": "You unfollowed 花间茶社",
    "back": "Back, choose an account and a fan",
    "choose": "Choose a fan",
    "none": "No official account yet",
    "service": "Service account",
}


async def write(page: Page, words: dict[str, str], text: str) -> None:
    await page.get_by_role("textbox", name=words["write"], exact=True).fill(text)
    await page.get_by_role("button", name=words["send"], exact=True).click()


@pytest.mark.parametrize(("lang", "words", "width"), [("zh", ZH, 1280), ("en", EN, 360)])
async def test_a_fan_is_made_follows_writes_and_hears_back(
    browser: Browser, served_box: Driver, shop: Shop, lang: str, words: dict[str, str], width: int
) -> None:
    await served_box.an_account(callbackUrl=shop.url)
    page = await open_page(browser, served_box, lang=lang, width=width)
    chat = page.get_by_role("log")

    if width < 780:
        await page.get_by_role("button", name=words["choose"], exact=True).click()
    await page.get_by_placeholder(words["nickname"]).fill("半夏竹")
    await page.get_by_role("button", name=words["new"]).click()
    await expect(page.locator("#empty")).to_contain_text(words["service"])

    await page.get_by_role("button", name=words["follow"], exact=True).click()
    await expect(chat).to_contain_text(words["followed"])
    fan = re.search(r"fan=([^&]+)", page.url)
    assert fan

    shop.answers.append(says(a_reply(fan[1], "欢迎 <b>光临</b>")))
    await write(page, words, "你好 <i>")
    await expect(chat.locator(".mine .bubble")).to_have_text("你好 <i>")
    await expect(chat.locator(".theirs").first).to_have_text(re.compile(f"欢迎 <b>光临</b>{words['passive']}"))

    await served_box.send(fan[1], "有新茶了")
    await expect(chat.locator(".theirs").last).to_have_text(re.compile(f"有新茶了{words['customer']}"))

    shop.answers.extend([says("oops", 500)] * 3)
    await write(page, words, "还在吗")
    await expect(chat).to_contain_text(words["failure"])
    await expect(chat.locator(".mine").last.locator(".delivery")).to_have_attribute("data-state", "FAILED")
    await expect(chat.locator("li").last).to_be_in_viewport()

    await page.get_by_role("button", name=words["more"], exact=True).click()
    await page.get_by_role("menuitem", name=words["unfollow"]).click()
    await expect(chat).to_contain_text(words["unfollowed"])
    await expect(page.get_by_role("button", name=words["follow"], exact=True)).to_be_visible()


async def test_without_an_account_the_page_says_how_to_make_one_and_notices_it(
    browser: Browser, served_box: Driver
) -> None:
    page = await open_page(browser, served_box, lang="en")
    await expect(page.locator("#empty")).to_contain_text(EN["none"])
    await expect(page.locator("#empty code")).to_contain_text("/control/accounts")

    await served_box.an_account()

    await expect(page.locator("#accounts")).to_contain_text("花间茶社")
    await expect(page.locator("#empty")).not_to_contain_text(EN["none"])


async def test_the_language_is_switched_by_hand_and_by_link(browser: Browser, served_box: Driver) -> None:
    await served_box.an_account()
    fan = await served_box.a_fan(nickname="半夏")
    page = await open_page(browser, served_box, f"/?account={APP_ID}&fan={fan}&lang=en")
    await expect(page.get_by_role("textbox", name=EN["write"], exact=True)).to_be_visible()

    await page.get_by_role("button", name="中文").click()

    await expect(page.get_by_role("textbox", name=ZH["write"], exact=True)).to_be_visible()
    assert "lang=zh" in page.url
    assert await page.evaluate("document.documentElement.lang") == "zh-CN"


async def test_two_hundred_fans_can_be_searched(browser: Browser, served_box: Driver) -> None:
    await served_box.an_account()
    await served_box.control("POST", f"/accounts/{APP_ID}/fans", count=199, following=True)
    await served_box.a_fan(nickname="林小满满")
    page = await open_page(browser, served_box)
    rows = page.locator("#fans button")
    await expect(rows).to_have_count(200)

    await page.get_by_role("searchbox").fill("小满满")
    await expect(rows).to_have_count(1)
    await rows.click()

    await expect(page.locator("#who")).to_have_text("花间茶社")


async def test_the_page_survives_a_box_that_begins_anew(browser: Browser, served_box: Driver) -> None:
    await served_box.an_account()
    fan = await served_box.a_fan()
    page = await open_page(browser, served_box, f"/?account={APP_ID}&fan={fan}")
    await expect(page.locator("#who")).to_have_text("花间茶社")

    await served_box.control("POST", "/reset")

    await expect(page.locator("#empty")).to_contain_text(ZH["none"])


async def test_the_page_finds_the_box_again_after_a_restart(browser: Browser) -> None:
    world = World(seed=7)
    async with listening(BoxServer(build(world), 0)) as address, AsyncClient(base_url=address) as client:
        box = Driver(build(world), client)
        await box.an_account()
        fan = await box.a_fan()
        page = await open_page(browser, box, f"/?account={APP_ID}&fan={fan}")
        await expect(page.get_by_role("textbox", name=ZH["write"], exact=True)).to_be_visible()
    await expect(page.get_by_text("正在重新连接…")).to_be_visible()

    again = restore(snapshot(world))
    async with listening(BoxServer(build(again), int(address.rsplit(":", 1)[1]))):
        await expect(page.get_by_text("正在重新连接…")).to_be_hidden()
        again.show(again.account(APP_ID).fan(fan), Author.ACCOUNT, Shown.TEXT, "我回来了", Via.CUSTOMER)
        await expect(page.get_by_role("log")).to_contain_text("我回来了")
        await page.close()
