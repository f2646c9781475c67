"""What agents are told while their phones sleep."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.agents.models import Agent
from domain.ids import new_id


class NotificationKind(StrEnum):
    """What there is to tell: a fan wrote, somebody followed, or a talk was given to the agent."""

    NEW_MESSAGE = "NEW_MESSAGE"
    NEW_FOLLOWER = "NEW_FOLLOWER"
    ASSIGNED = "ASSIGNED"


class NotificationState(StrEnum):
    """How far a notification has come: like a send, and CANCELLED where it was read elsewhere before."""

    WAITING = "WAITING"
    CLAIMED = "CLAIMED"
    SENT = "SENT"
    CANCELLED = "CANCELLED"
    REFUSED = "REFUSED"
    UNCERTAIN = "UNCERTAIN"


class DeviceKind(StrEnum):
    """How a device is reached: as subscriber of a MINI_PROGRAM's messages, or by an APP's own push service."""

    MINI_PROGRAM = "MINI_PROGRAM"
    APP = "APP"


class NotificationSettings(Model):
    """What an agent wants to be told. Who has none is told of messages and assignments at any hour.

    Quiet hours are minutes of the day in `time_zone`, from one to the other, over midnight where the first is larger.
    """

    agent_id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField()
    tells_new_messages = fields.BooleanField(default=True)
    tells_new_followers = fields.BooleanField(default=False)
    tells_assignments = fields.BooleanField(default=True)
    quiet_from = fields.IntField(null=True)
    quiet_until = fields.IntField(null=True)
    time_zone = fields.CharField(max_length=64, default="Asia/Shanghai")

    class Meta:
        table = "notification_settings"


class Device(Model):
    """A phone that wants to be told.

    `address` is the agent's OpenID for a MINI_PROGRAM, and for an APP what its push service calls the phone.
    `allowances` is how many subscribe messages the agent has allowed (一次性订阅), of a MINI_PROGRAM only.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    agent: fields.ForeignKeyRelation[Agent] = fields.ForeignKeyField("models.Agent", related_name="devices")
    agent_id: UUID
    kind = fields.CharEnumField(DeviceKind, max_length=12)
    service = fields.CharField(max_length=64, default="")
    address = fields.CharField(max_length=512)
    allowances = fields.IntField(default=0)
    session_id: UUID | None = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    gone_at = fields.DatetimeField(null=True)

    class Meta:
        table = "device"
        unique_together = (("agent_id", "kind", "address"),)


class Notification(Model):
    """One thing told to one agent on all of their devices. `subject_id` is the talk, or the account of a follower.

    There is at most one of a kind, agent and subject in each `slot`, which is a minute: what follows counts up in it.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    agent_id = fields.UUIDField()
    kind = fields.CharEnumField(NotificationKind, max_length=12)
    account_id = fields.UUIDField()
    subject_id = fields.UUIDField()
    message_id: UUID | None = fields.UUIDField(null=True)
    fan_id: UUID | None = fields.UUIDField(null=True)
    slot = fields.BigIntField()
    how_many = fields.IntField(default=1)
    state = fields.CharEnumField(NotificationState, max_length=9, default=NotificationState.WAITING)
    due_at = fields.DatetimeField()
    attempts = fields.IntField(default=0)
    lease_until = fields.DatetimeField(null=True)
    fence = fields.BigIntField(default=0)
    outcome = fields.TextField(null=True)
    created_at = fields.DatetimeField()
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notification"
        unique_together = (("agent_id", "kind", "subject_id", "slot"),)
