from typing import Any

import pytest
from redis.asyncio import Redis

from tests.wechat.fake_wechat import TOKEN, FakeWeChat, Fault, Says, error
from tests.wechat.platforms import COMPONENT_TOKEN, Kept, component_token
from wechat import Act, Gate, OAuthScope, Platform, Profile, Refused, TryLater, Unsayable, WebSignIn, WeChat

EXCHANGE = "/sns/oauth2/access_token"
THROUGH_PLATFORM = "/sns/oauth2/component/access_token"
PROFILE = "/sns/userinfo"

SIGNED_IN = {
    "access_token": "FANS_TOKEN",
    "expires_in": 7200,
    "refresh_token": "FANS_REFRESH",
    "openid": "oFAN",
    "scope": "snsapi_userinfo",
    "unionid": "uFAN",
}
FAN = WebSignIn("oFAN", "uFAN", "FANS_TOKEN", "FANS_REFRESH", OAuthScope.USERINFO, is_snapshot=False)


# The page


async def test_the_page_has_its_parameters_in_wechats_order(redis: Redis):
    gate = Gate(api_url="https://api.weixin.qq.com", redis=redis)

    url = gate.account("wxAPP", "SECRET").sign_in_url("https://a.example/in?x=1&y=2", scope=OAuthScope.BASE, state="S7")

    assert url == (
        "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wxAPP"
        "&redirect_uri=https%3A%2F%2Fa.example%2Fin%3Fx%3D1%26y%3D2"
        "&response_type=code&scope=snsapi_base&state=S7#wechat_redirect"
    )
    await gate.close()


async def test_through_a_platform_the_page_names_it_last(redis: Redis):
    gate = Gate(api_url="https://api.weixin.qq.com", redis=redis)
    wechat = gate.platform("wxPLATFORM", "SECRET", no_ticket).account("wxAPP", Kept())

    url = wechat.sign_in_url("https://a.example/in", scope=OAuthScope.USERINFO, state="S7")

    assert url.endswith("&response_type=code&scope=snsapi_userinfo&state=S7&component_appid=wxPLATFORM#wechat_redirect")
    await gate.close()


async def no_ticket() -> None:
    return None


@pytest.mark.parametrize("host", ["api2.weixin.qq.com", "sh.api.weixin.qq.com"])
async def test_every_real_host_has_its_pages_on_the_real_one(redis: Redis, host: str):
    gate = Gate(api_url=f"https://{host}", redis=redis)

    url = gate.account("wxAPP", "SECRET").sign_in_url("https://a.example", scope=OAuthScope.BASE, state="")

    assert url.startswith("https://open.weixin.qq.com/connect/oauth2/authorize?")
    await gate.close()


async def test_a_state_of_any_letters_goes(wechat: WeChat):
    url = wechat.sign_in_url("https://a.example", scope=OAuthScope.BASE, state="&态\ud83d")

    assert "&state=%26%E6%80%81%3F#wechat_redirect" in url


async def test_a_stand_in_has_the_page_itself(wechat: WeChat, fake: FakeWeChat):
    url = wechat.sign_in_url("https://a.example", scope=OAuthScope.BASE, state="S7")

    assert url.startswith(f"{fake.url}/connect/oauth2/authorize?appid=")
    assert fake.heard == []


async def test_a_state_has_at_most_128_bytes(wechat: WeChat):
    wechat.sign_in_url("https://a.example", scope=OAuthScope.BASE, state="s" * 128)

    with pytest.raises(Unsayable, match="128"):
        wechat.sign_in_url("https://a.example", scope=OAuthScope.BASE, state="态" * 43)


# The code


async def test_a_code_becomes_a_fan(wechat: WeChat, fake: FakeWeChat, app_id: str):
    fake.will_say(EXCHANGE, SIGNED_IN)

    assert await wechat.sign_in("CODE") == FAN
    [heard] = fake.heard
    assert (heard.method, heard.path) == ("GET", EXCHANGE)
    assert heard.query == {"appid": app_id, "secret": "SECRET", "code": "CODE", "grant_type": "authorization_code"}


