"""Notes (内部备注): what agents tell each other about a conversation. No fan ever sees one."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.conversations.models import Conversation
from domain.ids import new_id


class Note(Model):
    """One note. `mentions` is a JSON list of the agents' row ids that it calls by name."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    conversation: fields.ForeignKeyRelation[Conversation] = fields.ForeignKeyField(
        "models.Conversation", related_name="notes"
    )
    conversation_id: UUID
    agent_id = fields.UUIDField()
    text = fields.TextField()
    mentions = fields.TextField(default="[]")
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    deleted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "note"
        indexes = (("conversation_id", "id"),)
