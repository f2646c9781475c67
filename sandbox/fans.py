"""Fans as WeChat knows them, with the chat as their phone shows it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

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
    VOICE = "VOICE"
    VIDEO = "VIDEO"
    MUSIC = "MUSIC"
    NEWS = "NEWS"  # article cards
    MSGMENU = "MSGMENU"  # a text with items that can be tapped
    WXCARD = "WXCARD"  # a coupon
    MINI_PROGRAM = "MINI_PROGRAM"
    TEMPLATE = "TEMPLATE"
    LOCATION = "LOCATION"
    FILE = "FILE"
    FOLLOWED = "FOLLOWED"
    UNFOLLOWED = "UNFOLLOWED"
    FAILURE = "FAILURE"


class Via(StrEnum):
    """By which way the account wrote: an API call, or the answer to a callback."""

    CUSTOMER = "CUSTOMER"
    PASSIVE = "PASSIVE"
    TEMPLATE = "TEMPLATE"
    SUBSCRIBED = "SUBSCRIBED"  # a subscribe notification
    MASS = "MASS"
    PREVIEW = "PREVIEW"
    MENU = "MENU"  # the material behind a menu button


@dataclass
class Message:
    """One entry of the chat. `push`: the callback it caused or answered. A picture's text is its address.

    `details` is what a kind has beyond a text: articles, the items of a menu, a media id, the data of a template.
    """

    id: int
    at: float
    author: Author
    shown: Shown
    text: str
    via: Via | None = None
    push: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


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
    person: str = ""  # the same in every account's fan who is this person; "": nobody else's
    tag_ids: list[int] = field(default_factory=list)  # in the order in which they were put on
    remark: str = ""  # what the account calls them
    subscribe_scene: str = "ADD_SCENE_SEARCH"
    qr_scene: int = 0
    qr_scene_str: str = ""
    is_cancelled: bool = False  # the person has closed their WeChat account
    window: Window = field(default_factory=Window)
    chat: list[Message] = field(default_factory=list)
    version: int = 0
    client_platform_type: int = 2  # of their phone: 1 iOS, 2 Android, 3 other
    typing_until: float = 0.0  # the account is shown as typing until then

    def show(self, message: Message) -> Message:
        """Put a message at the end of the chat."""
        self.chat.append(message)
        del self.chat[:-KEPT_MESSAGES]
        self.version += 1
        return message
