"""Interaction windows (互动窗口): until when, and how often, WeChat lets an account write to a fan."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.fans.models import Fan
from domain.ids import new_id


class WindowCause(StrEnum):
    """What opened it: what the fan did last of this kind."""

    MESSAGE = "MESSAGE"
    MENU = "MENU"
    FOLLOW = "FOLLOW"
    SCAN = "SCAN"
    PAYMENT = "PAYMENT"


class Window(Model):
    """What one cause opened last. `used` counts what was reserved or sent since, by the policy of that day."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    fan: fields.ForeignKeyRelation[Fan] = fields.ForeignKeyField("models.Fan", related_name="windows")
    fan_id: UUID
    cause = fields.CharEnumField(WindowCause, max_length=8)
    opened_at = fields.DatetimeField()
    used = fields.IntField(default=0)

    class Meta:
        table = "interaction_window"
        unique_together = (("fan_id", "cause"),)
