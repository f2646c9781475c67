"""An account's settings change, and what WeChat pushed before still opens."""

from datetime import timedelta

import pytest

import wechat
from domain import live
from domain.accounts.actions import update_account
from domain.accounts.errors import AccountDisconnected
from domain.accounts.models import AccountEvidence, AccountKind, OfficialAccount
from domain.connections.leaving import disconnect_account, pause_account, resume_account
from domain.errors import BadInput
from tests.domain.accounts import ME, OTHER_KEY, change
from tests.factories import NOON, an_account
from tests.fakes import FakeGate
from tests.wechat.vectors import a_push, plain, sealed
from wechat import Encryption


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


def opens(account: OfficialAccount, push: tuple[dict[str, str], bytes], now) -> bool:
    for lock in account.locks(now):
        try:
            wechat.open_envelope(lock, *push)
        except (wechat.NotWeChat, wechat.Malformed):
            continue
        return True
    return False
