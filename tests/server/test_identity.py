"""The page on which fans show who they are (网页授权)."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx2 import AsyncClient, Response

from domain.accounts.models import AccountKind, OfficialAccount
from domain.fans import identity
from domain.fans.identity import LASTS, Asked
from domain.fans.models import Fan
from domain.ids import ACCOUNT, public_id
from domain.live import StoredEvent
from tests.factories import a_fan, an_account
from tests.followers import a_user
from wechat import Act, OAuthScope, Profile, Refused, TryLater, WebSignIn

AVATAR = "https://thirdwx.qlogo.example/a.png"


def a_sign_in(openid: str = "oA", *, unionid: str = "", is_snapshot: bool = False) -> WebSignIn:
    """What WeChat says of a code."""
    return WebSignIn(openid, unionid, "access", "refresh", OAuthScope.USERINFO, is_snapshot)


async def come_back(http: AsyncClient, account: OfficialAccount, *, consent: bool = False, code: str = "c") -> Response:
    """A fan opens the page, WeChat asks, and sends them back."""
    begun = await http.get(page(account, "begin"), params={"consent": "1"} if consent else {})
    asked = parse_qs(urlsplit(begun.headers["location"]).query)
    return await http.get(asked["redirect_uri"][0], params={"code": code, "state": asked["state"][0]})


def page(account: OfficialAccount, what: str) -> str:
    return f"/identity/{public_id(ACCOUNT, account.id)}/{what}"


@pytest.fixture(autouse=True)
def willing(wechat):
    """A WeChat that knows the fan."""
    wechat.will("sign_in", a_sign_in())
    wechat.will("user", a_user("oA"))
    wechat.will("profile_of", Profile("oA", "小满", AVATAR, ""))


async def test_the_first_visit_asks_for_the_openid_alone(http):
    account = await an_account()

    begun = await http.get(page(account, "begin"))

    asked = parse_qs(urlsplit(begun.headers["location"]).query)
    assert asked["scope"] == ["snsapi_base"]
    assert asked["redirect_uri"] == [f"https://desk.example{page(account, 'done')}"]
    assert asked["state"][0].isalnum()
    assert len(asked["state"][0]) <= 128


async def test_a_click_asks_for_name_and_picture(http):
    begun = await http.get(page(await an_account(), "begin?consent=1"))

    assert "snsapi_userinfo" in begun.headers["location"]


async def test_who_agrees_has_a_name_and_a_picture_from_then_on(http):
    account = await an_account()
    fan = await a_fan(account=account, openid="oA")

    back = await come_back(http, account, consent=True)
    shown = await http.get(back.headers["location"])

    await fan.refresh_from_db()
    assert (fan.nickname, fan.avatar_url) == ("小满", AVATAR)
    assert "小满，很高兴认识您" in shown.text
    assert AVATAR in shown.text


async def test_screens_are_told(http):
    fan = await a_fan(openid="oA")
    await StoredEvent.all().delete()

    await come_back(http, await OfficialAccount.get(id=fan.account_id), consent=True)

    assert [(event.kind, event.subject_id) for event in await StoredEvent.all()] == [("FanChanged", fan.id)]


async def test_who_only_looks_is_asked_with_a_button(http):
    account = await an_account()

    back = await come_back(http, account)
    shown = await http.get(back.headers["location"])

    assert 'href="begin?consent=1"' in shown.text
    assert (await Fan.get()).nickname is None


async def test_a_follower_whom_we_did_not_know_is_met(http, wechat):
    wechat.will("user", a_user("oA", unionid="u1"))

    await come_back(http, await an_account())

    fan = await Fan.get()
    assert (fan.openid, fan.is_following, fan.unionid) == ("oA", True, "u1")


@pytest.mark.parametrize("said", [a_user("oA", is_following=False), TryLater("busy", code=-1)])
async def test_signing_in_makes_nobody_a_follower(http, wechat, said):
    wechat.will("user", said)
    wechat.will("sign_in", a_sign_in(unionid="u1"))

    await come_back(http, await an_account())

    fan = await Fan.get()
    assert (fan.is_following, fan.unionid) == (False, "u1")


async def test_a_snapshot_user_is_nobody(http, wechat):
    wechat.will("sign_in", a_sign_in("oINVENTED", is_snapshot=True))
    account = await an_account()

    back = await come_back(http, account, consent=True)
    shown = await http.get(back.headers["location"])

    assert "使用完整服务" in shown.text
    assert await Fan.all().count() == 0
    assert wechat.heard("profile_of") == []


async def test_a_picture_that_is_not_behind_https_is_not_kept(http, wechat):
    wechat.will("profile_of", Profile("oA", "小满", "http://thirdwx.qlogo.example/a.png", ""))

    await come_back(http, await an_account(), consent=True)

    fan = await Fan.get()
    assert (fan.nickname, fan.avatar_url) == ("小满", None)


async def test_a_name_is_text_and_nothing_more(http, wechat):
    wechat.will("profile_of", Profile("oA", '<b onclick="x()">\x07&{account}$title', AVATAR, ""))

    back = await come_back(http, await an_account(), consent=True)
    shown = await http.get(back.headers["location"])

    assert "&lt;b onclick=&quot;x()&quot;&gt;&amp;{account}$title" in shown.text
    assert "<b onclick" not in shown.text


async def test_the_code_is_in_no_url_that_stays(http):
    back = await come_back(http, await an_account(), code="the-code")

    assert back.status_code == 302
    assert "the-code" not in back.headers["location"]


@pytest.mark.parametrize("code", [40029, 40163, 42003])
async def test_a_reload_shows_what_was_shown(http, wechat, code):
    account = await an_account()
    await come_back(http, account, consent=True)
    wechat.will("sign_in", used_up(code))

    again = await come_back(http, account, consent=True)

    assert again.headers["location"].endswith("/hello")


async def test_a_used_code_in_another_browser_leads_to_the_beginning(http, wechat):
    wechat.will("sign_in", used_up(40163))

    back = await come_back(http, await an_account())
    shown = await http.get(back.headers["location"])

    assert 'href="begin"' in shown.text
    assert "链接已失效" in shown.text


@pytest.mark.parametrize("how", ["missing", "forged", "another account's", "too old", "the cookie's"])
async def test_a_state_that_is_not_ours_asks_wechat_nothing(http, wechat, clock, how):
    account, other = await an_account(), await an_account()
    states = {
        "missing": "",
        "forged": "00" * 38,
        "another account's": identity.sign(other.id, Asked.NAME, other.id, clock()),
        "too old": identity.sign(account.id, Asked.NAME, account.id, clock() - LASTS),
        "the cookie's": identity.sign(account.id, Asked.BACK, account.id, clock()),
    }

    back = await http.get(page(account, "done"), params={"code": "c", "state": states[how]})

    assert back.headers["location"].endswith("/again")
    assert wechat.heard("sign_in") == []


async def test_a_cookie_is_good_for_one_account_and_ten_minutes(http, clock):
    account, other = await an_account(), await an_account()
    back = await come_back(http, account, consent=True)
    cookie = back.cookies["fandesk_identity"]

    elsewhere = await http.get(page(other, "hello"), headers={"cookie": f"fandesk_identity={cookie}"})
    clock.advance(LASTS + timedelta(seconds=1))
    later = await http.get(page(account, "hello"), headers={"cookie": f"fandesk_identity={cookie}"})

    assert "小满" not in elsewhere.text + later.text


async def test_a_busy_wechat_is_said_so(http, wechat):
    wechat.will("sign_in", TryLater("busy", code=-1))

    back = await come_back(http, await an_account())

    assert (await http.get(back.headers["location"])).status_code == 503


async def test_who_did_not_agree_is_asked_again(http, wechat):
    wechat.will("profile_of", Refused("not agreed", act=Act.FAN_STATE, code=48001))

    back = await come_back(http, await an_account(), consent=True)
    shown = await http.get(back.headers["location"])

    assert 'href="begin?consent=1"' in shown.text


@pytest.mark.parametrize("how", [{"kind": AccountKind.SUBSCRIPTION}, {"is_verified": False}, {"state": "DISCONNECTED"}])
@pytest.mark.parametrize("what", ["begin", "done", "hello"])
async def test_accounts_that_may_not_ask_have_no_page(http, how, what):
    account = await an_account()
    await OfficialAccount.filter(id=account.id).update(**how)

    assert (await http.get(page(account, what))).status_code == 404


@pytest.mark.parametrize("id", ["acc_0", "nothing", "fan_" + "0" * 32, "acc_" + "0" * 32])
async def test_no_account_no_page(http, id):
    assert (await http.get(f"/identity/{id}/begin")).status_code == 404


async def test_pages_leak_nothing(http):
    account = await an_account()

    shown = await http.get((await come_back(http, account, consent=True)).headers["location"])

    assert shown.headers["referrer-policy"] == "no-referrer"
    assert shown.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert "oA" not in shown.text


def used_up(code: int) -> Refused:
    return Refused("used", act=Act.FIX_REQUEST, code=code)
