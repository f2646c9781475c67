"""A follower, what the account is told of them, and the window that they opened."""

from typing import Any

from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID

HEADS = ("ToUserName", "FromUserName", "CreateTime", "MsgId")
MINUTE, TWO_DAYS = 60, 48 * 3600


async def a_follower(box: Driver, **given: Any) -> str:
    """A fan of a new account, by their OpenID."""
    await box.an_account()
    return await box.a_fan(**given)


def own(push: Json) -> Json:
    """A push's own fields."""
    return {name: value for name, value in push["fields"].items() if name not in HEADS}


async def window(box: Driver, fan: str) -> tuple[int, float] | None:
    """How many messages may go out, for how many seconds."""
    shown = (await box.control("GET", f"/accounts/{APP_ID}/fans/{fan}"))["fan"]
    return None if shown["left"] is None else (shown["left"], shown["until"] - box.world.now())