async def test_a_page_that_asked_for_nothing_learns_the_openid(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(EXCHANGE, {"access_token": "T", "openid": "oFAN", "scope": "snsapi_base"})

    assert await wechat.sign_in("CODE") == WebSignIn("oFAN", "", "T", "", OAuthScope.BASE, is_snapshot=False)


async def test_a_code_of_any_letters_goes(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(EXCHANGE, SIGNED_IN)

    await wechat.sign_in("a&b=c \ud83d你")

    assert fake.heard_at(EXCHANGE)[0].query["code"] == "a&b=c ?你"


@pytest.mark.parametrize(
    ("told", "is_snapshot"), [({"is_snapshotuser": 1}, True), ({"is_snapshotuser": "1"}, True), ({}, False)], ids=str
)
async def test_a_snapshots_fan_is_flagged(wechat: WeChat, fake: FakeWeChat, told: dict[str, Any], is_snapshot: bool):
    fake.will_say(EXCHANGE, SIGNED_IN | told)

    assert (await wechat.sign_in("CODE")).is_snapshot is is_snapshot


@pytest.mark.parametrize("code", [40029, 40163, 42003, 41008])
async def test_a_code_that_is_worth_nothing_is_refused(wechat: WeChat, fake: FakeWeChat, code: int):
    fake.will_say(EXCHANGE, error(code))

    with pytest.raises(Refused) as raised:
        await wechat.sign_in("CODE")

    assert (raised.value.code, raised.value.act) == (code, Act.FIX_REQUEST)
    assert len(fake.heard_at(EXCHANGE)) == 1


@pytest.mark.parametrize("code", [40001, 40125])
async def test_a_wrong_app_secret_is_for_a_human(wechat: WeChat, fake: FakeWeChat, code: int):
    fake.will_say(EXCHANGE, error(code))

    with pytest.raises(Refused, match="AppSecret is wrong") as raised:
        await wechat.sign_in("CODE")

    assert raised.value.act is Act.ASK_A_HUMAN


@pytest.mark.parametrize("says", [Fault.RESET, error(-1), {}, {"openid": 5}, {"openid": "oFAN"}], ids=str)
async def test_no_usable_answer_is_for_later(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(EXCHANGE, says)

    with pytest.raises(TryLater):
        await wechat.sign_in("CODE")

    assert len(fake.heard_at(EXCHANGE)) == 1


# Through a platform


async def test_a_platform_exchanges_the_code_with_its_own_token(
    platform: Platform, fake: FakeWeChat, refresh_tokens: Kept, app_id: str, platform_id: str
):
    fake.will_say(THROUGH_PLATFORM, SIGNED_IN)

    assert await platform.account(app_id, refresh_tokens).sign_in("CODE") == FAN
    assert fake.heard_at(THROUGH_PLATFORM)[0].query == {
        "appid": app_id,
        "code": "CODE",
        "grant_type": "authorization_code",
        "component_appid": platform_id,
        "component_access_token": "COMPONENT",
    }
    assert fake.heard_at(TOKEN) == []


@pytest.mark.parametrize("code", [40001, 40014, 42001, 42006])
async def test_a_platforms_stale_token_is_renewed_once(
    platform: Platform, fake: FakeWeChat, refresh_tokens: Kept, app_id: str, code: int
):
    fake.will_say(COMPONENT_TOKEN, component_token("OLD"), component_token("NEW"))
    fake.will_say(THROUGH_PLATFORM, error(code), SIGNED_IN)

    assert await platform.account(app_id, refresh_tokens).sign_in("CODE") == FAN
    asked = [heard.query["component_access_token"] for heard in fake.heard_at(THROUGH_PLATFORM)]
    assert asked == ["OLD", "NEW"]


async def test_a_second_no_to_the_platforms_token_is_for_later(
    platform: Platform, fake: FakeWeChat, refresh_tokens: Kept, app_id: str
):
    fake.will_say(THROUGH_PLATFORM, error(42006))

    with pytest.raises(TryLater):
        await platform.account(app_id, refresh_tokens).sign_in("CODE")

    assert len(fake.heard_at(THROUGH_PLATFORM)) == 2


@pytest.mark.parametrize("code", [61003, 61004, 61007])
async def test_what_a_platform_may_not_do_is_for_a_human(
    platform: Platform, fake: FakeWeChat, refresh_tokens: Kept, app_id: str, code: int
):
    fake.will_say(THROUGH_PLATFORM, error(code))

    with pytest.raises(Refused) as raised:
        await platform.account(app_id, refresh_tokens).sign_in("CODE")

    assert (raised.value.code, raised.value.act) == (code, Act.ASK_A_HUMAN)


# Name and picture


async def test_a_fan_who_agreed_shows_name_and_picture(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(
        PROFILE,
        {"openid": "oFAN", "nickname": "小林", "sex": 0, "headimgurl": "https://thirdwx.qlogo.cn/a", "privilege": []},
    )

    assert await wechat.profile_of(FAN) == Profile("oFAN", "小林", "https://thirdwx.qlogo.cn/a", "uFAN")
    [heard] = fake.heard
    assert heard.query == {"access_token": "FANS_TOKEN", "openid": "oFAN", "lang": "zh_CN"}


async def test_a_snapshots_name_is_not_asked_for(wechat: WeChat, fake: FakeWeChat):
    snapshot = WebSignIn("oFAN", "uFAN", "T", "R", OAuthScope.USERINFO, is_snapshot=True)

    with pytest.raises(Refused, match="preview") as raised:
        await wechat.profile_of(snapshot)

    assert raised.value.act is Act.FAN_STATE
    assert fake.heard == []


@pytest.mark.parametrize("code", [40001, 40014, 42001, 42002, 42007])
async def test_a_fans_token_that_ended_means_signing_in_again(wechat: WeChat, fake: FakeWeChat, code: int):
    fake.will_say(PROFILE, error(code))

    with pytest.raises(Refused, match="sign in again") as raised:
        await wechat.profile_of(FAN)

    assert (raised.value.code, raised.value.act) == (code, Act.FIX_REQUEST)


async def test_a_fan_who_did_not_agree_shows_nothing(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(PROFILE, error(48001))

    with pytest.raises(Refused, match="did not agree") as raised:
        await wechat.profile_of(FAN)

    assert raised.value.act is Act.FAN_STATE


@pytest.mark.parametrize("says", [{}, {"openid": []}, {"nickname": "x"}], ids=str)
async def test_an_odd_profile_is_for_later(wechat: WeChat, fake: FakeWeChat, says: Says):
    fake.will_say(PROFILE, says)

    with pytest.raises(TryLater):
        await wechat.profile_of(FAN)


async def test_nobody_who_prints_a_sign_in_sees_its_tokens(wechat: WeChat, fake: FakeWeChat):
    fake.will_say(EXCHANGE, SIGNED_IN)

    assert "FANS" not in repr(await wechat.sign_in("CODE"))
