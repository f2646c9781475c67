"""An account falls silent for a while, or leaves: what still waits to be sent is taken back, and nothing is lost."""

from datetime import datetime
from uuid import UUID

from domain.accounts import evidence
from domain.accounts.actions import lock, note, tell
from domain.accounts.errors import AccountDisconnected
from domain.accounts.models import AccountState, ConnectedBy, OfficialAccount
from domain.platform.component import our_component, platform
from domain.sends import actions as sends
from domain.transaction import transaction

_PAUSED = "The account was paused before it was sent."
_LEFT = "The account was disconnected before it was sent."
_BY_HAND = "It was disconnected here."


async def pause_account(account_id: UUID, now: datetime, *, by: UUID) -> None:
    """From now on it hears but does not speak. Raises AccountDisconnected.

    What waits is taken back, and shown as such: hours later it would answer a question that nobody asks any more.
    """
    async with transaction():
        account = await _connected(account_id)
        if account.state is AccountState.CONNECTED:
            await _move(account, AccountState.PAUSED, None, now)
            await note(account, "account.paused", by, now)
            await sends.cancel_for_account(account_id, _PAUSED, now)


async def resume_account(account_id: UUID, now: datetime, *, by: UUID) -> None:
    """It speaks again. Raises AccountDisconnected."""
    async with transaction():
        account = await _connected(account_id)
        if account.state is AccountState.PAUSED:
            await _move(account, AccountState.CONNECTED, None, now)
            await note(account, "account.resumed", by, now)


async def disconnect_account(account_id: UUID, now: datetime, *, by: UUID) -> None:
    """Forget its secrets and let nothing in or out. Its history stays, and connecting it again goes on from there."""
    async with transaction():
        account = await lock(account_id)
        if account.is_connected:
            await leave(account, _BY_HAND, now)
            await note(account, "account.disconnected", by, now)
    await drop_token(account)


async def leave(account: OfficialAccount, reason: str, now: datetime) -> None:
    """What disconnecting does, whoever wants it. Belongs in a transaction, with the account locked."""
    account.forget_secrets()
    await _move(account, AccountState.DISCONNECTED, reason, now)
    await evidence.forget(account.id)
    await sends.cancel_for_account(account.id, _LEFT, now)


async def drop_token(account: OfficialAccount) -> None:
    """Forget the access token that the platform has of it, too."""
    if account.connected_by is ConnectedBy.SCAN and our_component() is not None:
        await platform().forget(account.app_id)


async def _connected(account_id: UUID) -> OfficialAccount:
    account = await lock(account_id)
    if not account.is_connected:
        raise AccountDisconnected
    return account


async def _move(account: OfficialAccount, state: AccountState, reason: str | None, now: datetime) -> None:
    account.move_to(state, reason, now)
    await account.save()
    tell(account)
