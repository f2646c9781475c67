from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from tests.wechat.fake_wechat import FakeWeChat, Fault, Raw, Says, error
from wechat import Downloaded, Gate, MediaKind, Refused, TryLater, Uncertain, Unsayable, UploadedMedia, WeChat

UPLOAD = "/cgi-bin/media/upload"
GET = "/cgi-bin/media/get"
JPEG = b"\xff\xd8\xff\xe0" + b"a picture" * 100
MB = 1024 * 1024


def a_file(data: bytes = JPEG, content_type: str = "image/jpeg", filename: str = "a.jpg") -> Raw:
    named = f'Content-Disposition: attachment; filename="{filename}"\r\n' if filename else ""
    return Raw(data, headers=f"Content-Type: {content_type}\r\n{named}")


# Up


async def test_a_picture_is_uploaded_for_three_days(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(UPLOAD, {"type": "image", "media_id": "MEDIA", "created_at": 1700000000})

    uploaded = await wechat.upload_media(MediaKind.IMAGE, "a.jpg", "image/jpeg", JPEG)

    began = datetime.fromtimestamp(1700000000, UTC)
    assert uploaded == UploadedMedia("MEDIA", began + timedelta(days=3))
    [heard] = fake.heard_at(UPLOAD)
    assert heard.query == {"access_token": "TOKEN", "type": "image"}
    assert heard.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="media"; filename="a.jpg"\r\nContent-Type: image/jpeg' in heard.body
    assert JPEG in heard.body


async def test_a_thumb_has_its_id_under_another_name(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(UPLOAD, {"errcode": 0, "type": "thumb", "thumb_media_id": "THUMB", "created_at": 1700000000})

    assert (await wechat.upload_media(MediaKind.THUMB, "a.jpg", "image/jpeg", JPEG)).media_id == "THUMB"


async def test_where_wechat_tells_no_time_ours_counts(fake: FakeWeChat, redis: Redis, app_id: str):
    noon = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    gate = Gate(api_url=fake.url, redis=redis, clock=lambda: noon)
    fake.will_say(UPLOAD, {"media_id": "MEDIA", "created_at": "lately"})

    uploaded = await gate.account(app_id, "SECRET").upload_media(MediaKind.IMAGE, "a.jpg", "image/jpeg", JPEG)

    assert uploaded.expires_at == noon + timedelta(days=3)
    await gate.close()


@pytest.mark.parametrize(
    ("kind", "most", "named"),
    [
        (MediaKind.IMAGE, 10 * MB, "10 MB"),
        (MediaKind.VOICE, 2 * MB, "2 MB"),
        (MediaKind.VIDEO, 10 * MB, "10 MB"),
        (MediaKind.THUMB, 64 * 1024, "64 KB"),
    ],
)
async def test_a_file_has_a_size_that_wechat_takes(
    wechat: WeChat, fake: FakeWeChat, kind: MediaKind, most: int, named: str
):
    fake.will_say(UPLOAD, {"media_id": "MEDIA"})

    await wechat.upload_media(kind, "a", "image/jpeg", bytes(most))
    with pytest.raises(Unsayable, match=f"at most {named}"):
        await wechat.upload_media(kind, "a", "image/jpeg", bytes(most + 1))
    with pytest.raises(Unsayable, match="empty"):
        await wechat.upload_media(kind, "a", "image/jpeg", b"")

    assert len(fake.heard_at(UPLOAD)) == 1


@pytest.mark.parametrize("code", [40004, 40005, 40006, 40009, 40010, 40011, 40012, 41005, 44001, 45001, 45007, 48001])
async def test_a_file_that_wechat_does_not_take_is_refused(wechat: WeChat, fake: FakeWeChat, code: int):
    fake.will_say(UPLOAD, error(code))

    with pytest.raises(Refused) as raised:
        await wechat.upload_media(MediaKind.IMAGE, "a.jpg", "image/jpeg", JPEG)

    assert raised.value.code == code


@pytest.mark.parametrize(
    ("filename", "content_type", "part"),
    [
        ("小猫.jpg", "image/jpeg", 'filename="小猫.jpg"\r\nContent-Type: image/jpeg\r\n'),
        ("", "IMAGE/JPEG; a=b", 'filename="file"\r\nContent-Type: image/jpeg\r\n'),
        ("a\ud83d.jpg", "image/jpeg", 'filename="a?.jpg"\r\n'),
        (
            'a"\r\nX-Y: z',
            "image/jpeg\r\nX-Y: z",
            'filename="a%22%0D%0AX-Y: z"\r\nContent-Type: application/octet-stream\r\n',
        ),
    ],
)
async def test_a_file_of_any_name_goes(wechat: WeChat, fake: FakeWeChat, filename: str, content_type: str, part: str):
    fake.will_say(UPLOAD, {"media_id": "MEDIA"})

    await wechat.upload_media(MediaKind.IMAGE, filename, content_type, JPEG)

    assert part.encode() in fake.heard_at(UPLOAD)[0].body


async def test_an_upload_is_tried_again(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(UPLOAD, Fault.RESET, {"media_id": "MEDIA"})

    assert (await wechat.upload_media(MediaKind.IMAGE, "a.jpg", "image/jpeg", JPEG)).media_id == "MEDIA"


async def test_a_stale_token_is_renewed_and_the_file_sent_again(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(UPLOAD, error(42001), {"media_id": "MEDIA"})

    await wechat.upload_media(MediaKind.IMAGE, "a.jpg", "image/jpeg", JPEG)

    assert [JPEG in heard.body for heard in fake.heard_at(UPLOAD)] == [True, True]


async def test_an_upload_without_an_id_is_uncertain(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(UPLOAD, {"type": "image"})

    with pytest.raises(Uncertain):
        await wechat.upload_media(MediaKind.IMAGE, "a.jpg", "image/jpeg", JPEG)


# Down


async def test_a_fans_picture_is_downloaded(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, a_file())

    assert await wechat.download_media("MEDIA", most_bytes=MB) == Downloaded("image/jpeg", "a.jpg", JPEG)
    [heard] = fake.heard_at(GET)
    assert (heard.method, heard.query) == ("GET", {"access_token": "TOKEN", "media_id": "MEDIA"})


async def test_a_videos_address_is_followed_without_our_token(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, {"video_url": f"{fake.url}/videos/7?key=x"})
    fake.will_say("/videos/7", a_file(b"\0\0\0\x18ftypmp42", "video/mp4", ""))

    video = await wechat.download_media("MEDIA", most_bytes=MB)

    assert video == Downloaded("video/mp4", "", b"\0\0\0\x18ftypmp42")
    assert fake.heard_at("/videos/7")[0].query == {"key": "x"}


@pytest.mark.parametrize("address", ["http://10.0.0.1/", "http://127.0.0.1:6379/", "file:///etc/passwd", "//x", "no"])
async def test_a_video_elsewhere_is_not_followed(wechat: WeChat, fake: FakeWeChat, address: str):
    fake.will_say(GET, {"video_url": address})

    with pytest.raises(Refused, match="not one of WeChat's"):
        await wechat.download_media("MEDIA", most_bytes=MB)


@pytest.mark.parametrize("code", [40004, 40007, 41006, 46001, 48001])
async def test_a_no_that_comes_as_a_file_is_refused(wechat: WeChat, fake: FakeWeChat, code: int):
    fake.will_say(GET, Raw(f'{{"errcode":{code},"errmsg":"no"}}'.encode(), headers="Content-Type: image/jpeg\r\n"))

    with pytest.raises(Refused) as raised:
        await wechat.download_media("MEDIA", most_bytes=MB)

    assert raised.value.code == code


async def test_a_file_larger_than_wanted_is_refused(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(GET, a_file(bytes(200_000)))

    with pytest.raises(Refused, match="larger"):
        await wechat.download_media("MEDIA", most_bytes=100_000)
    assert len((await wechat.download_media("MEDIA", most_bytes=200_000)).data) == 200_000


ODD: list[Says] = [{}, {"video_url": 5}, {"video_url": ""}, Raw(b""), Raw(b"{"), Raw(b"<html>", "502 Bad Gateway")]


@pytest.mark.parametrize("says", ODD, ids=str)
async def test_no_file_is_for_later(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(GET, says)

    with pytest.raises(TryLater):
        await wechat.download_media("MEDIA", most_bytes=MB)


# Pictures that a push names


async def test_a_pushs_picture_is_fetched_without_our_token(wechat: WeChat, fake: FakeWeChat):
    fake.will_say("/mmbiz_jpg/7/0", a_file())

    picture = await wechat.fetch_picture(f"{fake.url}/mmbiz_jpg/7/0", most_bytes=MB)

    assert picture.data == JPEG
    assert [(heard.path, heard.query) for heard in fake.heard] == [("/mmbiz_jpg/7/0", {})]


FORGED = [
    "",
    "not an address",
    "ftp://mmbiz.qpic.cn/a",
    "file:///etc/passwd",
    "http://127.0.0.1/a",
    "http://127.0.0.1:6379/",
    "http://[::1]/a",
    "http://169.254.169.254/latest/meta-data/",
    "http://localhost/a",
    "http://evil.example/a",
    "http://qpic.cn.evil.example/a",
    "http://evilqpic.cn/a",
    "http://mmbiz.qpic.cn:6379/a",
    "http://mmbiz.qpic.cn@127.0.0.1/a",
    "http://user:pass@mmbiz.qpic.cn/a",
    "http://127.0.0.1\\@mmbiz.qpic.cn/a",
    "http://127.0.0.1#@mmbiz.qpic.cn/a",
    "http://mmbiz.qpic.cn./a",
    "https://2130706433/a",
]


@pytest.mark.parametrize("url", FORGED)
async def test_a_picture_elsewhere_is_never_fetched(wechat: WeChat, fake: FakeWeChat, url: str):
    with pytest.raises(Refused, match="not one of WeChat's"):
        await wechat.fetch_picture(url, most_bytes=MB)

    assert fake.connections == 0


async def test_a_picture_that_leads_elsewhere_is_not_followed(wechat: WeChat, fake: FakeWeChat):
    fake.will_say("/a", Raw(b"", "302 Found", f"Location: {fake.url}/b\r\n"))

    with pytest.raises(TryLater):
        await wechat.fetch_picture(f"{fake.url}/a", most_bytes=MB)

    assert fake.heard_at("/b") == []


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
async def test_a_picture_that_is_gone_is_refused(wechat: WeChat, fake: FakeWeChat, status: str):
    fake.will_say("/a", Raw(b"", status))

    with pytest.raises(Refused) as raised:
        await wechat.fetch_picture(f"{fake.url}/a", most_bytes=MB)

    assert raised.value.code == 40007
