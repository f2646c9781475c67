"""What a fan did, beside what they said: the click trace (菜单点击轨迹) and all that belongs to it."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.fans.models import Fan
from domain.ids import new_id


class TimelineKind(StrEnum):
    """What happened; the API has a type for each."""

    FOLLOWED = "FOLLOWED"
    UNFOLLOWED = "UNFOLLOWED"
    QR_SCANNED = "QR_SCANNED"
    MENU_CLICKED = "MENU_CLICKED"
    MENU_LINK_OPENED = "MENU_LINK_OPENED"
    MINI_PROGRAM_OPENED = "MINI_PROGRAM_OPENED"
    CODE_SCANNED = "CODE_SCANNED"
    PICTURES_CHOSEN = "PICTURES_CHOSEN"
    LOCATION_CHOSEN = "LOCATION_CHOSEN"
    LOCATION_REPORTED = "LOCATION_REPORTED"
    SUBSCRIPTION_CHANGED = "SUBSCRIPTION_CHANGED"
    OTHER = "OTHER"


class TimelineEntry(Model):
    """One thing a fan did. `data` is a JSON object with what the kind has, `happened_at` is WeChat's clock."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account_id = fields.UUIDField()
    fan: fields.ForeignKeyRelation[Fan] = fields.ForeignKeyField("models.Fan", related_name="timeline")
    fan_id: UUID
    kind = fields.CharEnumField(TimelineKind, max_length=24)
    data = fields.TextField()
    happened_at = fields.DatetimeField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "timeline_entry"
        indexes = (("fan_id", "happened_at", "id"),)
