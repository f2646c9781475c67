"""How a sentence is said: again where that is harmless, whole, and with an honest end."""

from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from tests.wechat.fake_wechat import OK, SEND, TOKEN, FakeWeChat, Fault, Raw, Says, error, token
from wechat import Gate, Priority, Refused, Text, TryLater, Uncertain, WeChat
from wechat.breaker import FAILURES, REST
from wechat.limits import Rate

MENU = "/cgi-bin/menu/get"
TEMPLATE = "/cgi-bin/message/template/send"
DRAFT = "/cgi-bin/draft/add"


async def ask(wechat: WeChat) -> object:
    return await wechat._ask(MENU, query={"scene": "a&b=c 你"}, may_repeat=True)


# Questions


async def test_without_a_body_it_is_a_get(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(MENU, {"menu": {}})

    assert await ask(wechat) == {"menu": {}}

    [heard] = fake.heard_at(MENU)
    assert (heard.method, heard.body, heard.access_token) == ("GET", b"", "TOKEN")
    assert heard.query["scene"] == "a&b=c 你"


async def test_a_get_renews_its_token_too(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TOKEN, token("OLD"), token("NEW"))
    fake.will_say(MENU, error(40001), {"menu": {}})

    await ask(wechat)

    assert [heard.access_token for heard in fake.heard_at(MENU)] == ["OLD", "NEW"]


async def test_what_needs_no_token_takes_none_along(wechat: WeChat, fake: FakeWeChat):
    fake.will_say("/sns/auth", OK)

    await wechat._ask("/sns/auth", may_repeat=True, needs_token=False)

    assert [heard.path for heard in fake.heard] == ["/sns/auth"]


async def test_numbers_of_64_bits_stay_whole(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(MENU, Raw(b'{"msgid": 3717005636572528642, "other": 18446744073709551615}'))

    assert await ask(wechat) == {"msgid": 3717005636572528642, "other": 18446744073709551615}


async def test_a_long_list_is_read_whole(wechat: WeChat, fake: FakeWeChat):
    openids = [f"o{number:027}" for number in range(10_000)]
    fake.will_say(MENU, {"data": {"openid": openids}})

    answer = await wechat._ask(MENU, may_repeat=True)

    assert answer["data"]["openid"] == openids


async def test_a_code_can_be_an_answer(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(MENU, error(46003))

    answer = await wechat._ask(MENU, may_repeat=True, yes=frozenset({46003}))

    assert answer["errcode"] == 46003


# Again, where that is harmless


@pytest.mark.parametrize("says", [error(-1), Fault.HANG_UP, Raw(b"", "502 Bad Gateway"), error(43108)], ids=str)
async def test_what_may_be_repeated_is_asked_again(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(MENU, says, says, {"menu": {}})

    assert await ask(wechat) == {"menu": {}}
    assert len(fake.heard_at(MENU)) == 3


@pytest.mark.parametrize("says", [error(-1), Fault.HANG_UP])
async def test_after_three_times_it_is_for_later(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(MENU, says)

    with pytest.raises(TryLater) as raised:
        await ask(wechat)

    assert len(fake.heard_at(MENU)) == 3
    assert raised.value.sentence_zh != raised.value.sentence


@pytest.mark.parametrize("code", [45009, 45011, 45015, 48001, 99999])
async def test_what_asking_again_cannot_heal_is_asked_once(wechat: WeChat, fake: FakeWeChat, code: int):
    fake.will_say(MENU, error(code))

    with pytest.raises((TryLater, Refused)):
        await ask(wechat)

    assert len(fake.heard_at(MENU)) == 1


@pytest.mark.parametrize("says", [error(-1), Fault.HANG_UP])
async def test_what_may_not_be_repeated_is_said_once(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(DRAFT, says)

    with pytest.raises((TryLater, Uncertain)):
        await wechat._ask(DRAFT, {}, may_repeat=False)

    assert len(fake.heard_at(DRAFT)) == 1


async def test_a_change_in_doubt_is_not_called_a_message(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(DRAFT, Fault.HANG_UP)

    with pytest.raises(Uncertain, match="did not confirm the change"):
        await wechat._ask(DRAFT, {}, may_repeat=False)


async def test_silence_under_a_key_stays_in_doubt_and_says_when_to_repeat(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(TEMPLATE, Fault.HANG_UP)

    with pytest.raises(Uncertain) as raised:
        await wechat._ask(TEMPLATE, {}, may_repeat=True, repeat_after=timedelta(0))

    assert raised.value.repeat_after == timedelta(0)
    assert len(fake.heard_at(TEMPLATE)) == 3


@pytest.mark.parametrize("says", [error(-1), error(45011)])
async def test_what_was_in_doubt_once_stays_so(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(TEMPLATE, Fault.HANG_UP, says)

    with pytest.raises(Uncertain):
        await wechat._ask(TEMPLATE, {}, may_repeat=True, repeat_after=timedelta(0))


async def test_what_is_harmless_is_never_in_doubt(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(MENU, Fault.HANG_UP, error(45011))

    with pytest.raises(TryLater) as raised:
        await ask(wechat)

    assert raised.value.code == 45011


# Who waits


async def test_too_fast_a_pace_stops_that_api_for_a_minute(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, error(45011), OK)
    fake.will_say(MENU, {"menu": {}})
    with pytest.raises(TryLater):
        await wechat.send_text("oFAN", "hi")

    with pytest.raises(TryLater) as raised:
        await wechat.send_text("oFAN", "hi")

    assert raised.value.after is not None
    assert 59 < raised.value.after.total_seconds() <= 61
    assert len(fake.heard_at(SEND)) == 1
    await ask(wechat)  # the other APIs go on


async def test_bulk_stops_where_agents_go_on(fake: FakeWeChat, redis: Redis, app_id: str):
    gate = Gate(api_url=fake.url, redis=redis, rates={"/cgi-bin/message/custom/": Rate(0.001, 5)})
    wechat = gate.account(app_id, "SECRET")

    for _ in range(4):
        await wechat.send("oFAN", Text("a campaign's"), priority=Priority.BULK)
    with pytest.raises(TryLater):
        await wechat.send("oFAN", Text("a campaign's"), priority=Priority.BULK)
    await wechat.send("oFAN", Text("an agent's"))

    assert len(fake.heard_at(SEND)) == 5
    await gate.close()


async def test_an_account_that_only_fails_is_left_alone_and_tried_again(fake: FakeWeChat, redis: Redis, app_id: str):
    now = [datetime(2026, 3, 1, tzinfo=UTC)]
    gate = Gate(api_url=fake.url, redis=redis, clock=lambda: now[0])
    wechat = gate.account(app_id, "SECRET")
    fake.will_say(SEND, *[Fault.HANG_UP] * FAILURES, OK)
    for _ in range(FAILURES):
        with pytest.raises(Uncertain):
            await wechat.send_text("oFAN", "hi")

    with pytest.raises(TryLater, match="left alone") as raised:
        await wechat.send_text("oFAN", "hi")
    assert raised.value.after == REST
    now[0] += REST
    await wechat.send_text("oFAN", "hi")

    assert len(fake.heard_at(SEND)) == FAILURES + 1
    await gate.close()


async def test_what_wechat_refuses_for_a_reason_breaks_nothing(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(SEND, *[error(45015)] * (FAILURES + 1), OK)

    for _ in range(FAILURES + 1):
        with pytest.raises(Refused):
            await wechat.send_text("oFAN", "hi")

    await wechat.send_text("oFAN", "hi")


async def test_a_picture_host_that_fails_does_not_stop_the_account(wechat: WeChat, fake: FakeWeChat):
    fake.will_say("/pictures/1", Raw(b"", "502 Bad Gateway"))
    for _ in range(FAILURES // 3 + 1):
        with pytest.raises(TryLater):
            await wechat._fetch(f"{fake.url}/pictures/1", most_bytes=100)

    await wechat.send_text("oFAN", "hi")
