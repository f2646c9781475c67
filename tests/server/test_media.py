"""From the XML that WeChat seals to the picture in an agent's browser; and nothing for whoever guesses an address."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from pathlib import Path

import pytest
from httpx2 import AsyncClient

from domain import secrets
from domain.callbacks.handling import handle_waiting
from domain.ids import ACCOUNT, new_id, public_id
from domain.media import folder
from domain.media.fetching import fetch_due
from domain.media.links import LASTS, token_of
from domain.media.models import MediaFile, MediaState
from tests.conftest import KEY
from tests.domain.pushes import other, picture
from tests.factories import HandClock, a_viewer, an_account
from tests.fakes import FakeGate
from tests.server.knocking import post
from tests.wechat.vectors import sealed
from wechat import Downloaded, Encryption

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8
INBOX = """{ conversations { edges { node { lastMessage { kind content {
  ... on ImageContent { media { state url contentType size failure } }
} } } } } }"""


async def a_stored_file(http: AsyncClient, clock: HandClock, wechat: FakeGate, data: bytes = JPEG) -> MediaFile:
    """A fan's picture has come in a sealed push, and a worker fetched it."""
    account = await an_account(encryption=Encryption.SAFE)
    query, body = sealed(account.lock(), picture(at=clock()))
    answer = await http.post(f"/wechat/{public_id(ACCOUNT, account.id)}", params=query, content=body)
    assert answer.text == "success"
    await handle_waiting(clock)
    wechat.will("download_media", Downloaded("text/html", "../../evil.html", data))
    await fetch_due(clock)
    return await MediaFile.get()


async def test_a_fans_picture_is_seen_by_an_agent(http, clock, wechat):
    account = await an_account()
    viewer = await a_viewer(workspace=await account.workspace)
    query, body = sealed(account.lock(), picture(at=clock()))
    await account.filter(id=account.id).update(encryption=Encryption.SAFE)
    await http.post(f"/wechat/{public_id(ACCOUNT, account.id)}", params=query, content=body)
    await handle_waiting(clock)

    async def shown():
        (edge,) = (await post(http, INBOX, viewer, clock)).json()["data"]["conversations"]["edges"]
        assert edge["node"]["lastMessage"]["kind"] == "IMAGE"
        return edge["node"]["lastMessage"]["content"]["media"]

    nothing = {"url": None, "contentType": None, "size": None, "failure": None}
    assert await shown() == {"state": "WAITING"} | nothing
    wechat.will("download_media", Downloaded("text/html", "", JPEG))
    await fetch_due(clock)
    media = await shown()
    answer = await http.get(media["url"])

    assert (media["state"], media["contentType"], media["size"]) == ("STORED", "image/jpeg", len(JPEG))
    assert answer.content == JPEG
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox"


async def test_a_player_may_ask_for_a_part(http, clock, wechat):
    file = await a_stored_file(http, clock, wechat, b"\0\0\0\x18ftypmp42" + b"x" * 1000)

    answer = await http.get(f"/media/{token_of(file.id, clock())}", headers={"Range": "bytes=4-11"})

    assert (answer.status_code, answer.content) == (206, b"ftypmp42")
    assert answer.headers["content-type"] == "video/mp4"


async def test_what_only_pretends_to_be_a_picture_is_a_download(http, clock, wechat):
    file = await a_stored_file(http, clock, wechat, b"<html><script>alert(1)</script></html>")

    answer = await http.get(f"/media/{token_of(file.id, clock())}")

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{file.id.hex}"'


async def test_an_address_serves_for_an_hour_and_stays_the_same_for_a_while(http, clock, wechat):
    file = await a_stored_file(http, clock, wechat)
    token = token_of(file.id, clock())

    clock.advance(LASTS - timedelta(seconds=1))
    assert (await http.get(f"/media/{token}")).status_code == 200
    clock.advance(timedelta(minutes=15, seconds=1))
    assert (await http.get(f"/media/{token}")).status_code == 404
    noon = clock().replace(minute=0, second=1)
    assert token_of(file.id, noon) == token_of(file.id, noon + timedelta(minutes=14))


async def test_no_letter_of_an_address_can_be_changed(http, clock, wechat):
    file = await a_stored_file(http, clock, wechat)
    token = token_of(file.id, clock())

    for at in range(len(token)):
        for letter in "A_9":
            if token[at] != letter:
                changed = token[:at] + letter + token[at + 1 :]
                assert (await http.get(f"/media/{changed}")).status_code == 404


async def test_whatever_does_not_fit_looks_the_same(http, clock, wechat):
    file = await a_stored_file(http, clock, wechat)
    token = token_of(file.id, clock())
    later = bytearray(urlsafe_b64decode(token + "=="))
    later[18] ^= 1
    secrets.use("another key, as long as it has to be, and longer")
    foreign = token_of(file.id, clock())
    secrets.use(KEY)

    wrong = [
        *("x", "%00", "..%2f..%2fsecret.key", "%2e%2e", "签名", token[:-1], token + "A", token + "="),
        *(token * 100, token.lower(), foreign, token_of(new_id(), clock()), urlsafe_b64encode(bytes(later)).decode()),
    ]
    for guess in wrong:
        answer = await http.get(f"/media/{guess}")
        assert (answer.status_code, answer.text) == (404, "no such file") or answer.text == "Not Found", guess


async def test_a_file_that_is_gone_or_not_here_yet_is_not_found(http, clock, wechat):
    file = await a_stored_file(http, clock, wechat)
    token = token_of(file.id, clock())

    await MediaFile.all().update(state=MediaState.LOST)
    assert (await http.get(f"/media/{token}")).status_code == 404
    await MediaFile.all().update(state=MediaState.STORED)
    kept = folder.find(file.path)
    assert kept is not None
    kept.unlink()
    assert (await http.get(f"/media/{token}")).status_code == 404


@pytest.mark.parametrize("path", ["../outside", "/etc/hostname", "link", "../media-beside/file", "."])
async def test_no_path_leads_out_of_the_folder(http, clock, wechat, tmp_path: Path, path: str):
    file = await a_stored_file(http, clock, wechat)
    inside, outside, beside = tmp_path / "media", tmp_path / "outside", tmp_path / "media-beside"
    inside.mkdir()
    beside.mkdir()
    outside.write_text("a secret")
    (beside / "file").write_text("a secret")
    (inside / "link").symlink_to(outside)
    folder.use(inside)
    await MediaFile.all().update(path=path)

    assert (await http.get(f"/media/{token_of(file.id, clock())}")).status_code == 404


async def test_a_video_is_shown_with_its_still(http, clock, wechat):
    account = await an_account()
    viewer = await a_viewer(workspace=await account.workspace)
    query, body = sealed(
        account.lock(), other("video", at=clock(), more="<MediaId>M</MediaId><ThumbMediaId>T</ThumbMediaId>")
    )
    await account.filter(id=account.id).update(encryption=Encryption.SAFE)
    await http.post(f"/wechat/{public_id(ACCOUNT, account.id)}", params=query, content=body)
    await handle_waiting(clock)
    wechat.will("download_media", lambda id, most: Downloaded("", "", JPEG if id == "T" else b"\0\0\0\x18ftypmp42"))
    await fetch_due(clock)

    asked = INBOX.replace("ImageContent {", "VideoContent { isShort preview { contentType }").replace("media", "media")
    (edge,) = (await post(http, asked, viewer, clock)).json()["data"]["conversations"]["edges"]

    content = edge["node"]["lastMessage"]["content"]
    assert content["preview"]["contentType"] == "image/jpeg"
    assert content["media"]["contentType"] == "video/mp4"
