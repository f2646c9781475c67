"""Connecting by scanning, and testing a connection, as a client does it."""

from datetime import timedelta

import pytest

from domain.accounts import evidence
from domain.accounts.models import AccountScan, OfficialAccount
from domain.agents.models import Role
from domain.connections import authorizing, scanning
from domain.hub import Hub
from domain.ids import ACCOUNT, public_id, row_id
from domain.platform import component
from domain.viewer import Viewer
from tests.factories import NOON, HandClock, a_talk, a_viewer, an_account
from tests.fakes import FakeGate
from tests.platforms import no, willing
from tests.schema.asking import ask, listening, told
from wechat import Misfit, TryLater

START = """
mutation ($input: StartAccountScanInput!) {
  startAccountScan(input: $input) {
    scan { id state account { id } failure { code message messageZh } } pcUrl mobileUrl expiresAt
    userErrors { code message messageZh }
  }
}"""
SCAN = """
query ($id: ID!) {
  accountScan(id: $id) { id state account { id name connectedBy principal } failure { code message messageZh } }
}"""
EVENTS = "subscription { events { __typename cursor ... on AccountChanged { account { id connectedBy } } } }"
TEST = """
query ($accountId: ID!) {
  connectionTest(accountId: $accountId) { passed steps { step status message messageZh at } }
}"""


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


async def test_an_owner_starts_a_scan_and_gets_our_own_pages(clock: HandClock):
    owner = await a_viewer(role=Role.OWNER)

    started = await told(START, owner, clock, input={})

    assert started["scan"]["state"] == "WAITING"
    assert started["pcUrl"].startswith("https://desk.example/connect/")
    assert started["mobileUrl"] == started["pcUrl"] + "?on=phone"
    assert started["expiresAt"] == "2026-11-20T04:10:00.000Z"
    assert "preauthcode" not in str(started)


async def test_a_repeat_with_the_same_key_is_the_same_scan(clock: HandClock):
    owner = await a_viewer(role=Role.OWNER)

    first, again = [await told(START, owner, clock, input={"idempotencyKey": "key"}) for _ in range(2)]

    assert (first["scan"]["id"], first["pcUrl"]) == (again["scan"]["id"], again["pcUrl"])


async def test_the_screen_hears_of_the_account_and_the_scan_is_done(clock: HandClock, hub: Hub):
    owner, id = await a_started_scan(clock)

    async with listening(EVENTS, owner, hub, clock) as listener:
        await listener.next()
        await authorizing.finish_scan(await scan_row(id), "queryauthcode@@@1", NOON)
        heard = await listener.until("AccountChanged")

    scan = await told(SCAN, owner, clock, id=id)
    assert (scan["state"], scan["failure"], scan["account"]["id"]) == ("DONE", None, heard["account"]["id"])
    assert (scan["account"]["connectedBy"], scan["account"]["principal"]) == ("SCAN", "小满茶饮有限公司")


async def test_what_went_wrong_is_told_in_two_languages(clock: HandClock):
    owner, id = await a_started_scan(clock)
    await scanning.fail(await scan_row(id), no(61004), NOON)

    scan = await told(SCAN, owner, clock, id=id)

    assert (scan["state"], scan["failure"]["code"]) == ("FAILED", "WECHAT_REFUSED")
    assert "IP whitelist" in scan["failure"]["message"]
    assert "白名单" in scan["failure"]["messageZh"]


async def test_a_scan_that_nobody_came_to_expires(clock: HandClock):
    owner, id = await a_started_scan(clock)
    clock.advance(timedelta(minutes=10))

    assert (await told(SCAN, owner, clock, id=id))["state"] == "EXPIRED"


async def test_where_there_is_no_platform_the_sentence_says_what_to_set():
    component.use(None)

    (error,) = (await told(START, await a_viewer(role=Role.OWNER), input={}))["userErrors"]

    assert error["code"] == "PLATFORM_NOT_SET_UP"
    assert "FANDESK_COMPONENT_" in error["message"]


async def test_a_ticket_that_never_came_says_so(wechat: FakeGate):
    wechat.will("pre_auth_code", TryLater("WeChat has not pushed the platform's ticket yet.", "微信尚未推送票据。"))

    (error,) = (await told(START, await a_viewer(role=Role.OWNER), input={}))["userErrors"]

    assert (error["code"], error["messageZh"]) == ("WECHAT_REFUSED", "微信尚未推送票据。")


# The test of a connection


async def test_a_fresh_account_waits_for_everything_but_its_credentials(clock: HandClock):
    owner, account = await an_owner_of_one()

    assert await statuses(owner, account, clock) == {
        "CREDENTIALS": "OK",
        "CALLBACK_ADDRESS": "WAITING",
        "PUSH": "WAITING",
        "SIGNATURE": "WAITING",
        "TEST_MESSAGE": "WAITING",
        "CUSTOMER_MESSAGES": "OK",
    }


