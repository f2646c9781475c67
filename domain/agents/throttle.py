"""Guessing passwords takes time: tries are counted for an email, for an address, and for both together."""

from hashlib import sha256

import structlog
from redis.exceptions import RedisError

from domain.errors import AskedTooMuch
from domain.redis import redis
from wechat.buckets import Bucket, take

log = structlog.get_logger(__name__)

PREFIX = "fandesk:sign-in:"


async def try_to_sign_in(email: str, address: str) -> None:
    """One more try. Raises AskedTooMuch: after ten from one place it is one a minute.

    An email has more tries from all places together, so that no stranger can lock an agent out by guessing.
    """
    buckets = [
        _here(email, address),
        Bucket(PREFIX + _hidden(email), 100, 1 / 10),
        Bucket(PREFIX + _hidden(address), 200, 1),
    ]
    try:
        taken = await take(redis(), 1, buckets)
    except (RedisError, OSError) as error:
        log.warning("tries to sign in are not counted", error=type(error).__name__)
        return
    if taken.wait:
        raise AskedTooMuch(taken.wait)


async def forgive(email: str, address: str) -> None:
    """The password was right: whoever mistyped it a few times begins anew."""
    try:
        await redis().delete(_here(email, address).key)
    except (RedisError, OSError) as error:
        log.warning("tries to sign in are not forgiven", error=type(error).__name__)


def _here(email: str, address: str) -> Bucket:
    return Bucket(PREFIX + _hidden(f"{email} {address}"), 10, 1 / 60)


def _hidden(who: str) -> str:
    # Emails and addresses are personal, and Redis is read by whoever looks for trouble in it.
    return sha256(who.encode("utf-8", "replace")).hexdigest()[:32]
