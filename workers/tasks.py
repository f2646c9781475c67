"""What a nudge or the clock starts: one line each. A task looks for what is due, so it carries nothing."""

from typing import Any

from domain import jobs
from domain.assignments import giving
from domain.callbacks import handling as callbacks
from domain.clock import now
from domain.connections import handling as connections
from domain.connections import recovering
from domain.fans import telling as fans
from domain.followers import syncing as followers
from domain.media import fetching as media
from domain.notifications import delivering as notifications
from domain.sends import delivery as sends
from domain.tags import telling as tags
from workers.coalesced import Coalesced

Context = dict[Any, Any]

_handling = Coalesced("handle_callbacks", lambda: callbacks.handle_waiting(now))
_giving = Coalesced("give_talks", lambda: giving.give_waiting(now))


async def handle_callbacks(ctx: Context) -> None:
    """Callbacks become fans, talks and messages."""
    await jobs.started("handle_callbacks")
    await _handling.run()


async def deliver_sends(ctx: Context) -> None:
    """Sends that are due go to WeChat."""
    await jobs.started("deliver_sends")
    await sends.deliver_due(now)


async def give_talks(ctx: Context) -> None:
    """Talks that wait are given to agents who are free."""
    await jobs.started("give_talks")
    await _giving.run()


async def sync_followers(ctx: Context) -> None:
    """Followers are read from WeChat."""
    await jobs.started("sync_followers")
    await followers.sync_due(now)


async def tell_tags(ctx: Context) -> None:
    """Who got or lost a tag is told to WeChat."""
    await jobs.started("tell_tags")
    await tags.tell_due(now)


async def tell_fans(ctx: Context) -> None:
    """Who is blocked, and what agents call fans, is told to WeChat."""
    await jobs.started("tell_fans")
    await fans.tell_due(now)


async def handle_platform_pushes(ctx: Context) -> None:
    """Authorisations become accounts."""
    await jobs.started("handle_platform_pushes")
    await connections.handle_waiting(now)


async def recover_authorizations(ctx: Context) -> None:
    """Lost refresh tokens are looked up at WeChat."""
    await jobs.started("recover_authorizations")
    await recovering.recover_lost(now)


async def fetch_media(ctx: Context) -> None:
    """Files that fans sent are fetched from WeChat before it forgets them."""
    await jobs.started("fetch_media")
    await media.fetch_due(now)


async def tell_phones(ctx: Context) -> None:
    """Agents whose phones sleep are told what they would miss."""
    await jobs.started("tell_phones")
    await notifications.tell_due(now)


TASKS = [
    handle_callbacks,
    deliver_sends,
    give_talks,
    sync_followers,
    tell_tags,
    tell_fans,
    handle_platform_pushes,
    recover_authorizations,
    fetch_media,
    tell_phones,
]
