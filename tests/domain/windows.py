"""Fans whose pushes are handled, what is written to them, and whether they are thought to be reached."""

from datetime import datetime

from domain.accounts.models import OfficialAccount
from domain.callbacks.handling import handle_waiting
from domain.clock import now
from domain.conversations.actions import Talk, talk_of
from domain.fans.models import Fan
from domain.sends.actions import send_text
from domain.transaction import transaction
from domain.windows.reachability import Reachability, reachability
from domain.windows.reading import standing_of
from tests.domain.pushes import keep, text
from tests.factories import NOON, an_account, an_agent


async def after(account: OfficialAccount, *pushes: str) -> Fan:
    """The fan whom these pushes are about, once they are handled."""
    await keep(account, *pushes)
    await handle_waiting(now)
    return await Fan.get(account_id=account.id)


async def a_fan_who_wrote(at: datetime = NOON) -> Fan:
    """A fan of a new account, who wrote at this time."""
    return await after(await an_account(), text("hi", at=at))


async def predicted(fan: Fan, at: datetime = NOON) -> Reachability:
    """What we think of reaching the fan at this time."""
    standing = await standing_of(fan.id)
    assert standing is not None
    return reachability(standing, at)


async def talk_with(fan: Fan) -> Talk:
    """The fan's conversation."""
    async with transaction():
        return await talk_of(fan.workspace_id, fan.account_id, fan.id, NOON)


async def write(fan: Fan, body: str = "On its way!") -> None:
    """An agent answers the fan; it is still to be delivered."""
    await send_text(await talk_with(fan), fan.openid, (await an_agent()).id, body, NOON)
