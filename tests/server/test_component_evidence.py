"""What the doors note of a connection, how seldom, and what they remember."""

from datetime import timedelta

import pytest
from httpx2 import AsyncClient, Response

from domain import database
from domain.accounts.credentials import NewCredentials, update_credentials
from domain.accounts.models import AccountEvidence, OfficialAccount
from domain.callbacks.models import Callback
from domain.connections.leaving import disconnect_account
from domain.ids import new_id
from tests.factories import AES_KEY, TOKEN, HandClock, an_account
from tests.server.knocking import away
from tests.wechat.vectors import a_push, plain, sealed
from wechat import Encryption, Lock, Misfit

MINUTE = timedelta(minutes=1)
APP_ID = "wxEVIDENCE"
SAFE = Lock(TOKEN, APP_ID, AES_KEY, Encryption.SAFE)


async def push(http: AsyncClient, account: OfficialAccount, lock: Lock = SAFE, make=sealed, **said: str) -> Response:
    query, body = make(lock, a_push(**{"MsgId": "7"} | said))
    return await http.post(account.callback_path, params=query, content=body)


async def an_account_in(mode: Encryption) -> OfficialAccount:
    return await an_account(app_id=APP_ID, encryption=mode)


async def test_the_first_push_is_noted_and_then_one_a_minute(http: AsyncClient, clock: HandClock, statements):
    account, began = await an_account_in(Encryption.SAFE), clock()
    statements.clear()

    for n in range(5):
        await push(http, account, MsgId=f"{n}")
        clock.advance(timedelta(seconds=10))

    assert [sql.split()[0] for sql in statements if "account_evidence" in sql] == ["INSERT"]
    assert (await AccountEvidence.get()).pushed_at == began
    clock.advance(timedelta(seconds=10))
    await push(http, account, MsgId="last")
    assert (await AccountEvidence.get()).pushed_at == clock()


@pytest.mark.parametrize(
    ("mode", "lock", "make", "misfit"),
    [
        (Encryption.SAFE, Lock("other_token", APP_ID, AES_KEY, Encryption.SAFE), sealed, Misfit.TOKEN),
        (Encryption.PLAINTEXT, Lock("other_token", APP_ID), plain, Misfit.TOKEN),
        (Encryption.SAFE, Lock(TOKEN, APP_ID, AES_KEY[::-1], Encryption.SAFE), sealed, Misfit.AES_KEY),
        (Encryption.SAFE, Lock(TOKEN, "wxOTHER", AES_KEY, Encryption.SAFE), sealed, Misfit.APP_ID),
        (Encryption.SAFE, SAFE, plain, Misfit.MODE),
        (Encryption.COMPATIBLE, SAFE, plain, Misfit.MODE),
        (Encryption.PLAINTEXT, SAFE, sealed, Misfit.MODE),
    ],
)
async def test_a_push_that_does_not_fit_is_noted_with_what_does_not(
    http: AsyncClient, clock: HandClock, mode: Encryption, lock: Lock, make, misfit: Misfit
):
    account = await an_account_in(mode)

    answer = await push(http, account, lock, make)

    assert answer.status_code in (400, 403)
    seen = await AccountEvidence.get()
    assert (seen.push_refusal, seen.push_refused_at, seen.pushed_at) == (misfit.value, clock(), None)


async def test_whoever_knocks_a_thousand_times_is_noted_once_a_minute(http: AsyncClient, clock: HandClock, statements):
    account = await an_account_in(Encryption.SAFE)
    statements.clear()

    for _ in range(20):
        await push(http, account, Lock("other_token", APP_ID, AES_KEY, Encryption.SAFE))

    assert len([sql for sql in statements if "account_evidence" in sql]) == 1


async def test_the_first_push_that_fits_again_is_noted_at_once(http: AsyncClient, clock: HandClock):
    account = await an_account_in(Encryption.SAFE)
    await push(http, account)
    clock.advance(timedelta(seconds=5))
    await push(http, account, Lock("other_token", APP_ID, AES_KEY, Encryption.SAFE))
    clock.advance(timedelta(seconds=5))

    await push(http, account, MsgId="8")

    assert (await AccountEvidence.get()).pushed_at == clock()


async def test_the_consoles_check_is_noted(http: AsyncClient, clock: HandClock):
    account = await an_account_in(Encryption.SAFE)
    query, _ = plain(SAFE, "")

    answer = await http.get(account.callback_path, params=query | {"echostr": "12345"})

    assert (answer.text, (await AccountEvidence.get()).url_checked_at) == ("12345", clock())


async def test_what_cannot_be_noted_costs_wechat_no_answer(http: AsyncClient):
    account = await an_account_in(Encryption.SAFE)

    async with away("account_evidence"):
        answer = await push(http, account)

    assert answer.text == "success"


# What is remembered


async def test_an_account_is_read_once_in_two_seconds(http: AsyncClient, clock: HandClock, statements):
    account = await an_account_in(Encryption.SAFE)
    statements.clear()

    for n in range(5):
        await push(http, account, MsgId=f"{n}")
    clock.advance(timedelta(seconds=2))
    await push(http, account, MsgId="last")

    assert len([sql for sql in statements if 'FROM "official_account"' in sql]) == 2


async def test_a_change_counts_from_the_first_push_that_needs_it(http: AsyncClient, clock: HandClock):
    account = await an_account_in(Encryption.SAFE)
    await push(http, account)
    await update_credentials(account.id, NewCredentials(token="another_token"), clock(), by=new_id())

    answer = await push(http, account, Lock("another_token", APP_ID, AES_KEY, Encryption.SAFE), MsgId="8")

    assert answer.text == "success"


async def test_the_token_of_yesterday_opens_no_longer_than_a_day(http: AsyncClient, clock: HandClock):
    account = await an_account_in(Encryption.SAFE)
    await update_credentials(account.id, NewCredentials(token="another_token"), clock(), by=new_id())

    assert (await push(http, account)).text == "success"
    clock.advance(timedelta(days=1))
    assert (await push(http, account, MsgId="8")).status_code == 403
    assert await Callback.all().count() == 1


async def test_a_disconnected_account_answers_like_a_stranger(http: AsyncClient, clock: HandClock):
    account = await an_account_in(Encryption.SAFE)
    await disconnect_account(account.id, clock(), by=new_id())
    query, _ = plain(SAFE, "")

    answers = [await push(http, account), await http.get(account.callback_path, params=query | {"echostr": "1"})]

    assert [(answer.status_code, answer.text) for answer in answers] == [(404, "no such account")] * 2


async def test_a_remembered_door_closes_within_two_seconds(http: AsyncClient, clock: HandClock):
    account = await an_account_in(Encryption.SAFE)
    await push(http, account)
    await disconnect_account(account.id, clock(), by=new_id())

    clock.advance(timedelta(seconds=2))

    assert (await push(http, account, MsgId="8")).status_code == 404


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement, as it is asked."""
    asked: list[str] = []
    client = type(database.connection())
    for name in ("execute_query_dict", "execute_query"):
        real = getattr(client, name)

        async def listen(self, sql, values=None, _real=real):
            asked.append(sql)
            return await _real(self, sql, values)

        monkeypatch.setattr(client, name, listen)
    return asked
