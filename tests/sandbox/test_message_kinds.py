"""Customer messages of every kind (客服消息): what the phone shows, and what WeChat refuses."""

from typing import Any

import pytest

from sandbox.media import THREE_DAYS, MediaKind
from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID
from tests.sandbox.speaking import a_draft, a_file

LINKED = "wxaaaaaaaaaaaaaaaa"


@pytest.fixture
async def fan(box: Driver) -> str:
    """Somebody who has just written, so that five messages may go out."""
    await box.an_account()
    await box.control("PUT", f"/accounts/{APP_ID}/mini-programs", appIds=[LINKED])
    openid = await box.a_fan()
    await box.fan_does(openid, "write", text="在吗")
    return openid


async def send(box: Driver, fan: str, msgtype: str, inside: Json, **more: Any) -> Json:
    return await box.ask("message/custom/send", {"touser": fan, "msgtype": msgtype, msgtype: inside} | more)


async def last(box: Driver, fan: str) -> Json:
    return (await box.phone(fan))[-1]


async def test_a_picture_and_a_voice_come_with_their_media(box: Driver, fan: str) -> None:
    picture, voice = a_file(box), a_file(box, MediaKind.VOICE)

    assert await send(box, fan, "image", {"media_id": picture}) == {"errcode": 0, "errmsg": "ok"}
    shown = await last(box, fan)
    assert (shown["kind"], shown["text"], shown["details"]) == (
        "IMAGE",
        f"/media/{APP_ID}/{picture}",
        {"mediaId": picture},
    )
    assert (await send(box, fan, "voice", {"media_id": voice}))["errcode"] == 0
    assert (await last(box, fan))["kind"] == "VOICE"


async def test_a_video_and_music_have_a_thumb(box: Driver, fan: str) -> None:
    video, thumb = a_file(box, MediaKind.VIDEO), a_file(box, MediaKind.THUMB)

    await send(box, fan, "video", {"media_id": video, "thumb_media_id": thumb, "title": "开箱"})
    assert (await last(box, fan))["details"] == {
        "mediaId": video,
        "thumbMediaId": thumb,
        "title": "开箱",
        "description": "",
    }
    music = {"title": "雨声", "musicurl": "http://m.invalid/a", "hqmusicurl": "", "thumb_media_id": thumb}
    assert (await send(box, fan, "music", music))["errcode"] == 0
    assert (await send(box, fan, "music", music | {"thumb_media_id": "no"}))["errcode"] == 40007


async def test_a_card_leads_to_one_page(box: Driver, fan: str) -> None:
    card = {"title": "菜单", "description": "今日", "url": "https://t.invalid", "picurl": "https://t.invalid/p.png"}

    assert (await send(box, fan, "news", {"articles": [card]}))["errcode"] == 0
    assert (await last(box, fan))["details"] == {"articles": [card]}
    assert (await send(box, fan, "news", {"articles": [card, card]}))["errcode"] == 45008
    assert (await send(box, fan, "news", {"articles": []}))["errcode"] == 44003


async def test_a_draft_and_a_published_article_can_be_sent(box: Driver, fan: str) -> None:
    draft = await a_draft(box)
    assert (await send(box, fan, "mpnews", {"media_id": draft}))["errcode"] == 0
    assert (await last(box, fan))["text"] == "春茶上市"

    published = await box.control("POST", f"/accounts/{APP_ID}/drafts/{draft}/publish")

    assert (await send(box, fan, "mpnewsarticle", {"article_id": published["articleId"]}))["errcode"] == 0
    assert (await send(box, fan, "mpnews", {"media_id": draft}))["errcode"] == 40007
    assert (await send(box, fan, "mpnewsarticle", {"article_id": "no"}))["errcode"] == 53600


MENU = {
    "head_content": "满意吗？",
    "list": [{"id": "101", "content": "满意"}, {"id": "102", "content": "不满意"}],
    "tail_content": "谢谢",
}


