import asyncio
import socket
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from redis.asyncio import Redis

from tests.wechat.conftest import IMPATIENT
from tests.wechat.fake_wechat import OK, SEND, TOKEN, FakeWeChat, Fault, Raw, Says, error, token
from wechat.client import Gate, WeChat
from wechat.codes import Act
from wechat.errors import Refused, TryLater, Uncertain


async def test_a_text_is_sent(wechat: WeChat, fake: FakeWeChat):
    await wechat.send_text("oFAN", "hi")

    [sent] = fake.heard_at(SEND)
    assert sent.access_token == "TOKEN"
    assert sent.json == {"touser": "oFAN", "msgtype": "text", "text": {"content": "hi"}}


async def test_characters_go_as_they_are(wechat: WeChat, fake: FakeWeChat):
    await wechat.send_text("oFAN", '你好 🙂 <a href="https://a.example/?b&c">x</a>')

    [sent] = fake.heard_at(SEND)
    assert '你好 🙂 <a href=\\"https://a.example/?b&c\\">x</a>'.encode() in sent.body


async def test_half_an_emoji_goes_as_a_question_mark(wechat: WeChat, fake: FakeWeChat):
    await wechat.send_text("oFAN", "a\ud83d")

    assert fake.heard_at(SEND)[0].json["text"] == {"content": "a?"}


async def test_a_token_of_any_letters_arrives_whole(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TOKEN, token("a+b/c=&d 你"))

    await wechat.send_text("oFAN", "hi")

    assert fake.heard_at(SEND)[0].access_token == "a+b/c=&d 你"


async def test_being_ready_sends_nothing(wechat: WeChat, fake: FakeWeChat):
    await wechat.ready()

    assert [heard.path for heard in fake.heard] == [TOKEN]


async def test_connections_are_used_again(wechat: WeChat, fake: FakeWeChat):
    for _ in range(5):
        await wechat.send_text("oFAN", "hi")

    assert fake.connections == 1


