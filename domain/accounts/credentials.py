"""The console's settings are changed, and the account follows without losing a push."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.accounts import evidence
from domain.accounts.actions import lock, note, tell
from domain.accounts.errors import AccountDisconnected, NotByHand
from domain.accounts.models import ConnectedBy, OfficialAccount
from domain.accounts.shapes import check_seal, check_secret
from domain.errors import BadInput
from domain.transaction import transaction
from wechat import Encryption


@dataclass(frozen=True)
class NewCredentials:
    """What was changed in WeChat's console; None stays as it is."""

    app_secret: str | None = None
    token: str | None = None
    encoding_aes_key: str | None = None
    encryption: Encryption | None = None

    @property
    def names(self) -> list[str]:
        """What is changed, for the audit log."""
        return [name for name, value in vars(self).items() if value is not None]


async def update_credentials(account_id: UUID, given: NewCredentials, now: datetime, *, by: UUID) -> None:
    """Take the console's new settings; pushes under way open with the old ones for another day.

    Raises BadInput, NotByHand or AccountDisconnected.
    """
    if not given.names:
        raise BadInput("Nothing would change: give what you changed in the WeChat console.", "appSecret")
    async with transaction():
        account = await lock(account_id)
        if account.connected_by is not ConnectedBy.MANUAL:
            raise NotByHand("What connects it", "appSecret")
        if not account.is_connected:
            raise AccountDisconnected
        _change(account, given, now)
        await account.save()
        await evidence.forget(account.id)
        await note(account, "account.credentials_changed", by, now, changed=" ".join(given.names))
        tell(account)


def _change(account: OfficialAccount, given: NewCredentials, now: datetime) -> None:
    old = account.lock()
    secret = given.app_secret if given.app_secret is not None else account.app_secret()
    token = given.token if given.token is not None else old.token
    key = given.encoding_aes_key if given.encoding_aes_key is not None else old.encoding_aes_key
    encryption = given.encryption or old.encryption
    check_secret(secret)
    check_seal(token, key, encryption)
    if (token, key, encryption) != (old.token, old.encoding_aes_key, old.encryption):
        account.keep_old_lock(now)
    account.keep_secrets(app_secret=secret, token=token, aes_key=key)
    account.encryption = encryption
