"""What fans do. Each changes the phone and the window, and returns the push that tells the account."""

from typing import Any

from sandbox import xml
from sandbox.accounts import Account
from sandbox.fans import Author, Fan, Shown
from sandbox.mistakes import Mistake
from sandbox.pushes import Push
from sandbox.windows import Trigger
from sandbox.world import World

LONGEST_TEXT = 20_000  # UTF-8 bytes; sealed twice over it still fits into 64 KiB
MSG_ID_EPOCH = 1_480_000_000
ANSWERED_EVENTS = ("subscribe", "SCAN", "CLICK", "scancode_waitmsg")  # the fan waits for an answer to these


def follow(world: World, account: Account, fan: Fan, *, deliver: bool = True) -> Push:
    """关注. The account may greet for a minute."""
    if fan.is_following:
        raise Mistake(f"{fan.nickname} already follows {account.name}.")
    fan.is_following, fan.followed_at = True, world.now()
    _grant(world, fan, Trigger.FOLLOW)
    world.show(fan, Author.SYSTEM, Shown.FOLLOWED, account.name)
    world.directory_changed()
    return _push(world, account, fan, _event("subscribe"), deliver=deliver)


def unfollow(world: World, account: Account, fan: Fan, *, deliver: bool = True) -> Push:
    """取消关注. Nothing reaches the fan from here on."""
    _must_follow(account, fan)
    fan.is_following, fan.followed_at = False, None
    fan.window.close()
    world.show(fan, Author.SYSTEM, Shown.UNFOLLOWED, account.name)
    world.directory_changed()
    return _push(world, account, fan, _event("unsubscribe"), deliver=deliver)


def write(world: World, account: Account, fan: Fan, text: str, *, deliver: bool = True) -> Push:
    """Send a text: five messages in 48 hours may come back, by today's rules."""
    _must_follow(account, fan)
    _check_text(text)
    _grant(world, fan, Trigger.MESSAGE)
    push = _push(world, account, fan, {"MsgType": "text", "Content": text}, deliver=deliver)
    world.show(fan, Author.FAN, Shown.TEXT, text, push=push.id)
    return push


def send_image(world: World, account: Account, fan: Fan, url: str, *, deliver: bool = True) -> Push:
    """Send a picture. The box keeps no media: the account gets the address and a made-up media id."""
    _must_follow(account, fan)
    _check_text(url)
    _grant(world, fan, Trigger.MESSAGE)
    media_id = world.dice.text(f"media/{world.count('media')}", 64)
    fields = {"MsgType": "image", "PicUrl": url, "MediaId": media_id}
    push = _push(world, account, fan, fields, deliver=deliver)
    world.show(fan, Author.FAN, Shown.IMAGE, url, push=push.id)
    return push


def tap_menu(world: World, account: Account, fan: Fan, key: str, *, deliver: bool = True) -> Push:
    """Tap a `click` button of the account's menu. The phone shows nothing of it."""
    _must_follow(account, fan)
    _check_text(key)
    _grant(world, fan, Trigger.MENU_TAP)
    return _push(world, account, fan, _event("CLICK", key), deliver=deliver)


def raw_push(
    world: World,
    account: Account,
    fan: Fan,
    fields: dict[str, Any],
    trigger: Trigger | None = None,
    *,
    deliver: bool = True,
) -> Push:
    """Push any fields, also of kinds the box does not know. `trigger` says which window it opens, if any."""
    if not isinstance(fields.get("MsgType"), str):
        raise Mistake('A push needs at least the field MsgType, such as "voice" or "event".')
    _check_encodes(xml.written(fields))
    if trigger:
        _grant(world, fan, trigger)
    return _push(world, account, fan, fields, deliver=deliver)


def _push(world: World, account: Account, fan: Fan, fields: dict[str, Any], *, deliver: bool) -> Push:
    is_event = fields["MsgType"] == "event"
    whole = {
        "ToUserName": account.original_id,
        "FromUserName": fan.openid,
        "CreateTime": int(world.now()),
        **fields,
    }
    if not is_event:
        whole.setdefault("MsgId", _message_id(world))
    is_visible = not is_event or fields.get("Event") in ANSWERED_EVENTS
    return world.push(account, fan, whole, is_visible=is_visible, deliver=deliver)


def _event(name: str, key: str = "") -> dict[str, Any]:
    return {"MsgType": "event", "Event": name, "EventKey": key}


def _message_id(world: World) -> int:
    # Beyond 2**53, as WeChat's are. The second in it keeps ids of two boxes in a row apart.
    return (int(world.now()) - MSG_ID_EPOCH << 26) + world.count("MsgId") % 2**26


def _grant(world: World, fan: Fan, trigger: Trigger) -> None:
    settings = world.settings
    fan.window.grant(trigger, settings.quota_policy, settings.combining, world.now())


def _must_follow(account: Account, fan: Fan) -> None:
    if not fan.is_following:
        raise Mistake(f"{fan.nickname} does not follow {account.name}: follow first.")


def _check_text(text: str) -> None:
    if not text.strip():
        raise Mistake("There is nothing to send: the text is empty.")
    size = _check_encodes(text)
    if size > LONGEST_TEXT:
        raise Mistake(f"A message is at most {LONGEST_TEXT} bytes of UTF-8; this one has {size}.")


def _check_encodes(text: str) -> int:
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        raise Mistake("The text holds half a surrogate pair, which no phone can send.") from None
