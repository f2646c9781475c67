"""The official accounts of a workspace, with the secrets that connect them."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.agents.models import Workspace
from domain.gate import gate
from domain.ids import ACCOUNT, new_id, public_id
from domain.secrets import seal, unseal
from wechat import Encryption, Lock, WeChat


class AccountKind(StrEnum):
    """服务号 or 订阅号; they have different rights at WeChat."""

    SERVICE = "SERVICE"
    SUBSCRIPTION = "SUBSCRIPTION"


class ConnectedBy(StrEnum):
    """MANUAL: its secrets were entered (手动接入). SCAN: its administrator authorised our platform (扫码接入)."""

    MANUAL = "MANUAL"
    SCAN = "SCAN"


class AccountState(StrEnum):
    """PAUSED hears but does not speak; DISCONNECTED does neither, and keeps its history."""

    CONNECTED = "CONNECTED"
    PAUSED = "PAUSED"
    DISCONNECTED = "DISCONNECTED"


class OfficialAccount(Model):
    """One 公众号. Its secrets are sealed, each bound to this row and its column.

    Of one AppID at most one row is not DISCONNECTED (a partial index), in whatever workspace. `permissions` are the
    ids of the granted 权限集 as a JSON list, for SCAN only. The previous token and key serve until `previous_until`.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace: fields.ForeignKeyRelation[Workspace] = fields.ForeignKeyField(
        "models.Workspace", related_name="accounts"
    )
    workspace_id: UUID
    name = fields.CharField(max_length=64)
    app_id = fields.CharField(max_length=64)
    original_id = fields.CharField(max_length=64)
    kind = fields.CharEnumField(AccountKind, max_length=12)
    is_verified = fields.BooleanField()
    connected_by = fields.CharEnumField(ConnectedBy, max_length=8, default=ConnectedBy.MANUAL)
    state = fields.CharEnumField(AccountState, max_length=12, default=AccountState.CONNECTED)
    state_reason = fields.TextField(null=True)
    state_changed_at = fields.DatetimeField(null=True)
    permissions = fields.TextField(null=True)
    principal = fields.CharField(max_length=128, null=True)
    head_image_url = fields.TextField(null=True)
    encryption = fields.CharEnumField(Encryption, max_length=10)
    sealed_app_secret = fields.TextField(null=True)
    sealed_token = fields.TextField(null=True)
    sealed_aes_key = fields.TextField(null=True)
    sealed_refresh_token = fields.TextField(null=True)
    sealed_previous_token = fields.TextField(null=True)
    sealed_previous_aes_key = fields.TextField(null=True)
    previous_until = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "official_account"
        indexes = (("workspace_id", "id"),)
        unique_together = (("workspace_id", "app_id"),)

    def keep_secrets(self, *, app_secret: str, token: str, aes_key: str) -> None:
        """Seal what WeChat and we share."""
        self.sealed_app_secret = seal(app_secret, self._place("app_secret"))
        self.sealed_token = seal(token, self._place("token"))
        self.sealed_aes_key = seal(aes_key, self._place("aes_key"))

    def lock(self) -> Lock:
        """What a callback must fit to be from WeChat."""
        return Lock(
            token=unseal(self.sealed_token, self._place("token")),
            app_id=self.app_id,
            encoding_aes_key=unseal(self.sealed_aes_key, self._place("aes_key")),
            encryption=Encryption(self.encryption),
        )

    def wechat(self) -> WeChat:
        """The way to speak to WeChat as this account."""
        return gate().account(self.app_id, unseal(self.sealed_app_secret, self._place("app_secret")))

    @property
    def callback_path(self) -> str:
        """Where WeChat pushes to, below this server's public address."""
        return f"/wechat/{public_id(ACCOUNT, self.id)}"

    def _place(self, column: str) -> str:
        return f"official_account/{column}/{self.id}"


class AccountEvidence(Model):
    """What we have seen of an account's connection with our own eyes: how `connectionTest` knows which step failed."""

    account_id = fields.UUIDField(primary_key=True)
    url_checked_at = fields.DatetimeField(null=True)
    pushed_at = fields.DatetimeField(null=True)
    push_refused_at = fields.DatetimeField(null=True)
    push_refusal = fields.TextField(null=True)
    token_checked_at = fields.DatetimeField(null=True)
    token_refusal_code = fields.IntField(null=True)
    token_refusal = fields.TextField(null=True)

    class Meta:
        table = "account_evidence"


class AccountScan(Model):
    """One try to connect by scanning, from button to account. `state_hash` knows the browser that comes back."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    agent_id = fields.UUIDField()
    state_hash = fields.CharField(max_length=64, unique=True)
    account_id = fields.UUIDField(null=True)
    outcome = fields.TextField(null=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "account_scan"
        indexes = (("workspace_id", "id"),)
