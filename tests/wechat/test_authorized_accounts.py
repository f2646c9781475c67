"""What a platform is told of the accounts that authorised it, and their options."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.wechat.fake_wechat import OK, FakeWeChat, Says, error
from tests.wechat.platforms import INFO, LIST, OPTION, SET_OPTION, an_authorization
from wechat import (
    AccountInfo,
    AccountOption,
    Authorizer,
    Authorizers,
    Platform,
    Refused,
    TryLater,
    Unsayable,
)


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
