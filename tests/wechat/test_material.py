from datetime import UTC, datetime
from typing import Any

import pytest

from tests.wechat.fake_wechat import OK, FakeWeChat, Fault, Raw, Says, error
from wechat import (
    Downloaded,
    Material,
    MaterialCounts,
    MaterialItem,
    MaterialKind,
    MaterialNews,
    MaterialPage,
    MaterialVideo,
    MediaKind,
    Refused,
    TryLater,
    Uncertain,
    Unsayable,
    WeChat,
)

ADD = "/cgi-bin/material/add_material"
GET = "/cgi-bin/material/get_material"
DELETE = "/cgi-bin/material/del_material"
COUNTS = "/cgi-bin/material/get_materialcount"
LIST = "/cgi-bin/material/batchget_material"
IMAGE = "/cgi-bin/media/uploadimg"
JPEG = b"\xff\xd8\xff\xe0" + b"a picture" * 100
PNG = b"\x89PNG\r\n\x1a\n" + b"a picture"
MB = 1024 * 1024


async def test_a_picture_is_kept_for_good(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(ADD, {"media_id": "MATERIAL", "url": "https://mmbiz.qpic.cn/a"})

    kept = await wechat.add_material(MediaKind.IMAGE, "a.jpg", "image/jpeg", JPEG)

    assert kept == Material("MATERIAL", "https://mmbiz.qpic.cn/a")
    [heard] = fake.heard_at(ADD)
    assert heard.query == {"access_token": "TOKEN", "type": "image"}
    assert b'name="media"; filename="a.jpg"' in heard.body
    assert b"description" not in heard.body


async def test_a_video_carries_its_title_as_it_is(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(ADD, {"media_id": "MATERIAL"})

    kept = await wechat.add_material(MediaKind.VIDEO, "a.mp4", "video/mp4", b"video", "春游", "一起去")

    assert kept == Material("MATERIAL", "")
    body = fake.heard_at(ADD)[0].body
    assert b'name="description"' in body
    assert '{"title": "春游", "introduction": "一起去"}'.encode() in body


async def test_half_an_emoji_in_a_title_goes_as_a_question_mark(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(ADD, {"media_id": "MATERIAL"})

    await wechat.add_material(MediaKind.VIDEO, "a.mp4", "video/mp4", b"video", "a\ud83d")

    assert b'{"title": "a?"' in fake.heard_at(ADD)[0].body


@pytest.mark.parametrize("says", [Fault.RESET, {}, {"media_id": 5}], ids=str)
async def test_a_file_that_may_be_kept_is_not_kept_twice(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(ADD, says)

    with pytest.raises(Uncertain):
        await wechat.add_material(MediaKind.IMAGE, "a.jpg", "image/jpeg", JPEG)

    assert len(fake.heard_at(ADD)) == 1


async def test_a_file_that_is_empty_or_too_large_is_not_sent(wechat: WeChat, fake: FakeWeChat):
    for data in (b"", bytes(2 * MB + 1)):
        with pytest.raises(Unsayable):
            await wechat.add_material(MediaKind.VOICE, "a.mp3", "audio/mpeg", data)

    assert fake.heard == []


WHAT_IT_HOLDS: list[tuple[Says, Any]] = [
    (Raw(JPEG, headers="Content-Type: image/jpeg\r\n"), Downloaded("image/jpeg", "", JPEG)),
    (
        {"title": "春游", "description": "一起去", "down_url": "http://v.example/a"},
        MaterialVideo("春游", "一起去", "http://v.example/a"),
    ),
    ({"news_item": [{"title": "A"}, 5, {"title": "B"}]}, MaterialNews(({"title": "A"}, {"title": "B"}))),
]


@pytest.mark.parametrize(("says", "held"), WHAT_IT_HOLDS, ids=["picture", "video", "news"])
async def test_the_library_gives_out_what_it_holds(wechat: WeChat, fake: FakeWeChat, says: Says, held: object):
    fake.will_say(GET, says)

    assert await wechat.material("MATERIAL", most_bytes=MB) == held
    [heard] = fake.heard_at(GET)
    assert (heard.method, heard.json) == ("POST", {"media_id": "MATERIAL"})


@pytest.mark.parametrize("says", [{}, {"news_item": {}}, {"title": "x"}, {"down_url": 5}], ids=str)
async def test_an_odd_answer_is_for_later(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(GET, says)

    with pytest.raises(TryLater):
        await wechat.material("MATERIAL", most_bytes=MB)


async def test_a_file_leaves_the_library(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(DELETE, OK)

    await wechat.delete_material("MATERIAL")

    assert fake.heard_at(DELETE)[0].json == {"media_id": "MATERIAL"}


async def test_the_library_is_counted(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(COUNTS, {"voice_count": 1, "video_count": 2, "image_count": 3, "news_count": 4})

    assert await wechat.material_counts() == MaterialCounts(voices=1, videos=2, images=3, news=4)


async def test_the_library_is_listed(wechat: WeChat, fake: FakeWeChat):
    items = [
        {"media_id": "M1", "name": "a.jpg", "update_time": 1700000000, "url": "https://mmbiz.qpic.cn/a"},
        {"media_id": "M2", "content": {"news_item": [{"title": "头条"}]}, "update_time": "soon"},
    ]
    fake.will_say(LIST, {"total_count": 9, "item_count": 2, "item": items})

    page = await wechat.materials(MaterialKind.IMAGE, 4, 2)

    at = datetime.fromtimestamp(1700000000, UTC)
    first = MaterialItem("M1", "a.jpg", "https://mmbiz.qpic.cn/a", at)
    assert page == MaterialPage(9, (first, MaterialItem("M2", "头条", "", None)))
    assert fake.heard_at(LIST)[0].json == {"type": "image", "offset": 4, "count": 2}


@pytest.mark.parametrize(("offset", "count"), [(-1, 20), (0, 0), (0, 21)])
async def test_a_list_has_from_one_to_twenty_lines(wechat: WeChat, fake: FakeWeChat, offset: int, count: int):
    with pytest.raises(Unsayable):
        await wechat.materials(MaterialKind.NEWS, offset, count)

    assert fake.heard == []


@pytest.mark.parametrize(("data", "kind"), [(JPEG, b"image/jpeg"), (PNG, b"image/png")])
async def test_an_articles_picture_gets_an_address(wechat: WeChat, fake: FakeWeChat, data: bytes, kind: bytes):
    fake.will_say(IMAGE, {"url": "https://mmbiz.qpic.cn/b"})

    assert await wechat.upload_article_image("b", data) == "https://mmbiz.qpic.cn/b"
    assert b'name="media"; filename="b"\r\nContent-Type: ' + kind in fake.heard_at(IMAGE)[0].body


@pytest.mark.parametrize("data", [b"", b"GIF89a", JPEG.ljust(MB, b"x")], ids=["empty", "gif", "large"])
async def test_an_articles_picture_is_a_small_jpeg_or_png(wechat: WeChat, fake: FakeWeChat, data: bytes):
    with pytest.raises(Unsayable, match="JPEG or PNG"):
        await wechat.upload_article_image("b", data)

    assert fake.heard == []


@pytest.mark.parametrize("code", [40004, 40005, 40007, 40009, 40137, 41005, 44001, 45001, 45034, 48001, 48005])
async def test_a_no_is_refused(wechat: WeChat, fake: FakeWeChat, code: int):
    for path in (ADD, GET, DELETE, COUNTS, LIST, IMAGE):
        fake.will_say(path, error(code))

    for ask in (
        wechat.add_material(MediaKind.IMAGE, "a.jpg", "image/jpeg", JPEG),
        wechat.material("MATERIAL", most_bytes=MB),
        wechat.delete_material("MATERIAL"),
        wechat.material_counts(),
        wechat.materials(MaterialKind.VOICE),
        wechat.upload_article_image("b", PNG),
    ):
        with pytest.raises(Refused) as raised:
            await ask
        assert raised.value.code == code