async def test_a_menu_message_has_items_to_tap(box: Driver, fan: str) -> None:
    assert (await send(box, fan, "msgmenu", MENU))["errcode"] == 0

    assert (await last(box, fan))["details"] == {"head": "满意吗？", "items": MENU["list"], "tail": "谢谢"}
    assert (await send(box, fan, "msgmenu", MENU | {"list": [{"id": 5, "content": "好"}]}))["errcode"] == 40035


async def test_item_17_a_menu_message_of_a_subscription_account_is_40200(box: Driver) -> None:
    await box.an_account(kind="SUBSCRIPTION")
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")

    assert (await send(box, fan, "msgmenu", MENU))["errcode"] == 40200
    assert (await box.send(fan))["errcode"] == 0


async def test_a_mini_program_must_be_linked(box: Driver, fan: str) -> None:
    card = {"title": "点单", "appid": LINKED, "pagepath": "pages/order", "thumb_media_id": a_file(box)}

    assert (await send(box, fan, "miniprogrampage", card))["errcode"] == 0
    assert (await last(box, fan))["details"]["appId"] == LINKED
    assert (await send(box, fan, "miniprogrampage", card | {"appid": "wxother"}))["errcode"] == 40013
    link = '<a href="x" data-miniprogram-appid="{}" data-miniprogram-path="p">点单</a>'
    assert (await box.send(fan, link.format(LINKED)))["errcode"] == 0
    assert (await box.send(fan, link.format("wxother")))["errcode"] == 45086


@pytest.mark.parametrize(
    ("msgtype", "inside", "errcode"),
    [
        ("image", {"media_id": "no"}, 40007),
        ("image", {}, 40007),
        ("image", "a string", 40007),
        ("link", {"title": "x"}, 48008),
        ("wxcard", {}, 40035),
        ("hologram", {}, 40008),
    ],
)
async def test_what_cannot_be_sent_is_refused(box: Driver, fan: str, msgtype: str, inside: Any, errcode: int) -> None:
    assert (await send(box, fan, msgtype, inside))["errcode"] == errcode


async def test_mini_programs_have_messages_and_links_but_no_menus(box: Driver) -> None:
    await box.an_account(kind="MINI_PROGRAM")
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")

    assert (await send(box, fan, "link", {"title": "订单", "url": "https://t.invalid"}))["errcode"] == 0
    assert (await last(box, fan))["details"]["articles"][0]["title"] == "订单"
    assert (await box.ask("menu/get"))["errcode"] == 48001


async def test_item_25_a_temporary_file_is_gone_after_three_days(box: Driver, fan: str) -> None:
    picture = a_file(box)
    await box.advance(THREE_DAYS)

    assert (await send(box, fan, "image", {"media_id": picture}))["errcode"] == 40007


async def test_a_message_may_come_from_an_agent(box: Driver, fan: str) -> None:
    said = {"customservice": {"kf_account": "mei@chashe"}}
    assert (await send(box, fan, "text", {"content": "您好"}, **said))["errcode"] == 0

    assert (await last(box, fan))["details"] == {"agent": "mei@chashe"}
    said = {"customservice": {"kf_account": "nobody"}}
    assert (await send(box, fan, "text", {"content": "您好"}, **said))["errcode"] == 61452


async def typing(box: Driver, fan: str, command: str = "Typing") -> int:
    return (await box.ask("message/custom/typing", {"touser": fan, "command": command}))["errcode"]


async def test_typing_is_shown_soon_after_the_fan_did_something(box: Driver, fan: str) -> None:
    assert await typing(box, fan, "Dancing") == 45072
    assert [await typing(box, fan), await typing(box, fan)] == [0, 45081]
    assert [await typing(box, fan, "CancelTyping"), await typing(box, fan)] == [0, 0]
    await box.advance(31)

    assert await typing(box, fan) == 45080


async def test_typing_costs_nothing_and_ends_with_the_message(box: Driver, fan: str) -> None:
    await typing(box, fan)

    assert [(await box.send(fan))["errcode"] for _ in range(5)] == [0] * 5
    assert await typing(box, fan) == 0
