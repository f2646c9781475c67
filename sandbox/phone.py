"""What the phone page calls: whom to be, and a stream of what the phone shows. What fans do is in `control/`."""

import json
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sandbox.accounts import Account
from sandbox.box import Box
from sandbox.doors import Asked, Door, Json
from sandbox.fans import Fan
from sandbox.show import show_account, show_fan, show_phone
from sandbox.world import World

HEARTBEAT = 15.0  # seconds after which a silent stream says that it lives


class Somebody(Asked):
    """A fan of an account."""

    account: str
    fan: str


class Person(Asked):
    """A new fan of an account; without a name, one is made up."""

    account: str
    nickname: str = Field("", max_length=32)


class Search(Asked):
    """Fans of an account by a part of their name."""

    account: str
    search: str = ""
    first: int = Field(60, ge=1, le=500)


async def accounts(box: Box, said: Asked) -> Json:
    """The accounts one can be a fan of."""
    return {"accounts": [show_account(account) for account in box.world.accounts.values()]}


async def fans(box: Box, said: Search) -> Json:
    """The fans one can be, with the last line of their chat."""
    found = box.world.account(said.account).search(said.search)
    return {"total": len(found), "fans": [_in_the_list(box.world, fan) for fan in found[: said.first]]}


async def make_fan(box: Box, said: Person) -> Json:
    """A new person with a phone, who follows nothing yet."""
    fan = box.world.add_fan(box.world.account(said.account), said.nickname.strip())
    return show_fan(fan, box.world.now())


async def stream(request: Request) -> Response:
    """Server-sent events: `phone`, all that one fan's phone shows; `directory`, the lists have changed."""
    world: World = request.app.state.world
    query = request.query_params
    who = Somebody(account=query.get("account", ""), fan=query["fan"]) if "fan" in query else None
    if who:
        _who(world, who)
    return StreamingResponse(_events(world, who), media_type="text/event-stream")


async def _events(world: World, who: Somebody | None) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    seen = (-1, -1)
    while not world.changes.is_closed and _is_there(world, who):
        present = _versions(world, who)
        if present[0] != seen[0]:
            yield _event("directory", {"version": present[0]})
        if who:
            yield _event("phone", show_phone(world, *_who(world, who)))
        seen = present
        while not await world.changes.until(partial(_is_news, world, who, seen), HEARTBEAT):
            if world.changes.is_closed:
                return
            yield ": still here\n\n"
    yield _event("directory", {"version": world.directory_version})


def _is_news(world: World, who: Somebody | None, seen: tuple[int, int]) -> bool:
    return not _is_there(world, who) or _versions(world, who) != seen


def _versions(world: World, who: Somebody | None) -> tuple[int, int]:
    return world.directory_version, _who(world, who)[1].version if who else 0


def _is_there(world: World, who: Somebody | None) -> bool:
    # A box that begins anew forgets its fans. The page then asks again, and is told so.
    return who is None or (who.account in world.accounts and who.fan in world.accounts[who.account].fans)


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _who(world: World, said: Somebody) -> tuple[Account, Fan]:
    account = world.account(said.account)
    return account, account.fan(said.fan)


def _in_the_list(world: World, fan: Fan) -> Json:
    last = fan.chat[-1] if fan.chat else None
    line = {"kind": last.shown, "text": last.text[:80], "at": last.at} if last else None
    return show_fan(fan, world.now()) | {"last": line}


DOORS = [
    Door("GET", "/phone/accounts", accounts),
    Door("GET", "/phone/fans", fans, Search),
    Door("POST", "/phone/fans", make_fan, Person),
]
routes = [*(door.route() for door in DOORS), Route("/phone/stream", stream)]
