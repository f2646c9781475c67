"""Acting as a fan: coming, going, and what WeChat tells of a person. And looking at a fan's phone."""

from typing import Any

from pydantic import Field

from sandbox.acting import Actor, following, writing
from sandbox.box import Box
from sandbox.control.acts import FAN, Act, Acting
from sandbox.doors import Asked, Door, Json
from sandbox.pushes import Push
from sandbox.show import show_phone
from sandbox.windows import Trigger


class Paying(Acting):
    """The transaction's id; one is made up when it is left out."""

    trade: str = Field("", pattern=r"^[A-Za-z0-9]{0,32}$")


class Flapping(Acting):
    """How many times."""

    times: int = Field(2, ge=1, le=100)


class Revoking(Acting):
    """201 address, 202 invoice, 203 cards, 204 microphone, 205 nickname and avatar, 206 location, 207 pictures."""

    codes: list[str] = Field(default_factory=lambda: ["205"], min_length=1)


class Pushing(Acting):
    """Any XML fields; `trigger` names the window that this opens, if any."""

    fields: dict[str, Any] = Field(min_length=1)
    trigger: Trigger | None = None


async def phone(box: Box, said: Asked, app_id: str, openid: str) -> Json:
    """What the fan's phone shows."""
    account = box.world.account(app_id)
    return show_phone(box.world, account, account.fan(openid))


def follow(actor: Actor, said: Acting) -> Push:
    """关注."""
    return following.follow(actor)


def unfollow(actor: Actor, said: Acting) -> Push:
    """取消关注."""
    return following.unfollow(actor)


def flap(actor: Actor, said: Flapping) -> list[Push]:
    """Follow and unfollow in turn; with a frozen clock all within one second."""
    return following.flap(actor, said.times)


def pay(actor: Actor, said: Paying) -> list[Push]:
    """Pay: two days without a limit. A stranger follows by it, with the EventKey last_trade_no_…"""
    return following.pay(actor, said.trade)


def cancel(actor: Actor, said: Acting) -> list[Push]:
    """Close the person's WeChat account: user_authorization_cancellation, and 40003 from then on."""
    return following.cancel(actor)


def change_profile(actor: Actor, said: Acting) -> Push:
    """WeChat sanitises the fan's profile: user_info_modified."""
    return following.change_profile(actor)


def revoke(actor: Actor, said: Revoking) -> Push:
    """Take permissions back: user_authorization_revoke."""
    return following.revoke(actor, said.codes)


def push(actor: Actor, said: Pushing) -> Push:
    """Push any fields. ToUserName, FromUserName, CreateTime and a message's MsgId have defaults."""
    return writing.raw_push(actor, said.fields, said.trigger)


ACTS = [
    Act("follow", follow),
    Act("unfollow", unfollow),
    Act("flap", flap, Flapping),
    Act("pay", pay, Paying),
    Act("cancel", cancel),
    Act("change-profile", change_profile),
    Act("revoke", revoke, Revoking),
    Act("push", push, Pushing),
]
DOORS = [Door("GET", FAN, phone), *(act.door() for act in ACTS)]
