from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from tests.wechat.fake_wechat import OK, SEND, FakeWeChat, Fault, Says, error
from tests.wechat.platforms import AUTHORIZER_TOKEN, COMPONENT, Kept, component_token, ticket
from wechat import (
    AccountInfo,
    AccountOption,
    Act,
    Authorization,
    Authorizer,
    Authorizers,
    Gate,
    Platform,
    PreAuthCode,
    Refused,
    TryLater,
    Uncertain,
    Unsayable,
)

PRE_AUTH = COMPONENT + "api_create_preauthcode"
EXCHANGE = COMPONENT + "api_query_auth"
INFO = COMPONENT + "api_get_authorizer_info"
LIST = COMPONENT + "api_get_authorizer_list"
OPTION = COMPONENT + "get_authorizer_option"
SET_OPTION = COMPONENT + "set_authorizer_option"
START = COMPONENT + "api_start_push_ticket"
CLEAR = COMPONENT + "clear_quota"


def an_authorization(app_id: str, **odd: Any) -> dict[str, Any]:
    granted = [{"funcscope_category": {"id": id}} for id in (1, 2, 15)]
    info = {
        "authorizer_appid": app_id,
        "authorizer_access_token": "FIRST",
        "expires_in": 7200,
        "authorizer_refresh_token": "REFRESH",
        "func_info": [*granted, {"funcscope_category": {"id": 7}, "confirm_info": {"need_confirm": 1}}],
    }
    return {"authorization_info": info | odd}


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


# Accounts


def an_info(app_id: str, **odd: Any) -> dict[str, Any]:
    account = {
        "nick_name": "小城书店",
        "head_img": "https://wx.qlogo.cn/a",
        "user_name": "gh_0123456789ab",
        "alias": "shop",
        "principal_name": "小城有限公司",
        "qrcode_url": "https://mmbiz.qpic.cn/a",
        "service_type_info": {"id": 2},
        "verify_type_info": {"id": -1},
        "account_status": 1,
    }
    granted = an_authorization(app_id)["authorization_info"]
    return {"authorizer_info": account | odd, "authorization_info": granted}


async def test_an_account_is_described(platform: Platform, fake: FakeWeChat, app_id: str, platform_id: str):
    fake.will_say(INFO, an_info(app_id))

    assert await platform.account_info(app_id) == AccountInfo(
        app_id=app_id,
        name="小城书店",
        original_id="gh_0123456789ab",
        alias="shop",
        principal="小城有限公司",
        head_image_url="https://wx.qlogo.cn/a",
        service_type=2,
        verify_type=-1,
        is_mini_program=False,
        account_status=1,
        permissions=(1, 2, 15, 7),
        refresh_token="REFRESH",
    )
    assert fake.heard_at(INFO)[0].json == {"component_appid": platform_id, "authorizer_appid": app_id}


async def test_a_mini_program_is_told_from_an_account(platform: Platform, fake: FakeWeChat, app_id: str):
    fake.will_say(INFO, an_info(app_id, MiniProgramInfo={}, account_status=None))

    assert (await platform.account_info(app_id)).is_mini_program


@pytest.mark.parametrize(
    "odd", [{"service_type_info": 2}, {"verify_type_info": {"id": "x"}}, {"user_name": None}], ids=str
)
async def test_an_account_that_cannot_be_read_is_for_later(
    platform: Platform, fake: FakeWeChat, app_id: str, odd: dict[str, Any]
):
    fake.will_say(INFO, an_info(app_id, **odd))

    with pytest.raises(TryLater):
        await platform.account_info(app_id)


async def test_another_accounts_description_is_not_taken(platform: Platform, fake: FakeWeChat, app_id: str):
    fake.will_say(INFO, an_info("wxOTHER"))

    with pytest.raises(TryLater):
        await platform.account_info(app_id)


async def test_lost_refresh_tokens_are_in_the_list(platform: Platform, fake: FakeWeChat, platform_id: str):
    rows = [{"authorizer_appid": "wxONE", "refresh_token": "REFRESH", "auth_time": 1700000000}]
    fake.will_say(LIST, {"total_count": 501, "list": rows})

    at = datetime.fromtimestamp(1700000000, UTC)
    assert await platform.authorizers(500, 1) == Authorizers(501, (Authorizer("wxONE", "REFRESH", at),))
    assert fake.heard_at(LIST)[0].json == {"component_appid": platform_id, "offset": 500, "count": 1}


