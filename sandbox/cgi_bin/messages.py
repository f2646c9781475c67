"""`/cgi-bin/message/custom/…`: customer messages of every kind, within the fan's window, and the typing sign."""

import re
from typing import Any

from sandbox.cgi_bin.contents import CUSTOMER, read_content
from sandbox.cgi_bin.knock import Knock, asked, fan_of, within_quota
from sandbox.cgi_bin.refusals import Refusal
from sandbox.fans import Author, Fan, Via
from sandbox.world import World

INTERACTION = 30.0  # seconds after a fan's doing in which the account may be seen typing
TYPING = 10.0  # seconds for which one Typing is seen; WeChat names no number


def send_customer_message(world: World, knock: Knock) -> dict[str, Any]:
    """Put a message on a fan's phone. WeChat gives no message id and no receipt."""
    account, said = asked(world, knock)
    fan = fan_of(account, said.get("touser"))
    content = read_content(CUSTOMER, account, said, world.now())
    agent = _agent(said)
    within_quota(world, account, knock.api)
    _spend_window(world, fan)
    fan.typing_until = 0.0
    world.show(fan, Author.ACCOUNT, content.shown, content.text, Via.CUSTOMER, details=content.details | agent)
    return {"errcode": 0, "errmsg": "ok"}


def type_to_fan(world: World, knock: Knock) -> dict[str, Any]:
    """Show or hide "对方正在输入", soon after the fan did something."""
    account, said = asked(world, knock)
    fan = fan_of(account, said.get("touser"))
    if said.get("command") not in ("Typing", "CancelTyping"):
        raise Refusal(45072)
    _may_be_seen_typing(fan, world.now(), is_on=said["command"] == "Typing")
    fan.typing_until = world.now() + TYPING if said["command"] == "Typing" else 0.0
    world.phone_changed(fan)
    return {"errcode": 0, "errmsg": "ok"}


def _may_be_seen_typing(fan: Fan, now: float, *, is_on: bool) -> None:
    done_at = fan.window.granted_at
    if not fan.is_following or done_at is None or now - done_at > INTERACTION:
        raise Refusal(45080)
    if is_on and fan.typing_until > now:
        raise Refusal(45081)


def _agent(said: dict[str, Any]) -> dict[str, str]:
    service = said.get("customservice")
    if service is None:
        return {}
    agent = service.get("kf_account") if isinstance(service, dict) else None
    if not isinstance(agent, str) or not re.fullmatch(r"[^@\s]+@[^@\s]+", agent):
        raise Refusal(61452)
    return {"agent": agent}


def _spend_window(world: World, fan: Fan) -> None:
    if fan.is_blacklisted:
        raise Refusal(43019)
    if fan.refuses_messages:
        raise Refusal(48002)
    left = fan.window.left(world.now())
    if left is None:
        raise Refusal(45015)
    if left == 0:
        raise Refusal(45047)
    fan.window.spend(world.now())
