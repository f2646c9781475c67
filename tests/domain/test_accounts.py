"""Accounts are connected by hand, changed, paused, disconnected, and come back."""

import asyncio
from datetime import timedelta

import pytest

import wechat
from domain import live
from domain.accounts.actions import Connection, connect_account, update_account
from domain.accounts.credentials import NewCredentials, update_credentials
from domain.accounts.errors import AccountAlreadyConnected, AccountDisconnected, AccountPaused
from domain.accounts.models import AccountEvidence, AccountKind, AccountState, OfficialAccount
from domain.audit import AuditEntry
from domain.connections.leaving import disconnect_account, pause_account, resume_account
from domain.conversations.models import Message, MessageStatus
from domain.errors import BadInput
from domain.ids import new_id
from domain.secrets import CannotOpen, unseal
from domain.sends.actions import send_text
from domain.sends.delivery import deliver_due
from tests.factories import AES_KEY, NOON, TOKEN, HandClock, a_fan, a_talk, a_workspace, an_account
from tests.fakes import FakeGate
from tests.wechat.vectors import a_push, plain, sealed
from wechat import Encryption

ME = new_id()
OTHER_KEY = AES_KEY[::-1]
SECRETS = [name for name in OfficialAccount._meta.db_fields if name.startswith("sealed_")]


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


# Changed


@pytest.mark.parametrize("mode", list(Encryption))
async def test_what_was_pushed_before_a_change_opens_for_another_day(mode: Encryption):
    account = await an_account(encryption=mode)
    make = plain if mode is Encryption.PLAINTEXT else sealed
    under_way = make(account.lock(), a_push(Content="hello", MsgId="7"))

    await change(account, token="another_token", encoding_aes_key=OTHER_KEY)

    changed = await OfficialAccount.get(id=account.id)
    assert opens(changed, under_way, NOON)
    assert opens(changed, make(changed.lock(), a_push(MsgId="8")), NOON)
    assert opens(changed, under_way, NOON + timedelta(hours=23))
    assert not opens(changed, under_way, NOON + timedelta(days=1))


@pytest.mark.parametrize("before", [Encryption.PLAINTEXT, Encryption.SAFE])
async def test_a_change_of_mode_loses_no_push_either(before: Encryption):
    account = await an_account(encryption=before)
    make = plain if before is Encryption.PLAINTEXT else sealed
    under_way = make(account.lock(), a_push(Content="hello", MsgId="7"))

    await change(account, encryption=Encryption.COMPATIBLE if before is Encryption.PLAINTEXT else Encryption.PLAINTEXT)

    assert opens(await OfficialAccount.get(id=account.id), under_way, NOON)


async def test_a_new_secret_alone_keeps_the_lock_as_it_is(wechat: FakeGate):
    account = await an_account()

    await change(account, app_secret="new-secret")

    changed = await OfficialAccount.get(id=account.id)
    assert (changed.app_secret(), changed.previous_until) == ("new-secret", None)


async def test_a_change_makes_the_connection_one_that_was_not_tested_yet():
    account = await an_account()
    await AccountEvidence.create(account_id=account.id, pushed_at=NOON)

    await change(account, app_secret="new-secret")

    assert not await AccountEvidence.exists(account_id=account.id)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "appSecret"),
        ({"token": "a"}, "token"),
        ({"encoding_aes_key": "short"}, "encodingAesKey"),
        ({"app_secret": ""}, "appSecret"),
    ],
)
async def test_what_the_console_could_not_have_shown_changes_nothing(given: dict[str, str], field: str):
    account = await an_account()

    with pytest.raises(BadInput) as refusal:
        await change(account, **given)

    assert refusal.value.field == (field,)
    assert (await OfficialAccount.get(id=account.id)).lock() == account.lock()


async def test_a_disconnected_account_has_nothing_to_change():
    account = await an_account()
    await disconnect_account(account.id, NOON, by=ME)

    with pytest.raises(AccountDisconnected):
        await change(account, token="another_token")


async def test_an_account_is_renamed_and_corrected():
    account = await an_account(kind=AccountKind.SERVICE, is_verified=False)

    await update_account(account.id, " New name ", AccountKind.SUBSCRIPTION, True, NOON, by=ME)

    changed = await OfficialAccount.get(id=account.id)
    assert (changed.name, changed.kind, changed.is_verified) == ("New name", AccountKind.SUBSCRIPTION, True)


