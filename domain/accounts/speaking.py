"""May an account speak? One that is paused or disconnected may not, whoever asks."""

from uuid import UUID

from domain import database
from domain.accounts.errors import AccountDisconnected, AccountPaused
from domain.accounts.models import AccountState


async def may_speak(account_id: UUID) -> None:
    """Raises AccountPaused or AccountDisconnected."""
    found = await database.rows("SELECT state FROM official_account WHERE id = $1", account_id)
    check_speaks(AccountState(found[0]["state"]))


def check_speaks(state: AccountState) -> None:
    """The same of an account at hand."""
    if state is AccountState.PAUSED:
        raise AccountPaused
    if state is AccountState.DISCONNECTED:
        raise AccountDisconnected
