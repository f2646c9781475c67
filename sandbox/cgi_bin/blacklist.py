"""`/cgi-bin/tags/members/…blacklist`: fans whom an account reaches no longer (黑名单管理)."""

from typing import Any

from sandbox.cgi_bin.knock import Knock, asked
from sandbox.cgi_bin.openids import followers_named, followers_page
from sandbox.world import World

MOST_AT_ONCE = 20
DONE = {"errcode": 0, "errmsg": "ok"}


def blacklist(world: World, knock: Knock) -> dict[str, Any]:
    """Everybody on it, ten thousand at a time."""
    account, said = asked(world, knock)
    return followers_page(account, said.get("begin_openid"), lambda fan: fan.is_blacklisted)


def block(world: World, knock: Knock) -> dict[str, Any]:
    """Put up to 20 followers on it: messages to them end with 43019."""
    return _put(world, knock, is_blacklisted=True)


def unblock(world: World, knock: Knock) -> dict[str, Any]:
    """Take up to 20 followers off it."""
    return _put(world, knock, is_blacklisted=False)


def _put(world: World, knock: Knock, *, is_blacklisted: bool) -> dict[str, Any]:
    account, said = asked(world, knock)
    for fan in followers_named(world, account, said, MOST_AT_ONCE):
        fan.is_blacklisted = is_blacklisted
    world.directory_changed()
    return DONE
