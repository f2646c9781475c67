from collections.abc import AsyncIterator
from uuid import uuid4

import httpx2
import pytest
from redis.asyncio import Redis

from tests.wechat.fake_wechat import FakeWeChat
from tests.wechat.platforms import (
    AUTHORIZER_TOKEN,
    COMPONENT_TOKEN,
    Kept,
    authorizer_token,
    component_token,
    ticket,
)
from wechat import Platform
from wechat.client import Gate, WeChat

IMPATIENT = httpx2.Timeout(connect=2, read=1, write=1, pool=1)


@pytest.fixture
def services() -> None:
    """The gate knows no database, so these tests open none."""


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as redis:
        await redis.flushdb()
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
    gate = Gate(api_url=fake.url, redis=redis, timeout=IMPATIENT, deadline=2, media_deadline=2, pauses=(0, 0))
    yield gate
    await gate.close()


@pytest.fixture
async def gates(fake: FakeWeChat, redis: Redis) -> AsyncIterator[list[Gate]]:
    """Two processes."""
    gates = [Gate(api_url=fake.url, redis=redis, pauses=()) for _ in range(2)]
    yield gates
    for gate in gates:
        await gate.close()


@pytest.fixture
def wechat(gate: Gate, app_id: str) -> WeChat:
    return gate.account(app_id, "SECRET")


@pytest.fixture
def platform_id() -> str:
    """A third-party platform that no other test knows."""
    return f"wxcomponent{uuid4().hex[:16]}"


@pytest.fixture
def platform(gate: Gate, fake: FakeWeChat, platform_id: str) -> Platform:
    fake.will_say(COMPONENT_TOKEN, component_token("COMPONENT"))
    fake.will_say(AUTHORIZER_TOKEN, authorizer_token("TOKEN"))
    return gate.platform(platform_id, "PLATFORM_SECRET", ticket)


@pytest.fixture
def refresh_tokens() -> Kept:
    return Kept()
