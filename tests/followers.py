"""Followers as WeChat lists them, for the fake gate."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from domain.accounts.models import OfficialAccount
from domain.followers.actions import start_sync
from domain.followers.models import FollowerSync, SyncState
from domain.followers.syncing import sync_due
from tests.factories import HandClock
from tests.fakes import FakeGate
from wechat import OpenIds, User

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


class Killed(BaseException):
    """The worker is killed: nothing of ours may catch this."""


def a_user(openid: str, **given: Any) -> User:
    """The least WeChat tells of a follower."""
    nothing = {"unionid": "", "followed_at": None, "subscribe_scene": "", "qr_scene": "", "language": "", "remark": ""}
    return User(**{"openid": openid, "is_following": True, "tag_ids": (), **nothing, **given})


def follows(
    wechat: FakeGate,
    openids: Sequence[str],
    *,
    users: Mapping[str, User] | None = None,
    page: int = 10_000,
    total: int | None = None,
    dies_at: int | None = None,
    details_die_at: int | None = None,
    fails_first: Exception | None = None,
    before_page: Callable[[], Awaitable[None]] | None = None,
) -> list[str]:
    """These follow the account. Answers with the places from which the list is asked for, as they come.

    At its `dies_at`-th question the worker is killed.
    """
    asked: list[str] = []
    place = {openid: n + 1 for n, openid in enumerate(openids)} | {"": 0}
    failures = [fails_first] if fails_first else []
    batches: list[int] = []

    async def list_page(after: str = "") -> OpenIds:
        asked.append(after)
        if len(asked) == dies_at:
            raise Killed
        if failures:
            raise failures.pop()
        if before_page:
            await before_page()
        start = place[after]
        some = tuple(openids[start : start + page])
        return OpenIds(len(openids) if total is None else total, some, some[-1] if some else "")

    async def tell_about(some: Sequence[str]) -> list[User]:
        batches.append(len(some))
        if len(batches) == details_die_at:
            raise Killed
        return [(users or {}).get(openid) or a_user(openid) for openid in some]

    wechat.will("followers", list_page)
    wechat.will("users", tell_about)
    if "blacklist" not in wechat._will:
        wechat.will("blacklist", OpenIds(0, (), ""))
    if "tags" not in wechat._will:
        wechat.will("tags", [])
    return asked


async def synced(account: OfficialAccount, clock: HandClock | None = None) -> FollowerSync:
    """A whole pass, by a worker whom nothing disturbs."""
    clock = clock or HandClock()
    await start_sync(account.workspace_id, account.id, clock())
    return await gone_on_with(clock)


async def gone_on_with(clock: HandClock) -> FollowerSync:
    """Workers take the newest pass to its end."""
    for _ in range(100):
        await sync_due(clock)
        newest = await FollowerSync.all().order_by("-id").first()
        assert newest is not None
        if newest.state in (SyncState.DONE, SyncState.FAILED):
            return newest
        clock.advance(SECOND)
    raise AssertionError("it does not end")
