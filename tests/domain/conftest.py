"""What tests of the domain may ask for."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
import pytest_asyncio

from tests.domain.scans import CODE
from tests.fakes import FakeGate
from tests.phones import Rings, a_push_service
from tests.platforms import as_platform, willing
from wechat import PreAuthCode


@pytest.fixture
def platform(wechat: FakeGate) -> Iterator[None]:
    """This house is a third-party platform, and WeChat takes any code."""
    wechat.will("pre_auth_code", PreAuthCode(CODE, timedelta(minutes=10)))
    willing(wechat)
    with as_platform():
        yield


@pytest_asyncio.fixture
async def push() -> AsyncIterator[Rings]:
    """The app's push service."""
    async with a_push_service() as rings:
        yield rings
