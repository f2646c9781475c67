"""Doors at which one acts as a fan: who acts, how long one waits, and what the answer says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.acting import Actor
from sandbox.box import Box
from sandbox.doors import Asked, Door, Json
from sandbox.pushes import Push
from sandbox.show import show_push

LONGEST_WAIT = 60.0
FAN = "/control/accounts/{app_id}/fans/{openid}"

Does = Callable[[Actor, Any], Push | list[Push]]


class Acting(Asked):
    """`wait`: answer when the pushes are settled. `deliver` false: hold them back for /control/pushes/deliver."""

    wait: bool = False
    deliver: bool = True


@dataclass(frozen=True)
class Act:
    """Something a fan can do. `does(actor, said)` gives the pushes; its docstring is the documentation."""

    name: str
    does: Does
    asks: type[Acting] = Acting

    def door(self) -> Door:
        """Where it is done. The answer is the first push, with all of them in `pushes`."""

        async def done(box: Box, said: Acting, app_id: str, openid: str) -> Json:
            return await told(box, said, self.pushes(actor(box, said, app_id, openid), said))

        done.__name__, done.__doc__ = self.does.__name__, self.does.__doc__
        return Door("POST", f"{FAN}/{self.name}", done, self.asks)

    def pushes(self, actor: Actor, said: Acting) -> list[Push]:
        """Do it."""
        made = self.does(actor, said)
        return made if isinstance(made, list) else [made]


def actor(box: Box, said: Acting, app_id: str, openid: str) -> Actor:
    """The fan of an account."""
    account = box.world.account(app_id)
    return Actor(box.world, account, account.fan(openid), said.deliver, box.address)


async def told(box: Box, said: Acting, pushes: list[Push]) -> Json:
    """What came of it. Where the account is told nothing, the push's id is null."""
    if said.wait and said.deliver:
        await box.world.changes.until(lambda: all(push.is_settled for push in pushes), LONGEST_WAIT)
    shown = [show_push(push) for push in pushes]
    return (shown[0] if shown else {"id": None}) | {"pushes": shown}
