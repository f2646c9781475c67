"""The gate's words, said to WeChat in a box: code that knows nothing of ours has to understand them."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx2
import pytest
from redis.asyncio import Redis

from sandbox.app import build
from sandbox.clock import Clock
from sandbox.world import World
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.shop import APP_ID
from wechat import (
    Act,
    Article,
    Button,
    ButtonKind,
    DraftArticle,
    DraftPage,
    Gate,
    Image,
    MassState,
    MediaKind,
    MenuItem,
    MenuMessage,
    MenuRule,
    Refused,
    Submenu,
    Text,
    WeChat,
)

NOON = 1_790_136_000.0
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
MENU = (
    Button("今日", ButtonKind.CLICK, key="today"),
    Submenu("更多", (Button("官网", ButtonKind.LINK, url="https://shop.example/?a&b"),)),
)


@pytest.fixture
async def box() -> AsyncIterator[Driver]:
    """A box with one verified service account, spoken to in-process."""
    app = build(World(seed=7, clock=Clock(frozen_at=NOON)))
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://box") as client,
    ):
        box = Driver(app, client)
        await box.an_account()
        yield box


@pytest.fixture
async def wechat(box: Driver, redis: Redis) -> AsyncIterator[WeChat]:
    gate = Gate(api_url="http://box", http=box.client, redis=redis, pauses=())
    yield gate.account(APP_ID, SECRET)
    await gate.close()


async def a_talker(box: Driver) -> str:
    """A fan who has just written."""
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    return fan


async def test_customer_messages_reach_a_fan(box: Driver, wechat: WeChat):
    fan = await a_talker(box)
    media = await wechat.upload_media(MediaKind.IMAGE, "茶.png", "image/png", PNG)

    await wechat.send_text(fan, "你好 & 🙂")
    await wechat.send(fan, Image(media.media_id))
    await wechat.send(fan, MenuMessage("满意吗？", (MenuItem("1", "满意"), MenuItem("2", "不满意"))))

    await wechat.send(fan, Article("标题", "描述", "https://shop.example", ""))

    assert "你好 & 🙂" in await box.texts(fan)
    assert [one["kind"] for one in (await box.phone(fan))[-4:]] == ["TEXT", "IMAGE", "MSGMENU", "NEWS"]


async def test_the_sixth_answer_is_refused(box: Driver, wechat: WeChat):
    fan = await a_talker(box)
    for _ in range(5):
        await wechat.send_text(fan, "hi")

    with pytest.raises(Refused) as raised:
        await wechat.send_text(fan, "hi")

    assert (raised.value.code, raised.value.act) == (45047, Act.WAIT)


async def test_a_template_message_reaches_a_fan(box: Driver, wechat: WeChat):
    fan = await box.a_fan()
    template_id = await wechat.add_template("TM00015", ["消费类型", "支付时间"])
    [template] = await wechat.templates()
    thing, time = (part.split(".DATA")[0] for part in template.content.split("{{")[1:])
    said = {thing: "咖啡", time: "2026年9月23日 12:00"}

    first = await wechat.send_template(fan, template_id, said, client_msg_id="send-1")

    assert int(first) > 2**53
    assert (await box.phone(fan))[-1]["kind"] == "TEMPLATE"


async def test_a_draft_is_sent_to_all(box: Driver, wechat: WeChat):
    for _ in range(3):
        await box.a_fan()
    cover = await wechat.add_material(MediaKind.IMAGE, "茶.png", "image/png", PNG)
    draft = await wechat.add_draft([DraftPage("春茶", "<p>新茶 & 到店</p>", cover.media_id)])
    [page] = await wechat.draft(draft)
    assert page.content == "<p>新茶 & 到店</p>"
    assert (await wechat.drafts()).total == 1

    job = await wechat.mass_send_to_tag(None, DraftArticle(draft), client_msg_id="job-1")

    assert not job.was_known
    assert await wechat.mass_status(job.wechat_message_id) in (MassState.SENDING, MassState.SENT)


async def test_a_mass_send_is_made_once(box: Driver, wechat: WeChat):
    fans = [await box.a_fan() for _ in range(2)]
    job = await wechat.mass_send_to(fans, Text("新茶到店"), client_msg_id="job-1")

    await box.advance(61)  # sooner, it would be 45066
    again = await wechat.mass_send_to(fans, Text("新茶到店"), client_msg_id="job-1")

    assert (again.wechat_message_id, again.was_known) == (job.wechat_message_id, True)


async def test_a_preview_reaches_a_fan(box: Driver, wechat: WeChat):
    fan = await box.a_fan()

    await wechat.preview_mass(fan, Text("先看看"))


async def test_qr_codes_of_all_kinds_are_made(wechat: WeChat):
    for scene, lasts in [(7, timedelta(days=1)), ("shop", timedelta(days=30)), (7, None), ("shop", None)]:
        made = await wechat.create_qr(scene, lasts=lasts)
        assert made.ticket
        assert made.lasts == lasts


async def test_menus_come_back_as_they_went(box: Driver, wechat: WeChat):
    fan = await box.a_fan()
    assert await wechat.menus() is None

    await wechat.create_menu(MENU)
    tag = await wechat.create_tag("老客")
    await wechat.tag_fans(tag.id, [fan])
    menu_id = await wechat.add_conditional_menu(MENU[:1], MenuRule(tag_id=tag.id))

    menus = await wechat.menus()
    assert menus is not None
    assert menus.default == MENU
    assert [(menu.menu_id, menu.buttons, menu.rule.tag_id) for menu in menus.conditional] == [
        (menu_id, MENU[:1], tag.id)
    ]
    assert await wechat.matching_menu(fan) == MENU[:1]
    assert (await wechat.current_menu())["is_menu_open"] == 1
    await wechat.delete_conditional_menu(menu_id)
    await wechat.delete_menus()
    assert await wechat.menus() is None


async def test_quotas_are_counted_and_cleared(box: Driver, wechat: WeChat):
    await wechat.send_text(await a_talker(box), "hi")

    before = await wechat.quota("/cgi-bin/message/custom/send")
    await wechat.clear_quotas()
    after = await wechat.quota("/cgi-bin/message/custom/send")

    assert (before.used, after.used) == (1, 0)
    assert before.daily_limit == before.used + before.remaining
