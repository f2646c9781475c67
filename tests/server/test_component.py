"""WeChat knocks at our third-party platform: tickets, authorisations, messages, and the robot of the release test."""

from collections.abc import Iterator
from io import StringIO

import pytest
from httpx2 import AsyncClient, Response

import wechat
from domain.accounts.models import ConnectedBy, OfficialAccount
from domain.callbacks.models import Callback
from domain.connections.leaving import disconnect_account
from domain.connections.release_test import BOT, BOT_ORIGINAL_ID
from domain.fans.models import Fan
from domain.ids import new_id
from domain.platform import component
from domain.platform.models import PlatformPush
from domain.platform.tickets import newest_ticket
from tests.factories import HandClock, an_account
from tests.platforms import APP_ID, OURS, REFRESH_TOKEN, as_platform, authorized, told
from tests.server.knocking import away
from tests.wechat.vectors import TICKET, a_push, an_event, envelope_of, plain, sealed
from wechat.crypto import unseal
from wechat.markup import fields_of

EVENTS = "/wechat/component/events"


@pytest.fixture(autouse=True)
def platform() -> Iterator[None]:
    with as_platform():
        yield


async def knock(http: AsyncClient, path: str, xml: str, nonce: str = "n") -> Response:
    """As WeChat does: always encrypted, for the platform."""
    query, body = sealed(OURS.lock(), xml, nonce=nonce)
    return await http.post(path, params=query, content=body)


async def a_scanned_account() -> OfficialAccount:
    account = await an_account(app_id=APP_ID)
    account.connected_by = ConnectedBy.SCAN
    account.forget_secrets()
    account.keep_refresh_token(REFRESH_TOKEN)
    await account.save()
    return account


# The platform's own events


async def test_the_known_ticket_is_kept_before_the_answer(http: AsyncClient):
    answer = await http.post(EVENTS, params=TICKET.query, content=TICKET.body)

    assert (answer.status_code, answer.text) == (200, "success")
    assert await newest_ticket(OURS.app_id) == "ticket@@@TEST_TICKET_VALUE"


async def test_without_its_row_there_is_no_success(http: AsyncClient):
    async with away("platform_ticket"):
        answer = await http.post(EVENTS, params=TICKET.query, content=TICKET.body)

    assert (answer.status_code, answer.text) == (503, "try again")


@pytest.mark.parametrize("kind", ["authorized", "updateauthorized", "unauthorized"])
async def test_an_authorisation_is_kept_once_however_often_it_comes(http: AsyncClient, kind: str):
    xml = told(kind, AuthorizationCode="queryauthcode@@@canary", PreAuthCode="preauthcode@@@canary")

    answers = [await knock(http, EVENTS, xml, nonce=f"n{n}") for n in range(4)]

    assert {answer.text for answer in answers} == {"success"}
    assert await PlatformPush.all().count() == 1
    assert "canary" not in str(await PlatformPush.all().values())


async def test_what_nobody_knows_is_a_success_and_no_row(http: AsyncClient):
    answer = await knock(http, EVENTS, told("notify_third_fasteregister"))

    assert (answer.text, await PlatformPush.all().count()) == ("success", 0)


@pytest.mark.parametrize(
    ("change", "status"),
    [({"msg_signature": "0" * 40}, 403), ({"nonce": "other"}, 403), ({"msg_signature": ""}, 403)],
)
async def test_a_stranger_is_turned_away(http: AsyncClient, change: dict[str, str], status: int):
    answer = await http.post(EVENTS, params=TICKET.query | change, content=TICKET.body)

    assert (answer.status_code, await newest_ticket(OURS.app_id)) == (status, None)


async def test_readable_words_do_not_pass_for_sealed_ones(http: AsyncClient):
    query, body = plain(OURS.lock(), authorized())

    assert (await http.post(EVENTS, params=query, content=body)).status_code == 403
    assert await PlatformPush.all().count() == 0


@pytest.mark.parametrize("body", [b"", b"<xml>", b"{}", b"\xff", envelope_of("YWJj")])
async def test_what_cannot_be_a_push_is_refused(http: AsyncClient, body: bytes):
    assert (await http.post(EVENTS, params=TICKET.query, content=body)).status_code in (400, 403)


@pytest.mark.parametrize("path", [EVENTS, f"/wechat/component/{APP_ID}"])
async def test_both_addresses_answer_a_check(http: AsyncClient, path: str):
    query, _ = plain(OURS.lock(), "")

    right = await http.get(path, params=query | {"echostr": "12345"})
    wrong = await http.get(path, params=query | {"echostr": "12345", "signature": "0" * 40})

    assert (right.text, wrong.status_code) == ("12345", 403)