@pytest.mark.parametrize(("offset", "count"), [(-1, 1), (0, 0), (0, 501)])
async def test_a_list_has_from_one_to_500_accounts(platform: Platform, fake: FakeWeChat, offset: int, count: int):
    with pytest.raises(Unsayable):
        await platform.authorizers(offset, count)

    assert fake.heard == []


@pytest.mark.parametrize("says", [{}, {"total_count": 1}, {"total_count": 1, "list": [{}]}, {"list": []}], ids=str)
async def test_a_list_that_cannot_be_read_is_for_later(platform: Platform, fake: FakeWeChat, says: Says):
    fake.will_say(LIST, says)

    with pytest.raises(TryLater):
        await platform.authorizers()


async def test_an_option_is_read_and_set(platform: Platform, fake: FakeWeChat, app_id: str, platform_id: str):
    fake.will_say(OPTION, {"authorizer_appid": app_id, "option_name": "voice_recognize", "option_value": "1"})
    fake.will_say(SET_OPTION, OK)
    asked = {"component_appid": platform_id, "authorizer_appid": app_id, "option_name": "voice_recognize"}

    assert await platform.option(app_id, AccountOption.VOICE_RECOGNIZE) == 1
    await platform.set_option(app_id, AccountOption.VOICE_RECOGNIZE, 0)

    assert fake.heard_at(OPTION)[0].json == asked
    assert fake.heard_at(SET_OPTION)[0].json == asked | {"option_value": "0"}


@pytest.mark.parametrize("code", [61012, 61013, 61003])
async def test_an_option_that_does_not_exist_is_refused(platform: Platform, fake: FakeWeChat, code: int):
    fake.will_say(SET_OPTION, error(code))

    with pytest.raises(Refused):
        await platform.set_option("wxAPP", AccountOption.LOCATION_REPORT, 9)


# The platform itself


async def test_ticket_pushes_are_started_with_the_secret_and_no_token(
    platform: Platform, fake: FakeWeChat, platform_id: str
):
    fake.will_say(START, OK)

    await platform.start_ticket_pushes()

    [heard] = fake.heard
    assert (heard.path, heard.query) == (START, {})
    assert heard.json == {"component_appid": platform_id, "component_secret": "PLATFORM_SECRET"}


@pytest.mark.parametrize("code", [40001, 40125])
async def test_a_wrong_platform_secret_is_for_a_human(platform: Platform, fake: FakeWeChat, code: int):
    fake.will_say(START, error(code))

    with pytest.raises(Refused, match="platform's AppSecret is wrong") as raised:
        await platform.start_ticket_pushes()

    assert (raised.value.code, raised.value.act) == (code, Act.ASK_A_HUMAN)


async def test_the_platforms_counters_are_reset(platform: Platform, fake: FakeWeChat, platform_id: str):
    fake.will_say(CLEAR, OK)

    await platform.clear_quota()

    assert fake.heard_at(CLEAR)[0].json == {"component_appid": platform_id}


@pytest.mark.parametrize("code", [61000, 61001, 61004, 61007, 61011, 61014, 61028, 48006])
async def test_a_no_to_the_platform_is_refused(platform: Platform, fake: FakeWeChat, app_id: str, code: int):
    for path in (PRE_AUTH, EXCHANGE, INFO, LIST, OPTION, SET_OPTION, CLEAR):
        fake.will_say(path, error(code))

    for ask in (
        platform.pre_auth_code(),
        platform.exchange("CODE"),
        platform.account_info(app_id),
        platform.authorizers(),
        platform.option(app_id, AccountOption.CUSTOMER_SERVICE),
        platform.set_option(app_id, AccountOption.CUSTOMER_SERVICE, 1),
        platform.clear_quota(),
    ):
        with pytest.raises(Refused) as raised:
            await ask
        assert raised.value.code == code


async def test_nobody_who_prints_a_platforms_answers_sees_a_secret(platform: Platform, fake: FakeWeChat, app_id: str):
    fake.will_say(PRE_AUTH, {"pre_auth_code": "CANARY", "expires_in": 600})
    fake.will_say(EXCHANGE, an_authorization(app_id, authorizer_refresh_token="CANARY"))
    fake.will_say(LIST, {"total_count": 1, "list": [{"authorizer_appid": "wxONE", "refresh_token": "CANARY"}]})

    told = [await platform.pre_auth_code(), await platform.exchange("CODE"), await platform.authorizers(), platform]

    assert "CANARY" not in repr(told)
    assert "PLATFORM_SECRET" not in repr([platform, component_token("x")])
