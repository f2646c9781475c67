"""Changing an account, for tests of more than one story."""

from domain.accounts.credentials import NewCredentials, update_credentials
from domain.accounts.models import OfficialAccount
from domain.ids import new_id
from tests.factories import AES_KEY, NOON

ME = new_id()
OTHER_KEY = AES_KEY[::-1]


async def change(account: OfficialAccount, **given: object) -> None:
    """Enter other credentials, as an agent does in the console."""
    await update_credentials(account.id, NewCredentials(**given), NOON, by=ME)  # type: ignore[arg-type]
