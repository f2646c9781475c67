"""Labels (会话标签): a workspace's own words on its conversations."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.agents.models import Workspace
from domain.conversations.models import Conversation
from domain.ids import new_id


class Label(Model):
    """A word and a colour. Its name is unique in the workspace while it is there."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace: fields.ForeignKeyRelation[Workspace] = fields.ForeignKeyField("models.Workspace", related_name="labels")
    workspace_id: UUID
    name = fields.CharField(max_length=32)
    color = fields.CharField(max_length=7)
    created_at = fields.DatetimeField()

    class Meta:
        table = "label"
        unique_together = (("workspace_id", "name"),)


class ConversationLabel(Model):
    """A conversation has a label."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    conversation: fields.ForeignKeyRelation[Conversation] = fields.ForeignKeyField(
        "models.Conversation", related_name="conversation_labels"
    )
    conversation_id: UUID
    label: fields.ForeignKeyRelation[Label] = fields.ForeignKeyField("models.Label", related_name="conversation_labels")
    label_id: UUID

    class Meta:
        table = "conversation_label"
        unique_together = (("conversation_id", "label_id"),)
        indexes = (("label_id", "conversation_id"),)
