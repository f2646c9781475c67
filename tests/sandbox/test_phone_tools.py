"""Everything on the phone page besides words: the menu, the panel, scanning, and what the account sends."""

import base64
import io
import re

import pytest
import segno
from playwright.async_api import Browser, Page, expect

from sandbox.fans import Author, Shown, Via
from sandbox.media import MediaKind
from sandbox.menus import Menu
from sandbox.qr_codes import QrCode
from tests.sandbox.browsing import NEEDS_CHROMIUM, open_page
from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID

pytestmark = NEEDS_CHROMIUM
BUTTONS = [
    {"name": "好茶", "type": "click", "key": "tea", "sub_button": []},
    {
        "name": "更多",
        "sub_button": [
            {"name": "核销", "type": "scancode_waitmsg", "key": "scan"},
            {"name": "官网", "type": "view", "url": "https://tea.example/"},
        ],
    },
]


def drawn(words: str, **how: object) -> bytes:
    """A QR code as a PNG."""
    picture = io.BytesIO()
    segno.make(words, micro=False, **how).save(picture, kind="png", scale=5, border=6)
    return picture.getvalue()


async def a_phone(box: Driver, browser: Browser, *, width: int = 375, lang: str = "zh") -> tuple[str, Page]:
    fan = await box.a_fan(nickname="林小满")
    return fan, await open_page(browser, box, f"/?account={APP_ID}&fan={fan}&lang={lang}", width=width, lang=lang)


async def pushed(box: Driver) -> list[str]:
    await box.control("POST", "/wait/settled")
    pushes = (await box.control("GET", "/pushes"))["pushes"]
    return [push["fields"].get("Event") or push["fields"]["MsgType"] for push in pushes]


async def test_the_menu_is_tapped_with_the_keyboard_alone(browser: Browser, served_box: Driver) -> None:
    await served_box.an_account()
    served_box.world.account(APP_ID).menus.default = Menu(1, BUTTONS)
    _, page = await a_phone(served_box, browser)

    await page.get_by_role("button", name="好茶").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="核销")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog", name="扫码").get_by_label("扫到的内容").fill("6901")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)

    assert await pushed(served_box) == ["CLICK", "scancode_waitmsg"]


async def test_the_panel_sends_every_kind(browser: Browser, served_box: Driver) -> None:
    await served_box.an_account()
    fan, page = await a_phone(served_box, browser)
    chat, sheet = page.get_by_role("log"), page.get_by_role("dialog")

    await page.get_by_role("button", name="更多功能").click()
    await page.get_by_role("button", name="相册").click()
    await sheet.get_by_role("button", name="用一张样图").click()
    await expect(chat.get_by_role("img", name="[图片]")).to_be_visible()
    await page.get_by_role("button", name="视频").click()
    await sheet.get_by_role("button", name="用一段样片").click()
    await expect(chat.locator("video")).to_have_count(1)
    for tile, shown in (("位置", ".place"), ("小程序", ".mini")):
        await page.get_by_role("button", name=tile, exact=True).first.click()
        await sheet.get_by_role("button", name="发送").click()
        await expect(chat.locator(shown)).to_have_count(1)
    await page.get_by_role("button", name="链接").click()
    await sheet.get_by_label("标题").fill("茶经")
    await sheet.get_by_role("button", name="发送").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="文件").click()
    await (await chooser.value).set_files({"name": "合同.txt", "mimeType": "text/plain", "buffer": b"hello"})
    await page.get_by_role("button", name="发语音").click()
    await sheet.get_by_label("说了什么（语音识别结果）").fill("春茶到了吗")
    await sheet.get_by_role("button", name="发送").click()
    await expect(chat.get_by_role("button", name="语音，3 秒")).to_be_visible()

    assert await pushed(served_box) == ["image", "video", "location", "miniprogrampage", "link", "file", "voice"]
    assert (await served_box.phone(fan))[-1]["text"] == "春茶到了吗"


