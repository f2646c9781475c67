"""Guessing passwords takes time: tries are counted for an email, for an address, and for both together.

A mini-program's code cannot be guessed, but each costs a call to WeChat: these are counted for an address.
"""

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
    await _count(_here(email, address), Bucket(PREFIX + _hidden(email), 100, 1 / 10), _everything_from(address))


async def try_code(address: str) -> None:
    """One more code of a mini-program. Raises AskedTooMuch: after thirty from one place it is one in two seconds.

    A whole company may stand behind one address, and opens its desks at nine in the morning.
    """
    await _count(Bucket(f"{PREFIX}code:{_hidden(address)}", 30, 1 / 2), _everything_from(address))


async def _count(*buckets: Bucket) -> None:
    try:
        taken = await take(redis(), 1, list(buckets))
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


def _everything_from(address: str) -> Bucket:
    return Bucket(PREFIX + _hidden(address), 200, 1)


def _hidden(who: str) -> str:
    # Emails and addresses are personal, and Redis is read by whoever looks for trouble in it.
    return sha256(who.encode("utf-8", "replace")).hexdigest()[:32]
