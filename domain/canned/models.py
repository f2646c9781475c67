"""Canned responses (快捷回复): what agents say every day, written once."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.agents.models import Workspace
from domain.ids import new_id


class CannedResponse(Model):
    """A shortcut and what it stands for. `content` is JSON, in the shape of what can be sent, with variables."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace: fields.ForeignKeyRelation[Workspace] = fields.ForeignKeyField(
        "models.Workspace", related_name="canned_responses"
    )
    workspace_id: UUID
    shortcut = fields.CharField(max_length=32)
    title = fields.CharField(max_length=64)
    content = fields.TextField()
    agent_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        table = "canned_response"
        unique_together = (("workspace_id", "shortcut"),)
