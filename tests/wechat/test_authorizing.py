"""An administrator hands an account over: WeChat's pages, and the exchange of the code they end with."""

from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from tests.wechat.fake_wechat import SEND, FakeWeChat, Fault, Says, error
from tests.wechat.platforms import AUTHORIZER_TOKEN, EXCHANGE, PRE_AUTH, Kept, an_authorization, ticket
from wechat import (
    Act,
    Authorization,
    Gate,
    Platform,
    PreAuthCode,
    Refused,
    Uncertain,
)

# The page


async def test_a_pre_auth_code_lasts_as_long_as_wechat_says(platform: Platform, fake: FakeWeChat, platform_id: str):
    fake.will_say(PRE_AUTH, {"pre_auth_code": "preauthcode@@@1", "expires_in": 600})

    assert await platform.pre_auth_code() == PreAuthCode("preauthcode@@@1", timedelta(minutes=10))
    [heard] = fake.heard_at(PRE_AUTH)
    assert heard.query == {"component_access_token": "COMPONENT"}
    assert heard.json == {"component_appid": platform_id}


async def test_the_pages_are_wechats_own(redis: Redis):
    gate = Gate(api_url="https://api.weixin.qq.com", redis=redis)
    platform = gate.platform("wxPLATFORM", "SECRET", ticket)

    assert platform.scan_url("preauthcode@@@1", "https://a.example/done?x=1") == (
        "https://mp.weixin.qq.com/cgi-bin/componentloginpage?component_appid=wxPLATFORM"
        "&pre_auth_code=preauthcode%40%40%401&redirect_uri=https%3A%2F%2Fa.example%2Fdone%3Fx%3D1&auth_type=1"
    )
    assert platform.mobile_url("C", "https://a.example") == (
        "https://open.weixin.qq.com/wxaopen/safe/bindcomponent?action=bindcomponent&no_scan=1"
        "&component_appid=wxPLATFORM&pre_auth_code=C&redirect_uri=https%3A%2F%2Fa.example&auth_type=1#wechat_redirect"
    )
    assert platform.scan_url("C", "https://a.example", only="wxAPP").endswith("a.example&biz_appid=wxAPP")
    await gate.close()


async def test_a_stand_in_has_the_pages_itself(platform: Platform, fake: FakeWeChat):
    assert platform.scan_url("C", "https://a.example").startswith(f"{fake.url}/cgi-bin/componentloginpage?")
    assert platform.mobile_url("C", "https://a.example").startswith(f"{fake.url}/wxaopen/safe/bindcomponent?")


# The exchange


async def test_an_authorization_code_becomes_an_account(
    platform: Platform, fake: FakeWeChat, app_id: str, platform_id: str
):
    fake.will_say(EXCHANGE, an_authorization(app_id))

    assert await platform.exchange("CODE") == Authorization(app_id, "REFRESH", (1, 2, 15, 7))
    assert fake.heard_at(EXCHANGE)[0].json == {"component_appid": platform_id, "authorization_code": "CODE"}


async def test_the_token_that_comes_along_is_used(
    platform: Platform, fake: FakeWeChat, app_id: str, refresh_tokens: Kept
):
    fake.will_say(EXCHANGE, an_authorization(app_id))

    await platform.exchange("CODE")
    await platform.account(app_id, refresh_tokens).send_text("oFAN", "hi")

    assert [heard.access_token for heard in fake.heard_at(SEND)] == ["FIRST"]
    assert fake.heard_at(AUTHORIZER_TOKEN) == []


@pytest.mark.parametrize(
    "odd", [{"authorizer_access_token": 5}, {"authorizer_access_token": ""}, {"expires_in": "x"}, {"func_info": 7}]
)
async def test_an_exchange_needs_only_the_refresh_token(
    platform: Platform, fake: FakeWeChat, app_id: str, odd: dict[str, Any]
):
    fake.will_say(EXCHANGE, an_authorization(app_id, **odd))

    assert (await platform.exchange("CODE")).refresh_token == "REFRESH"


@pytest.mark.parametrize("code", [61009, 61010, 61003, 61004, 61007])
async def test_a_code_that_is_worth_nothing_is_refused(platform: Platform, fake: FakeWeChat, code: int):
    fake.will_say(EXCHANGE, error(code))

    with pytest.raises(Refused) as raised:
        await platform.exchange("CODE")

    assert (raised.value.code, raised.value.act) == (code, Act.ASK_A_HUMAN)


@pytest.mark.parametrize(
    "says", [Fault.RESET, {}, {"authorization_info": []}, {"authorization_info": {"authorizer_appid": "x"}}], ids=str
)
async def test_an_exchange_that_may_have_used_the_code_is_uncertain(platform: Platform, fake: FakeWeChat, says: Says):
    fake.will_say(EXCHANGE, says)

    with pytest.raises(Uncertain):
        await platform.exchange("CODE")

    assert len(fake.heard_at(EXCHANGE)) == 1


async def test_an_account_that_took_it_back_has_no_token_any_more(
    platform: Platform, fake: FakeWeChat, app_id: str, refresh_tokens: Kept
):
    fake.will_say(EXCHANGE, an_authorization(app_id))
    fake.will_say(AUTHORIZER_TOKEN, error(61003))
    await platform.exchange("CODE")

    await platform.forget(app_id)

    with pytest.raises(Refused) as raised:
        await platform.account(app_id, refresh_tokens).send_text("oFAN", "hi")
    assert raised.value.code == 61003
