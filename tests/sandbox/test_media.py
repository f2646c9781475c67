"""Files that last three days, files that last, and what WeChat does not take."""

import json

import pytest

from tests.sandbox.asking import PNG, code_of, fetch, upload
from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID

THREE_DAYS = 3 * 86_400
JPG, MP4 = b"\xff\xd8\xff\xe0 picture", b"\x00\x00\x00\x18ftypmp42"
AMR_SECOND = (b"\x3c" + bytes(31)) * 50


async def test_item_4_a_file_is_taken_and_given_back_as_it_was(box: Driver) -> None:
    await box.an_account()

    kept = await upload(box, "media/upload", type="image")

    assert (kept["type"], kept["created_at"]) == ("image", int(box.world.now()))
    answer = await fetch(box, "media/get", media_id=kept["media_id"])
    assert answer.content == PNG
    assert answer.headers["content-disposition"] == 'attachment; filename="a.png"'


async def test_item_4_a_form_without_the_field_media_or_a_filename_holds_no_file(box: Driver) -> None:
    await box.an_account()
    token = (await box.token())["access_token"]
    url = f"/cgi-bin/media/upload?type=image&access_token={token}"
    form = {"Content-Type": "multipart/form-data; boundary=x"}

    async def code(disposition: str) -> int:
        body = b"--x\r\nContent-Disposition: form-data; " + disposition.encode() + b"\r\n\r\n" + PNG + b"\r\n--x--\r\n"
        return (await box.client.post(url, content=body, headers=form)).json().get("errcode", 0)

    assert await code('name="media"; filename="a.png"') == 0
    assert await code('name="file"; filename="a.png"') == 41005
    assert await code('name="media"') == 41005
    assert await code("name=\"media\"; filename*=utf-8''%E5%9B%BE.png") == 41005
    assert (await box.client.post(url, content=PNG)).json()["errcode"] == 41005
    assert (await box.client.post(url)).json()["errcode"] == 41005


async def test_item_4_a_chinese_filename_in_plain_utf_8_is_taken(box: Driver) -> None:
    await box.an_account()

    kept = await upload(box, "media/upload", filename="图.png", type="image")

    assert "media_id" in kept


@pytest.mark.parametrize(
    ("kind", "filename", "data", "errcode"),
    [
        ("image", "a.png", b"", 44001),
        ("image", "a.png", b"no picture", 40137),
        ("image", "a.exe", PNG, 40005),
        ("image", "a.png", PNG + bytes(10 * 1024 * 1024), 40009),
        ("voice", "a.amr", b"#!AMR\n" + bytes(2 * 1024 * 1024), 40010),
        ("voice", "a.wav", b"RIFF", 40005),
        ("voice", "a.amr", b"#!AMR\n" + AMR_SECOND * 61, 45007),
        ("video", "a.mp4", MP4 + bytes(10 * 1024 * 1024), 40011),
        ("video", "a.avi", MP4, 40005),
        ("thumb", "a.jpg", JPG + bytes(64 * 1024), 40012),
        ("thumb", "a.png", PNG, 40005),
        ("news", "a.png", PNG, 40004),
        ("image", "a.png", PNG, 0),
        ("voice", "a.amr", b"#!AMR\n" + AMR_SECOND * 60, 0),
        ("voice", "a.MP3", b"ID3", 0),
        ("video", "a.mp4", MP4, 0),
        ("thumb", "a.jpg", JPG, 0),
    ],
)
async def test_item_25_what_is_no_such_file_or_too_big_is_refused(
    box: Driver, kind: str, filename: str, data: bytes, errcode: int
) -> None:
    await box.an_account()

    assert (await upload(box, "media/upload", data, filename, type=kind)).get("errcode", 0) == errcode


async def test_item_25_a_media_id_is_good_for_three_days(box: Driver) -> None:
    await box.an_account()
    kept = await upload(box, "media/upload", type="image")

    await box.advance(THREE_DAYS - 1)
    assert (await fetch(box, "media/get", media_id=kept["media_id"])).content == PNG
    await box.advance(1)
    answer = await fetch(box, "media/get", media_id=kept["media_id"])

    assert (answer.status_code, answer.json()["errcode"]) == (200, 40007)


async def test_item_25_a_media_id_is_the_accounts_own(box: Driver) -> None:
    await box.an_account()
    kept = await upload(box, "media/upload", type="image")
    other = await box.control("POST", "/accounts", name="山野书店", verify=False)
    said = {"grant_type": "client_credential", "appid": other["appId"], "secret": other["appSecret"]}
    token = (await box.client.post("/cgi-bin/stable_token", json=said)).json()["access_token"]

    answer = await box.client.get(f"/cgi-bin/media/get?access_token={token}&media_id={kept['media_id']}")

    assert answer.json()["errcode"] == 40007


async def test_of_a_video_there_is_an_address_and_the_video_behind_it(box: Driver) -> None:
    await box.an_account()
    kept = await upload(box, "media/upload", MP4, "a.mp4", type="video")

    told = await box.ask("media/get", media_id=kept["media_id"])

    assert (await box.client.get(told["video_url"])).content == MP4


