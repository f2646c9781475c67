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
    """How far a notification has come: like a send, and CANCELLED where nobody needs to be told any more."""

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
    """A phone that wants to be told, for as long as the session lives that registered it.

    `address` is the agent's OpenID for a MINI_PROGRAM, and for an APP what its push `service` calls the phone. Whoever
    registered it last has it: the phone of an agent who signed out does not ring for them.
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
    session_id = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "device"
        unique_together = (("kind", "service", "address"),)
        indexes = (("workspace_id", "agent_id"),)


class NotificationCause(Model):
    """Something happened that agents may have to be told of, once it is due, and what follows until then is counted.

    `subject_id` is the talk of a NEW_MESSAGE, and the account of a NEW_FOLLOWER. Assignments are causes by themselves.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account_id = fields.UUIDField()
    kind = fields.CharEnumField(NotificationKind, max_length=12)
    subject_id = fields.UUIDField()
    fan_id = fields.UUIDField()
    how_many = fields.IntField(default=1)
    due_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "notification_cause"
        unique_together = (("kind", "subject_id"),)


class Notification(Model):
    """One thing to tell one agent. `subject_id` is the talk, or the account of a follower.

    `is_held`: it waited for the end of the agent's quiet hours, and is told together with what waited beside it.
    `called_at`: WeChat was asked, so that a worker that dies leaves an UNCERTAIN one.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    agent_id = fields.UUIDField()
    kind = fields.CharEnumField(NotificationKind, max_length=12)
    account_id = fields.UUIDField()
    subject_id = fields.UUIDField()
    fan_id: UUID | None = fields.UUIDField(null=True)
    assignment_id: UUID | None = fields.UUIDField(null=True, unique=True)
    how_many = fields.IntField(default=1)
    state = fields.CharEnumField(NotificationState, max_length=9, default=NotificationState.WAITING)
    is_held = fields.BooleanField(default=False)
    due_at = fields.DatetimeField()
    attempts = fields.IntField(default=0)
    lease_token: UUID | None = fields.UUIDField(null=True)
    lease_until = fields.DatetimeField(null=True)
    called_at = fields.DatetimeField(null=True)
    outcome = fields.TextField(null=True)
    created_at = fields.DatetimeField()
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notification"
        indexes = (("agent_id", "subject_id"),)
