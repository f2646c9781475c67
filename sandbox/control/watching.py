"""Seeing what happened, and waiting for it, so that a test never has to sleep."""

from collections.abc import Callable

from pydantic import Field

from sandbox.box import Box
from sandbox.calls import Call
from sandbox.doors import Asked, Door, Json
from sandbox.fans import Author, Message
from sandbox.mistakes import TooLong
from sandbox.show import show_call

Seen = Callable[[], int]


class CallSearch(Asked):
    """Calls of an API, for an OpenID, later than the call with this number; of those, the `last` ones."""

    api: str | None = None
    openid: str | None = None
    after: int = 0
    last: int = Field(20_000, ge=1, le=20_000)


class Bounded(Asked):
    """How many are waited for, and how long at most."""

    count: int = Field(1, ge=0)
    seconds: float = Field(10.0, gt=0, le=60)


class CallsAwaited(Bounded):
    """Calls since the beginning; `answered`: count only those whose answer is ready."""

    api: str
    openid: str | None = None
    answered: bool = False


class MessagesAwaited(Bounded):
    """Messages on a fan's phone: of an author (FAN, ACCOUNT or SYSTEM), with these words, later than this one."""

    account: str
    openid: str
    author: Author | None = Field(None, alias="from")
    text: str = ""
    after: int = 0


class SettledAwaited(Asked):
    """No push is on its way."""

    seconds: float = Field(10.0, gt=0, le=60)


class HeldAwaited(Bounded):
    """Calls that a hold has caught."""

    hold: str


async def calls(box: Box, said: CallSearch) -> Json:
    """The API calls received, the oldest first, without secrets and tokens."""
    found = [call for call in box.world.calls.log if _is_wanted(call, said)]
    return {"received": dict(box.world.calls.received), "calls": [show_call(call) for call in found[-said.last :]]}


async def wait_for_calls(box: Box, said: CallsAwaited) -> Json:
    """Wait until an API has been called so often."""

    def seen() -> int:
        if said.openid is None and not said.answered:
            return box.world.calls.received[said.api]
        found = (call for call in box.world.calls.log if call.api == said.api)
        return sum(said.openid in (None, call.openid) and (call.is_answered or not said.answered) for call in found)

    return await _until(box, seen, said, f"calls of {said.api}")


async def wait_for_messages(box: Box, said: MessagesAwaited) -> Json:
    """Wait until a fan's phone shows so many messages."""
    fan = box.world.account(said.account).fan(said.openid)

    def seen() -> int:
        return sum(_is_seen(message, said) for message in fan.chat)

    return await _until(box, seen, said, f"messages on the phone of {fan.nickname}")


async def wait_until_settled(box: Box, said: SettledAwaited) -> Json:
    """Wait until every push that set out was delivered or given up. Held ones do not count."""
    courier = box.courier
    if not await box.world.changes.until(lambda: not courier.under_way, said.seconds):
        raise TooLong(f"After {said.seconds:g} seconds {courier.under_way} pushes are still on their way.")
    return {"settled": True}


async def wait_for_hold(box: Box, said: HeldAwaited) -> Json:
    """Wait until a hold has caught so many calls."""
    hold = box.world.holds.find(said.hold)
    return await _until(box, lambda: hold.caught, said, f"calls caught by {hold.id}")


async def _until(box: Box, seen: Seen, said: Bounded, what: str) -> Json:
    if not await box.world.changes.until(lambda: seen() >= said.count, said.seconds):
        raise TooLong(f"Waited {said.seconds:g} seconds for {said.count} {what}; there were {seen()}.")
    return {"seen": seen()}


def _is_seen(message: Message, said: MessagesAwaited) -> bool:
    return message.id > said.after and said.author in (None, message.author) and said.text in message.text


def _is_wanted(call: Call, said: CallSearch) -> bool:
    return call.number > said.after and said.api in (None, call.api) and said.openid in (None, call.openid)


DOORS = [
    Door("GET", "/control/calls", calls, CallSearch),
    Door("POST", "/control/wait/calls", wait_for_calls, CallsAwaited),
    Door("POST", "/control/wait/messages", wait_for_messages, MessagesAwaited),
    Door("POST", "/control/wait/settled", wait_until_settled, SettledAwaited),
    Door("POST", "/control/wait/held", wait_for_hold, HeldAwaited),
]
