"""Files on the wire: multipart up, bytes or JSON down, and no address but WeChat's."""

import json

import pytest
from redis.asyncio import Redis

from tests.wechat.fake_wechat import FakeWeChat, Fault, Raw, Says, error
from wechat import Gate, Refused, TryLater, Uncertain, Unsayable, WeChat
from wechat.files import Downloaded

MEDIA = "/cgi-bin/media/get"
UPLOAD = "/cgi-bin/media/upload"
PICTURE = Raw(b"\xff\xd8\xff\xe0 a picture", headers="Content-Type: image/jpeg; charset=binary\r\n")


async def test_a_file_goes_in_the_field_media(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(UPLOAD, {"type": "image", "media_id": "MEDIA"})

    answer = await wechat._upload(
        UPLOAD,
        query={"type": "image"},
        filename='促销 "1".jpg',
        content_type="image/jpeg",
        data=b"\xff\xd8 bytes",
        fields={"description": '{"title": "标题"}'},
    )

    [heard] = fake.heard_at(UPLOAD)
    assert answer["media_id"] == "MEDIA"
    assert heard.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert 'name="media"; filename="促销 %221%22.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'.encode() in heard.body
    assert 'name="description"\r\n\r\n{"title": "标题"}\r\n'.encode() in heard.body
    assert b"\xff\xd8 bytes" in heard.body


async def test_a_file_without_a_name_has_one_all_the_same(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(UPLOAD, {"media_id": "MEDIA"})

    await wechat._upload(UPLOAD, filename="", content_type="image/jpeg", data=b"x")

    assert b'name="media"; filename="file"' in fake.heard_at(UPLOAD)[0].body


@pytest.mark.parametrize("says", [Fault.HANG_UP, Raw(b"")])
async def test_an_upload_without_an_answer_is_uncertain(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(UPLOAD, says)

    with pytest.raises(Uncertain):
        await wechat._upload(UPLOAD, filename="a.jpg", content_type="image/jpeg", data=b"x")


async def test_a_file_comes_as_it_is(wechat: WeChat, fake: FakeWeChat):
    disposition = 'Content-disposition: attachment; filename="../MEDIA%20ID.jpg"\r\n'
    fake.will_say(MEDIA, Raw(PICTURE.body, headers=PICTURE.headers + disposition))

    found = await wechat._download(MEDIA, query={"media_id": "M"}, most_bytes=100)

    assert found == Downloaded("image/jpeg", "MEDIA ID.jpg", PICTURE.body)


async def test_json_in_place_of_a_file_is_an_answer(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(MEDIA, {"video_url": "http://video.example/1"})

    assert await wechat._download(MEDIA, most_bytes=10) == {"video_url": "http://video.example/1"}


@pytest.mark.parametrize("kind", ["text/plain", "image/jpeg", "application/json"])
async def test_a_refusal_in_place_of_a_file_is_a_refusal(wechat: WeChat, fake: FakeWeChat, kind: str):
    body = json.dumps(error(40007)).encode()
    fake.will_say(MEDIA, Raw(b"\n" + body, headers=f"Content-Type: {kind}\r\n"))

    with pytest.raises(Refused) as raised:
        await wechat._download(MEDIA, most_bytes=10)

    assert raised.value.code == 40007


async def test_a_stale_token_in_place_of_a_file_is_renewed(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(MEDIA, error(42001), PICTURE)

    assert isinstance(await wechat._download(MEDIA, most_bytes=100), Downloaded)


@pytest.mark.parametrize("size", [101, 70_000])
async def test_a_file_that_is_too_large_is_refused(wechat: WeChat, fake: FakeWeChat, size: int):
    fake.will_say(MEDIA, Raw(b"x" * size))

    with pytest.raises(Refused, match="larger than"):
        await wechat._download(MEDIA, most_bytes=100)

    assert len(fake.heard_at(MEDIA)) == 1


@pytest.mark.parametrize("says", [Fault.HANG_UP, Raw(b""), Raw(b"<html>", "502 Bad Gateway")], ids=str)
async def test_a_file_that_does_not_come_is_for_later(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(MEDIA, says)

    with pytest.raises(TryLater):
        await wechat._download(MEDIA, most_bytes=100)


async def test_a_file_that_drips_is_for_later(fake: FakeWeChat, redis: Redis, app_id: str):
    gate = Gate(api_url=fake.url, redis=redis, media_deadline=0.1, pauses=())
    fake.will_say(MEDIA, Fault.DRIP)

    with pytest.raises(TryLater):
        await gate.account(app_id, "SECRET")._download(MEDIA, most_bytes=100)

    await gate.close()


async def test_a_picture_is_fetched_from_where_wechat_says(wechat: WeChat, fake: FakeWeChat):
    fake.will_say("/pictures/1", PICTURE)

    found = await wechat._fetch(f"{fake.url}/pictures/1?size=0", most_bytes=100)

    assert found.data == PICTURE.body
    assert fake.heard[0].query == {"size": "0"}


async def test_a_picture_that_is_gone_is_refused(wechat: WeChat, fake: FakeWeChat):
    fake.will_say("/pictures/1", Raw(b"<html>gone</html>", "404 Not Found"))

    with pytest.raises(Refused):
        await wechat._fetch(f"{fake.url}/pictures/1", most_bytes=100)


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:6379/",
        "http://qpic.cn.evil.example/1",
        "http://evilqpic.cn/1",
        "http://mmbiz.qpic.cn:8080/1",
        "http://me:it@mmbiz.qpic.cn/1",
        "file:///etc/passwd",
        "gopher://mmbiz.qpic.cn/1",
        "//mmbiz.qpic.cn/1",
        "http://[::1",
        "",
    ],
)
async def test_an_address_that_is_not_wechats_is_never_called(wechat: WeChat, fake: FakeWeChat, url: str):
    # In plaintext mode the signature does not cover the body: anybody may have written the address.
    with pytest.raises(Unsayable):
        await wechat._fetch(url, most_bytes=100)

    assert fake.connections == 0
