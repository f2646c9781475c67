"""Our third-party platform: its ticket, authorisations by push and by browser, in any order, once."""

import asyncio
from datetime import timedelta

import pytest

from domain import database
from domain.accounts.errors import AccountAlreadyConnected
from domain.accounts.models import AccountKind, AccountScan, AccountState, ConnectedBy, OfficialAccount
from domain.accounts.refresh_tokens import KeptRefreshToken
from domain.connections import authorizing, handling
from domain.connections.errors import NotAnOfficialAccount
from domain.connections.leaving import pause_account
from domain.connections.release_test import BOT
from domain.platform.models import PlatformPush, PlatformPushState, PlatformTicket
from domain.platform.pushes import keep_push
from domain.platform.tickets import keep_ticket, newest_ticket
from tests.domain.scans import CODE, ME, a_scan, a_scanned_account, outcome, push
from tests.factories import NOON, HandClock, a_talk, an_account
from tests.fakes import FakeGate
from tests.platforms import APP_ID, OURS, REFRESH_TOKEN, authorized, info, listing, no, told, willing
from tests.wechat.vectors import a_push

pytestmark = pytest.mark.usefixtures("platform")
SECOND = timedelta(seconds=1)


# The ticket


async def test_the_newest_ticket_counts_however_late_an_older_one_comes():
    assert await newest_ticket(OURS.app_id) is None

    await keep_ticket(OURS.app_id, "ticket@@@canary-2", NOON)
    await keep_ticket(OURS.app_id, "ticket@@@canary-1", NOON - SECOND)

    assert await newest_ticket(OURS.app_id) == "ticket@@@canary-2"
    assert "canary" not in str(await PlatformTicket.all().values())


# One account, whoever tells of it first


async def test_the_push_alone_connects_the_account_of_the_scan():
    scan = await a_scan()

    await push(authorized(CODE))

    account = await OfficialAccount.get()
    assert (account.workspace_id, account.app_id, account.name) == (scan.workspace_id, APP_ID, "小满茶饮")
    assert (account.connected_by, account.state, account.kind) == (
        ConnectedBy.SCAN,
        AccountState.CONNECTED,
        AccountKind.SERVICE,
    )
    assert (account.is_verified, account.granted) == (True, frozenset(info().permissions))
    assert (await AccountScan.get()).account_id == account.id


async def test_the_browser_alone_connects_it_too():
    scan = await a_scan()

    await authorizing.finish_scan(scan, "queryauthcode@@@canary", NOON)

    assert (await AccountScan.get()).account_id == (await OfficialAccount.get()).id


async def test_push_and_browser_at_once_are_one_account():
    scan = await a_scan()
    await keep_push(OURS.app_id, "key", authorized(CODE), NOON)

    await asyncio.gather(
        handling.handle_waiting(HandClock(NOON)), authorizing.finish_scan(scan, "queryauthcode@@@other", NOON)
    )

    account = await OfficialAccount.get()
    assert (await AccountScan.get()).account_id == account.id
    assert await KeptRefreshToken(account.id).read() == REFRESH_TOKEN


async def test_who_comes_second_asks_wechat_nothing(wechat: FakeGate):
    scan = await a_scan()
    await authorizing.finish_scan(scan, "queryauthcode@@@canary", NOON)

    await push(authorized(CODE))

    assert len(wechat.heard("exchange")) == 1


async def test_a_push_that_comes_four_times_is_handled_once(wechat: FakeGate):
    await a_scan()

    for _ in range(4):
        await push(authorized(CODE))

    assert len(wechat.heard("exchange")) == 1
    assert await PlatformPush.all().count() == 1


async def test_a_worker_that_died_with_the_code_finds_the_account_in_wechats_list(wechat: FakeGate):
    await a_scan()
    wechat.will("exchange", no(61009))
    wechat.will("authorizers", listing(("wx0", "other"), (APP_ID, "listed-token")))

    await push(authorized(CODE))

    assert await KeptRefreshToken((await OfficialAccount.get()).id).read() == "listed-token"


async def test_no_code_and_no_token_stands_in_the_database_as_it_is():
    await a_scan()
    await push(authorized(CODE))

    rows = [await model.all().values() for model in (OfficialAccount, AccountScan, PlatformPush)]

    assert "canary" not in str(rows)


async def test_an_authorisation_that_nobody_here_asked_for_makes_no_account(wechat: FakeGate):
    await push(authorized("preauthcode@@@elsewhere"))

    assert await OfficialAccount.all().count() == 0
    assert wechat.heard("exchange") == []


