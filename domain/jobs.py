"""Nudges to the workers. A job carries nothing and looks for what is due: one serves any number of nudges."""

import structlog
from redis.exceptions import RedisError

from domain.redis import redis

log = structlog.get_logger(__name__)


async def nudge(job: str) -> None:
    """Have workers.tasks.<job> run soon. Nudges that come while one is waiting become one.

    Where Redis is away the nudge is lost, and said so in the log: the sweep finds the rows it was for.
    """
    try:
        await redis().enqueue_job(job, _job_id=f"{job}:{await _generation(job)}")
    except (RedisError, OSError) as error:
        log.warning("nudge lost, the sweep will find its rows", job=job, error=type(error).__name__)


async def nudge_again(job: str) -> None:
    """The same for the sweep: also where a nudge is stuck behind a worker that was killed with it in its hands."""
    await redis().enqueue_job(job)


async def started(job: str) -> None:
    """Say that a run begins, so that a nudge from now on starts another: this run may already have looked."""
    await redis().incr(_key(job))


async def _generation(job: str) -> int:
    return int(await redis().get(_key(job)) or 0)


def _key(job: str) -> str:
    return f"fandesk:generation:{job}"
