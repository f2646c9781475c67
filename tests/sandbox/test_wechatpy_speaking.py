"""wechatpy's own client speaks to the box: token, menu, QR code, template, customer message and mass send."""

from collections.abc import AsyncIterator

import pytest
from wechatpy.exceptions import WeChatClientException

from sandbox.media import MediaKind
from tests.sandbox.driving import Driver
from tests.sandbox.foreign import Foreigner, a_foreigner
from tests.sandbox.shop import APP_ID
from tests.sandbox.speaking import a_draft, a_file

OK = {"errcode": 0, "errmsg": "ok"}
BUTTONS = [
    {"type": "click", "name": "茶单", "key": "MENU"},
    {"type": "view", "name": "商城", "url": "https://s.invalid"},
]


@pytest.fixture
async def wechatpy(served_box: Driver) -> AsyncIterator[Foreigner]:
    await served_box.an_account()
    async with a_foreigner(served_box) as foreigner:
        yield foreigner


@pytest.fixture
async def fan(wechatpy: Foreigner, served_box: Driver) -> str:
    openid = await served_box.a_fan()
    await served_box.fan_does(openid, "write", text="在吗")
    return openid


async def test_it_fetches_a_token_and_a_new_one_when_that_was_taken_back(
    wechatpy: Foreigner, served_box: Driver
) -> None:
    first = await wechatpy.says(lambda client: client.access_token)
    await served_box.control("POST", "/faults", api="menu/get", fault="INVALID_TOKEN")

    assert await wechatpy.says(lambda client: client.menu.get()) is None

    assert await wechatpy.says(lambda client: client.access_token) != first
    assert served_box.world.calls.received["token"] == 2


async def test_it_reads_a_refusal(wechatpy: Foreigner) -> None:
    with pytest.raises(WeChatClientException) as refused:
        await wechatpy.says(lambda client: client.message.send_text("oNobody", "您好"))

    assert refused.value.errcode == 40003


async def test_it_makes_reads_and_deletes_menus(wechatpy: Foreigner, fan: str) -> None:
    assert await wechatpy.says(lambda client: client.menu.create({"button": BUTTONS})) == OK
    rule = {"button": [BUTTONS[0] | {"name": "安卓"}], "matchrule": {"client_platform_type": "2"}}
    menu_id = (await wechatpy.says(lambda client: client.menu.add_conditional(rule)))["menuid"]

    assert [one["name"] for one in (await wechatpy.says(lambda client: client.menu.get()))["menu"]["button"]] == [
        "茶单",
        "商城",
    ]
    assert (await wechatpy.says(lambda client: client.menu.get_menu_info()))["is_menu_open"] == 1
    assert (await wechatpy.says(lambda client: client.menu.try_match(fan)))["button"][0]["name"] == "安卓"
    assert await wechatpy.says(lambda client: client.menu.del_conditional(menu_id)) == OK
    assert await wechatpy.says(lambda client: client.menu.delete()) == OK
    assert await wechatpy.says(lambda client: client.menu.get()) is None


async def test_it_makes_a_qr_code_and_its_address_shows_a_picture(wechatpy: Foreigner, served_box: Driver) -> None:
    said = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "门店一"}}}

    made = await wechatpy.says(lambda client: client.qrcode.create(said))

    address = await wechatpy.says(lambda client: client.qrcode.get_url(made))
    answer = await served_box.client.get(address.removeprefix("https://mp.weixin.qq.com"))
    assert answer.content.startswith(b"\x89PNG")


async def test_it_takes_a_template_and_sends_it(wechatpy: Foreigner, served_box: Driver, fan: str) -> None:
    template = await wechatpy.says(lambda client: client.template.get("TM00015"))
    values = {"first": "您好", "keyword1": "茶", "keyword2": "1元", "keyword3": "今天", "remark": "谢谢"}
    data = {key: {"value": value, "color": "#173177"} for key, value in values.items()}

    sent = await wechatpy.says(lambda client: client.message.send_template(fan, template, data))

    assert sent["msgid"] > 2**53
    assert (await served_box.phone(fan))[-1]["text"] == "消费类型：茶\n消费金额：1元\n支付时间：今天"
    listed = await wechatpy.says(lambda client: client.template.get_all_private_template())
    assert [one["template_id"] for one in listed["template_list"]] == [template]
    assert await wechatpy.says(lambda client: client.template.del_private_template(template)) == OK


async def test_it_sends_customer_messages_of_many_kinds(wechatpy: Foreigner, served_box: Driver, fan: str) -> None:
    await served_box.control("PATCH", "/settings", policy="2021-06")
    await served_box.fan_does(fan, "write", text="再来")
    await served_box.control("PUT", f"/accounts/{APP_ID}/mini-programs", appIds=["wxlinked"])
    picture, thumb = a_file(served_box), a_file(served_box, MediaKind.THUMB)
    voice, video = a_file(served_box, MediaKind.VOICE), a_file(served_box, MediaKind.VIDEO)
    card = {"title": "茶单", "description": "今日", "url": "https://t.invalid"}
    menu = {"head_content": "好吗", "list": [{"id": "1", "content": "好"}], "tail_content": ""}
    mini = {"title": "点单", "appid": "wxlinked", "pagepath": "p", "thumb_media_id": thumb}
    sentences = [
        lambda client: client.message.send_text(fan, "您好 👍", account="mei@chashe"),
        lambda client: client.message.send_image(fan, picture),
        lambda client: client.message.send_voice(fan, voice),
        lambda client: client.message.send_video(fan, video, "开箱"),
        lambda client: client.message.send_music(fan, "http://m.invalid", "http://m.invalid", thumb),
        lambda client: client.message.send_articles(fan, [card]),
        lambda client: client.message.send_mini_program_page(fan, mini),
        lambda client: client.message.send_msg_menu(fan, menu),
    ]

    answers = [await wechatpy.says(sentence) for sentence in sentences]

    assert answers == [OK] * 8
    kinds = [one["kind"] for one in await served_box.phone(fan) if one["from"] == "ACCOUNT"]
    assert kinds == ["TEXT", "IMAGE", "VOICE", "VIDEO", "MUSIC", "NEWS", "MINI_PROGRAM", "MSGMENU"]


async def test_it_sends_to_many(wechatpy: Foreigner, served_box: Driver, fan: str) -> None:
    other = await served_box.a_fan()
    draft = await a_draft(served_box)
    previewed = await wechatpy.says(lambda client: client.message.send_mass_text(fan, "预览", preview=True))
    assert previewed["errmsg"] == "preview success"

    article = await wechatpy.says(lambda client: client.message.send_mass_article(None, draft, is_to_all=True))
    listed = await wechatpy.says(lambda client: client.message.send_mass_text([fan, other], "两位", client_msg_id="m1"))
    await served_box.advance(60)

    for job in (article, listed):
        state = await wechatpy.says(lambda client, job=job: client.message.get_mass(job["msg_id"]))
        assert state["msg_status"] == "SEND_SUCCESS"
    with pytest.raises(WeChatClientException) as refused:
        await wechatpy.says(lambda client: client.message.send_mass_text([fan, other], "两位", client_msg_id="m1"))
    assert refused.value.errcode == 45065
    assert await wechatpy.says(lambda client: client.message.delete_mass(article["msg_id"])) == OK
    assert await served_box.texts(other) == ["春茶上市", "两位"]


async def test_it_reads_the_consoles_automatic_replies(wechatpy: Foreigner) -> None:
    answer = await wechatpy.says(lambda client: client.message.get_autoreply_info())

    assert answer == {"is_add_friend_reply_open": 0, "is_autoreply_open": 0}
