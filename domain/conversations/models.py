"""One talk a fan, and its messages."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import OfficialAccount
from domain.fans.models import Fan
from domain.ids import new_id


class ConversationStatus(StrEnum):
    """OPEN wants attention, SNOOZED will again, CLOSED is done. The fan's next words open either."""

    OPEN = "OPEN"
    SNOOZED = "SNOOZED"
    CLOSED = "CLOSED"


class Direction(StrEnum):
    """IN from the fan, OUT from the account."""

    IN = "IN"
    OUT = "OUT"


class MessageKind(StrEnum):
    """What a message is. UNSUPPORTED was said in a form that nobody documents; EVENT is something the fan did."""

    TEXT = "TEXT"
    IMAGE = "IMAGE"
    VOICE = "VOICE"
    VIDEO = "VIDEO"
    LOCATION = "LOCATION"
    LINK = "LINK"
    CARD = "CARD"
    ARTICLE = "ARTICLE"
    MENU = "MENU"
    FILE = "FILE"
    UNSUPPORTED = "UNSUPPORTED"
    EVENT = "EVENT"


class MessageStatus(StrEnum):
    """How far a message has come. RECEIVED is for the fan's; the rest are the states of a Send."""

    RECEIVED = "RECEIVED"
    SCHEDULED = "SCHEDULED"
    SENT = "SENT"
    REFUSED = "REFUSED"
    UNCERTAIN = "UNCERTAIN"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


class Conversation(Model):
    """A fan's talk with an account. Every message has the next number in it, handed out under the row's lock."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account: fields.ForeignKeyRelation[OfficialAccount] = fields.ForeignKeyField(
        "models.OfficialAccount", related_name="conversations"
    )
    account_id: UUID
    fan: fields.OneToOneRelation[Fan] = fields.OneToOneField("models.Fan", related_name="conversation")
    fan_id: UUID
    status = fields.CharEnumField(ConversationStatus, max_length=8, default=ConversationStatus.OPEN)
    message_seq = fields.IntField(default=0)
    read_seq = fields.IntField(default=0)
    unread_count = fields.IntField(default=0)
    last_message_id = fields.UUIDField(null=True)
    last_message_at = fields.DatetimeField()
    # Since when the fan waits: their first message that nobody has answered.
    waiting_since_at = fields.DatetimeField(null=True)
    # Of a SNOOZED talk; null there means: until the fan writes.
    snoozed_until_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)
    # Who answers it, and for which team; a closed or snoozed one keeps both, for the fan who comes back.
    assignee_id = fields.UUIDField(null=True)
    team_id = fields.UUIDField(null=True)
    assigned_at = fields.DatetimeField(null=True)
    # Since when an OPEN one waits for an agent. With an assignee: it came back, and waits for a free seat of theirs.
    queued_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "conversation"
        indexes = (("workspace_id", "last_message_at", "id"), ("account_id", "last_message_at", "id"))


class Message(Model):
    """One message of a talk. `content` is a JSON object with what its kind has beside `text`."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    conversation: fields.ForeignKeyRelation[Conversation] = fields.ForeignKeyField(
        "models.Conversation", related_name="messages"
    )
    conversation_id: UUID
    seq = fields.IntField()
    direction = fields.CharEnumField(Direction, max_length=3)
    kind = fields.CharEnumField(MessageKind, max_length=12)
    wechat_kind = fields.CharField(max_length=64)
    text = fields.TextField(null=True)
    content = fields.TextField(null=True)
    status = fields.CharEnumField(MessageStatus, max_length=10)
    refusal_code = fields.IntField(null=True)
    refusal_text = fields.TextField(null=True)
    agent_id = fields.UUIDField(null=True)
    said_at = fields.DatetimeField(null=True)
    # When it is to go to the fan; null where that is at once, and for what came from them.
    send_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "message"
        unique_together = (("conversation_id", "seq"),)