@pytest.mark.parametrize("path", [EVENTS, f"/wechat/component/{APP_ID}"])
async def test_where_there_is_no_platform_there_is_nobody(http: AsyncClient, path: str):
    component.use(None)

    answers = [await http.get(path), await http.post(path, params=TICKET.query, content=TICKET.body)]

    assert [(answer.status_code, answer.text) for answer in answers] == [(404, "no such account")] * 2


# Messages of the accounts behind it


async def test_a_message_of_an_authorised_account_is_kept_like_any_other(http: AsyncClient):
    account = await a_scanned_account()

    answers = [await knock(http, f"/wechat/component/{APP_ID}", a_push(MsgId="7"), nonce=n) for n in ("a", "b")]

    assert {answer.text for answer in answers} == {"success"}
    kept = await Callback.get()
    assert (kept.account_id, kept.workspace_id, kept.openid) == (account.id, account.workspace_id, "oFAN")


async def test_an_account_that_is_not_there_or_not_scanned_is_a_stranger(http: AsyncClient, clock: HandClock):
    await an_account(app_id="wxBYHAND")
    gone = await a_scanned_account()
    await disconnect_account(gone.id, clock(), by=new_id())

    for app_id in ("wx0", "wxBYHAND", APP_ID):
        answer = await knock(http, f"/wechat/component/{app_id}", a_push(MsgId="7"))
        assert (answer.status_code, answer.text) == (404, "no such account")

    assert await Callback.all().count() == 0


async def test_a_scanned_account_has_no_door_of_its_own(http: AsyncClient):
    account = await a_scanned_account()

    assert (await knock(http, account.callback_path, a_push(MsgId="7"))).status_code == 404


# The robot


async def test_the_robot_reads_what_it_expects(http: AsyncClient):
    answer = await knock(http, f"/wechat/component/{BOT}", robot(Content="TESTCOMPONENT_MSG_TYPE_TEXT"))

    reply = opened(answer)
    assert reply["Content"] == "TESTCOMPONENT_MSG_TYPE_TEXT_callback"
    assert (reply["ToUserName"], reply["FromUserName"], reply["MsgType"]) == ("oROBOT", BOT_ORIGINAL_ID, "text")


async def test_an_event_of_the_robot_comes_back_by_its_name(http: AsyncClient):
    answer = await knock(http, f"/wechat/component/{BOT}", an_event("LOCATION", FromUserName="oROBOT"))

    assert opened(answer)["Content"] == "LOCATIONfrom_callback"


async def test_the_robots_code_is_answered_with_nothing_and_kept_for_a_worker(http: AsyncClient):
    said = robot(Content="QUERY_AUTH_CODE:queryauthcode@@@canary")

    for nonce in ("a", "b"):
        answer = await knock(http, f"/wechat/component/{BOT}", said, nonce=nonce)
        assert (answer.status_code, answer.text) == (200, "")

    assert (await PlatformPush.get()).app_id == BOT
    assert (await Callback.all().count(), await Fan.all().count()) == (0, 0)


async def test_nobody_else_is_treated_like_the_robot(http: AsyncClient):
    await a_scanned_account()

    answer = await knock(http, f"/wechat/component/{APP_ID}", robot(Content="TESTCOMPONENT_MSG_TYPE_TEXT"))

    assert (answer.text, await Callback.all().count()) == ("success", 1)


async def test_nothing_of_it_is_in_the_log(http: AsyncClient, logs: StringIO):
    await http.post(EVENTS, params=TICKET.query, content=TICKET.body)
    await http.post(EVENTS, params=TICKET.query | {"msg_signature": "0" * 40}, content=TICKET.body)
    await knock(http, EVENTS, authorized("preauthcode@@@canary"))
    await knock(http, f"/wechat/component/{BOT}", robot(Content="QUERY_AUTH_CODE:queryauthcode@@@canary"))

    written = logs.getvalue()
    assert "was refused" in written
    assert not [secret for secret in ("canary", "TEST_TICKET", OURS.token, OURS.app_secret) if secret in written]


def robot(**fields: str) -> str:
    """What the robot says."""
    return a_push(FromUserName="oROBOT", ToUserName=BOT_ORIGINAL_ID, MsgId="9", **fields)


def opened(answer: Response) -> dict[str, str]:
    """The passive reply, opened as WeChat opens it."""
    sealed_reply = fields_of(answer.text)
    query = {
        "timestamp": sealed_reply["TimeStamp"],
        "nonce": sealed_reply["Nonce"],
        "msg_signature": sealed_reply["MsgSignature"],
    }
    lock = OURS.lock()
    assert wechat.misfit(lock, query | {"signature": ""}, answer.content) is wechat.Misfit.UNKNOWN
    return dict(fields_of(unseal(lock.aes_key, OURS.app_id, sealed_reply["Encrypt"])))
