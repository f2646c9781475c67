"""An account is connected by scanning, from the button to a disconnect and back, with WeChat in a box."""

import asyncio
import html
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from httpx2 import AsyncClient

from domain import gate
from domain.accounts.errors import WeChatRefused
from domain.accounts.models import AccountState, OfficialAccount
from domain.accounts.refresh_tokens import KeptRefreshToken
from domain.callbacks import handling as callbacks
from domain.clock import now
from domain.connections import handling, recovering
from domain.connections.scanning import start_scan, token_of
from domain.connections.testing import Step, StepName, StepStatus, connection_test
from domain.conversations.actions import Talk
from domain.conversations.models import Conversation, Message
from domain.fans.models import Fan
from domain.hub import Hub
from domain.ids import new_id
from domain.platform import component
from domain.platform.component import Component, platform
from domain.redis import redis
from domain.sends.actions import send_text
from domain.sends.delivery import deliver_due
from sandbox.app import build as build_box
from sandbox.serving import BoxServer
from server.app import build
from server.state import House
from tests.factories import a_workspace, an_account
from tests.sandbox.conftest import a_world
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.platform import COMPONENT, COMPONENT_SECRET, COMPONENT_TOKEN, a_platform
from tests.sandbox.shop import AES_KEY, APP_ID, listening
from tests.server.knocking import URL
from tests.server.serving import served
from wechat import Gate
from workers.main import work


@dataclass
class Town:
    """The box with our platform in it, and our house."""

    box: Driver
    house: AsyncClient

    async def scan(self, workspace_id: UUID, **form: object) -> str:
        """What an administrator does, from our page through WeChat's and back: the page they end on."""
        page = f"/connect/{token_of(await start_scan(workspace_id, new_id(), None, now()))}"
        button = re.search(r'href="([^"]+)"', (await self.house.get(page)).text)
        assert button is not None
        link = urlsplit(html.unescape(button[1]))
        given = {"account": APP_ID, "permission": ["1", "2", "3", "7", "11", "15", "89"]} | form
        agreed = await self.box.client.post(f"{link.path}?{link.query}", data=given, follow_redirects=False)
        back = urlsplit(agreed.headers["location"])
        return (await self.house.get(f"{back.path}?{back.query}")).text

    async def work(self) -> None:
        """What the workers do about what was pushed."""
        await self.box.control("POST", "/wait/settled")
        await handling.handle_waiting(now)
        await callbacks.handle_waiting(now)
        await deliver_due(now)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    app = build_box(a_world())
    async with (
        listening(BoxServer(app, 0)) as address,
        AsyncClient(base_url=address, timeout=10) as client,
        served(build(House(Hub(), URL, is_production=True))) as at,
        AsyncClient(base_url=f"http://{at}", timeout=10) as house,
    ):
        box, real = Driver(app, client), Gate(api_url=address, redis=redis())
        gate.use(real)
        component.use(Component(COMPONENT, COMPONENT_SECRET, COMPONENT_TOKEN, AES_KEY))
        ours = f"http://{at}/wechat/component"
        await a_platform(box, eventsUrl=f"{ours}/events", messageUrl=f"{ours}/$APPID$")
        await box.an_account()
        yield Town(box, house)
        component.use(None)
        await real.close()


async def test_scanned_heard_answered_disconnected_and_back(town: Town):
    workspace = await a_workspace()

    assert "接入成功" in await town.scan(workspace.id)
    await town.work()
    account = await OfficialAccount.get()
    assert (account.name, account.app_id, account.workspace_id) == ("花间茶社", APP_ID, workspace.id)

    openid = await town.box.a_fan()
    await town.box.fan_does(openid, "write", text="在吗?")
    await town.work()
    talk = await Conversation.get()
    fan = await Fan.get()
    assert await Message.filter(conversation_id=talk.id, text="在吗?").count() == 1

    await send_text(talk_of(talk), fan.openid, new_id(), "您好!", now())
    await town.work()
    assert "您好!" in await town.box.texts(openid, "ACCOUNT")
    assert {step.status for step in await connection_test(account.id, now())} == {StepStatus.OK, StepStatus.SKIPPED}

    await town.box.control("POST", f"/components/{COMPONENT}/unauthorize", account=APP_ID, wait=True)
    await town.work()
    await account.refresh_from_db()
    assert account.state is AccountState.DISCONNECTED

    assert "接入成功" in await town.scan(workspace.id)
    await town.work()
    back = await OfficialAccount.get()
    assert (back.id, back.state) == (account.id, AccountState.CONNECTED)
    assert await Message.filter(conversation_id=talk.id).count() >= 2


