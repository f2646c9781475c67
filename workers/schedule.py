"""What the clock starts. The sweep finds what a lost nudge left behind: Redis may forget, the rows do not."""

from arq import cron
from arq.cron import CronJob

from domain import idempotency, jobs, live
from domain.agents import actions as agents
from domain.assignments import giving
from domain.callbacks import handling as callbacks
from domain.clock import now
from domain.connections import recovering, scanning
from domain.conversations import states as conversations
from domain.fans import telling as fans
from domain.followers import actions as followers
from domain.followers import syncing
from domain.media import fetching as media
from domain.notifications import delivering as notifications
from domain.notifications import devices
from domain.platform import pushes as platform_pushes
from domain.sends import delivery as sends
from domain.tags import outcomes, telling
from workers.tasks import Context


async def sweep(ctx: Context) -> None:
    """Once a second: sends whose worker died, and nudges for what waits longer than a nudge takes."""
    await sends.recover_abandoned(now())
    await conversations.wake_due(now())
    if await callbacks.is_overdue(now()):
        await jobs.nudge_again("handle_callbacks")
    if await sends.is_overdue(now()):
        await jobs.nudge_again("deliver_sends")
    if await giving.is_overdue(now()):
        await jobs.nudge_again("give_talks")
    if await media.is_overdue(now()):
        await jobs.nudge_again("fetch_media")
    if await platform_pushes.is_overdue(now()):
        await jobs.nudge_again("handle_platform_pushes")
    if await syncing.is_overdue(now()):
        await jobs.nudge_again("sync_followers")
    if await telling.is_overdue(now()):
        await jobs.nudge_again("tell_tags")
    if await fans.is_overdue(now()):
        await jobs.nudge_again("tell_fans")
    await notifications.recover_abandoned(now())
    if await notifications.is_overdue(now()):
        await jobs.nudge_again("tell_phones")


async def start_syncs(ctx: Context) -> None:
    """Once a minute: read the followers of accounts whose turn it is this night."""
    await followers.start_nightly(now())


async def seek_lost(ctx: Context) -> None:
    """Once a minute: accounts whose authorisation went lost or dead."""
    if await recovering.is_overdue(now()):
        await jobs.nudge_again("recover_authorizations")


async def queue_left_behind(ctx: Context) -> None:
    """Once a minute: fans who wait for an agent who has gone wait for another."""
    await giving.queue_left_behind(now())


async def forget_old(ctx: Context) -> None:
    """Once an hour: delete what nobody can ask for any more."""
    subjects = (live, idempotency, agents, callbacks, outcomes, scanning, platform_pushes, devices, notifications)
    for subject in subjects:
        await subject.forget_old(now())


SCHEDULE: list[CronJob] = [
    cron(sweep, second=set(range(60)), timeout=10, keep_result=0),
    cron(start_syncs, second=30, timeout=20, keep_result=0),
    cron(queue_left_behind, second=45, timeout=20, keep_result=0),
    cron(seek_lost, second=15, timeout=20, keep_result=0),
    cron(forget_old, minute=17, second=0, timeout=60, keep_result=0),
]
