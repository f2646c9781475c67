"""Fans as WeChat knows them, with the chat as their phone shows it."""

from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.windows import Window

KEPT_MESSAGES = 500  # a phone remembers this many of a chat


class Author(StrEnum):
    """Who put a message into the chat."""

    FAN = "FAN"
    ACCOUNT = "ACCOUNT"
    SYSTEM = "SYSTEM"


class Shown(StrEnum):
    """What a message looks like on the phone."""

    TEXT = "TEXT"
    IMAGE = "IMAGE"
    FOLLOWED = "FOLLOWED"
    UNFOLLOWED = "UNFOLLOWED"
    FAILURE = "FAILURE"


class Via(StrEnum):
    """By which way the account wrote: an API call, or the answer to a callback."""

    CUSTOMER = "CUSTOMER"
    PASSIVE = "PASSIVE"


@dataclass
class Message:
    """One entry of the chat. `push`: the callback it caused or answered. A picture's text is its address."""

    id: int
    at: float
    author: Author
    shown: Shown
    text: str
    via: Via | None = None
    push: str | None = None


@dataclass
class Fan:
    """One person at one account. `version` grows whenever their phone shows something new."""

    openid: str
    nickname: str
    is_following: bool = False
    followed_at: float | None = None
    refuses_messages: bool = False
    is_blacklisted: bool = False
    language: str = "zh_CN"
    window: Window = field(default_factory=Window)
    chat: list[Message] = field(default_factory=list)
    version: int = 0

    def show(self, message: Message) -> Message:
        """Put a message at the end of the chat."""
        self.chat.append(message)
        del self.chat[:-KEPT_MESSAGES]
        self.version += 1
        return message
