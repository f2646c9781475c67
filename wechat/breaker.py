"""Circuit breakers: an account whose calls all fail is left alone for a while, and then tried with one call."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from wechat.errors import NotYet, Refused

FAILURES = 20  # in a row, until an account is left alone
REST = timedelta(seconds=10)  # until one call may try again

# WeChat is away or has banned the account: going on would cost the account more than it brings.
BANS = frozenset({48004, 50002, 50003, 50007})
BUSY = -1


@dataclass
class Attempt:
    """One call, and whether it counts against its account."""

    has_failed: bool


@dataclass
class _Account:
    failures: int = 0
    rests_until: datetime | None = None
    is_probing: bool = False


class Breakers:
    """The breakers of all accounts in this process; an account without failures has none."""

    def __init__(self) -> None:
        self._accounts: dict[str, _Account] = {}

    @contextmanager
    def guard(self, name: str, clock: Callable[[], datetime]) -> Iterator[Attempt]:
        """Around one call. Raises NotYet while the account is left alone.

        A call without an answer has failed; what WeChat refuses for a reason of its own has worked, for this purpose.
        """
        self._enter(name, clock())
        attempt = Attempt(has_failed=True)
        try:
            yield attempt
        except Refused:
            attempt.has_failed = False
            raise
        finally:
            self._leave(name, clock(), attempt)

    def _enter(self, name: str, now: datetime) -> None:
        account = self._accounts.get(name)
        if account is None or account.rests_until is None:
            return
        if now < account.rests_until or account.is_probing:
            raise NotYet(*_OPEN, after=max(account.rests_until - now, timedelta(seconds=1)))
        account.is_probing = True

    def _leave(self, name: str, now: datetime, attempt: Attempt) -> None:
        if not attempt.has_failed:
            self._accounts.pop(name, None)
            return
        account = self._accounts.setdefault(name, _Account())
        account.failures += 1
        account.is_probing = False
        if account.failures >= FAILURES:
            account.rests_until = now + REST


def is_failure(code: int) -> bool:
    """Whether an answer with this code counts as a failure of the whole account."""
    return code == BUSY or code in BANS


_OPEN = (
    "WeChat failed too often in a row for this account, so it is left alone for a moment. It goes on by itself.",
    "微信对该公众号的接口连续多次失败，已暂停调用，稍后会自动重试。",
)
