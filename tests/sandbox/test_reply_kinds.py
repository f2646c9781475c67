"""Passive replies that are not text (被动回复): shown, or refused for what is wrong with them."""

from typing import Any

import pytest

from sandbox import xml
from sandbox.media import MediaKind
from tests.sandbox.driving import Driver, Json, a_fan_of
from tests.sandbox.shop import ORIGINAL_ID, Shop, says, sealed
from tests.sandbox.speaking import a_file

CARD = {"Title": "茶单", "Description": "今日", "PicUrl": "https://t.invalid/p.png", "Url": "https://t.invalid"}


def a_reply(fan: str, kind: str, **fields: Any) -> str:
    head = {"ToUserName": fan, "FromUserName": ORIGINAL_ID, "CreateTime": 1, "MsgType": kind}
    return xml.written(head | fields)


async def answered(box: Driver, shop: Shop, fan: str, body: str, what: str = "write", **said: Any) -> Json:
    """The fan does something, the shop answers this; what the phone shows last."""
    await box.control("PATCH", "/settings", deliveries=1)
    shop.answers.append(says(body))
    await box.fan_does(fan, what, **({"text": "在吗"} if what == "write" else said))
    return (await box.phone(fan))[-1]


async def test_item_13_a_picture_must_be_the_accounts(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    picture, voice = a_file(box), a_file(box, MediaKind.VOICE)

    shown = await answered(box, shop, fan, a_reply(fan, "image", Image={"MediaId": picture}))
    assert (shown["kind"], shown["via"], shown["details"]) == ("IMAGE", "PASSIVE", {"mediaId": picture})
    shown = await answered(box, shop, fan, a_reply(fan, "voice", Voice={"MediaId": voice}))
    assert shown["kind"] == "VOICE"
    assert (await answered(box, shop, fan, a_reply(fan, "image", Image={"MediaId": voice})))["kind"] == "FAILURE"
    assert (await answered(box, shop, fan, a_reply(fan, "image")))["kind"] == "FAILURE"


async def test_a_video_and_music_are_shown(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop, "SAFE")
    video, thumb = a_file(box, MediaKind.VIDEO), a_file(box, MediaKind.THUMB)

    shown = await answered(box, shop, fan, sealed(a_reply(fan, "video", Video={"MediaId": video, "Title": "开箱"})))
    assert (shown["kind"], shown["text"], shown["details"]["mediaId"]) == ("VIDEO", "开箱", video)
    music = {"Title": "雨声", "MusicUrl": "http://m.invalid", "ThumbMediaId": thumb}
    assert (await answered(box, shop, fan, sealed(a_reply(fan, "music", Music=music))))["kind"] == "MUSIC"


@pytest.mark.parametrize(("what", "seen"), [("write", 1), ("follow", 8)])
async def test_item_13_a_message_is_answered_with_one_article_an_event_with_eight(
    box: Driver, shop: Shop, what: str, seen: int
) -> None:
    await box.an_account(callbackUrl=shop.url)
    fan = await box.a_fan(following=what == "write")
    body = a_reply(fan, "news", ArticleCount=9, Articles={"item": [CARD] * 9})

    shown = await answered(box, shop, fan, body, what)

    assert shown["kind"] == "NEWS"
    assert len(shown["details"]["articles"]) == seen
    assert shown["details"]["articles"][0]["title"] == "茶单"


async def test_a_reply_nested_without_end_counts_as_failure(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    deep = a_reply(fan, "text", Content="好").replace("<ToUserName>", "<a>" * 5000 + "</a>" * 5000 + "<ToUserName>")

    assert (await answered(box, shop, fan, deep))["kind"] == "FAILURE"


async def test_news_without_articles_shows_nothing(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)

    shown = await answered(box, shop, fan, a_reply(fan, "news", ArticleCount=1, Articles={}))

    assert shown["kind"] == "FAILURE"