async def test_a_thumb_has_a_key_of_its_own(box: Driver) -> None:
    await box.an_account()

    kept = await upload(box, "media/upload", JPG, "a.jpg", type="thumb")

    assert set(kept) == {"type", "thumb_media_id", "created_at"}


async def test_what_a_fan_sends_can_be_fetched_by_id_and_by_address(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    pushed = (await box.fan_does(fan, "image"))["fields"]

    by_id = await fetch(box, "media/get", media_id=pushed["MediaId"])
    by_address = await box.client.get(pushed["PicUrl"])

    assert by_id.content == by_address.content
    assert by_address.headers["content-type"] == "image/png"


async def test_a_missing_media_id_is_named(box: Driver) -> None:
    await box.an_account()

    assert await code_of(box, "media/get") == 41006
    assert await code_of(box, "media/get", media_id="nonsense") == 40007
    assert await code_of(box, "material/get_material", {}) == 41006


async def test_the_days_uploads_and_downloads_are_limited(box: Driver) -> None:
    await box.an_account()
    kept = await upload(box, "media/upload", type="image")
    await box.control("PATCH", f"/accounts/{APP_ID}", quotas={"media/upload": 1, "media/get": 0})

    assert (await upload(box, "media/upload", type="image"))["errcode"] == 45009
    assert await code_of(box, "media/get", media_id=kept["media_id"]) == 45009


async def test_material_lasts_and_is_counted_listed_and_deleted(box: Driver) -> None:
    await box.an_account()
    first = await upload(box, "material/add_material", filename="一.png", type="image")
    second = await upload(box, "material/add_material", filename="二.png", type="image")
    await box.advance(10 * THREE_DAYS)

    assert (await fetch(box, "material/get_material", {"media_id": first["media_id"]})).content == PNG
    assert (await box.client.get(first["url"])).content == PNG
    listed = await box.ask("material/batchget_material", {"type": "image", "offset": 0, "count": 1})
    assert (listed["total_count"], listed["item_count"]) == (2, 1)
    assert (listed["item"][0]["media_id"], listed["item"][0]["name"]) == (second["media_id"], "二.png")
    assert await code_of(box, "material/del_material", {"media_id": first["media_id"]}) == 0
    assert await box.ask("material/get_materialcount") == {
        "voice_count": 0,
        "video_count": 0,
        "image_count": 1,
        "news_count": 0,
    }
    assert await code_of(box, "material/get_material", {"media_id": first["media_id"]}) == 40007


@pytest.mark.parametrize("count", [0, 21, None, "5"])
async def test_material_is_listed_twenty_at_a_time(box: Driver, count: object) -> None:
    await box.an_account()

    assert await code_of(box, "material/batchget_material", {"type": "image", "offset": 0, "count": count}) == 40035
    assert await code_of(box, "material/batchget_material", {"type": "film", "offset": 0, "count": 1}) == 40004


async def test_a_permanent_video_has_a_title(box: Driver) -> None:
    await box.an_account()
    description = json.dumps({"title": "采茶", "introduction": "清明前"}, ensure_ascii=False)

    without = await upload(box, "material/add_material", MP4, "a.mp4", type="video")
    kept = await upload(box, "material/add_material", MP4, "a.mp4", type="video", description=description)

    told = await box.ask("material/get_material", {"media_id": kept["media_id"]})
    assert without["errcode"] == 47001
    assert (told["title"], told["description"]) == ("采茶", "清明前")
    assert (await box.client.get(told["down_url"])).content == MP4


async def test_the_library_has_an_end(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", f"/accounts/{APP_ID}/limits", most={"image": 1})

    codes = [(await upload(box, "material/add_material", type="image")).get("errcode", 0) for _ in range(2)]

    assert codes == [0, 45034]


async def test_material_that_the_menu_shows_is_not_deleted(box: Driver) -> None:
    await box.an_account()
    kept = await upload(box, "material/add_material", type="image")
    button = {"type": "media_id", "name": "今日茶", "media_id": kept["media_id"]}
    await box.ask("menu/create", {"button": [button]})

    assert await code_of(box, "material/del_material", {"media_id": kept["media_id"]}) == 48005


async def test_a_picture_for_an_article_has_an_address_and_no_id(box: Driver) -> None:
    await box.an_account()

    kept = await upload(box, "media/uploadimg")

    assert set(kept) == {"url"}
    assert (await box.client.get(kept["url"])).content == PNG
    assert (await upload(box, "media/uploadimg", PNG + bytes(1024 * 1024)))["errcode"] == 40009
    assert (await upload(box, "media/uploadimg", b"GIF89a", "a.gif"))["errcode"] == 40005
    assert (await box.client.get("/media/nobody/nothing")).status_code == 404


async def test_a_test_sees_what_an_account_holds(box: Driver) -> None:
    await box.an_account()
    await upload(box, "media/upload", type="image")

    held = (await box.control("GET", f"/accounts/{APP_ID}/media"))["media"]

    assert [(one["kind"], one["filename"], one["bytes"]) for one in held] == [("image", "a.png", len(PNG))]
