"""The process's Redis for nudges and caches. It may be away at any time: nothing here is the truth."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from typing import Any

import orjson
import structlog
from arq.connections import ArqRedis
from redis.asyncio import ConnectionPool
from redis.asyncio.connection import UnixDomainSocketConnection
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

_pool: ArqRedis | None = None

# A request that nudges must not wait for a Redis that hangs: the sweep will find its rows.
_IMPATIENT = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}


def encode(job: object) -> bytes:
    """How a job is written in Redis: JSON, never pickle (whoever writes to Redis must not run code here)."""
    return orjson.dumps(job, default=str)


def decode(job: bytes) -> dict[str, Any]:
    """The other half of `encode`."""
    return orjson.loads(job)  # type: ignore[no-any-return]


def connect(url: str, **options: object) -> ArqRedis:
    """A client for a redis://, rediss:// or unix:// address. It connects when it is first used."""
    pool = ConnectionPool.from_url(url, **options)
    if issubclass(pool.connection_class, UnixDomainSocketConnection):
        pool.connection_kwargs.pop("host", None)
    return ArqRedis(pool, job_serializer=encode, job_deserializer=decode)


def use(url: str) -> ArqRedis:
    """Make this Redis the process's own."""
    global _pool
    _pool = connect(url, **_IMPATIENT)
    return _pool


def redis() -> ArqRedis:
    """The process's Redis client."""
    assert _pool is not None, "call domain.redis.use() when the process starts"
    return _pool


@contextmanager
def perhaps(otherwise: str) -> Iterator[None]:
    """What is inside happens if Redis is there; where it is away the log says `otherwise`, and all goes on."""
    try:
        yield
    except (RedisError, OSError) as error:
        log.warning(otherwise, error=type(error).__name__)


async def heard(channel: str) -> AsyncGenerator[str | None, None]:
    """What is published on a channel: first None, as soon as nothing can be missed any more, then everything."""
    async with redis().pubsub() as ear:
        await ear.subscribe(channel)
        while True:
            _end_if_cancelled()
            message = await ear.get_message(timeout=1)
            if message is not None:
                yield message["data"].decode() if message["type"] == "message" else None


def _end_if_cancelled() -> None:
    # redis-py swallows a cancellation that comes while it connects.
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def close() -> None:
    """Give the connections back."""
    global _pool
    if _pool is not None:
        await _pool.aclose(close_connection_pool=True)
        _pool = None
