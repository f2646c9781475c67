"""Official accounts are connected to a workspace by hand (手动接入), changed, and never lost."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.exceptions import IntegrityError

from domain import audit
from domain.accounts import evidence
from domain.accounts.errors import AccountAlreadyConnected, NotByHand
from domain.accounts.models import AccountKind, AccountState, ConnectedBy, OfficialAccount
from domain.accounts.shapes import check_name, check_seal, check_secret, fits
from domain.ids import ACCOUNT, new_id, public_id
from domain.live import Event, EventKind
from domain.transaction import announce, transaction
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
        right = "copy the AppID from the WeChat console, such as wx1234567890abcdef"
        fits("appId", self.app_id, r"[A-Za-z0-9_-]{1,64}", right)
        check_secret(self.app_secret)
        fits("originalId", self.original_id, r"[A-Za-z0-9_-]{1,64}", "copy the 原始ID, such as gh_1234567890ab")
        check_name(self.name)
        check_seal(self.token, self.encoding_aes_key, self.encryption)

    def write_to(self, account: OfficialAccount) -> None:
        """Make the account what this says."""
        account.original_id, account.name = self.original_id, self.name.strip()
        account.kind, account.is_verified, account.encryption = self.kind, self.is_verified, self.encryption
        account.update_from_dict({"permissions": None})
        account.forget_secrets()
        account.keep_secrets(app_secret=self.app_secret, token=self.token, aes_key=self.encoding_aes_key)


async def connect_account(
    workspace_id: UUID, given: Connection, now: datetime, *, by: UUID | None = None
) -> OfficialAccount:
    """Take in an account; one that was here before comes back with its history.

    Raises BadInput, or AccountAlreadyConnected where any workspace has it.
    """
    given.check()
    try:
        async with transaction():
            account = await find_or_make(workspace_id, given.app_id, now)
            if account.is_connected:
                raise AccountAlreadyConnected(given.app_id, is_here=True)
            given.write_to(account)
            account.connect(ConnectedBy.MANUAL, now)
            await keep(account)
            await note(account, "account.connected", by, now, app_id=account.app_id)
    except IntegrityError:
        raise await taken(workspace_id, given.app_id) from None
    return account


async def update_account(
    account_id: UUID,
    name: str | None,
    kind: AccountKind | None,
    is_verified: bool | None,
    now: datetime,
    *,
    by: UUID,
) -> None:
    """Call it otherwise; of one that was connected by hand also say what it is. Raises BadInput or NotByHand."""
    if name is not None:
        check_name(name)
    async with transaction():
        account = await lock(account_id)
        if account.connected_by is not ConnectedBy.MANUAL and (kind, is_verified) != (None, None):
            raise NotByHand("The kind and the verification", "kind" if kind is not None else "verified")
        account.name = name.strip() if name is not None else account.name
        account.kind = kind or account.kind
        account.is_verified = account.is_verified if is_verified is None else is_verified
        await account.save(update_fields=["name", "kind", "is_verified"])
        await note(account, "account.changed", by, now)
        tell(account)


async def find_or_make(workspace_id: UUID, app_id: str, now: datetime) -> OfficialAccount:
    """The workspace's row of this AppID, locked, or a new one that is not saved yet. Belongs in a transaction."""
    found = await OfficialAccount.select_for_update().get_or_none(workspace_id=workspace_id, app_id=app_id)
    new = {"id": new_id(), "workspace_id": workspace_id, "app_id": app_id, "created_at": now}
    return found or OfficialAccount(**new, state=AccountState.DISCONNECTED)


async def lock(account_id: UUID) -> OfficialAccount:
    """The account, locked until the transaction ends."""
    return await OfficialAccount.select_for_update().get(id=account_id)


async def keep(account: OfficialAccount) -> None:
    """Write an account that is connected anew, and forget what was seen of the old connection."""
    await account.save()
    await evidence.forget(account.id)
    tell(account)


async def taken(workspace_id: UUID, app_id: str) -> AccountAlreadyConnected:
    """Where the account is that cannot be connected: ours, or somebody's."""
    ours = OfficialAccount.filter(workspace_id=workspace_id, app_id=app_id)
    return AccountAlreadyConnected(app_id, is_here=await ours.exclude(state=AccountState.DISCONNECTED).exists())


async def note(
    account: OfficialAccount, action: str, by: UUID | None, now: datetime, **data: str | int | bool | None
) -> None:
    """Write down who did this with the account. Belongs in the transaction that does it."""
    await audit.note(account.workspace_id, by, action, public_id(ACCOUNT, account.id), now, **data)


def tell(account: OfficialAccount) -> None:
    """Screens should know."""
    announce(Event(EventKind.ACCOUNT_CHANGED, account.workspace_id, account.id, account.id))
