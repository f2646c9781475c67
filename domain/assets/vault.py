"""What WeChat calls an asset at each account: uploaded when it is first needed, and again before WeChat forgets it."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from weakref import WeakValueDictionary

import wechat
from domain import database
from domain.assets import folder
from domain.clock import Clock
from domain.database import Row
from domain.ids import new_id

SPARE = timedelta(hours=1)  # a media id that lasts no longer is renewed: the send may have to wait
_GONE = "The file that was to be sent is not in Fandesk's data folder any more."
_GONE_ZH = "要发送的文件已不在数据目录中。"
_UNANSWERED = "WeChat did not answer when the file was uploaded. Nothing was sent."

# One upload at a time for each asset and account; what another process uploads meanwhile is a second copy at
# WeChat, which harms nobody: both media ids serve.
_locks: WeakValueDictionary[tuple[UUID, UUID], asyncio.Lock] = WeakValueDictionary()


async def media_ids(
    way: wechat.WeChat, account_id: UUID, asset_ids: Iterable[UUID], clock: Clock, *, but: frozenset[str] = frozenset()
) -> dict[UUID, str]:
    """The media id of each asset at this account; those in `but` serve no more. Belongs outside any transaction.

    Raises TryLater where WeChat did not take a file now, and Refused where it never will.
    """
    return {id: await _media_id(way, account_id, id, clock, but) for id in dict.fromkeys(asset_ids)}


async def _media_id(way: wechat.WeChat, account_id: UUID, asset_id: UUID, clock: Clock, but: frozenset[str]) -> str:
    lock = _locks.setdefault((account_id, asset_id), asyncio.Lock())
    async with lock:
        known = await _known(account_id, asset_id, clock())
        if known is not None and known not in but:
            return known
        uploaded = await _upload(way, asset_id)
        await _remember(account_id, asset_id, uploaded)
        return uploaded.media_id


async def _known(account_id: UUID, asset_id: UUID, now: datetime) -> str | None:
    sql = "SELECT wechat_media FROM asset_media WHERE asset_id = $1 AND account_id = $2 AND expires_at > $3"
    found = await database.rows(sql, asset_id, account_id, now + SPARE)
    return str(found[0]["wechat_media"]) if found else None


async def _upload(way: wechat.WeChat, asset_id: UUID) -> wechat.UploadedMedia:
    asset = await _asset(asset_id)
    file = folder.find(asset["path"])
    if file is None:
        raise wechat.Unsayable(_GONE, _GONE_ZH)
    data = await asyncio.to_thread(file.read_bytes)
    kind = wechat.MediaKind[asset["kind"]]
    try:
        return await way.upload_media(kind, _filename(asset), asset["content_type"], data)
    except wechat.Uncertain:
        raise wechat.TryLater(_UNANSWERED) from None


async def _asset(asset_id: UUID) -> Row:
    return (await database.rows("SELECT kind, path, content_type FROM asset WHERE id = $1", asset_id))[0]


async def _remember(account_id: UUID, asset_id: UUID, uploaded: wechat.UploadedMedia) -> None:
    sql = (
        "INSERT INTO asset_media (id, asset_id, account_id, wechat_media, expires_at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (asset_id, account_id) DO UPDATE SET wechat_media = $4, expires_at = $5"
    )
    await database.rows(sql, new_id(), asset_id, account_id, uploaded.media_id, uploaded.expires_at)


def _filename(asset: Row) -> str:
    # WeChat looks at the ending; the name that an agent gave may have none, or another's.
    return f"file.{_ENDINGS[asset['content_type']]}"


_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "audio/amr": "amr",
    "audio/mpeg": "mp3",
    "video/mp4": "mp4",
}
