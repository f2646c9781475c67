"""What the clock starts. The sweep finds what a lost nudge left behind: Redis may forget, the rows do not."""

from arq import cron
from arq.cron import CronJob

from domain import idempotency, jobs, live
from domain.agents import actions as agents
from domain.callbacks import handling as callbacks
from domain.clock import now
from domain.sends import delivery as sends
from workers.tasks import Context


async def sweep(ctx: Context) -> None:
    """Once a second: sends whose worker died, and nudges for what waits longer than a nudge takes."""
    await sends.recover_abandoned(now())
    if await callbacks.is_overdue(now()):
        await jobs.nudge_again("handle_callbacks")
    if await sends.is_overdue(now()):
        await jobs.nudge_again("deliver_sends")


async def forget_old(ctx: Context) -> None:
    """Once an hour: delete what nobody can ask for any more."""
    for forget in (live.forget_old, idempotency.forget_old, agents.forget_old, callbacks.forget_old):
        await forget(now())


SCHEDULE: list[CronJob] = [
    cron(sweep, second=set(range(60)), timeout=10, keep_result=0),
    cron(forget_old, minute=17, second=0, timeout=60, keep_result=0),
]
