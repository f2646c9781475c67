from collections.abc import AsyncIterator
from uuid import uuid4

import httpx2
import pytest
from redis.asyncio import Redis

from tests.wechat.fake_wechat import FakeWeChat
from wechat.client import Gate, WeChat

IMPATIENT = httpx2.Timeout(connect=2, read=1, write=1, pool=1)


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as redis:
        yield redis


@pytest.fixture
async def app_id(redis: Redis) -> AsyncIterator[str]:
    """An account that no other test knows, so that tests may share a Redis."""
    app_id = f"wx{uuid4().hex[:16]}"
    yield app_id
    if left := await redis.keys(f"fandesk:token:{app_id}*"):
        await redis.delete(*left)


@pytest.fixture
async def fake() -> AsyncIterator[FakeWeChat]:
    async with FakeWeChat() as fake:
        yield fake


@pytest.fixture
async def gate(fake: FakeWeChat, redis: Redis) -> AsyncIterator[Gate]:
    gate = Gate(api_url=fake.url, redis=redis, timeout=IMPATIENT, deadline=2)
    yield gate
    await gate.close()


@pytest.fixture
def wechat(gate: Gate, app_id: str) -> WeChat:
    return gate.account(app_id, "SECRET")
