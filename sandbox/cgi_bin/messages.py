"""`/cgi-bin/message/custom/send`: customer messages, text only, within the fan's window."""

from typing import Any

from sandbox.cgi_bin.knock import Knock, caller, fan_of, json_of, must_be_verified, must_post, within_quota
from sandbox.cgi_bin.refusals import Refusal
from sandbox.fans import Author, Fan, Shown, Via
from sandbox.world import World

LONGEST_TEXT = 2048  # bytes


def send_customer_message(world: World, knock: Knock) -> dict[str, Any]:
    """Put a text on a fan's phone. WeChat gives no message id and no receipt."""
    account = caller(world, knock)
    must_be_verified(account)
    must_post(knock)
    said = json_of(world, knock)
    fan = fan_of(account, said.get("touser"))
    text = _text(said)
    within_quota(world, account, knock.api)
    _spend_window(world, fan)
    world.show(fan, Author.ACCOUNT, Shown.TEXT, text, Via.CUSTOMER)
    return {"errcode": 0, "errmsg": "ok"}


def _text(said: dict[str, Any]) -> str:
    if said.get("msgtype") != "text":
        raise Refusal(40008)
    content = said["text"].get("content") if isinstance(said.get("text"), dict) else None
    if not isinstance(content, str) or not content:
        raise Refusal(44004)
    sent = content.encode(errors="replace")
    if len(sent) > LONGEST_TEXT:
        raise Refusal(45002)
    return sent.decode()


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
