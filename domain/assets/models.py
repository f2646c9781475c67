"""Assets (素材): files of the workspace that can be sent, and what WeChat calls them at each account."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.agents.models import Workspace
from domain.ids import new_id


class AssetKind(StrEnum):
    """What it is sent as."""

    IMAGE = "IMAGE"
    VOICE = "VOICE"
    VIDEO = "VIDEO"
    THUMB = "THUMB"


class Asset(Model):
    """One file, kept once. `path` is relative to the assets' folder, `sha256` tells whether it is there already."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace: fields.ForeignKeyRelation[Workspace] = fields.ForeignKeyField("models.Workspace", related_name="assets")
    workspace_id: UUID
    kind = fields.CharEnumField(AssetKind, max_length=8)
    name = fields.CharField(max_length=128)
    path = fields.CharField(max_length=200)
    sha256 = fields.CharField(max_length=64)
    content_type = fields.CharField(max_length=64)
    size = fields.IntField()
    width = fields.IntField(null=True)
    height = fields.IntField(null=True)
    agent_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    deleted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "asset"
        indexes = (("workspace_id", "id"), ("workspace_id", "sha256"))


class AssetMedia(Model):
    """An asset as one account has it at WeChat: a temporary media_id, good for three days."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    asset: fields.ForeignKeyRelation[Asset] = fields.ForeignKeyField("models.Asset", related_name="media")
    asset_id: UUID
    account_id = fields.UUIDField()
    wechat_media = fields.CharField(max_length=256)
    expires_at = fields.DatetimeField()

    class Meta:
        table = "asset_media"
        unique_together = (("asset_id", "account_id"),)
