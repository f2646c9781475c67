"""Our third-party platform: its ticket, authorisations by push and by browser, in any order, once."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import orjson
import pytest

from domain import database
from domain.accounts import evidence
from domain.accounts.errors import AccountAlreadyConnected, AccountDisconnected, WeChatRefused
from domain.accounts.models import AccountKind, AccountScan, AccountState, ConnectedBy, OfficialAccount
from domain.accounts.refresh_tokens import DEAD, KeptRefreshToken
from domain.connections import authorizing, handling, recovering, scanning
from domain.connections.errors import NotAnOfficialAccount, NotByScan
from domain.connections.leaving import disconnect_account, pause_account
from domain.connections.release_test import BOT
from domain.connections.scanning import start_scan, state_of, token_of
from domain.ids import new_id
from domain.platform import component, pushes
from domain.platform.errors import NotAPlatform
from domain.platform.models import PlatformPush, PlatformPushState, PlatformTicket
from domain.platform.pushes import TRIES, keep_push
from domain.platform.tickets import keep_ticket, newest_ticket
from tests.factories import NOON, HandClock, a_talk, a_workspace, an_account
from tests.fakes import FakeGate
from tests.platforms import (
    APP_ID,
    OURS,
    REFRESH_TOKEN,
    as_platform,
    authorized,
    info,
    listing,
    no,
    told,
    willing,
)
from tests.wechat.vectors import a_push
from wechat import PreAuthCode, TryLater, Uncertain

ME = new_id()
SECOND = timedelta(seconds=1)
CODE = "preauthcode@@@canary"


@pytest.fixture(autouse=True)
def platform(wechat: FakeGate) -> Iterator[None]:
    wechat.will("pre_auth_code", PreAuthCode(CODE, timedelta(minutes=10)))
    willing(wechat)
    with as_platform():
        yield


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


# What fails is tried again, and blocks nobody


async def test_a_push_that_fails_waits_and_blocks_nobody(wechat: FakeGate):
    await a_scan()
    wechat.will("exchange", TryLater("WeChat is busy."))
    clock = HandClock(NOON)
    await keep_push(OURS.app_id, "1", authorized(CODE), NOON)
    await keep_push(OURS.app_id, "2", told("unauthorized", app_id="wx2"), NOON)

    await handling.handle_waiting(clock)

    first, second = await PlatformPush.all().order_by("key")
    assert (first.state, first.error, second.state) == (
        PlatformPushState.WAITING,
        "WeChat is busy.",
        PlatformPushState.DONE,
    )
    willing(wechat)
    clock.advance(timedelta(minutes=1))
    await handling.handle_waiting(clock)
    assert (await AccountScan.get()).account_id is not None


async def test_it_is_dead_after_eight_tries(wechat: FakeGate):
    await a_scan()
    wechat.will("exchange", Uncertain("Nobody knows."))
    clock = HandClock(NOON)
    await keep_push(OURS.app_id, "1", authorized(CODE), NOON)

    for _ in range(TRIES + 2):
        await handling.handle_waiting(clock)
        clock.advance(timedelta(minutes=20))

    dead = await PlatformPush.get()
    assert (dead.state, dead.attempts, len(wechat.heard("exchange"))) == (PlatformPushState.DEAD, TRIES, TRIES)


async def test_of_several_workers_one_handles_a_push(wechat: FakeGate):
    await a_scan()
    await keep_push(OURS.app_id, "1", authorized(CODE), NOON)

    await asyncio.gather(*(handling.handle_waiting(HandClock(NOON)) for _ in range(4)))

    assert len(wechat.heard("exchange")) == 1


async def test_what_a_dead_worker_held_is_due_again_after_its_lease():
    await a_scan()
    await keep_push(OURS.app_id, "1", authorized(CODE), NOON)
    assert await pushes.claim_next(NOON)

    assert await pushes.claim_next(NOON + pushes.LEASE - SECOND) is None
    await handling.handle_waiting(HandClock(NOON + pushes.LEASE))

    assert await OfficialAccount.all().count() == 1


async def test_the_sweep_sees_what_waits_and_old_pushes_go():
    await keep_push(OURS.app_id, "1", told("unauthorized"), NOON)
    assert await pushes.is_overdue(NOON + 2 * SECOND)

    await handling.handle_waiting(HandClock(NOON))
    assert not await pushes.is_overdue(NOON + 2 * SECOND)

    await pushes.forget_old(NOON + timedelta(days=8))
    assert await PlatformPush.all().count() == 0


# Scans


async def test_a_scan_is_asked_for_by_a_secret_that_nobody_can_guess():
    scan = await a_scan()

    assert (await scanning.scan_of_token(token_of(scan.id))).id == scan.id  # type: ignore[union-attr]
    assert await scanning.scan_of_token(token_of(new_id())) is None
    assert token_of(scan.id) not in str(await AccountScan.all().values())


async def test_the_same_key_is_the_same_scan():
    workspace = await a_workspace()

    first, again = [await start_scan(workspace.id, ME, "key", NOON) for _ in range(2)]

    assert first == again


async def test_where_this_is_no_platform_nothing_is_scanned():
    workspace = await a_workspace()
    component.use(None)

    with pytest.raises(NotAPlatform, match="FANDESK_COMPONENT_"):
        await start_scan(workspace.id, ME, None, NOON)


async def test_a_ticket_that_never_came_is_a_sentence_in_two_languages(wechat: FakeGate):
    wechat.will("pre_auth_code", TryLater("WeChat has not pushed the platform's ticket yet.", "微信尚未推送票据。"))

    with pytest.raises(WeChatRefused) as refusal:
        await start_scan((await a_workspace()).id, ME, None, NOON)

    assert "ticket" in str(refusal.value)
    assert refusal.value.message_zh == "微信尚未推送票据。"


async def test_a_scan_that_failed_and_then_worked_has_worked(wechat: FakeGate):
    scan = await a_scan()
    await scanning.fail(scan, no(61010), NOON)
    assert outcome(await AccountScan.get())["code"] == "WECHAT_REFUSED"

    await push(authorized(CODE))

    done = await AccountScan.get()
    assert (done.outcome, state_of(done.account_id, False, done.expires_at, NOON)) == (None, scanning.ScanState.DONE)


async def test_scans_expire_and_go():
    scan = await a_scan()

    assert state_of(None, False, scan.expires_at, scan.expires_at) is scanning.ScanState.EXPIRED
    await scanning.forget_old(NOON + timedelta(days=8))
    assert await AccountScan.all().count() == 0


# Refresh tokens


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


# The robot


async def test_the_robots_code_comes_back_as_a_customer_message(wechat: FakeGate):
    willing(wechat, app_id=BOT)
    said = a_push(Content="QUERY_AUTH_CODE:queryauthcode@@@robot", FromUserName="oROBOT")

    await keep_push(BOT, "key", said, NOON)
    await handling.handle_waiting(HandClock(NOON))

    assert wechat.heard("exchange") == [("queryauthcode@@@robot",)]
    assert wechat.said == [("oROBOT", "queryauthcode@@@robot_from_api")]
    assert await database.rows("SELECT 1 AS one FROM fan") == []


async def a_scan(workspace_id: UUID | None = None) -> AccountScan:
    workspace_id = workspace_id or (await a_workspace()).id
    return await AccountScan.get(id=await start_scan(workspace_id, ME, None, NOON))


async def a_scanned_account() -> OfficialAccount:
    scan = await a_scan()
    await authorizing.finish_scan(scan, "queryauthcode@@@canary", NOON)
    return await OfficialAccount.get(app_id=APP_ID)


async def push(xml: str, at=NOON) -> None:
    """WeChat pushes, and a worker handles it."""
    await keep_push(OURS.app_id, f"key-{hash(xml)}", xml, at)
    await handling.handle_waiting(HandClock(at))


def outcome(scan: AccountScan) -> dict[str, str]:
    told: dict[str, str] = orjson.loads(scan.outcome or "{}")
    return told
