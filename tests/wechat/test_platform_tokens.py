"""A third-party platform's own token, which it gets for its ticket."""

import asyncio
from datetime import timedelta

import pytest

from tests.wechat.fake_wechat import FakeWeChat, Says, error
from tests.wechat.platforms import (
    COMPONENT_TOKEN,
    PRE_AUTH,
    component_token,
    ticket,
)
from wechat import Act, Gate, Platform, Refused, TryLater

A_CODE = {"pre_auth_code": "preauthcode@@@1", "expires_in": 600}


async def test_the_ticket_becomes_a_token_once(platform: Platform, fake: FakeWeChat, platform_id: str):
    fake.will_say(PRE_AUTH, A_CODE)

    await platform.pre_auth_code()
    await platform.pre_auth_code()

    [asked] = fake.heard_at(COMPONENT_TOKEN)
    assert asked.query == {}
    assert asked.json == {
        "component_appid": platform_id,
        "component_appsecret": "PLATFORM_SECRET",
        "component_verify_ticket": "ticket@@@7",
    }


async def test_before_the_first_ticket_nothing_is_asked(gate: Gate, fake: FakeWeChat, platform_id: str):
    async def no_ticket() -> None:
        return None

    with pytest.raises(TryLater, match="not pushed the platform's ticket") as raised:
        await gate.platform(platform_id, "SECRET", no_ticket).pre_auth_code()

    assert raised.value.after == timedelta(minutes=10)
    assert fake.heard == []


SAYS = {
    40001: "platform's AppSecret is wrong",
    40125: "platform's AppSecret is wrong",
    40013: "does not know this AppID",
    61004: "IP whitelist",
    61005: "ticket is no longer valid",
    61006: "ticket is no longer valid",
    61011: "platform",
}


@pytest.mark.parametrize("code", SAYS)
async def test_a_wrong_setting_of_the_platform_is_for_a_human(platform: Platform, fake: FakeWeChat, code: int):
    fake.will_say(COMPONENT_TOKEN, error(code))

    with pytest.raises(Refused, match=SAYS[code]) as raised:
        await platform.pre_auth_code()

    assert (raised.value.code, raised.value.act) == (code, Act.ASK_A_HUMAN)


@pytest.mark.parametrize("code", [40001, 40014, 42001, 42006])
async def test_a_stale_component_token_is_renewed_once(platform: Platform, fake: FakeWeChat, code: int):
    fake.will_say(COMPONENT_TOKEN, component_token("OLD"), component_token("NEW"))
    fake.will_say(PRE_AUTH, error(code), A_CODE)

    await platform.pre_auth_code()

    asked = [heard.query["component_access_token"] for heard in fake.heard_at(PRE_AUTH)]
    assert asked == ["OLD", "NEW"]


@pytest.mark.parametrize("tokens", [[component_token("SAME")], [component_token(f"TOKEN{n}") for n in range(100)]])
async def test_a_storm_of_stale_component_tokens_costs_two_questions(
    fake: FakeWeChat, gates: list[Gate], platform_id: str, tokens: list[Says]
):
    fake.will_say(COMPONENT_TOKEN, *tokens)
    fake.will_say(PRE_AUTH, error(42006))

    platforms = [gate.platform(platform_id, "SECRET", ticket) for gate in gates]
    asked = [platform.pre_auth_code() for platform in platforms for _ in range(20)]
    outcomes = await asyncio.gather(*asked, return_exceptions=True)

    assert {type(outcome) for outcome in outcomes} == {TryLater}
    assert len(fake.heard_at(COMPONENT_TOKEN)) == 2
