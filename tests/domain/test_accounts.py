"""An account is connected once, comes back, and says what was done to it."""

import asyncio

import pytest

from domain.accounts.actions import Connection, connect_account
from domain.accounts.errors import AccountAlreadyConnected
from domain.accounts.models import AccountKind, AccountState, OfficialAccount
from domain.audit import AuditEntry
from domain.connections.leaving import disconnect_account
from domain.conversations.models import Message
from domain.secrets import CannotOpen, unseal
from tests.domain.accounts import ME, OTHER_KEY, change
from tests.factories import AES_KEY, NOON, TOKEN, a_talk, a_workspace, an_account
from wechat import Encryption


async def test_an_account_keeps_what_its_callbacks_must_fit():
    account = await an_account(app_id="wx1", token=TOKEN, encoding_aes_key=AES_KEY, encryption=Encryption.SAFE)

    lock = (await OfficialAccount.get(id=account.id)).lock()

    assert (lock.token, lock.app_id, lock.encoding_aes_key, lock.encryption) == (TOKEN, "wx1", AES_KEY, Encryption.SAFE)


async def test_its_secrets_are_sealed_each_in_its_place():
    account = await an_account(app_secret="canary-secret")

    kept = await OfficialAccount.filter(id=account.id).values()

    assert not [secret for secret in ("canary", TOKEN, AES_KEY) if secret in str(kept)]
    with pytest.raises(CannotOpen):
        unseal(kept[0]["sealed_app_secret"], account.place("token"))


# Connected once


async def test_an_account_that_comes_back_is_the_same_with_its_history():
    account = await an_account()
    talk = await a_talk(account=account)
    await disconnect_account(account.id, NOON, by=ME)

    again = await an_account(workspace_id=account.workspace_id, app_id=account.app_id, name="New name")

    assert (again.id, again.state, again.name) == (account.id, AccountState.CONNECTED, "New name")
    assert await Message.filter(conversation_id=talk.id).count() == 1
    assert again.state_reason is None


async def test_the_refusal_says_where_it_is_and_not_whose():
    theirs = await an_account(name="Canary shop")

    with pytest.raises(AccountAlreadyConnected) as elsewhere:
        await an_account(app_id=theirs.app_id)
    with pytest.raises(AccountAlreadyConnected) as here:
        await an_account(app_id=theirs.app_id, workspace_id=theirs.workspace_id)

    assert "in another workspace" in str(elsewhere.value)
    assert "Canary" not in str(elsewhere.value)
    assert "in this workspace" in str(here.value)


async def test_what_another_workspace_gave_up_may_be_connected_here():
    theirs = await an_account()
    await disconnect_account(theirs.id, NOON, by=ME)

    ours = await an_account(app_id=theirs.app_id)

    assert ours.id != theirs.id
    with pytest.raises(AccountAlreadyConnected):
        await an_account(app_id=theirs.app_id, workspace_id=theirs.workspace_id)


async def test_of_two_who_connect_it_at_once_one_is_told_that_it_is_taken():
    workspaces = [await a_workspace(), await a_workspace()]

    outcomes = await asyncio.gather(
        *(connect_account(one.id, connection(), NOON) for one in workspaces), return_exceptions=True
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AccountAlreadyConnected", "OfficialAccount"]


async def test_who_did_what_is_written_down_without_a_secret(caplog: pytest.LogCaptureFixture):
    with caplog.at_level("INFO"):
        account = await an_account(app_secret="canary-secret", token="canary_token")
        await change(account, app_secret="canary-2", token="canary_token2", encoding_aes_key=OTHER_KEY)
        await disconnect_account(account.id, NOON, by=ME)

    entries = await AuditEntry.all().order_by("id")
    assert [entry.action.removeprefix("account.") for entry in entries] == [
        "connected",
        "credentials_changed",
        "disconnected",
    ]
    assert [entry.agent_id for entry in entries] == [None, ME, ME]
    said = caplog.text + "".join(entry.data for entry in entries)
    assert not [secret for secret in ("canary", AES_KEY, OTHER_KEY) if secret in said]


def connection() -> Connection:
    return Connection("wx1", "s3cret", "gh_1", "Shop", AccountKind.SERVICE, True, TOKEN, AES_KEY, Encryption.SAFE)
