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


class OfficialAccount(Model):
    """One 公众号. Its secrets are sealed, each bound to this row and its column."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace: fields.ForeignKeyRelation[Workspace] = fields.ForeignKeyField(
        "models.Workspace", related_name="accounts"
    )
    workspace_id: UUID
    name = fields.CharField(max_length=64)
    app_id = fields.CharField(max_length=64, unique=True)
    original_id = fields.CharField(max_length=64)
    kind = fields.CharEnumField(AccountKind, max_length=12)
    is_verified = fields.BooleanField()
    encryption = fields.CharEnumField(Encryption, max_length=10)
    sealed_app_secret = fields.TextField()
    sealed_token = fields.TextField()
    sealed_aes_key = fields.TextField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "official_account"
        indexes = (("workspace_id", "id"),)

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
