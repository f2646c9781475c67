"""What an account's server may answer to a push, and what counts as no answer at all."""

import pytest

from sandbox.crypto import sign
from tests.sandbox.driving import Driver, a_fan_of
from tests.sandbox.shop import TOKEN, Shop, a_reply, says, sealed

FAILURE = "该公众号提供的服务出现故障，请稍后再试"


@pytest.mark.parametrize("answer", ["", "success"])
async def test_nothing_and_success_are_good_answers(box: Driver, shop: Shop, answer: str) -> None:
    fan = await a_fan_of(box, shop)
    shop.answers.append(says(answer))

    push = await box.fan_does(fan, "write", text="在吗")

    assert (push["state"], len(push["attempts"])) == ("DELIVERED", 1)
    assert await box.texts(fan) == ["在吗"]


@pytest.mark.parametrize(
    ("encryption", "is_sealed"),
    [("PLAINTEXT", False), ("COMPATIBLE", False), ("COMPATIBLE", True), ("SAFE", True)],
)
async def test_a_passive_reply_appears_and_is_marked(box: Driver, shop: Shop, encryption: str, is_sealed: bool) -> None:
    fan = await a_fan_of(box, shop, encryption)
    shop.answers.append(says(sealed(a_reply(fan)) if is_sealed else a_reply(fan)))

    push = await box.fan_does(fan, "write", text="在吗")

    shown = (await box.phone(fan))[-1]
    assert push["reply"] == "收到"
    assert (shown["from"], shown["via"], shown["text"], shown["push"]) == ("ACCOUNT", "PASSIVE", "收到", push["id"])


async def test_a_passive_reply_costs_nothing_of_the_window(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    shop.answers.append(says(a_reply(fan)))
    await box.fan_does(fan, "write", text="在吗")

    codes = [(await box.send(fan))["errcode"] for _ in range(6)]

    assert codes == [0] * 5 + [45047]


async def test_handing_over_to_an_agent_is_answer_enough(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    shop.answers.append(says(a_reply(fan, MsgType="transfer_customer_service")))

    assert (await box.fan_does(fan, "write", text="在吗"))["state"] == "DELIVERED"


BAD_ANSWERS = [
    ("PLAINTEXT", '{"ok":true}', "not well-formed XML"),
    ("PLAINTEXT", "Success", "not well-formed XML"),
    ("PLAINTEXT", " success", "not well-formed XML"),
    ("PLAINTEXT", "<html></html>", "<html>"),
    ("PLAINTEXT", "<!DOCTYPE xml><xml></xml>", "DOCTYPE"),
    ("PLAINTEXT", b"\xff", "UTF-8"),
    ("PLAINTEXT", a_reply("oSomebodyElse"), "OpenID"),
    ("PLAINTEXT", a_reply("FAN", FromUserName="gh_other"), "original id"),
    ("PLAINTEXT", a_reply("FAN", CreateTime=""), "CreateTime"),
    ("PLAINTEXT", a_reply("FAN", ""), "empty Content"),
    ("PLAINTEXT", a_reply("FAN", "好" * 700), "longer than 2048"),
    ("PLAINTEXT", a_reply("FAN", MsgType="hologram"), "hologram"),
    ("PLAINTEXT", sealed(a_reply("FAN")), "plaintext mode"),
    ("SAFE", a_reply("FAN"), "not encrypted"),
    ("SAFE", sealed(a_reply("FAN"), nonce="1"), "MsgSignature"),
    ("SAFE", sealed(a_reply("FAN"), MsgSignature=sign(TOKEN, "1700000001", "778899001", "abc"), Encrypt="abc"), "open"),
]


@pytest.mark.parametrize(("encryption", "answer", "why"), BAD_ANSWERS)
async def test_whatever_else_is_answered_counts_as_failure(
    box: Driver, shop: Shop, encryption: str, answer: str | bytes, why: str
) -> None:
    await box.an_account(callbackUrl=shop.url, encryption=encryption)
    await box.a_fan(openid="FAN")
    await box.control("PATCH", "/settings", deliveries=1)
    shop.answers.append(says(answer))

    push = await box.fan_does("FAN", "write", text="在吗")

    assert push["state"] == "FAILED"
    assert why in push["attempts"][0]["problem"]
    assert FAILURE in await box.texts("FAN")
