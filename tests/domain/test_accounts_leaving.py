"""Accounts are paused and disconnected."""

from datetime import timedelta

import pytest

import wechat
from domain.accounts.errors import AccountDisconnected, AccountPaused
from domain.accounts.models import AccountState, OfficialAccount
from domain.connections.leaving import disconnect_account, pause_account, resume_account
from domain.conversations.models import Message, MessageStatus
from domain.sends.actions import send_text
from domain.sends.delivery import deliver_due
from tests.domain.accounts import ME, change
from tests.factories import NOON, HandClock, a_fan, a_talk, an_account
from tests.fakes import FakeGate

SECRETS = [name for name in OfficialAccount._meta.db_fields if name.startswith("sealed_")]


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


async def a_listener():
    """A fan's talk, and the fan's OpenID."""
    fan = await a_fan()
    return await a_talk(fan=fan), fan.openid
