"""Reading all followers of an account from WeChat, page by page."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import OfficialAccount
from domain.ids import new_id


class SyncState(StrEnum):
    """LISTING reads who follows, DETAILING reads who they are; then DONE or FAILED."""

    LISTING = "LISTING"
    DETAILING = "DETAILING"
    DONE = "DONE"
    FAILED = "FAILED"


class FollowerSync(Model):
    """One pass over an account's followers. What is read is written with its place, so that a death costs one page."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account: fields.ForeignKeyRelation[OfficialAccount] = fields.ForeignKeyField(
        "models.OfficialAccount", related_name="follower_syncs"
    )
    account_id: UUID
    state = fields.CharEnumField(SyncState, max_length=10, default=SyncState.LISTING)
    total = fields.IntField(null=True)
    listed = fields.IntField(default=0)
    detailed = fields.IntField(default=0)
    next_openid = fields.CharField(max_length=128, default="")
    due_at = fields.DatetimeField()
    attempts = fields.IntField(default=0)
    lease_until = fields.DatetimeField(null=True)
    lease_token = fields.UUIDField(null=True)
    refusal_code = fields.IntField(null=True)
    refusal_text = fields.TextField(null=True)
    started_at = fields.DatetimeField()
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "follower_sync"
        indexes = (("account_id", "id"),)