async def test_every_change_is_told():
    account = await an_account()
    at = await live.last_seq(account.workspace_id)

    await change(account, token="another_token")
    await update_account(account.id, "New", None, None, NOON, by=ME)
    await pause_account(account.id, NOON, by=ME)
    await resume_account(account.id, NOON, by=ME)
    await disconnect_account(account.id, NOON, by=ME)

    told = await live.read_after(account.workspace_id, at)
    assert [one.event.kind for one in told] == [live.EventKind.ACCOUNT_CHANGED] * 5


# Paused


async def test_a_paused_account_hears_but_does_not_speak(wechat: FakeGate):
    talk, openid = await a_listener()
    await pause_account(talk.account_id, NOON, by=ME)

    with pytest.raises(AccountPaused):
        await send_text(talk, openid, ME, "Hello", NOON)

    assert (await OfficialAccount.get(id=talk.account_id)).locks(NOON)
    await resume_account(talk.account_id, NOON, by=ME)
    await send_text(talk, openid, ME, "Hello", NOON)
    await deliver_due(HandClock(NOON))
    assert wechat.texts == ["Hello"]


@pytest.mark.parametrize("leave", [pause_account, disconnect_account])
async def test_what_waits_is_taken_back_with_a_reason(wechat: FakeGate, leave):
    talk, openid = await a_listener()
    message_id = await send_text(talk, openid, ME, "Hello", NOON)

    await leave(talk.account_id, NOON, by=ME)
    await deliver_due(HandClock(NOON))

    message = await Message.get(id=message_id)
    assert (message.status, wechat.texts) == (MessageStatus.CANCELLED, [])
    assert "before it was sent" in message.refusal_text


async def test_what_was_written_while_it_was_being_paused_does_not_leave(wechat: FakeGate):
    talk, openid = await a_listener()
    message_id = await send_text(talk, openid, ME, "Hello", NOON)
    await OfficialAccount.filter(id=talk.account_id).update(state=AccountState.PAUSED)

    await deliver_due(HandClock(NOON))

    assert ((await Message.get(id=message_id)).status, wechat.texts) == (MessageStatus.CANCELLED, [])


# Disconnected


async def test_disconnecting_forgets_every_secret_and_keeps_the_history():
    account = await an_account()
    await change(account, token="another_token")
    talk = await a_talk(account=account)

    await disconnect_account(account.id, NOON, by=ME)

    row = (await OfficialAccount.filter(id=account.id).values())[0]
    assert [row[name] for name in SECRETS] == [None] * len(SECRETS)
    assert (row["state"], row["previous_until"]) == (AccountState.DISCONNECTED, None)
    assert await Message.filter(conversation_id=talk.id).count() == 1


async def test_a_disconnected_account_has_no_way_to_speak():
    talk, openid = await a_listener()
    await disconnect_account(talk.account_id, NOON, by=ME)

    with pytest.raises(AccountDisconnected):
        await send_text(talk, openid, ME, "Hello", NOON)
    with pytest.raises(wechat.Refused, match="disconnected"):
        (await OfficialAccount.get(id=talk.account_id)).wechat()
    for move in (pause_account, resume_account):
        with pytest.raises(AccountDisconnected):
            await move(talk.account_id, NOON, by=ME)


async def test_disconnecting_twice_is_disconnecting_once():
    account = await an_account()

    await disconnect_account(account.id, NOON, by=ME)
    await disconnect_account(account.id, NOON + timedelta(hours=1), by=ME)

    assert (await OfficialAccount.get(id=account.id)).state_changed_at == NOON


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


async def change(account: OfficialAccount, **given: object) -> None:
    await update_credentials(account.id, NewCredentials(**given), NOON, by=ME)  # type: ignore[arg-type]


def opens(account: OfficialAccount, push: tuple[dict[str, str], bytes], now) -> bool:
    for lock in account.locks(now):
        try:
            wechat.open_envelope(lock, *push)
        except (wechat.NotWeChat, wechat.Malformed):
            continue
        return True
    return False


async def a_listener():
    """A fan's talk, and the fan's OpenID."""
    fan = await a_fan()
    return await a_talk(fan=fan), fan.openid
