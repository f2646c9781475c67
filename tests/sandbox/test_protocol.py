"""How the API speaks: statuses, codes, rids, and the order in which it finds fault."""

import re

import pytest

from tests.sandbox.driving import Driver
from tests.sandbox.shop import APP_ID

SEND = "/cgi-bin/message/custom/send"


async def test_item_1_a_refusal_comes_with_status_200_a_code_and_a_rid(box: Driver) -> None:
    answer = await box.client.get("/cgi-bin/user/info")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json; encoding=utf-8"
    assert answer.json()["errcode"] == 41001
    assert re.fullmatch(r"access_token missing rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}", answer.json()["errmsg"])


async def test_what_looks_like_no_token_is_malformed(box: Driver) -> None:
    assert (await box.send("o", token="nonsense"))["errcode"] == 40014


async def test_what_looks_like_a_token_but_is_none_is_invalid(box: Driver) -> None:
    assert (await box.send("o", token="55_" + "x" * 136))["errcode"] == 40001


async def test_an_account_that_is_not_verified_may_not_send(box: Driver) -> None:
    await box.an_account(verified=False)

    assert (await box.send(await box.a_fan()))["errcode"] == 48001


async def test_a_wrong_verb_is_named(box: Driver) -> None:
    await box.an_account()
    token = (await box.token())["access_token"]

    assert (await box.client.get(f"{SEND}?access_token={token}")).json()["errcode"] == 43002
    assert (await box.client.post(f"/cgi-bin/user/info?access_token={token}")).json()["errcode"] == 43001
    assert (await box.client.post("/cgi-bin/token")).json()["errcode"] == 43001
    assert (await box.client.get("/cgi-bin/stable_token")).json()["errcode"] == 43002


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        (b"", 44002),
        (b"{", 47001),
        (b"[]", 47001),
        (b"5", 47001),
        (b"\xff\xfe", 47001),
        (b'{"touser":"o"} and more', 47001),
        (b"[" * 100_000, 47001),
    ],
)
async def test_a_body_that_is_no_json_object_is_refused(box: Driver, body: bytes, errcode: int) -> None:
    await box.an_account()
    token = (await box.token())["access_token"]

    answer = await box.client.post(f"{SEND}?access_token={token}", content=body)

    assert answer.json()["errcode"] == errcode


async def test_item_2_faults_are_found_in_wechats_order(box: Driver) -> None:
    """Each of these requests has all the faults that come after the one that is named."""
    account = await box.an_account(verified=False)
    assert (await box.client.put(SEND)).json()["errcode"] == 41001
    token = (await box.token())["access_token"]
    url = f"{SEND}?access_token={token}"
    assert (await box.client.put(url)).json()["errcode"] == 48001

    await box.control("PATCH", f"/accounts/{account['appId']}", verified=True, quotas={"message/custom/send": 0})
    fan = await box.a_fan()
    wrong = [({}, 40003), ({"touser": fan}, 40008), ({"touser": fan, "msgtype": "text"}, 44004)]
    assert (await box.client.put(url)).json()["errcode"] == 43002
    assert (await box.client.post(url)).json()["errcode"] == 44002
    assert [(await box.client.post(url, json=said)).json()["errcode"] for said, _ in wrong] == [c for _, c in wrong]
    assert (await box.send(fan))["errcode"] == 45009

    await box.control("PATCH", f"/accounts/{account['appId']}", quotas={"message/custom/send": 1})
    assert (await box.send(fan))["errcode"] == 45015


async def test_item_7_answers_are_gzipped_where_that_is_switched_on(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", "/settings", gzip=True)
    token = (await box.token())["access_token"]
    url = f"/cgi-bin/user/get?access_token={token}"

    squeezed = await box.client.get(url, headers={"Accept-Encoding": "gzip"})
    plain = await box.client.get(url, headers={"Accept-Encoding": "identity"})

    assert squeezed.headers["content-encoding"] == "gzip"
    assert squeezed.json() == plain.json()
    assert "content-encoding" not in plain.headers


async def test_the_days_calls_are_limited(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="你好")
    await box.control("PATCH", f"/accounts/{APP_ID}", quotas={"message/custom/send": 1})
    await box.send(fan)

    assert (await box.send(fan))["errcode"] == 45009


ESCAPED = rb'{"touser":"%s","msgtype":"text","text":{"content":"\u4f60\u597d \\u4f60"}}'
NOT_ESCAPED = rb'{"touser":"%s","msgtype":"text","text":{"content":"C:\\u4f60\n\u0009ok"}}'


async def send_raw(box: Driver, fan: str, body: bytes) -> int:
    token = (await box.token())["access_token"]
    answer = await box.client.post(f"{SEND}?access_token={token}", content=body % fan.encode())
    return answer.json()["errcode"]


async def test_item_3_chinese_in_escapes_is_refused(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="你好")

    assert await send_raw(box, fan, ESCAPED) == 40033
    assert await send_raw(box, fan, NOT_ESCAPED) == 0


async def test_chinese_in_escapes_passes_when_json_is_not_strict(box: Driver) -> None:
    await box.an_account()
    await box.control("PATCH", "/settings", strictJson=False)
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="hi")

    assert await send_raw(box, fan, ESCAPED) == 0
    assert await box.texts(fan, "ACCOUNT") == ["你好 \\u4f60"]


async def test_an_api_that_the_box_does_not_have_says_so(box: Driver) -> None:
    answer = (await box.client.post("/cgi-bin/semantic/nothing", json={})).json()

    assert answer["errcode"] == 40066
    assert "message/custom/send" in answer["errmsg"]


async def test_whoever_a_strange_call_was_about_is_not_written_down(box: Driver) -> None:
    await box.an_account()
    token = (await box.token())["access_token"]
    for touser in (b"5", b"[]", rb'"\ud800"'):
        await box.client.post(f"{SEND}?access_token={token}", content=b'{"touser":%s}' % touser)

    calls = await box.control("GET", "/calls", api="message/custom/send")

    assert [call["openid"] for call in calls["calls"]] == [None, None, "?"]


async def test_calls_are_written_down_without_secrets_and_tokens(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    token = (await box.token())["access_token"]
    await box.send(fan, token=token)

    calls = await box.control("GET", "/calls", api="message/custom/send")

    assert calls["received"] == {"stable_token": 1, "message/custom/send": 1}
    assert calls["calls"] == [
        {
            "number": 2,
            "api": "message/custom/send",
            "method": "POST",
            "openid": fan,
            "at": box.world.now(),
            "errcode": 45015,
            "fault": None,
            "answered": True,
            "took": 0.0,
            "body": f'{{"touser": "{fan}", "msgtype": "text", "text": {{"content": "您好"}}}}',
        }
    ]
