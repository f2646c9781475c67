"""Secrets planted everywhere a call passes come out nowhere."""

import asyncio
import logging
import traceback
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from tests.wechat.fake_wechat import SEND, TOKEN, FakeWeChat, Fault, Raw, Says, error, token
from tests.wechat.vectors import a_push, plain, sealed
from wechat import Encryption, Lock, Malformed, NotWeChat, open_envelope
from wechat.client import Gate, WeChat
from wechat.errors import WeChatError

CANARY = "CANARYcanaryCANARYcanaryCANARYcanaryCANARY1"  # also the shape of an EncodingAESKey


def is_seen_in(error: BaseException) -> bool:
    texts = [str(error), repr(error), repr(vars(error)), "".join(traceback.format_exception(error))]
    chained = [other for other in (error.__cause__, error.__context__) if other is not None]
    return CANARY in "".join(texts) or any(map(is_seen_in, chained))


@pytest.fixture(autouse=True)
def logs(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "httpx2")
    return caplog


def logged(logs: pytest.LogCaptureFixture) -> str:
    return "".join(f"{record.getMessage()} {record.args} {record.exc_text}" for record in logs.records)


@pytest.fixture
def wechat(gate: Gate, app_id: str, fake: FakeWeChat) -> WeChat:
    fake.will_say(TOKEN, token(f"TOKEN_{CANARY}"))
    return gate.account(app_id, f"SECRET_{CANARY}")


FAILURES: list[Says] = [
    *Fault,
    Raw(b""),
    Raw(CANARY.encode(), "502 Bad Gateway"),
    Raw(CANARY.encode()),
    error(40001, CANARY),
    error(45015, f"{CANARY} rid: {CANARY}"),
    error(99999, CANARY),
]


@pytest.mark.parametrize("path", [SEND, TOKEN])
@pytest.mark.parametrize("says", FAILURES, ids=str)
async def test_no_failure_tells_a_secret(
    wechat: WeChat, fake: FakeWeChat, logs: pytest.LogCaptureFixture, path: str, says: Says
):
    fake.will_say(path, says)

    with pytest.raises(WeChatError) as raised:
        await wechat.send_text("oFAN", f"text of {CANARY}")

    assert not is_seen_in(raised.value)
    assert CANARY not in logged(logs)


@pytest.mark.parametrize("says", [says for says in FAILURES if says not in (Fault.STALL, Fault.DRIP)], ids=str)
async def test_no_file_tells_a_secret(wechat: WeChat, fake: FakeWeChat, logs: pytest.LogCaptureFixture, says: Says):
    fake.will_say("/files", says)
    sentences = (
        wechat._upload("/files", filename=CANARY, content_type="image/jpeg", data=CANARY.encode()),
        wechat._download("/files", query={"media_id": CANARY}, most_bytes=1),
        wechat._ask("/files", query={"secret": CANARY}, may_repeat=False, needs_token=False),
        wechat._fetch(f"{fake.url}/files?key={CANARY}", most_bytes=1),
        wechat._fetch(f"http://elsewhere.example/{CANARY}", most_bytes=1),
    )

    for outcome in await asyncio.gather(*sentences, return_exceptions=True):
        assert isinstance(outcome, WeChatError)
        assert not is_seen_in(outcome)
    assert CANARY not in logged(logs)


async def test_no_success_tells_a_secret(wechat: WeChat, logs: pytest.LogCaptureFixture):
    await wechat.send_text("oFAN", "hi")

    assert "HTTP Request: POST" in logged(logs)  # httpx2 does log the call
    assert CANARY not in logged(logs)


async def test_a_redis_that_is_away_tells_no_secret(fake: FakeWeChat, app_id: str, logs: pytest.LogCaptureFixture):
    fake.will_say(TOKEN, token(f"TOKEN_{CANARY}"))
    async with Redis(unix_socket_path="/nowhere/redis.sock", password=CANARY) as redis:
        gate = Gate(api_url=fake.url, redis=redis)
        await gate.account(app_id, f"SECRET_{CANARY}").send_text("oFAN", "hi")
        await gate.close()

    assert "Redis is away" in logged(logs)
    assert CANARY not in logged(logs)


async def test_a_secret_is_no_key_in_redis(wechat: WeChat, redis: Redis, app_id: str):
    await wechat.ready()

    assert CANARY not in str(await redis.keys(f"fandesk:token:{app_id}*"))


async def test_nobody_who_prints_an_account_sees_its_secret(wechat: WeChat):
    assert CANARY not in repr(wechat)


def test_nobody_who_prints_a_lock_sees_its_secrets():
    lock = Lock(CANARY, "wxAPP", CANARY, Encryption.SAFE)

    assert CANARY not in repr(lock)
    assert "wxAPP" in repr(lock)


def test_a_key_that_is_refused_is_not_repeated():
    with pytest.raises(ValueError, match="43 letters") as raised:
        Lock("token", "wxAPP", CANARY + "x", Encryption.SAFE)

    assert not is_seen_in(raised.value)


@pytest.mark.parametrize("lock", [Lock(CANARY, "wxAPP"), Lock(CANARY, "wxAPP", CANARY, Encryption.SAFE)])
@pytest.mark.parametrize("xml", ["<xml>", "<!DOCTYPE a>", a_push(CreateTime="x"), "<xml>\0</xml>"])
def test_no_refused_push_tells_a_secret(lock: Lock, xml: str):
    stranger = replace(lock, token="guessed", app_id="wxOTHER")
    send = sealed if lock.encoding_aes_key else plain

    for sender in (lock, stranger):
        with pytest.raises((NotWeChat, Malformed)) as raised:
            open_envelope(lock, *send(sender, xml))
        assert not is_seen_in(raised.value)
