"""Official accounts: who they are, their secrets, their callback settings, their fans."""

import ipaddress
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from sandbox.drafts import Drafts
from sandbox.fans import Fan
from sandbox.masses import MassBook
from sandbox.media import MediaStore
from sandbox.menus import Menus
from sandbox.mistakes import Missing, Mistake
from sandbox.qr_codes import QrCodes
from sandbox.quotas import Quotas
from sandbox.sign_ins import SignIns
from sandbox.subscriptions import Subscriptions
from sandbox.tags import Tags
from sandbox.templates import TemplateBook
from sandbox.tokens import TokenFamily


class Kind(StrEnum):
    """服务号, 公众号 (called 订阅号 until 2025), or 小程序."""

    SERVICE = "SERVICE"
    SUBSCRIPTION = "SUBSCRIPTION"
    MINI_PROGRAM = "MINI_PROGRAM"


class Encryption(StrEnum):
    """How callbacks travel: 明文, 兼容, 安全."""

    PLAINTEXT = "PLAINTEXT"
    COMPATIBLE = "COMPATIBLE"
    SAFE = "SAFE"


@dataclass
class Callback:
    """Where an account's pushes go, and how they are signed and sealed. No URL: nothing is sent."""

    url: str = ""
    token: str = ""
    encoding_aes_key: str = ""
    encryption: Encryption = Encryption.PLAINTEXT

    def check(self) -> None:
        """Refuse what WeChat's settings page would refuse, with a Mistake that says what would be right."""
        if self.url:
            check_url(self.url)
        if (self.url or self.token) and not re.fullmatch(r"[A-Za-z0-9_]{3,32}", self.token):
            raise Mistake("A callback token is 3 to 32 letters, digits or underscores; this one is not.")
        if self.encoding_aes_key or self.encryption is not Encryption.PLAINTEXT:
            check_key(self.encoding_aes_key)


@dataclass
class Account:
    """One official account, as WeChat keeps it."""

    app_id: str
    app_secret: str
    original_id: str
    name: str
    kind: Kind = Kind.SERVICE
    is_verified: bool = True
    callback: Callback = field(default_factory=Callback)
    ip_whitelist: list[str] | None = None  # None: the account asks for no whitelist
    quotas: Quotas = field(default_factory=Quotas)
    tokens: TokenFamily = field(default_factory=TokenFamily)
    stable_tokens: TokenFamily = field(default_factory=TokenFamily)
    fans: dict[str, Fan] = field(default_factory=dict)
    media: MediaStore = field(default_factory=MediaStore)
    tags: Tags = field(default_factory=Tags)
    templates: TemplateBook = field(default_factory=TemplateBook)
    subscriptions: Subscriptions = field(default_factory=Subscriptions)
    masses: MassBook = field(default_factory=MassBook)
    drafts: Drafts = field(default_factory=Drafts)
    qr_codes: QrCodes = field(default_factory=QrCodes)
    menus: Menus = field(default_factory=Menus)
    linked_mini_programs: list[str] = field(default_factory=list)  # 关联小程序, by AppID
    autoreply: dict[str, Any] | None = None  # what was set in the console, as get_current_autoreply_info gives it
    sign_ins: SignIns = field(default_factory=SignIns)
    open_platform: str = ""  # the Open Platform account that it is bound to; "": none, and so no unionids
    options: dict[str, str] = field(
        default_factory=lambda: {"location_report": "0", "voice_recognize": "0", "customer_service": "0"}
    )

    def fan(self, openid: str) -> Fan:
        """The fan with this OpenID, or Missing."""
        if openid not in self.fans:
            raise Missing(f"{self.name} knows no fan {openid!r}. Make one first.")
        return self.fans[openid]

    def search(self, part: str) -> list[Fan]:
        """Fans with this in their nickname or OpenID, those whose chat moved last first."""
        wanted = part.strip().casefold()
        found = [
            fan for fan in self.fans.values() if wanted in fan.nickname.casefold() or wanted in fan.openid.casefold()
        ]
        return sorted(found, key=lambda fan: fan.chat[-1].id if fan.chat else 0, reverse=True)

    def families(self) -> tuple[TokenFamily, TokenFamily]:
        """Both token families."""
        return self.tokens, self.stable_tokens


def check_url(url: str) -> None:
    """Refuse what is no web address, or one on another machine."""
    host = _host(url)
    if not host:
        raise Mistake(f"A callback URL begins with http:// or https:// and names a host: {url!r} does not.")
    if not _is_this_machine(host):
        raise Mistake(f"The box talks to this machine only: a callback URL on {host} is to be on 127.0.0.1.")


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and parts.port != 0 and url.isprintable()
    except ValueError:  # a port beyond 65535, or half an IPv6 address
        return None
    return parts.hostname if is_web else None


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_key(key: str) -> None:
    """Refuse what is no EncodingAESKey."""
    if not re.fullmatch(r"[A-Za-z0-9]{43}", key):
        raise Mistake(f"An EncodingAESKey is 43 letters and digits; this one is not ({len(key)} characters).")
