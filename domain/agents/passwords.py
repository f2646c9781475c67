"""Passwords: argon2id, at least at OWASP's floor (19 MiB, 2 passes, 1 lane), off the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Each takes a core for some 30 ms: more at once would starve the rest of the process.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")

T = TypeVar("T")


async def hash_password(password: str) -> str:
    """The hash to keep."""
    return await _in_a_thread(_hasher.hash, password)


async def is_right(password: str, password_hash: str | None) -> bool:
    """Does the password fit? Without a hash (no such agent, or one without a password) it takes as long and says no."""
    return await _in_a_thread(_verify, password, password_hash or _nobodys_hash()) and bool(password_hash)


def needs_rehash(password_hash: str) -> bool:
    """True where the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")


def _verify(password: str, password_hash: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


async def _in_a_thread(work: Callable[..., T], *args: str) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, work, *args)
