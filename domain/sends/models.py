"""The one way out to a fan, whatever caused it."""

from datetime import timedelta
from enum import IntEnum, StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import OfficialAccount
from domain.ids import new_id

# From a claim to the call, and from there to its outcome; PATIENCE in delivery.py keeps each of them shorter.
LEASE = timedelta(seconds=30)


class SendState(StrEnum):
    """SCHEDULED waits; CLAIMED is one worker's for now; the others are final."""

    SCHEDULED = "SCHEDULED"
    CLAIMED = "CLAIMED"
    SENT = "SENT"
    REFUSED = "REFUSED"
    UNCERTAIN = "UNCERTAIN"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


class SendCause(StrEnum):
    """Who wants it sent."""

    AGENT = "AGENT"


class Priority(IntEnum):
    """Lower goes first."""

    AGENT = 0


class Send(Model):
    """One message that is to reach one fan, and what became of it.

    `lease_token` fences: a worker that lost its lease can no longer write what became of the send. `called_at` is
    committed right before WeChat is called: with it a lost lease means UNCERTAIN, without it nothing left the house.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account: fields.ForeignKeyRelation[OfficialAccount] = fields.ForeignKeyField(
        "models.OfficialAccount", related_name="sends"
    )
    account_id: UUID
    fan_id = fields.UUIDField()
    conversation_id = fields.UUIDField()
    message_id = fields.UUIDField(unique=True)
    openid = fields.CharField(max_length=128)
    text = fields.TextField()
    # JSON of what is said, where it is more than `text`.
    content = fields.TextField(null=True)
    cause = fields.CharEnumField(SendCause, max_length=12)
    priority = fields.SmallIntField(default=Priority.AGENT.value)
    state = fields.CharEnumField(SendState, max_length=10, default=SendState.SCHEDULED)
    due_at = fields.DatetimeField()
    # When an agent wants it to go; null for at once. `due_at` moves with every try, this does not.
    send_at = fields.DatetimeField(null=True)
    attempts = fields.IntField(default=0)
    lease_until = fields.DatetimeField(null=True)
    lease_token = fields.UUIDField(null=True)
    called_at = fields.DatetimeField(null=True)
    wechat_code = fields.IntField(null=True)
    outcome = fields.TextField(null=True)
    created_at = fields.DatetimeField()
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "send"
