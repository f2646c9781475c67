"""Lists of OpenIDs: as they are given in a call, and as they are given out by the page."""

from collections.abc import Callable
from typing import Any

from sandbox.accounts import Account
from sandbox.cgi_bin.knock import fan_of
from sandbox.cgi_bin.refusals import Refusal
from sandbox.fans import Fan
from sandbox.world import World

PAGE = 10_000


def followers_page(account: Account, after: Any, is_wanted: Callable[[Fan], bool]) -> dict[str, Any]:
    """Ten thousand followers from the one after this on. At the end `count` is 0 and there is no `data`."""
    found = [fan.openid for fan in account.fans.values() if fan.is_following and is_wanted(fan)]
    page = found[_start(account, found, after) :][:PAGE]
    answer: dict[str, Any] = {"total": len(found), "count": len(page), "next_openid": page[-1] if page else ""}
    return answer | {"data": {"openid": page}} if page else answer


def followers_named(world: World, account: Account, said: dict[str, Any], most: int) -> list[Fan]:
    """The fans in `openid_list`: at least one, at most so many, all of them this account's followers."""
    openids = said.get("openid_list")
    if not isinstance(openids, list):
        raise Refusal(40031)
    if not 1 <= len(openids) <= most:
        raise Refusal(40032)
    return [_follower(world, account, openid) for openid in openids]


def _follower(world: World, account: Account, openid: Any) -> Fan:
    if isinstance(openid, str) and openid not in account.fans and _is_elsewhere(world, openid):
        raise Refusal(49003)
    fan = fan_of(account, openid)
    if not fan.is_following:
        raise Refusal(40003)
    return fan


def _is_elsewhere(world: World, openid: str) -> bool:
    return any(openid in account.fans for account in world.accounts.values())


def _start(account: Account, found: list[str], after: Any) -> int:
    if not after:
        return 0
    fan_of(account, after)
    if after in found:
        return found.index(after) + 1
    # The fan left since the last page: go on behind the place where they stood.
    places = {openid: place for place, openid in enumerate(account.fans)}
    return sum(places[openid] < places[after] for openid in found)
