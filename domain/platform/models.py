"""Our third-party platform (第三方平台): its ticket, and what WeChat pushed about authorisations."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from domain.ids import new_id


class PlatformTicket(Model):
    """The newest component_verify_ticket of a platform, sealed. WeChat pushes one every ten minutes."""

    app_id = fields.CharField(max_length=64, primary_key=True)
    sealed_ticket = fields.TextField()
    pushed_at = fields.DatetimeField()

    class Meta:
        table = "platform_ticket"


class PlatformPushState(StrEnum):
    """WAITING to be handled (again), DONE, or DEAD after its last try."""

    WAITING = "WAITING"
    DONE = "DONE"
    DEAD = "DEAD"


class PlatformPush(Model):
    """One push about an authorisation, kept before it is understood. `key` lets each in once."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    app_id = fields.CharField(max_length=64)
    key = fields.CharField(max_length=128)
    sealed_xml = fields.TextField()
    received_at = fields.DatetimeField()
    state = fields.CharEnumField(PlatformPushState, max_length=8, default=PlatformPushState.WAITING)
    attempts = fields.IntField(default=0)
    due_at = fields.DatetimeField()
    error = fields.TextField(null=True)
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "platform_push"
        unique_together = (("app_id", "key"),)
