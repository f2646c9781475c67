"""The two pages of connecting by scanning, as an administrator's browser meets them."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from httpx2 import AsyncClient

from domain.accounts.models import AccountScan, OfficialAccount
from domain.connections import handling
from domain.connections.scanning import start_scan, token_of
from domain.ids import new_id
from domain.platform.pushes import keep_push
from server import connecting
from tests.factories import HandClock, a_workspace, an_account
from tests.fakes import FakeGate
from tests.platforms import APP_ID, OURS, as_platform, authorized, no, willing
from wechat import PreAuthCode, TryLater

CODE = "preauthcode@@@canary"
BACK = "queryauthcode@@@canary"


@pytest.fixture(autouse=True)
def platform(wechat: FakeGate) -> Iterator[None]:
    wechat.will("pre_auth_code", PreAuthCode(CODE, timedelta(minutes=10)))
    willing(wechat)
    with as_platform():
        yield


async def a_page(clock: HandClock, name: str = "小满 <茶> & Co") -> str:
    """The address of a scan's page."""
    workspace = await a_workspace(name=name)
    return f"/connect/{token_of(await start_scan(workspace.id, new_id(), None, clock()))}"


async def test_the_page_says_where_and_leads_to_wechat_by_a_click(http: AsyncClient, clock: HandClock):
    page = await a_page(clock)

    answer = await http.get(page)

    assert answer.status_code == 200
    assert "小满 &lt;茶&gt; &amp; Co" in answer.text
    assert f'href="https://mp.weixin.qq.com/cgi-bin/componentloginpage?pre_auth_code={CODE}' in answer.text
    assert f"redirect_uri=https://desk.example{page}/done" in answer.text
    assert "请由公众号管理员扫码" in answer.text
    assert "Let the account's administrator scan" in answer.text


async def test_wechat_sees_our_domain_and_nobody_the_address(http: AsyncClient, clock: HandClock):
    answer = await http.get(await a_page(clock))

    assert (answer.headers["referrer-policy"], answer.headers["cache-control"]) == ("origin", "no-store")
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "<script" not in answer.text


async def test_a_phone_is_led_to_wechats_page_for_phones(http: AsyncClient, clock: HandClock):
    answer = await http.get(await a_page(clock), params={"on": "phone"})

    assert "https://open.weixin.qq.com/wxaopen/safe/bindcomponent" in answer.text


async def test_the_browser_that_comes_back_connects_the_account(http: AsyncClient, clock: HandClock):
    page = await a_page(clock)

    answer = await http.get(f"{page}/done", params={"auth_code": BACK, "expires_in": "600"})

    assert "接入成功" in answer.text
    assert "「小满茶饮」已接入" in answer.text
    assert (await OfficialAccount.get()).app_id == APP_ID
    assert "接入成功" in (await http.get(page)).text


async def test_coming_back_twice_is_coming_back_once(http: AsyncClient, clock: HandClock, wechat: FakeGate):
    page = await a_page(clock)

    for _ in range(2):
        assert "接入成功" in (await http.get(f"{page}/done", params={"auth_code": BACK})).text

    assert len(wechat.heard("exchange")) == 1


async def test_where_the_push_used_the_code_the_browser_waits_for_it(
    http: AsyncClient, clock: HandClock, wechat: FakeGate
):
    page = await a_page(clock)
    asked = asyncio.Event()

    def spent(code: str) -> None:
        asked.set()
        raise no(61009)

    wechat.will("exchange", spent)
    waiting = asyncio.create_task(http.get(f"{page}/done", params={"auth_code": BACK}))
    await asked.wait()

    willing(wechat)
    await keep_push(OURS.app_id, "key", authorized(CODE), clock())
    await handling.handle_waiting(clock)

    assert "接入成功" in (await waiting).text


async def test_a_code_that_is_worth_nothing_is_a_sentence(
    http: AsyncClient, clock: HandClock, wechat: FakeGate, monkeypatch
):
    monkeypatch.setattr(connecting, "WAITS", 1)
    wechat.will("exchange", no(61010))

    answer = await http.get(f"{await a_page(clock)}/done", params={"auth_code": BACK})

    assert "接入未完成" in answer.text
    assert "The authorization code is no longer valid" in answer.text
    assert (await AccountScan.get()).account_id is None


async def test_while_wechat_is_busy_the_page_comes_again(http: AsyncClient, clock: HandClock, wechat: FakeGate):
    page = await a_page(clock)
    wechat.will("exchange", TryLater("WeChat is busy."))

    answer = await http.get(f"{page}/done", params={"auth_code": BACK})

    assert (answer.headers["refresh"], "正在确认" in answer.text) == ("3", True)
    willing(wechat)
    assert "接入成功" in (await http.get(f"{page}/done", params={"auth_code": BACK})).text


async def test_an_account_of_another_workspace_is_refused_without_telling_whose(http: AsyncClient, clock: HandClock):
    await an_account(app_id=APP_ID, name="Secret shop", workspace=await a_workspace(name="Secret company"))

    answer = await http.get(f"{await a_page(clock)}/done", params={"auth_code": BACK})

    assert "in another workspace" in answer.text
    assert "Secret" not in answer.text


@pytest.mark.parametrize("path", ["/connect/nothing", "/connect/nothing/done?auth_code=x", "/connect/%00"])
async def test_an_address_that_nobody_made_is_not_known(http: AsyncClient, path: str):
    answer = await http.get(path)

    assert (answer.status_code, "该链接无效" in answer.text) == (404, True)


async def test_an_address_expires(http: AsyncClient, clock: HandClock):
    page = await a_page(clock)
    clock.advance(timedelta(minutes=11))

    assert "该链接已过期" in (await http.get(page)).text


async def test_nothing_of_it_is_in_the_log(http: AsyncClient, clock: HandClock, wechat: FakeGate, logs: StringIO):
    page = await a_page(clock)
    wechat.will("exchange", TryLater("WeChat is busy."))

    await http.get(f"{page}/done", params={"auth_code": BACK})

    assert not [secret for secret in ("canary", page.split("/")[-1]) if secret in logs.getvalue()]