@pytest.mark.parametrize("says", [{}, {"msgid": 1}, Raw(b'{"errcode":0}', headers=""), error(45065)], ids=str)
async def test_yes_has_many_shapes(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(SEND, says)

    await wechat.send_text("oFAN", "hi")


async def test_a_no_is_refused_with_a_sentence(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, error(45015))

    with pytest.raises(Refused) as raised:
        await wechat.send_text("oFAN", "hi")

    assert (raised.value.code, raised.value.act) == (45015, Act.FAN_STATE)
    assert raised.value.sentence.startswith("The reply window is closed")
    assert raised.value.rid == "65d56251-31349bbf-5f45a190"


async def test_a_spent_daily_quota_comes_back_at_midnight(fake: FakeWeChat, redis: Redis, app_id: str):
    evening = datetime(2026, 3, 1, 15, 0, tzinfo=UTC)
    gate = Gate(api_url=fake.url, redis=redis, clock=lambda: evening)
    fake.will_say(SEND, error(45009))

    with pytest.raises(TryLater) as raised:
        await gate.account(app_id, "SECRET").send_text("oFAN", "hi")

    assert raised.value.after == timedelta(hours=1)
    await gate.close()


@pytest.mark.parametrize("code", [-1, 45011])
async def test_a_busy_wechat_is_for_later(wechat: WeChat, fake: FakeWeChat, code: int):
    fake.will_say(SEND, error(code))

    with pytest.raises(TryLater):
        await wechat.send_text("oFAN", "hi")

    assert len(fake.heard_at(SEND)) == 1


# Tokens that WeChat no longer takes


@pytest.mark.parametrize("code", [40001, 40014, 42001])
async def test_a_stale_token_is_renewed_and_the_text_sent(wechat: WeChat, fake: FakeWeChat, code: int):
    fake.will_say(TOKEN, token("OLD"), token("NEW"))
    fake.will_say(SEND, error(code), OK)

    await wechat.send_text("oFAN", "hi")

    assert [sent.access_token for sent in fake.heard_at(SEND)] == ["OLD", "NEW"]


async def test_a_second_no_to_the_token_is_for_later(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, error(40001))

    with pytest.raises(TryLater) as raised:
        await wechat.send_text("oFAN", "hi")

    assert raised.value.after == timedelta(seconds=5)
    assert len(fake.heard_at(SEND)) == 2


@pytest.mark.parametrize("tokens", [[token("SAME")], [token(f"TOKEN{n}") for n in range(100)]])
async def test_a_storm_of_stale_tokens_costs_two_questions(
    fake: FakeWeChat, redis: Redis, app_id: str, tokens: list[Says]
):
    gates = [Gate(api_url=fake.url, redis=redis) for _ in range(2)]
    fake.will_say(TOKEN, *tokens)
    fake.will_say(SEND, error(40001))

    for _ in range(3):
        sends = [gate.account(app_id, "SECRET").send_text("oFAN", "hi") for gate in gates for _ in range(25)]
        assert {type(outcome) for outcome in await asyncio.gather(*sends, return_exceptions=True)} == {TryLater}

    assert len(fake.heard_at(TOKEN)) == 2
    for gate in gates:
        await gate.close()


async def test_without_a_token_nothing_is_sent(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TOKEN, error(40164))

    with pytest.raises(Refused):
        await wechat.send_text("oFAN", "hi")

    assert fake.heard_at(SEND) == []


# A line that breaks


async def test_a_wechat_that_nobody_reaches_is_for_later(redis: Redis, app_id: str):
    gate = Gate(api_url=f"http://127.0.0.1:{a_closed_port()}", redis=redis, timeout=IMPATIENT)

    with pytest.raises(TryLater):
        await gate.account(app_id, "SECRET").ready()

    await gate.close()


def a_closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


async def test_a_line_that_breaks_before_the_send_is_for_later(wechat: WeChat, fake: FakeWeChat):
    await wechat.ready()
    await fake.hang_up()

    with pytest.raises(TryLater):
        await wechat.send_text("oFAN", "hi")


async def test_a_full_pool_is_for_later(fake: FakeWeChat, redis: Redis, app_id: str):
    http = httpx2.AsyncClient(limits=httpx2.Limits(max_connections=1), trust_env=False)
    # The one who waits for a connection gives up long before the one who waits for an answer.
    impatient = httpx2.Timeout(connect=2, read=1.5, write=2, pool=0.2)
    gate = Gate(api_url=fake.url, redis=redis, http=http, timeout=impatient)
    wechat = gate.account(app_id, "SECRET")
    await wechat.ready()
    fake.will_say(SEND, Fault.STALL)

    outcomes = await asyncio.gather(
        wechat.send_text("oFAN", "hi"), wechat.send_text("oFAN", "hi"), return_exceptions=True
    )

    assert {type(outcome) for outcome in outcomes} == {Uncertain, TryLater}
    await gate.close()
    await http.aclose()


BROKEN: list[Says] = [
    *Fault,
    Raw(b""),
    Raw(b"", "204 No Content"),
    Raw(b"ok"),
    Raw(b"<html>Bad Gateway</html>", "502 Bad Gateway"),
    Raw(b'{"errcode":0}', "503 Service Unavailable"),
    Raw(b'{"errcode":45015}', "500 Internal Server Error"),
    Raw(b'{"message":"no such page"}', "404 Not Found"),
    Raw(b"", "302 Found", "Location: /elsewhere\r\n"),
    Raw(b"[]"),
    Raw(b"null"),
    Raw(b"[" * 60000),
    Raw(b'{"errcode":0' + b" " * 70000 + b"}"),
    Raw(b'{"errcode":"0"}'),
    Raw(b'{"errcode":true}'),
    Raw(b'{"errcode":null}'),
    Raw(b'{"errcode":0.0}'),
    Raw(b"\xff\xfe\x00"),
    Raw(b"not gzip", headers="Content-Encoding: gzip\r\n"),
]


@pytest.mark.parametrize("says", BROKEN, ids=lambda says: str(says)[:60])
async def test_no_usable_answer_leaves_it_uncertain(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(SEND, says)

    with pytest.raises(Uncertain):
        await wechat.send_text("oFAN", "hi")

    assert len(fake.heard_at(SEND)) == 1


async def test_a_connection_reset_before_reading_is_uncertain_too(wechat: WeChat, fake: FakeWeChat):
    await wechat.ready()
    await fake.hang_up()
    fake.resets_at_once = True
    await fake.listen_again()

    with pytest.raises(Uncertain):
        await wechat.send_text("oFAN", "hi")


async def test_an_uncertain_line_does_not_spoil_the_next_send(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, Fault.STALL, OK)
    with pytest.raises(Uncertain):
        await wechat.send_text("oFAN", "hi")

    await wechat.send_text("oFAN", "hi")


@pytest.mark.parametrize(
    "url", ["", "api.weixin.qq.com", "ftp://a", "https://", "https://a?b=c", "http://[::1", "http://a:b"]
)
async def test_an_api_address_that_is_none_is_refused(redis: Redis, url: str):
    with pytest.raises(ValueError, match="must look like"):
        Gate(api_url=url, redis=redis)


async def test_a_gate_leaves_open_what_it_was_given(fake: FakeWeChat, redis: Redis):
    async with httpx2.AsyncClient(trust_env=False) as http:
        await Gate(api_url=fake.url, redis=redis, http=http).close()

        assert not http.is_closed