async def test_the_phone_shows_all_that_accounts_send(browser: Browser, served_box: Driver) -> None:
    await served_box.an_account()
    fan, page = await a_phone(served_box, browser, lang="en")
    world, chat = served_box.world, page.get_by_role("log")
    person = world.account(APP_ID).fan(fan)
    media = world.keep_media(world.account(APP_ID), MediaKind.IMAGE, b"", "image/png", "a.png")

    def show(kind: Shown, text: str, via: Via, **details: object) -> None:
        world.show(person, Author.ACCOUNT, kind, text, via, details=details)

    show(Shown.TEXT, 'Look <a href="https://tea.example/">here</a> & <b>there</b>', Via.PASSIVE)
    show(Shown.MSGMENU, "", Via.CUSTOMER, head="Happy?", items=[{"id": "1", "content": "Very"}], tail="")
    show(Shown.VOICE, "", Via.CUSTOMER, mediaId=media.media_id)
    show(Shown.MUSIC, "Waves", Via.PASSIVE, title="Waves", description="", musicUrl="https://tea.example/")
    show(Shown.NEWS, "", Via.MASS, articles=[{"title": "Spring tea", "description": "", "url": "", "picurl": ""}])
    show(Shown.WXCARD, "", Via.CUSTOMER, cardId="pCARD")
    lines = [{"label": "Order", "value": "A1"}, {"label": "", "value": "Thanks"}]
    show(Shown.TEMPLATE, "Order:A1", Via.TEMPLATE, title="Shipped", lines=lines, url="https://tea.example/")
    person.typing_until = world.now() + 15
    world.phone_changed(person)

    await expect(chat.locator(".theirs .via")).to_have_text(
        ["Passive reply", "Customer message", "Customer message", "Passive reply", "Mass message", "Customer message",
         "Template message"]
    )  # fmt: skip
    await expect(chat.locator(".bubble").first).to_have_text("Look here & <b>there</b>")
    await expect(chat.locator("dl")).to_have_text(re.compile("Order.*A1.*Thanks", re.S))
    await expect(page.locator("#who")).to_have_text("Typing…")
    await chat.get_by_role("button", name="Very").click()
    await expect(chat.locator(".mine .bubble")).to_have_text("Very")
    assert await pushed(served_box) == ["text"]


@pytest.mark.parametrize("width", [375, 1280])
async def test_a_code_is_scanned_from_the_list_and_a_stranger_follows(
    browser: Browser, served_box: Driver, width: int
) -> None:
    await served_box.an_account()
    now = served_box.world.now()
    served_box.world.account(APP_ID).qr_codes.add(QrCode("gQ1", "http://weixin.qq.com/q/1", "shop_12", now))
    fan = await served_box.a_fan(following=False)
    page = await open_page(browser, served_box, f"/?account={APP_ID}&fan={fan}", width=width)

    await page.get_by_role("button", name="扫一扫").last.click()
    await page.get_by_role("button", name="场景 shop_12").click()

    await expect(page.get_by_role("log")).to_contain_text("已关注「花间茶社」")
    push = (await served_box.control("GET", "/pushes"))["pushes"][0]
    assert push["fields"]["EventKey"] == "qrscene_shop_12"


async def test_a_code_in_a_picture_is_read_and_scanned(browser: Browser, served_box: Driver) -> None:
    await served_box.an_account()
    fan, page = await a_phone(served_box, browser)
    account, now = served_box.world.account(APP_ID), served_box.world.now()
    account.qr_codes.add(QrCode("gQ1", "http://weixin.qq.com/q/02tea", "poster", now))
    poster = drawn("http://weixin.qq.com/q/02tea")
    picture = served_box.world.keep_media(account, MediaKind.IMAGE, poster, "image/png", "poster.png")
    served_box.world.show(
        account.fan(fan), Author.ACCOUNT, Shown.IMAGE, "", Via.CUSTOMER, details={"mediaId": picture.media_id}
    )

    await page.get_by_role("button", name="[图片]").click()
    await page.get_by_role("button", name="识别图中的二维码").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await served_box.control("POST", "/wait/settled")

    assert await pushed(served_box) == ["SCAN"]


async def test_codes_of_every_size_and_level_are_read(browser: Browser, served_box: Driver) -> None:
    page = await open_page(browser, served_box)
    for version in (1, 2, 5, 7, 10):
        for level in "LMQH":
            words = f"v{version}{level}_a"
            url = "data:image/png;base64," + base64.b64encode(drawn(words, version=version, error=level)).decode()
            read = await page.evaluate(
                """async (url) => {
                    const { readCode } = await import("/pages/reading.js");
                    const image = new Image();
                    image.src = url;
                    await image.decode();
                    return readCode(image);
                }""",
                url,
            )
            assert read == words


async def test_whoever_holds_the_phone_is_who_signs_in(browser: Browser, served_box: Driver) -> None:
    await served_box.an_account()
    _, page = await a_phone(served_box, browser)
    await expect(page.locator("#who")).to_have_text("花间茶社")

    back = "redirect_uri=http%3A%2F%2F127.0.0.1%3A9000%2Fme&response_type=code&scope=snsapi_userinfo&state=s1"
    await page.goto(f"{page.url.split('?')[0]}connect/oauth2/authorize?appid={APP_ID}&{back}#wechat_redirect")

    await expect(page.get_by_text("林小满")).to_be_visible()
    await expect(page.get_by_role("button", name="同意")).to_be_visible()


async def test_what_is_behind_the_three_dots(browser: Browser, served_box: Driver) -> None:
    await served_box.an_account()
    fan, page = await a_phone(served_box, browser)

    for item in ("拒收消息", "上报地理位置", "注销微信"):
        await page.get_by_role("button", name="更多", exact=True).click()
        await page.get_by_role("menuitem", name=item).click()
    await page.get_by_role("dialog").get_by_role("button", name="确定").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)

    assert await pushed(served_box) == ["LOCATION", "user_authorization_cancellation"]
    assert served_box.world.account(APP_ID).fan(fan).refuses_messages
