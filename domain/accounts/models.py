"""The official accounts of a workspace, with the secrets that connect them."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

import orjson
from tortoise import fields
from tortoise.models import Model

from domain.accounts.errors import no_way
from domain.accounts.refresh_tokens import KeptRefreshToken
from domain.agents.models import Workspace
from domain.gate import gate
from domain.ids import ACCOUNT, new_id, public_id
from domain.platform.component import platform_of_account
from domain.secrets import seal, unseal
from wechat import Encryption, Lock, WeChat

# WeChat docs, 消息推送: 消息加解密说明. Pushes that were under way while the console was changed carry the old seal.
OLD_LOCK_SERVES = timedelta(days=1)


_SEALED = (
    "sealed_app_secret",
    "sealed_token",
    "sealed_aes_key",
    "sealed_refresh_token",
    "sealed_previous_token",
    "sealed_previous_aes_key",
)


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
    connected_at = fields.DatetimeField(null=True)

    class Meta:
        table = "official_account"
        indexes = (("workspace_id", "id"),)
        unique_together = (("workspace_id", "app_id"),)

    @property
    def is_connected(self) -> bool:
        """CONNECTED or PAUSED: it hears."""
        return self.state is not AccountState.DISCONNECTED

    def connect(self, by: ConnectedBy, now: datetime) -> None:
        """It is connected from now on, for the first time or again."""
        self.connected_by, self.connected_at = by, now
        self.move_to(AccountState.CONNECTED, None, now)

    def move_to(self, state: AccountState, reason: str | None, now: datetime) -> None:
        """CONNECTED, PAUSED or DISCONNECTED, and a sentence that says why."""
        self.update_from_dict({"state": state, "state_reason": reason, "state_changed_at": now})

    def keep_secrets(self, *, app_secret: str, token: str, aes_key: str) -> None:
        """Seal what WeChat and we share."""
        self.sealed_app_secret = seal(app_secret, self.place("app_secret"))
        self.sealed_token = seal(token, self.place("token"))
        self.sealed_aes_key = seal(aes_key, self.place("aes_key"))

    def keep_refresh_token(self, refresh_token: str) -> None:
        """Seal what the account's authorisation is worth."""
        self.sealed_refresh_token = seal(refresh_token, self.place("refresh_token"))

    def keep_old_lock(self, now: datetime) -> None:
        """Let today's Token and EncodingAESKey open pushes for another day. Call it before they are replaced."""
        lock = self.lock()
        is_plain = lock.encryption is Encryption.PLAINTEXT
        self.sealed_previous_token = seal(lock.token, self.place("previous_token"))
        # Without a key it was a lock for plain pushes: so the old mode serves, too.
        self.sealed_previous_aes_key = seal("" if is_plain else lock.encoding_aes_key, self.place("previous_aes_key"))
        self.previous_until = now + OLD_LOCK_SERVES

    def forget_secrets(self) -> None:
        """Nothing is left that could speak or hear for this account."""
        self.update_from_dict(dict.fromkeys((*_SEALED, "previous_until")))

    def app_secret(self) -> str:
        """The AppSecret of an account that was connected by hand."""
        return self._opened(self.sealed_app_secret, "app_secret")

    def lock(self) -> Lock:
        """What a callback must fit to be from WeChat."""
        return Lock(
            token=self._opened(self.sealed_token, "token"),
            app_id=self.app_id,
            encoding_aes_key=self._opened(self.sealed_aes_key, "aes_key"),
            encryption=Encryption(self.encryption),
        )

    def locks(self, now: datetime) -> tuple[Lock, ...]:
        """Any of these opens a push: today's settings, and for a day after a change those before it."""
        if self.previous_until is None or self.previous_until <= now or self.sealed_previous_token is None:
            return (self.lock(),)
        key = self._opened(self.sealed_previous_aes_key, "previous_aes_key")
        old = Lock(
            token=self._opened(self.sealed_previous_token, "previous_token"),
            app_id=self.app_id,
            encoding_aes_key=key,
            encryption=Encryption.COMPATIBLE if key else Encryption.PLAINTEXT,
        )
        return (self.lock(), old)

    def wechat(self) -> WeChat:
        """The way to speak to WeChat as this account. Raises Refused where there is none."""
        if self.connected_by is ConnectedBy.SCAN and self.is_connected:
            return platform_of_account().account(self.app_id, KeptRefreshToken(self.id))
        if self.sealed_app_secret is None:
            raise no_way("The account is disconnected. Connect it again first.", "公众号已断开,请先重新接入。")
        return gate().account(self.app_id, self.app_secret())

    @property
    def granted(self) -> frozenset[int] | None:
        """The ids of the 权限集 that its administrator granted; None where nobody had to be asked."""
        return None if self.permissions is None else frozenset(orjson.loads(self.permissions))

    @property
    def callback_path(self) -> str:
        """Where WeChat pushes to, below this server's public address."""
        return f"/wechat/{public_id(ACCOUNT, self.id)}"

    def place(self, column: str) -> str:
        """What a secret of this row is bound to."""
        return f"official_account/{column}/{self.id}"

    def _opened(self, sealed: str | None, column: str) -> str:
        assert sealed is not None, "an account that is not connected has no secrets"
        return unseal(sealed, self.place(column))


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
    """One try to connect by scanning, from button to account. `state_hash` knows the browser that comes back,
    `pre_auth_hash` the push of the authorisation that it led to. `outcome` is what went wrong, as JSON.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    agent_id = fields.UUIDField()
    state_hash = fields.CharField(max_length=64, unique=True)
    sealed_pre_auth_code = fields.TextField(null=True)
    pre_auth_hash = fields.CharField(max_length=64, null=True, db_index=True)
    account_id = fields.UUIDField(null=True)
    outcome = fields.TextField(null=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "account_scan"
        indexes = (("workspace_id", "id"),)
