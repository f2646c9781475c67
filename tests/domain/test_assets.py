import asyncio
from datetime import timedelta

import pytest

from domain.assets import folder, vault
from domain.assets.actions import Upload, delete, keep
from domain.assets.errors import AssetTooLarge, AssetUnfit
from domain.assets.models import Asset, AssetKind, AssetMedia
from domain.clock import now
from domain.errors import NotFound
from domain.ids import new_id
from tests.factories import HandClock, a_workspace, an_account
from tests.fakes import FakeGate, FakeWeChat
from tests.files import AMR, MP3, MP4, an_asset, gif, jpeg, png
from wechat import MediaKind, Refused, TryLater, Uncertain, UploadedMedia

HOUR = timedelta(hours=1)


async def keeping(data: bytes, kind: AssetKind | None = None, name: str = "茶.png") -> Asset:
    """A file of a new workspace."""
    return await Asset.get(id=await keep((await a_workspace()).id, new_id(), Upload(data, name, kind), now()))


def numbered(wechat: FakeGate, clock: HandClock) -> None:
    """WeChat calls the first file M1, the next M2, for three days each."""

    async def upload(kind: MediaKind, filename: str, content_type: str, data: bytes) -> UploadedMedia:
        name = f"M{len(wechat.heard('upload_media'))}"
        await asyncio.sleep(0)
        return UploadedMedia(name, clock() + timedelta(days=3))

    wechat.will("upload_media", upload)


@pytest.mark.parametrize(
    ("data", "kind", "content_type", "size"),
    [
        (png(640, 480), AssetKind.IMAGE, "image/png", (640, 480)),
        (jpeg(640, 480), AssetKind.IMAGE, "image/jpeg", (640, 480)),
        (gif(640, 480), AssetKind.IMAGE, "image/gif", (640, 480)),
        (jpeg(64, 48), AssetKind.THUMB, "image/jpeg", (64, 48)),
        (AMR, AssetKind.VOICE, "audio/amr", (None, None)),
        (MP3, AssetKind.VOICE, "audio/mpeg", (None, None)),
        (MP4, AssetKind.VIDEO, "video/mp4", (None, None)),
    ],
)
async def test_a_file_is_kept_as_what_its_bytes_say(data, kind, content_type, size):
    asset = await keeping(data, kind)

    assert (asset.kind, asset.content_type, (asset.width, asset.height)) == (kind, content_type, size)
    assert folder.find(asset.path).read_bytes() == data


async def test_without_a_kind_the_bytes_decide():
    assert [(await keeping(data)).kind for data in (png(), AMR, MP4)] == ["IMAGE", "VOICE", "VIDEO"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", AssetKind.IMAGE),
        (b"<html>", None),
        (b"<html>", AssetKind.IMAGE),
        (png(), AssetKind.VOICE),
        (png(), AssetKind.THUMB),
        (b"#!AMR-WB\n0", AssetKind.VOICE),
        (png(8001, 8000), AssetKind.IMAGE),
        (png(0, 5), AssetKind.IMAGE),
        (png()[:20], AssetKind.IMAGE),
        (gif()[:8], AssetKind.IMAGE),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", AssetKind.IMAGE),
        (b"\xff\xd8\xff" + b"\xff" * 50, AssetKind.IMAGE),
    ],
)
async def test_what_wechat_would_not_take_is_refused(data, kind):
    with pytest.raises(AssetUnfit):
        await keeping(data, kind)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png() + b"0" * 10 * 1024 * 1024, AssetKind.IMAGE),
        (AMR + b"0" * 2 * 1024 * 1024, AssetKind.VOICE),
        (jpeg(filling=64 * 1024), AssetKind.THUMB),
    ],
)
async def test_what_is_too_large_is_refused(data, kind):
    with pytest.raises(AssetTooLarge):
        await keeping(data, kind)


@pytest.mark.parametrize("name", ["", "  ", "x" * 129, "a\0b"])
async def test_a_file_needs_a_name(name):
    with pytest.raises(AssetUnfit):
        await keeping(png(), name=name)


async def test_the_same_bytes_are_one_file_also_at_once():
    workspace = await a_workspace()
    upload = Upload(png(), "茶.png")

    ids = set(await asyncio.gather(*(keep(workspace.id, new_id(), upload, now()) for _ in range(4))))

    assert len(ids) == 1
    assert await Asset.all().count() == 1


async def test_another_workspace_keeps_its_own():
    first, second = await keeping(png()), await keeping(png())

    assert first.path != second.path


async def test_a_deleted_file_is_deleted_once_and_for_its_workspace_only():
    asset = await keeping(png())
    with pytest.raises(NotFound):
        await delete((await a_workspace()).id, new_id(), asset.id, now())

    await delete(asset.workspace_id, new_id(), asset.id, now())

    with pytest.raises(NotFound):
        await delete(asset.workspace_id, new_id(), asset.id, now())
    assert (await an_asset(asset.workspace_id)).id != asset.id


async def test_a_media_id_is_made_once_for_an_account_and_renewed_in_time(wechat):
    clock, account, other = HandClock(), await an_account(), await an_account()
    asset = await an_asset(account.workspace_id)
    numbered(wechat, clock)

    async def media_id(of):
        return (await vault.media_ids(FakeWeChat(wechat), of.id, [asset.id], clock))[asset.id]

    assert [await media_id(account), await media_id(account), await media_id(other)] == ["M1", "M1", "M2"]
    clock.advance(timedelta(days=3) - HOUR - timedelta(seconds=1))
    assert await media_id(account) == "M1"
    clock.advance(timedelta(seconds=2))
    assert await media_id(account) == "M3"
    assert await AssetMedia.filter(account_id=account.id).count() == 1
    assert wechat.heard("upload_media")[0][:3] == (MediaKind.IMAGE, "file.png", "image/png")


async def test_two_workers_who_need_one_media_id_upload_once(wechat):
    clock, account = HandClock(), await an_account()
    asset = await an_asset(account.workspace_id)
    numbered(wechat, clock)

    way = FakeWeChat(wechat)
    found = await asyncio.gather(*(vault.media_ids(way, account.id, [asset.id], clock) for _ in range(4)))

    assert found == [{asset.id: "M1"}] * 4
    assert len(wechat.heard("upload_media")) == 1


async def test_silence_at_an_upload_is_for_later_and_a_no_is_a_no(wechat):
    account = await an_account()
    asset = await an_asset(account.workspace_id)
    wechat.will("upload_media", Uncertain("silence"), Refused("No.", act="x", code=40006))  # type: ignore[arg-type]

    for expected in (TryLater, Refused):
        with pytest.raises(expected):
            await vault.media_ids(FakeWeChat(wechat), account.id, [asset.id], now)


async def test_a_file_that_is_gone_from_the_disk_is_said_so(wechat):
    account = await an_account()
    asset = await an_asset(account.workspace_id)
    folder.find(asset.path).unlink()

    with pytest.raises(Refused, match="not in Fandesk's data folder"):
        await vault.media_ids(FakeWeChat(wechat), account.id, [asset.id], now)
