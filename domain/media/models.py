"""Files that fans sent: fetched from WeChat before they expire, and kept in a folder."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from domain.ids import new_id


class MediaState(StrEnum):
    """WAITING to be fetched, CLAIMED by one worker, STORED, or LOST for good."""

    WAITING = "WAITING"
    CLAIMED = "CLAIMED"
    STORED = "STORED"
    LOST = "LOST"


class MediaRole(StrEnum):
    """What a file is to its message: the thing itself, or a small picture of it."""

    FILE = "FILE"
    PREVIEW = "PREVIEW"


class MediaKind(StrEnum):
    """What WeChat says a file is; what it really is, its first bytes tell."""

    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"
    THUMB = "thumb"

    @property
    def most_bytes(self) -> int:
        """Larger files are not fetched. WeChat docs, 素材管理: 新增临时素材, with room for what phones send."""
        return _MOST[self]


_MEGABYTE = 1024 * 1024
_MOST = {
    MediaKind.IMAGE: 10 * _MEGABYTE,
    MediaKind.VOICE: 2 * _MEGABYTE,
    MediaKind.VIDEO: 20 * _MEGABYTE,
    MediaKind.THUMB: 2 * _MEGABYTE,
}


class MediaFile(Model):
    """One file of a message. `wechat_media` is WeChat's media_id for three days, `picture_url` another way to it.

    `path` is relative to the media folder. `role` and `kind` are a MediaRole and a MediaKind.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account_id = fields.UUIDField()
    message_id = fields.UUIDField()
    role = fields.CharField(max_length=12)
    kind = fields.CharField(max_length=12)
    wechat_media = fields.CharField(max_length=256)
    picture_url = fields.TextField(null=True)
    state = fields.CharEnumField(MediaState, max_length=8, default=MediaState.WAITING)
    due_at = fields.DatetimeField()
    attempts = fields.IntField(default=0)
    lease_until = fields.DatetimeField(null=True)
    lease_token = fields.UUIDField(null=True)
    path = fields.CharField(max_length=200, null=True)
    content_type = fields.CharField(max_length=64, null=True)
    size = fields.IntField(null=True)
    failure = fields.TextField(null=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "media_file"
        unique_together = (("message_id", "role"),)
