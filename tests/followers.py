"""Followers as WeChat lists them, for the fake gate."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from tests.fakes import FakeGate
from wechat import OpenIds, User


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
