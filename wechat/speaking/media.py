"""Files for messages, which WeChat keeps for three days, and those that fans send. WeChat docs, 素材管理: 临时素材."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wechat.errors import TryLater, Unsayable
from wechat.files import Downloaded
from wechat.speaking.answers import UNREADABLE, UNREADABLE_ZH, Odd, confirming, moment_in, text_in
from wechat.speaking.speaker import Speaker

KEPT_FOR = timedelta(days=3)
KB, MB = 1024, 1024 * 1024


class MediaKind(StrEnum):
    """What a file is to WeChat. THUMB is the small picture of a video or a mini-program's card."""

    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"
    THUMB = "thumb"

    @property
    def most_bytes(self) -> int:
        """The largest file of this kind that WeChat takes. WeChat docs, 素材管理: 新增临时素材."""
        return _MOST[self]


_MOST = {
    MediaKind.IMAGE: 10 * MB,
    MediaKind.VOICE: 2 * MB,
    MediaKind.VIDEO: 10 * MB,
    MediaKind.THUMB: 64 * KB,
}


@dataclass(frozen=True)
class UploadedMedia:
    """A file that WeChat has until `expires_at`; messages of this account name it by `media_id`, as often as wished."""

    media_id: str
    expires_at: datetime


class Media(Speaker):
    """Temporary files, up and down."""

    async def upload_media(self, kind: MediaKind, filename: str, content_type: str, data: bytes) -> UploadedMedia:
        """Give WeChat a file for three days. Raises TryLater, Refused, Unsayable (empty or too large) or Uncertain.

        An Uncertain one may be repeated: at worst WeChat keeps the file twice.
        """
        check_size(kind, data)
        answer = await self._upload(
            "/cgi-bin/media/upload",
            query={"type": kind.value},
            filename=filename,
            content_type=content_type,
            data=data,
            may_repeat=True,
        )
        with confirming():
            media_id = text_in(answer, "media_id") or text_in(answer, "thumb_media_id")
            if not media_id:
                raise Odd("media_id")
            uploaded_at = moment_in(answer, "created_at") or self._line.clock()
            return UploadedMedia(media_id, uploaded_at + KEPT_FOR)

    async def download_media(self, media_id: str, *, most_bytes: int) -> Downloaded:
        """A temporary file, such as a fan's picture, voice or video. Raises TryLater, or Refused where WeChat has it no
        more (40007) and where it is larger than `most_bytes`.

        WeChat docs, 素材管理: 获取临时素材. For a video WeChat names an address in place of the file: it is followed.
        """
        heard = await self._download("/cgi-bin/media/get", query={"media_id": media_id}, most_bytes=most_bytes)
        if isinstance(heard, Downloaded):
            return heard
        address = text_in(heard, "video_url") or text_in(heard, "down_url")
        if not address:
            raise TryLater(UNREADABLE, UNREADABLE_ZH)
        return await self._fetch(address, most_bytes=most_bytes)

    async def fetch_picture(self, url: str, *, most_bytes: int) -> Downloaded:
        """The picture at a push's PicUrl. Raises what `download_media` raises, and Unsayable where the address is not
        one of WeChat's: in plaintext mode anybody may have written it."""
        return await self._fetch(url, most_bytes=most_bytes)


def check_size(kind: MediaKind, data: bytes) -> None:
    """Raise Unsayable where the file is empty or larger than WeChat takes."""
    if not data:
        raise Unsayable("The file is empty.", "文件是空的。")
    if len(data) > kind.most_bytes:
        most = _spelled(kind.most_bytes)
        raise Unsayable(f"WeChat takes at most {most} of this kind of file.", f"此类文件微信最多接受 {most}。")


def _spelled(size: int) -> str:
    return f"{size // MB} MB" if size >= MB else f"{size // KB} KB"
