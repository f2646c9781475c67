"""Pushes: how they went, and delivering them again, in any order."""

from pydantic import Field

from sandbox.box import Box
from sandbox.doors import Asked, Door, Json
from sandbox.pushes import PushState
from sandbox.show import show_push


class PushSearch(Asked):
    """Pushes of an account, in a state; of those, the `last` ones."""

    account: str | None = None
    state: PushState | None = None
    last: int = Field(20_000, ge=1, le=20_000)


class Delivery(Asked):
    """No pushes named: all that are HELD. Each is delivered `times` times."""

    pushes: list[str] | None = None
    times: int = Field(1, ge=1, le=100)
    shuffled: bool = False
    together: bool = False


async def one_push(box: Box, said: Asked, push_id: str) -> Json:
    """A push and its deliveries."""
    return show_push(box.world.find_push(push_id))


async def pushes(box: Box, said: PushSearch) -> Json:
    """Pushes, the oldest first."""
    found = [
        push
        for push in box.world.pushes.values()
        if said.account in (None, push.app_id) and said.state in (None, push.state)
    ]
    return {"pushes": [show_push(push) for push in found[-said.last :]]}


async def deliver(box: Box, said: Delivery) -> Json:
    """Deliver pushes, again or for the first time: in turn or together, in their order or in the seed's."""
    held = [push.id for push in box.world.pushes.values() if push.state is PushState.HELD]
    ids = [push_id for push_id in (held if said.pushes is None else said.pushes) for _ in range(said.times)]
    if said.shuffled:
        ids = box.world.dice.shuffled(f"deliver/{box.world.count('deliver')}", ids)
    found = [box.world.find_push(push_id) for push_id in ids]
    await (box.courier.deliver_together(found) if said.together else box.courier.deliver_in_order(found))
    for push in found:
        if push.state is PushState.HELD:
            box.courier.give_up(push)
    return {"order": ids, "pushes": [show_push(box.world.pushes[push_id]) for push_id in dict.fromkeys(ids)]}


DOORS = [
    Door("GET", "/control/pushes", pushes, PushSearch),
    Door("POST", "/control/pushes/deliver", deliver, Delivery),
    Door("GET", "/control/pushes/{push_id}", one_push),
]
