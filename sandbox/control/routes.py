"""All doors of the control API, and the index that describes them."""

from sandbox.box import Box
from sandbox.control import (
    accounts,
    chaos,
    console,
    fans,
    general,
    identity,
    news,
    platforms,
    pushes,
    sending,
    tapping,
    trouble,
    watching,
)
from sandbox.doors import Asked, Door, Json

ROOMS = (
    general,
    accounts,
    console,
    fans,
    identity,
    sending,
    tapping,
    chaos,
    news,
    platforms,
    pushes,
    trouble,
    watching,
)
DOORS = [door for room in ROOMS for door in room.DOORS]


async def index(box: Box, said: Asked) -> Json:
    """This list, with the seed and the version counter of the world."""
    doors = [Door("GET", "/control", index), *DOORS]
    return {
        "seed": box.world.dice.seed,
        "version": box.world.version,
        "doors": [door.described() for door in doors],
    }


routes = [Door("GET", "/control", index).route(), *(door.route() for door in DOORS)]
