"""The fans of an account: people known by an OpenID."""

from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import OfficialAccount
from domain.ids import new_id


class Fan(Model):
    """A person as one account knows them. The same person is another fan at another account.

    `unionid` alone joins a person's fans. Nickname and avatar come from web sign-in only; `subscribe_scene` is WeChat's
    word for how they came.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account: fields.ForeignKeyRelation[OfficialAccount] = fields.ForeignKeyField(
        "models.OfficialAccount", related_name="fans"
    )
    account_id: UUID
    openid = fields.CharField(max_length=128)
    unionid = fields.CharField(max_length=128, null=True)
    remark = fields.CharField(max_length=64, null=True)
    nickname = fields.CharField(max_length=128, null=True)
    avatar_url = fields.TextField(null=True)
    named_at = fields.DatetimeField(null=True)
    is_following = fields.BooleanField(default=False)
    # Both by WeChat's clock: pushes overtake each other, and only a newer one may change whether a fan follows.
    follow_changed_at = fields.DatetimeField(null=True)
    followed_at = fields.DatetimeField(null=True)
    follow_count = fields.IntField(default=0)
    first_followed_at = fields.DatetimeField(null=True)
    scene = fields.CharField(max_length=128, default="")
    followed_via = fields.CharField(max_length=12, null=True)
    subscribe_scene = fields.CharField(max_length=64, null=True)
    language = fields.CharField(max_length=16, null=True)
    last_seen_at = fields.DatetimeField(null=True)
    # On WeChat's blacklist since then, or about to be; the second is the moment of the newest word on it.
    blocked_at = fields.DatetimeField(null=True)
    block_changed_at = fields.DatetimeField(null=True)
    # JSON of what WeChat refused last of a block or a remark: `what`, `code`, `sentence` and `at`.
    wechat_refusal = fields.TextField(null=True)
    details_at = fields.DatetimeField(null=True)
    seen_in_sync_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "fan"
        unique_together = (("account_id", "openid"),)
        indexes = (("workspace_id", "unionid"),)


class NameSource(StrEnum):
    """The rungs of the identity ladder: an agent's REMARK, the NICKNAME from web sign-in, or a GENERATED name."""

    REMARK = "REMARK"
    NICKNAME = "NICKNAME"
    GENERATED = "GENERATED"


def name_source(remark: str | None, nickname: str | None) -> NameSource:
    """Where a fan's name comes from. WeChat gives none by itself since 2021-12-27 (用户信息接口调整)."""
    if remark:
        return NameSource.REMARK
    return NameSource.NICKNAME if nickname else NameSource.GENERATED


def display_name(remark: str | None, nickname: str | None, openid: str) -> str:
    """What to call a fan: the remark, else the nickname, else a name that stays the same."""
    return remark or nickname or f"粉丝 {face_of(openid)[:4].upper()}"


def name_of(fan: Mapping[str, Any]) -> str:
    """The same, from a row."""
    return display_name(fan["remark"], fan["nickname"], fan["openid"])


def face_of(openid: str) -> str:
    """12 hex digits that stay the same for a fan and tell nothing of the OpenID: the avatar is drawn from them."""
    return sha256(f"face of {openid}".encode()).hexdigest()[:12]


class FanFieldKind(StrEnum):
    """What a custom field holds."""

    TEXT = "TEXT"
    NUMBER = "NUMBER"
    DATE = "DATE"
    CHOICE = "CHOICE"


class FanField(Model):
    """A field of its own that a workspace keeps of its fans. `choices` is a JSON list, for CHOICE only."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    name = fields.CharField(max_length=32)
    kind = fields.CharEnumField(FanFieldKind, max_length=8)
    choices = fields.TextField(default="[]")
    created_at = fields.DatetimeField()

    class Meta:
        table = "fan_field"
        unique_together = (("workspace_id", "name"),)


class FanFieldValue(Model):
    """What a fan has in a field, written as text: numbers plainly, dates as 2026-01-31."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    fan: fields.ForeignKeyRelation[Fan] = fields.ForeignKeyField("models.Fan", related_name="field_values")
    fan_id: UUID
    field: fields.ForeignKeyRelation[FanField] = fields.ForeignKeyField("models.FanField", related_name="field_values")
    field_id: UUID
    text = fields.CharField(max_length=256)

    class Meta:
        table = "fan_field_value"
        unique_together = (("fan_id", "field_id"),)
        indexes = (("field_id", "text"),)


class FanChangeKind(StrEnum):
    """What WeChat is to be told of a fan: whether they are blocked, or their remark."""

    BLOCK = "BLOCK"
    REMARK = "REMARK"


class FanChange(Model):
    """WeChat is still to be told of a fan what their row says by then. Gone once it is settled.

    `version` counts the wishes: a worker that told an older one tells again. `told_blocked_at` is what WeChat knows,
    and what a refused block goes back to.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account_id = fields.UUIDField()
    fan_id = fields.UUIDField()
    kind = fields.CharEnumField(FanChangeKind, max_length=6)
    version = fields.IntField(default=1)
    told_blocked_at = fields.DatetimeField(null=True)
    due_at = fields.DatetimeField()
    attempts = fields.IntField(default=0)
    lease_until = fields.DatetimeField(null=True)
    lease_token = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "fan_change"
        unique_together = (("fan_id", "kind"),)
