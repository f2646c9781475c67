import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
import pytest_asyncio

from domain.hub import Hub
from tests.fakes import FakeGate
from tests.mini_programs import as_mini_program, knowing
from tests.platforms import APP_ID, REFRESH_TOKEN, as_platform, listing, willing
from wechat import PreAuthCode, WeChatTag


@pytest.fixture(autouse=True)
def platform(wechat: FakeGate) -> Iterator[None]:
    """This house is a third-party platform, which one account authorised."""
    wechat.will("pre_auth_code", PreAuthCode("preauthcode@@@1", timedelta(minutes=10)))
    wechat.will("authorizers", listing((APP_ID, REFRESH_TOKEN)))
    willing(wechat)
    with as_platform():
        yield


@pytest.fixture(autouse=True)
def mini_program(wechat: FakeGate) -> Iterator[None]:
    """This house has a mini-program, which everybody may open."""
    knowing(wechat)
    with as_mini_program():
        yield


@pytest.fixture(autouse=True)
def tags(wechat: FakeGate) -> None:
    """WeChat takes every change to tags."""
    wechat.will("create_tag", WeChatTag(134, "new", 0))
    wechat.will("rename_tag", None)
    wechat.will("delete_tag", None)


@pytest_asyncio.fixture
async def hub() -> AsyncIterator[Hub]:
    """A hub that is awake, and whose heart beats fast."""
    hub = Hub(heartbeat=0.05)
    life = asyncio.create_task(hub.run())
    yield hub
    life.cancel()
    with suppress(asyncio.CancelledError):
        await life
