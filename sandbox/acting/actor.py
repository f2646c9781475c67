"""A fan about to do something, and what every act is made of: a push, a window, a line on the phone."""

from dataclasses import dataclass
from typing import Any

from sandbox.accounts import Account
from sandbox.fans import Author, Fan, Message, Shown, Via
from sandbox.mistakes import Missing, Mistake
from sandbox.pushes import Push
from sandbox.windows import Trigger
from sandbox.world import World

LONGEST_TEXT = 20_000  # UTF-8 bytes; sealed twice over it still fits into 64 KiB
MSG_ID_EPOCH = 1_480_000_000
ANSWERED_EVENTS = ("subscribe", "SCAN", "CLICK", "scancode_waitmsg")  # the fan waits for an answer to these


@dataclass(frozen=True)
class Actor:
    """A fan at an account. `deliver` false: what the account is told is held back. `address` is the box's own."""

    world: World
    account: Account
    fan: Fan
    deliver: bool = True
    address: str = "/"

    def must_follow(self) -> None:
        """Whoever does not follow can do nothing in the chat."""
        if not self.fan.is_following:
            raise Mistake(f"{self.fan.nickname} does not follow {self.account.name}: follow first.")

    def grant(self, trigger: Trigger) -> None:
        """Open the window that this trigger opens, by the rules in force."""
        settings = self.world.settings
        self.fan.window.grant(trigger, settings.quota_policy, settings.combining, self.world.now())

    def says(self, kind: str, **fields: Any) -> Push:
        """Send the account a message: five may come back within 48 hours, by today's rules."""
        self.grant(Trigger.MESSAGE)
        return self.pushes({"MsgType": kind, **fields})

    def causes(self, event: str, **fields: Any) -> Push:
        """Tell the account of an event."""
        return self.pushes({"MsgType": "event", "Event": event, **fields})

    def pushes(self, fields: dict[str, Any]) -> Push:
        """Any push. Addresses, time and a message's id have defaults."""
        is_event = fields["MsgType"] == "event"
        whole = {
            "ToUserName": self.account.original_id,
            "FromUserName": self.fan.openid,
            "CreateTime": int(self.world.now()),
            **fields,
        }
        if not is_event:
            whole.setdefault("MsgId", _message_id(self.world))
        is_visible = not is_event or fields.get("Event") in ANSWERED_EVENTS
        return self.world.push(self.account, self.fan, whole, is_visible=is_visible, deliver=self.deliver)

    def shows(self, shown: Shown, text: str, push: Push, **details: Any) -> Message:
        """The fan's own line in their chat."""
        return self.world.show(self.fan, Author.FAN, shown, text, push=push.id, details=details)

    def is_shown(self, shown: Shown, text: str, via: Via, **details: Any) -> Message:
        """A line of the account's, which came without any call or push."""
        return self.world.show(self.fan, Author.ACCOUNT, shown, text, via, details=details)

    def message(self, message_id: int) -> Message:
        """A line of the chat, or Missing."""
        for message in self.fan.chat:
            if message.id == message_id:
                return message
        raise Missing(f"The phone of {self.fan.nickname} shows no message {message_id}.")


def check_text(text: str) -> None:
    """A Mistake for what no phone can send: nothing, too much, or half a character."""
    if not text.strip():
        raise Mistake("There is nothing to send: the text is empty.")
    size = check_encodes(text)
    if size > LONGEST_TEXT:
        raise Mistake(f"A message is at most {LONGEST_TEXT} bytes of UTF-8; this one has {size}.")


def check_encodes(text: str) -> int:
    """The size in bytes; a Mistake for half a surrogate pair."""
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        raise Mistake("The text holds half a surrogate pair, which no phone can send.") from None


def _message_id(world: World) -> int:
    # Beyond 2**53, as WeChat's are. The second in it keeps ids of two boxes in a row apart.
    return (int(world.now()) - MSG_ID_EPOCH << 26) + world.count("MsgId") % 2**26