async def test_with_the_test_message_all_is_well(clock: HandClock):
    owner, account = await an_owner_of_one()
    await evidence.note_url_check(account.id, NOON)
    await evidence.note_push(account.id, NOON)
    await a_talk(account=account)

    answer = await told(TEST, owner, clock, accountId=public_id(ACCOUNT, account.id))

    assert answer["passed"]
    assert {step["status"] for step in answer["steps"]} == {"OK"}


@pytest.mark.parametrize("misfit", list(Misfit))
async def test_a_push_that_did_not_fit_says_what_did_not(clock: HandClock, misfit: Misfit):
    owner, account = await an_owner_of_one()
    await evidence.note_refusal(account.id, misfit.value, NOON)

    step = (await steps(owner, account, clock))["SIGNATURE"]

    words = {
        Misfit.TOKEN: "Token",
        Misfit.AES_KEY: "EncodingAESKey",
        Misfit.MODE: "加解密方式",
        Misfit.APP_ID: "AppID",
        Misfit.UNKNOWN: "代理",
    }
    assert (step["status"], words[misfit] in step["messageZh"]) == ("FAILED", True)


async def test_a_push_that_fits_afterwards_makes_it_right(clock: HandClock):
    owner, account = await an_owner_of_one()
    await evidence.note_refusal(account.id, Misfit.TOKEN.value, NOON)
    await evidence.note_push(account.id, NOON + timedelta(seconds=1))

    assert (await statuses(owner, account, clock))["SIGNATURE"] == "OK"


@pytest.mark.parametrize(("code", "words"), [(40125, "AppSecret"), (40164, "IP whitelist"), (40013, "AppID")])
async def test_what_wechat_says_of_the_credentials_is_told(clock: HandClock, wechat: FakeGate, code: int, words: str):
    owner, account = await an_owner_of_one()
    wechat.readiness = [no(code)]

    step = (await steps(owner, account, clock))["CREDENTIALS"]

    assert step["status"] == "FAILED"
    assert words in step["message"]
    assert step["messageZh"] != step["message"]


async def test_wechat_is_asked_once_a_minute(clock: HandClock, wechat: FakeGate):
    owner, account = await an_owner_of_one()
    wechat.readiness = [no(40125)]

    first, second = [(await statuses(owner, account, clock))["CREDENTIALS"] for _ in range(2)]
    clock.advance(timedelta(minutes=1))
    third = (await statuses(owner, account, clock))["CREDENTIALS"]

    assert (first, second, third) == ("FAILED", "FAILED", "OK")


async def test_a_wechat_that_does_not_answer_proves_nothing(clock: HandClock, wechat: FakeGate):
    owner, account = await an_owner_of_one()
    wechat.readiness = [TryLater("WeChat cannot be reached.")]

    assert (await statuses(owner, account, clock))["CREDENTIALS"] == "WAITING"


async def test_an_account_that_is_not_verified_is_told_in_the_words_of_the_manual(clock: HandClock):
    owner, account = await an_owner_of_one(is_verified=False)

    step = (await steps(owner, account, clock))["CUSTOMER_MESSAGES"]

    assert (step["status"], "必须是认证过的公众号" in step["messageZh"]) == ("FAILED", True)


async def test_a_scanned_account_has_no_address_of_its_own(clock: HandClock, wechat: FakeGate):
    willing(wechat, permissions=(2, 3))
    owner, id = await a_started_scan(clock)
    await authorizing.finish_scan(await scan_row(id), "queryauthcode@@@1", NOON)

    tested = await statuses(owner, await OfficialAccount.get(), clock)

    assert (tested["CREDENTIALS"], tested["CALLBACK_ADDRESS"], tested["CUSTOMER_MESSAGES"]) == (
        "OK",
        "SKIPPED",
        "FAILED",
    )


async def test_whoever_only_answers_fans_may_not_test():
    agent = await a_viewer(role=Role.AGENT)

    assert (await ask(TEST, agent, accountId="acc_1")).codes == ["FORBIDDEN"]


async def steps(owner: Viewer, account: OfficialAccount, clock: HandClock):
    """The test's steps by name."""
    answer = await told(TEST, owner, clock, accountId=public_id(ACCOUNT, account.id))
    return {step["step"]: step for step in answer["steps"]}


async def statuses(owner: Viewer, account: OfficialAccount, clock: HandClock) -> dict[str, str]:
    return {name: step["status"] for name, step in (await steps(owner, account, clock)).items()}


async def an_owner_of_one(**given) -> tuple[Viewer, OfficialAccount]:
    owner = await a_viewer(role=Role.OWNER)
    account = await an_account(workspace_id=owner.workspace_id, **given)
    await OfficialAccount.filter(id=account.id).update(connected_at=NOON - timedelta(hours=1))
    return owner, account


async def a_started_scan(clock: HandClock) -> tuple[Viewer, str]:
    """An owner, and the id of their scan."""
    owner = await a_viewer(role=Role.OWNER)
    return owner, (await told(START, owner, clock, input={}))["scan"]["id"]


async def scan_row(id: str) -> AccountScan:
    return await AccountScan.get(id=row_id("scn", id))
