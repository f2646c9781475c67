"""Refresh tokens: the newest counts, and one that is lost or dead is found again."""

from datetime import timedelta

import pytest

from domain.accounts import evidence
from domain.accounts.errors import AccountDisconnected, WeChatRefused
from domain.accounts.models import OfficialAccount
from domain.accounts.refresh_tokens import DEAD, KeptRefreshToken
from domain.connections import recovering
from domain.connections.errors import NotByScan
from domain.connections.leaving import disconnect_account
from tests.domain.scans import ME, a_scanned_account
from tests.factories import NOON, HandClock, an_account
from tests.fakes import FakeGate
from tests.platforms import APP_ID, REFRESH_TOKEN, info, listing, no
from wechat import TryLater

pytestmark = pytest.mark.usefixtures("platform")


async def test_a_newer_refresh_token_is_not_replaced_by_an_older_answer():
    account = await a_scanned_account()
    kept = KeptRefreshToken(account.id)

    await kept.keep("second", replaced=REFRESH_TOKEN)
    await kept.keep("late", replaced=REFRESH_TOKEN)

    assert await kept.read() == "second"


async def test_a_dead_authorisation_is_found_again_by_a_worker(wechat: FakeGate):
    account = await a_scanned_account()
    await evidence.note_dead_authorization(account.id, no(DEAD), NOON)
    wechat.will("authorizers", listing((APP_ID, "listed-token")))
    assert await recovering.is_overdue(NOON)

    await recovering.recover_lost(HandClock(NOON))

    assert await KeptRefreshToken(account.id).read() == "listed-token"
    assert not await recovering.is_overdue(NOON + timedelta(hours=1))


async def test_a_lost_one_too_and_where_wechat_is_busy_a_minute_later(wechat: FakeGate):
    account = await a_scanned_account()
    await OfficialAccount.filter(id=account.id).update(sealed_refresh_token=None)
    wechat.will("authorizers", TryLater("WeChat is busy."), listing((APP_ID, "listed-token")))

    await recovering.recover_lost(HandClock(NOON))
    assert not await recovering.is_overdue(NOON)
    await recovering.recover_lost(HandClock(NOON + timedelta(minutes=1)))

    assert await KeptRefreshToken(account.id).read() == "listed-token"


async def test_one_that_wechat_does_not_list_is_for_its_administrator(wechat: FakeGate):
    account = await a_scanned_account()
    await evidence.note_dead_authorization(account.id, no(DEAD), NOON)
    wechat.will("authorizers", listing(("wx0", "other")))

    await recovering.recover_lost(HandClock(NOON))

    answer = await evidence.token_answer(account.id)
    assert (answer.code, "authorise it again" in answer.sentence) == (recovering.NOT_AUTHORIZED, True)
    assert not await recovering.is_overdue(NOON + timedelta(hours=1))


async def test_refreshing_finds_the_token_and_reads_the_account_anew(wechat: FakeGate):
    account = await a_scanned_account()
    wechat.will("authorizers", listing((APP_ID, "listed-token")))
    wechat.will("account_info", info(name="新名字", verify_type=-1))

    await recovering.refresh_account(account.id, NOON, by=ME)

    await account.refresh_from_db()
    assert (account.name, account.is_verified) == ("新名字", False)
    assert await KeptRefreshToken(account.id).read() == "listed-token"


async def test_there_is_nothing_to_refresh_by_hand_or_after_the_end(wechat: FakeGate):
    with pytest.raises(NotByScan):
        await recovering.refresh_account((await an_account()).id, NOON, by=ME)
    account = await a_scanned_account()
    wechat.will("authorizers", no(61004))
    with pytest.raises(WeChatRefused, match="IP whitelist"):
        await recovering.refresh_account(account.id, NOON, by=ME)
    await disconnect_account(account.id, NOON, by=ME)
    with pytest.raises(AccountDisconnected):
        await recovering.refresh_account(account.id, NOON, by=ME)
