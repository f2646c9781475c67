"""WeChat knocks at the real application, in its three ways of encryption."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from httpx2 import AsyncClient, Response
from tortoise.transactions import in_transaction

from domain import database
from domain.accounts.models import OfficialAccount
from domain.callbacks.models import Callback, CallbackState
from server import callbacks
from tests.factories import an_account
from tests.server.knocking import away
from tests.wechat.vectors import QR_FOLLOW, TEXT, Vector, a_push, an_event, envelope_of, plain, sealed
from wechat import MAX_BODY, Encryption

MODES = list(Encryption)
ECHO = "4839201753926405711"


async def account_of(vector: Vector, encryption: Encryption = Encryption.SAFE) -> OfficialAccount:
    """The account that a known push was made for."""
    key = {"encoding_aes_key": vector.encoding_aes_key, "encryption": encryption}
    return await an_account(app_id=vector.receiver, token=vector.token, **key)


async def push(http: AsyncClient, account: OfficialAccount, query: dict[str, str], body: bytes) -> Response:
    return await http.post(account.callback_path, params=query, content=body, headers={"Content-Type": "text/xml"})


def as_wechat_sends(account: OfficialAccount, xml: str) -> tuple[dict[str, str], bytes]:
    return (plain if account.encryption == Encryption.PLAINTEXT else sealed)(account.lock(), xml)


# The address check


@pytest.mark.parametrize("mode", MODES)
async def test_the_echo_comes_back_verbatim(http: AsyncClient, mode: Encryption):
    account = await account_of(TEXT, mode)
    query = {"signature": TEXT.signature, "timestamp": TEXT.timestamp, "nonce": TEXT.nonce, "echostr": ECHO}

    answer = await http.get(account.callback_path, params=query)

    assert (answer.status_code, answer.text) == (200, ECHO)
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("wrong", [{"signature": "0" * 40}, {"nonce": "other"}, {"timestamp": "1"}, {"signature": ""}])
async def test_a_stranger_gets_no_echo(http: AsyncClient, wrong: dict[str, str]):
    account = await account_of(TEXT)
    query = {"signature": TEXT.signature, "timestamp": TEXT.timestamp, "nonce": TEXT.nonce, "echostr": ECHO}

    answer = await http.get(account.callback_path, params=query | wrong)

    assert answer.status_code == 403
    assert ECHO not in answer.text


# Pushes


@pytest.mark.parametrize("vector", [TEXT, QR_FOLLOW], ids=["text", "qr"])
@pytest.mark.parametrize("mode", [Encryption.SAFE, Encryption.COMPATIBLE])
async def test_a_known_push_is_kept_word_for_word(http: AsyncClient, vector: Vector, mode: Encryption):
    account = await account_of(vector, mode)

    answer = await push(http, account, vector.query, vector.body)

    assert (answer.status_code, answer.text) == (200, "success")
    assert (await Callback.get()).xml == vector.xml


async def test_a_known_push_in_plaintext_is_kept_word_for_word(http: AsyncClient):
    account = await account_of(TEXT, Encryption.PLAINTEXT)
    query = {name: TEXT.query[name] for name in ("signature", "timestamp", "nonce")}

    answer = await push(http, account, query, TEXT.xml.encode())

    assert (answer.status_code, answer.text) == (200, "success")
    kept = await Callback.get()
    assert (kept.xml, kept.openid, kept.state) == (TEXT.xml, "oTEST0000000000000000000001", CallbackState.WAITING)
    assert (kept.workspace_id, kept.account_id) == (account.workspace_id, account.id)


@pytest.mark.parametrize("mode", MODES)
async def test_a_repeat_is_a_success_and_one_row(http: AsyncClient, mode: Encryption):
    account = await an_account(encryption=mode)
    words = a_push(Content="hello", MsgId="7")

    for nonce in ("first", "second", "third"):  # each try is signed and sealed anew
        make = plain if mode is Encryption.PLAINTEXT else sealed
        answer = await push(http, account, *make(account.lock(), words, nonce=nonce))
        assert answer.text == "success"

    assert await Callback.all().count() == 1


async def test_pushes_at_once_are_all_kept(http: AsyncClient):
    account = await an_account()
    pushes = [as_wechat_sends(account, a_push(Content=f"{n}", MsgId=f"{n % 25}")) for n in range(50)]

    answers = await asyncio.gather(*(push(http, account, *one) for one in pushes))

    assert {answer.text for answer in answers} == {"success"}
    assert await Callback.all().count() == 25


@pytest.mark.parametrize("mode", MODES)
async def test_a_wrong_signature_is_turned_away(http: AsyncClient, mode: Encryption):
    account = await an_account(encryption=mode)
    query, body = as_wechat_sends(account, a_push(Content="hello", MsgId="7"))
    name = "signature" if mode is Encryption.PLAINTEXT else "msg_signature"

    for wrong in ("0" * 40, "", "签名", query[name].upper()):
        assert (await push(http, account, query | {name: wrong}, body)).status_code == 403

    assert (await push(http, account, {}, body)).status_code == 403
    assert await Callback.all().count() == 0


async def test_another_accounts_push_is_turned_away(http: AsyncClient):
    ours, theirs = await account_of(TEXT), await account_of(QR_FOLLOW)

    assert (await push(http, theirs, TEXT.query, TEXT.body)).status_code == 403
    assert (await push(http, ours, QR_FOLLOW.query, QR_FOLLOW.body)).status_code == 403


@pytest.mark.parametrize("mode", [Encryption.SAFE, Encryption.COMPATIBLE])
async def test_readable_words_do_not_pass_for_sealed_ones(http: AsyncClient, mode: Encryption):
    """`signature` does not cover the body: whoever has seen one query could say anything."""
    account = await account_of(TEXT, mode)

    answer = await push(http, account, TEXT.query, TEXT.xml.encode())

    assert answer.status_code == 403


async def test_in_compatible_mode_the_sealed_words_count(http: AsyncClient):
    account = await account_of(TEXT, Encryption.COMPATIBLE)
    forged = TEXT.xml.replace("coupon", "forged").replace("</xml>", f"<Encrypt>{TEXT.encrypt}</Encrypt></xml>")

    await push(http, account, TEXT.query, forged.encode())

    assert "coupon" in (await Callback.get()).xml


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"hello", 400),
        (b"{}", 400),
        (b"\xff\xfe", 400),
        (b"<xml>", 400),
        (b"<xml></xml>", 400),
        (a_push(CreateTime="noon").encode(), 400),
        (a_push(MsgType="").encode(), 400),
        (an_event("").encode(), 400),
        (b"<!DOCTYPE xml>" + a_push().encode(), 400),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + a_push(Content="&b;").encode(), 400),
        (b"<xml>" + b"<a>" * 20_000 + b"</xml>", 400),
        (envelope_of("YWJj"), 400),
        (b"<xml>" + b" " * MAX_BODY + b"</xml>", 413),
    ],
)
async def test_what_cannot_be_a_push_is_malformed(http: AsyncClient, body: bytes, status: int):
    account = await an_account(encryption=Encryption.PLAINTEXT)
    query, _ = plain(account.lock(), "")

    answer = await push(http, account, query, body)

    assert answer.status_code == status
    assert await Callback.all().count() == 0


async def test_a_large_push_is_refused_before_it_is_read(http: AsyncClient):
    account = await an_account()
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 4096
            yield b" " * 4096

    answer = await http.post(account.callback_path, content=endless())

    assert answer.status_code == 413
    assert read <= MAX_BODY + 2 * 4096


@pytest.mark.parametrize("id", ["acc_" + "0" * 32, "acc_1", "acc_", "1", "%00", "acc_" + "g" * 32, "账号"])
async def test_an_unknown_account_is_not_found(http: AsyncClient, id: str):
    query, body = TEXT.query, TEXT.body

    answers = [
        await http.post(f"/wechat/{id}", params=query, content=body),
        await http.get(f"/wechat/{id}", params=query),
    ]

    assert [(answer.status_code, answer.text) for answer in answers] == [(404, "no such account")] * 2


async def test_a_push_may_only_be_posted(http: AsyncClient):
    account = await an_account()

    assert (await http.put(account.callback_path, content=b"x")).status_code == 405


# A database that is not there


async def test_nothing_is_answered_with_success_before_the_row_is_committed(http: AsyncClient):
    account = await account_of(TEXT)

    async with busy_database():
        waiting = asyncio.create_task(push(http, account, TEXT.query, TEXT.body))
        await asyncio.wait([waiting], timeout=0.3)
        assert not waiting.done()

    assert (await waiting).text == "success"
    assert await Callback.all().count() == 1


async def test_a_database_that_hangs_means_no_success_and_wechat_comes_again(http: AsyncClient, monkeypatch: Any):
    assert callbacks.PATIENCE < 5, "WeChat hangs up after five seconds"
    monkeypatch.setattr(callbacks, "PATIENCE", 0.2)
    account = await account_of(TEXT)

    async with busy_database():
        began = time.monotonic()
        answer = await push(http, account, TEXT.query, TEXT.body)
        assert (answer.status_code, answer.text) == (503, "try again")
        assert time.monotonic() - began < 2

    assert (await push(http, account, TEXT.query, TEXT.body)).text == "success"
    assert await Callback.all().count() == 1


async def test_a_database_that_refuses_means_no_success(http: AsyncClient):
    account = await account_of(TEXT)

    async with away("callback"):
        answer = await push(http, account, TEXT.query, TEXT.body)

    assert (answer.status_code, answer.text) == (503, "try again")


async def test_the_address_check_says_so_when_the_database_is_away(http: AsyncClient):
    account = await account_of(TEXT)

    async with away("official_account"):
        answer = await http.get(account.callback_path, params=TEXT.query | {"echostr": ECHO})

    assert (answer.status_code, answer.text) == (503, "try again")


@asynccontextmanager
async def busy_database() -> AsyncIterator[None]:
    """Somebody else writes callbacks, and takes their time."""
    begun, ended = asyncio.Event(), asyncio.Event()
    somebody = asyncio.create_task(_write_until(begun, ended))
    await begun.wait()
    yield
    ended.set()
    await somebody


async def _write_until(begun: asyncio.Event, ended: asyncio.Event) -> None:
    async with in_transaction():
        if database.is_postgres():
            await database.rows("LOCK TABLE callback IN ACCESS EXCLUSIVE MODE")
        begun.set()
        await ended.wait()