@pytest.mark.parametrize("telling", ["EVENT_FIRST", "REDIRECT_FIRST", "REDIRECT_ONLY"])
async def test_whichever_way_wechat_tells_it_is_one_account(town: Town, telling: str):
    await town.box.control("PATCH", f"/components/{COMPONENT}", telling=telling)

    await town.scan((await a_workspace()).id)
    await town.work()

    assert (await OfficialAccount.get()).state is AccountState.CONNECTED


async def test_wechats_release_test_is_passed(town: Town, redis_url: str):
    worker = asyncio.create_task(work(redis_url))
    report = await town.box.control("POST", f"/components/{COMPONENT}/release-test", seconds=5)
    worker.cancel()
    await asyncio.wait([worker])

    assert report["passed"], report
    assert (await Fan.all().count(), await OfficialAccount.all().count()) == (0, 0)


# What goes wrong, in WeChat's words


async def test_a_server_that_wechat_does_not_know_is_told_to_be_put_on_the_whitelist(town: Town):
    await town.box.control("PATCH", f"/components/{COMPONENT}", ipWhitelist=["203.0.113.7"])

    with pytest.raises(WeChatRefused, match="IP whitelist") as refusal:
        await start_scan((await a_workspace()).id, new_id(), None, now())

    assert "白名单" in refusal.value.message_zh


async def test_a_permission_that_was_not_granted_is_named(town: Town):
    await town.scan((await a_workspace()).id, permission=["2", "3"])

    missing = [one for one in await the_steps() if one.status is StepStatus.FAILED]

    assert [step.name for step in missing] == [StepName.CUSTOMER_MESSAGES]
    assert "消息管理" in missing[0].sentence.zh


async def test_a_later_authorisation_kills_the_refresh_token_and_a_worker_finds_the_new_one(town: Town):
    await town.scan((await a_workspace()).id)
    account = await OfficialAccount.get()
    await KeptRefreshToken(account.id).keep("refreshtoken@@@dead", await KeptRefreshToken(account.id).read())
    await platform().forget(APP_ID)

    (before, *_) = await the_steps()
    assert (before.status, "scan" in before.sentence.en or "authorise" in before.sentence.en) == (
        StepStatus.FAILED,
        True,
    )
    await recovering.recover_lost(lambda: now() + timedelta(minutes=2))

    await account.wechat().ready()


@pytest.mark.parametrize(
    ("given", "settings", "words"),
    [
        ({"app_secret": "wrong"}, {}, "AppSecret"),
        ({"app_id": "wxunknown"}, {}, "AppID"),
        ({"app_secret": SECRET}, {"ipWhitelist": ["203.0.113.7"]}, "IP whitelist"),
    ],
)
async def test_what_is_wrong_with_the_credentials_is_a_sentence(town: Town, given, settings, words: str):
    if settings:
        await town.box.control("PATCH", f"/accounts/{APP_ID}", **settings)
    await an_account(**{"app_id": APP_ID} | given)

    (credentials, *_) = await the_steps()

    assert credentials.status is StepStatus.FAILED
    assert words in credentials.sentence.en
    assert credentials.sentence.zh != credentials.sentence.en


async def the_steps() -> list[Step]:
    """The test of the only account's connection."""
    return await connection_test((await OfficialAccount.get()).id, now())


def talk_of(row: Conversation) -> Talk:
    """The row as `send_text` takes it."""
    return Talk(row.id, row.workspace_id, row.account_id, row.fan_id)