async def test_scanning_takes_over_from_the_hand_and_keeps_the_history():
    scan = await a_scan()
    account = await an_account(workspace_id=scan.workspace_id, app_id=APP_ID)
    await a_talk(account=account)

    await push(authorized(CODE))

    scanned = await OfficialAccount.get()
    assert (scanned.id, scanned.connected_by, scanned.sealed_app_secret) == (account.id, ConnectedBy.SCAN, None)


async def test_what_another_workspace_has_cannot_be_scanned_into_this_one():
    scan = await a_scan()
    await an_account(app_id=APP_ID, name="Canary shop")

    await push(authorized(CODE))

    failed = await AccountScan.get()
    assert failed.account_id is None
    assert outcome(failed)["code"] == "ACCOUNT_ALREADY_CONNECTED"
    assert "Canary" not in str(failed.outcome)
    assert (await PlatformPush.get()).state is PlatformPushState.DONE
    with pytest.raises(AccountAlreadyConnected):
        await authorizing.finish_scan(scan, "queryauthcode@@@canary", NOON)


async def test_a_mini_program_is_not_taken_for_an_official_account(wechat: FakeGate):
    scan = await a_scan()
    willing(wechat, is_mini_program=True)

    with pytest.raises(NotAnOfficialAccount):
        await authorizing.finish_scan(scan, "queryauthcode@@@canary", NOON)
    await push(authorized(CODE))

    assert "小程序" in outcome(await AccountScan.get())["messageZh"]


@pytest.mark.parametrize(
    ("service_type", "verify_type", "kind", "is_verified"),
    [
        (2, 0, AccountKind.SERVICE, True),
        (2, -1, AccountKind.SERVICE, False),
        (0, 3, AccountKind.SUBSCRIPTION, True),
        (1, 1, AccountKind.SUBSCRIPTION, False),
    ],
)
async def test_kind_and_verification_are_what_wechat_says(
    wechat: FakeGate, service_type: int, verify_type: int, kind: AccountKind, is_verified: bool
):
    await a_scan()
    willing(wechat, service_type=service_type, verify_type=verify_type)

    await push(authorized(CODE))

    account = await OfficialAccount.get()
    assert (account.kind, account.is_verified) == (kind, is_verified)


# Changed, taken back


async def test_an_update_brings_new_permissions_and_leaves_a_paused_account_paused(wechat: FakeGate):
    account = await a_scanned_account()
    await pause_account(account.id, NOON, by=ME)
    willing(wechat, permissions=(1, 2))

    await push(told("updateauthorized", AuthorizationCode="queryauthcode@@@2", PreAuthCode="elsewhere"))

    await account.refresh_from_db()
    assert (account.granted, account.state) == (frozenset({1, 2}), AccountState.PAUSED)


async def test_an_account_that_takes_its_authorisation_back_is_disconnected_with_the_reason(wechat: FakeGate):
    account = await a_scanned_account()

    await push(told("unauthorized"), at=NOON + SECOND)

    await account.refresh_from_db()
    assert account.state is AccountState.DISCONNECTED
    assert "took back the authorisation" in account.state_reason
    assert (account.sealed_refresh_token, wechat.forgotten) == (None, [APP_ID])


async def test_a_push_that_is_older_than_the_connection_does_not_end_it():
    await keep_push(OURS.app_id, "key", told("unauthorized"), NOON - SECOND)
    account = await a_scanned_account()

    await handling.handle_waiting(HandClock(NOON))

    await account.refresh_from_db()
    assert account.state is AccountState.CONNECTED


async def test_taking_back_does_not_touch_what_was_connected_by_hand():
    account = await an_account(app_id=APP_ID)

    await push(told("unauthorized"))

    await account.refresh_from_db()
    assert account.state is AccountState.CONNECTED


async def test_it_comes_back_with_its_history_by_another_scan():
    account = await a_scanned_account()
    await push(told("unauthorized"), at=NOON + SECOND)

    again = await a_scan(workspace_id=account.workspace_id)
    await authorizing.finish_scan(again, "queryauthcode@@@3", NOON + 2 * SECOND)

    back = await OfficialAccount.get()
    assert (back.id, back.state, back.state_reason) == (account.id, AccountState.CONNECTED, None)


# The robot


async def test_the_robots_code_comes_back_as_a_customer_message(wechat: FakeGate):
    willing(wechat, app_id=BOT)
    said = a_push(Content="QUERY_AUTH_CODE:queryauthcode@@@robot", FromUserName="oROBOT")

    await keep_push(BOT, "key", said, NOON)
    await handling.handle_waiting(HandClock(NOON))

    assert wechat.heard("exchange") == [("queryauthcode@@@robot",)]
    assert wechat.said == [("oROBOT", "queryauthcode@@@robot_from_api")]
    assert await database.rows("SELECT 1 AS one FROM fan") == []
