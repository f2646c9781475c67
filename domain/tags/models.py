"""WeChat's tags (标签) of an account, who has them, and what is still to be told to WeChat."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import OfficialAccount
from domain.fans.models import Fan
from domain.ids import new_id

LEASE = timedelta(seconds=60)
LAST_RESERVED = 2  # WeChat's own tags have the numbers 0 to 2; 2 is 星标组


class Tag(Model):
    """One tag as WeChat knows it: at most 100 an account. `deleted_at`: gone at WeChat."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account: fields.ForeignKeyRelation[OfficialAccount] = fields.ForeignKeyField(
        "models.OfficialAccount", related_name="tags"
    )
    account_id: UUID
    number = fields.IntField()
    name = fields.CharField(max_length=64)
    created_at = fields.DatetimeField()
    deleted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "tag"
        unique_together = (("account_id", "number"),)
        indexes = (("workspace_id", "id"),)


class FanTag(Model):
    """A fan has a tag, or is about to. `place` keeps WeChat's order of a fan's tags: at most 20."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    fan: fields.ForeignKeyRelation[Fan] = fields.ForeignKeyField("models.Fan", related_name="fan_tags")
    fan_id: UUID
    tag: fields.ForeignKeyRelation[Tag] = fields.ForeignKeyField("models.Tag", related_name="fan_tags")
    tag_id: UUID
    place = fields.IntField()

    class Meta:
        table = "fan_tag"
        unique_together = (("fan_id", "tag_id"),)
        indexes = (("tag_id", "fan_id"),)


class TagChangeState(StrEnum):
    """WAITING to be told to WeChat, CLAIMED by one worker, DONE, or REFUSED by WeChat."""

    WAITING = "WAITING"
    CLAIMED = "CLAIMED"
    DONE = "DONE"
    REFUSED = "REFUSED"


class TagChange(Model):
    """A fan is to get or lose a tag at WeChat. Workers tell it in batches of 50 fans a tag."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account_id = fields.UUIDField()
    fan_id = fields.UUIDField()
    tag_id = fields.UUIDField()
    is_adding = fields.BooleanField()
    state = fields.CharEnumField(TagChangeState, max_length=8, default=TagChangeState.WAITING)
    due_at = fields.DatetimeField()
    attempts = fields.IntField(default=0)
    lease_until = fields.DatetimeField(null=True)
    lease_token = fields.UUIDField(null=True)
    refusal_code = fields.IntField(null=True)
    refusal_text = fields.TextField(null=True)
    created_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "tag_change"
