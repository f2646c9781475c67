"""Acting as a fan, and looking at a fan's phone."""

from typing import Any

from pydantic import Field

from sandbox import actions
from sandbox.accounts import Account
from sandbox.box import Box
from sandbox.doors import Asked, Door, Json
from sandbox.fans import Fan
from sandbox.pushes import Push
from sandbox.show import show_phone, show_push
from sandbox.windows import Trigger

LONGEST_WAIT = 60.0


class Acting(Asked):
    """`wait`: answer when the push is settled. `deliver` false: hold it back for /control/pushes/deliver."""

    wait: bool = False
    deliver: bool = True


class Writing(Acting):
    """A text."""

    text: str


class Tapping(Acting):
    """The key of a `click` button."""

    key: str


class Picturing(Acting):
    """The address of a picture; the box has one of its own."""

    pic_url: str = ""


class Pushing(Acting):
    """Any XML fields; `trigger` names the window that this opens, if any."""

    fields: dict[str, Any] = Field(min_length=1)
    trigger: Trigger | None = None


async def phone(box: Box, said: Asked, app_id: str, openid: str) -> Json:
    """What the fan's phone shows."""
    account, fan = _who(box, app_id, openid)
    return show_phone(box.world, account, fan)


async def follow(box: Box, said: Acting, app_id: str, openid: str) -> Json:
    """关注."""
    return await _told(box, said, actions.follow(box.world, *_who(box, app_id, openid), deliver=said.deliver))


async def unfollow(box: Box, said: Acting, app_id: str, openid: str) -> Json:
    """取消关注."""
    return await _told(box, said, actions.unfollow(box.world, *_who(box, app_id, openid), deliver=said.deliver))


async def write(box: Box, said: Writing, app_id: str, openid: str) -> Json:
    """Send a text."""
    who = _who(box, app_id, openid)
    return await _told(box, said, actions.write(box.world, *who, said.text, deliver=said.deliver))


async def tap(box: Box, said: Tapping, app_id: str, openid: str) -> Json:
    """Tap a `click` button of the menu."""
    who = _who(box, app_id, openid)
    return await _told(box, said, actions.tap_menu(box.world, *who, said.key, deliver=said.deliver))


async def picture(box: Box, said: Picturing, app_id: str, openid: str) -> Json:
    """Send a picture."""
    who, url = _who(box, app_id, openid), said.pic_url or box.address + "pages/sample.png"
    return await _told(box, said, actions.send_image(box.world, *who, url, deliver=said.deliver))


async def push(box: Box, said: Pushing, app_id: str, openid: str) -> Json:
    """Push any fields. ToUserName, FromUserName, CreateTime and a message's MsgId have defaults."""
    who = _who(box, app_id, openid)
    made = actions.raw_push(box.world, *who, said.fields, said.trigger, deliver=said.deliver)
    return await _told(box, said, made)


def _who(box: Box, app_id: str, openid: str) -> tuple[Account, Fan]:
    account = box.world.account(app_id)
    return account, account.fan(openid)


async def _told(box: Box, said: Acting, push: Push) -> Json:
    if said.wait and said.deliver:
        await box.world.changes.until(lambda: push.is_settled, LONGEST_WAIT)
    return show_push(push)


FAN = "/control/accounts/{app_id}/fans/{openid}"
DOORS = [
    Door("GET", FAN, phone),
    Door("POST", FAN + "/follow", follow, Acting),
    Door("POST", FAN + "/unfollow", unfollow, Acting),
    Door("POST", FAN + "/write", write, Writing),
    Door("POST", FAN + "/tap", tap, Tapping),
    Door("POST", FAN + "/image", picture, Picturing),
    Door("POST", FAN + "/push", push, Pushing),
]
