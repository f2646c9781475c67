"""Official accounts are connected to a workspace."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.exceptions import IntegrityError

from domain.accounts.errors import AccountAlreadyConnected
from domain.accounts.models import AccountKind, OfficialAccount
from domain.errors import BadInput
from domain.ids import new_id
from domain.transaction import transaction
from wechat import Encryption


@dataclass(frozen=True)
class Connection:
    """What the WeChat console shows of an account and its 服务器配置."""

    app_id: str
    app_secret: str
    original_id: str
    name: str
    kind: AccountKind
    is_verified: bool
    token: str
    encoding_aes_key: str
    encryption: Encryption

    def check(self) -> None:
        """Raises BadInput for what WeChat's console could not have shown."""
        _fits(
            "appId",
            self.app_id,
            r"[A-Za-z0-9_-]{1,64}",
            "copy the AppID from the WeChat console, such as wx1234567890abcdef",
        )
        _fits("appSecret", self.app_secret, r"[\x21-\x7e]{1,128}", "copy the AppSecret from the WeChat console")
        _fits("originalId", self.original_id, r"[A-Za-z0-9_-]{1,64}", "copy the 原始ID, such as gh_1234567890ab")
        _fits("name", self.name, r"[^\x00]{1,64}", "a name takes 1 to 64 characters")
        _fits("token", self.token, r"[A-Za-z0-9_-]{3,32}", "a Token takes 3 to 32 letters and digits")
        if self.encryption is not Encryption.PLAINTEXT or self.encoding_aes_key:
            key = "an EncodingAESKey has exactly 43 letters and digits"
            _fits("encodingAesKey", self.encoding_aes_key, r"[A-Za-z0-9]{43}", key)


async def connect_account(workspace_id: UUID, given: Connection, now: datetime) -> OfficialAccount:
    """Take in an account. Raises BadInput, or AccountAlreadyConnected where any workspace has it."""
    given.check()
    account = OfficialAccount(
        id=new_id(),
        workspace_id=workspace_id,
        name=given.name.strip(),
        app_id=given.app_id,
        original_id=given.original_id,
        kind=given.kind,
        is_verified=given.is_verified,
        encryption=given.encryption,
        created_at=now,
    )
    account.keep_secrets(app_secret=given.app_secret, token=given.token, aes_key=given.encoding_aes_key)
    try:
        async with transaction():
            await account.save(force_create=True)
    except IntegrityError:
        raise AccountAlreadyConnected(given.app_id) from None
    return account


def _fits(field: str, value: str, pattern: str, right: str) -> None:
    # The value is not repeated: some of these are secrets.
    if not re.fullmatch(pattern, value) or not value.strip():
        raise BadInput(f"This {field} cannot be right: {right}.", field)
