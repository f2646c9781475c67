"""A third-party platform's own matters: its ticket, its counters, and what is refused to all of it."""

import pytest

from tests.wechat.fake_wechat import OK, FakeWeChat, error
from tests.wechat.platforms import (
    CLEAR,
    EXCHANGE,
    INFO,
    LIST,
    OPTION,
    PRE_AUTH,
    SET_OPTION,
    START,
    an_authorization,
    component_token,
)
from wechat import (
    AccountOption,
    Act,
    Platform,
    Refused,
)


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
