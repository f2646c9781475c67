"""What a nudge or the clock starts: one line each. A task looks for what is due, so it carries nothing."""

from typing import Any

from domain import jobs
from domain.callbacks import handling as callbacks
from domain.clock import now
from domain.sends import delivery as sends
from workers.coalesced import Coalesced

Context = dict[Any, Any]

_handling = Coalesced("handle_callbacks", lambda: callbacks.handle_waiting(now))


async def handle_callbacks(ctx: Context) -> None:
    """Callbacks become fans, talks and messages."""
    await jobs.started("handle_callbacks")
    await _handling.run()


async def deliver_sends(ctx: Context) -> None:
    """Sends that are due go to WeChat."""
    await jobs.started("deliver_sends")
    await sends.deliver_due(now)


TASKS = [handle_callbacks, deliver_sends]
