"""The worker: arq with our tasks and our schedule, kept alive when Redis is away for a while."""

import asyncio
from contextlib import suppress

import structlog
from arq.worker import Worker
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import BusyLoadingError, ConnectionError, RedisError, TimeoutError

from domain import redis
from workers.schedule import SCHEDULE
from workers.tasks import TASKS

log = structlog.get_logger(__name__)

# A worker waits for Redis to come back; without this arq leaves its main loop at the first lost connection.
_PATIENT = {
    "retry": Retry(ExponentialBackoff(cap=1, base=0.05), 30),
    "retry_on_error": [ConnectionError, TimeoutError, BusyLoadingError],
    "socket_connect_timeout": 1,
}


async def work(redis_url: str) -> None:
    """Run tasks and schedule until cancelled. A worker that fails is started again."""
    while True:
        worker = build(redis_url)
        log.info("the worker looks for work")
        try:
            await worker.main()
        except (RedisError, OSError) as error:  # away, full, or just a replica: it will be different again
            log.warning("the worker lost Redis and starts again", error=type(error).__name__)
            await asyncio.sleep(0.5)
        finally:
            await _close(worker)


async def _close(worker: Worker) -> None:
    # Closing says good-bye to Redis, which may be the one that is not there.
    with suppress(RedisError, OSError):  # a TimeoutError of asyncio's is an OSError
        async with asyncio.timeout(2):
            await worker.close()


def build(redis_url: str, *, burst: bool = False) -> Worker:
    """An arq worker. A run claims for three seconds and then waits for what it has asked WeChat."""
    return Worker(
        functions=TASKS,
        cron_jobs=SCHEDULE,
        redis_pool=redis.connect(redis_url, **_PATIENT),
        handle_signals=False,
        burst=burst,
        max_jobs=100,
        poll_delay=0.05,
        job_timeout=60,
        keep_result=0,
        max_tries=1,
        health_check_interval=15,
        job_serializer=redis.encode,
        job_deserializer=redis.decode,
        log_results=False,
    )
